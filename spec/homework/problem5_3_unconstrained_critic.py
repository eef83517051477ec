"""Problem 5, part 3: an unconstrained critic has no minimiser.

In place of probabilities a critic D gives any numbers, and is to make small

    L_D(D) = E_q[D] − E_p[D].

As the noise vanishes the model becomes a point mass at θ and the data one at θ0, and L_D depends on
two values of the critic alone. Where θ ≠ θ0, nothing binds them to each other: every critic can be
bettered, and the infimum, −∞, is not attained. Where θ = θ0, every critic is a minimiser: the
homework's assumption that they differ cannot be left out.
"""

import math

from hypothesis import given
from hypothesis import strategies as st

from spec import Real, assert_at_most, assert_close, assert_equal, claim, holds_here, mean, total
from spec.definitions import NORMAL_SAMPLE
from spec.strategies import (
    batch_pairs,
    batches,
    critics,
    fractions_but_0_and_1,
    narrowing_widths,
    point_pairs,
    sixteenths,
    small_fractions,
    smooth_critics,
)


@claim("5.3/point-masses", equations="54")
@given(points=point_pairs(), critic=critics())
def test_the_loss_between_point_masses_is_a_difference_of_two_values(impl, points, critic):
    """L_D = D(θ) − D(θ0)."""
    theta, theta_0 = points.exact
    loss = impl.point_mass_critic_loss(critic, theta, theta_0)
    assert_equal(loss, critic(theta) - critic(theta_0))


@claim("5.3/point-masses-in-batches", equations="54")
@given(points=point_pairs(), critic=critics(), n=st.integers(1, 4), m=st.integers(1, 4))
def test_the_loss_of_samples_that_coincide_is_that_of_point_masses(impl, points, critic, n, m):
    """If all n samples of p lie at θ0 and all m of q at θ, E_q[D] − E_p[D] = D(θ) − D(θ0)."""
    fake, real = map(critic, points)
    assert_close(impl.wasserstein_critic_loss([real] * n, [fake] * m), Real.of(fake) - real)


@claim("5.3/gaussians-tend-to-point-masses", equations="54")
@given(points=point_pairs(), critic=smooth_critics(), std=narrowing_widths())
def test_the_loss_of_two_gaussians_tends_to_that_of_point_masses(impl, points, critic, std):
    """On 32 quantiles of each Gaussian, |L_D − (D(θ) − D(θ0))| ≤ 2Kε√(2/π) for K-Lipschitz D."""
    fake, real = ([point + std * z for z in NORMAL_SAMPLE] for point in points)
    loss = impl.wasserstein_critic_loss([critic(x) for x in real], [critic(x) for x in fake])
    gap = Real.of(loss) - critic(points.theta) + critic(points.theta_0)
    largest = 2 * abs(critic.slope) * std * math.sqrt(2 / math.pi)
    assert_at_most(abs(gap), largest, terms=critic.size(*real, *fake))


@claim("5.3/better-critic", equations="55-58")
@given(points=point_pairs(apart=True), critic=critics())
def test_every_critic_is_bettered_by_one(impl, points, critic):
    """For θ ≠ θ0 and every D: L_D(D**) = L_D(D) − 1."""
    theta, theta_0 = points.exact
    better = impl.improve_critic(critic, theta, theta_0)
    assert_equal(better(theta) - better(theta_0), critic(theta) - critic(theta_0) - 1)


@claim("5.3/better-at-the-model", equations="55-58")
@given(points=point_pairs(apart=True), critic=critics())
def test_the_better_critic_is_lower_by_one_at_the_model(impl, points, critic):
    """D**(θ) = D(θ) − 1."""
    theta, theta_0 = points.exact
    assert_equal(impl.improve_critic(critic, theta, theta_0)(theta), critic(theta) - 1)


@claim("5.3/unchanged-at-the-data", equations="55-58")
@given(points=point_pairs(apart=True), critic=critics())
def test_the_better_critic_is_unchanged_at_the_data(impl, points, critic):
    """D**(θ0) = D(θ0)."""
    theta, theta_0 = points.exact
    assert_equal(impl.improve_critic(critic, theta, theta_0)(theta_0), critic(theta_0))


@claim("5.3/zero-elsewhere", equations="55-58")
@given(points=point_pairs(apart=True), critic=critics(), t=fractions_but_0_and_1())
def test_the_better_critic_is_zero_elsewhere(impl, points, critic, t):
    """D**(x) = 0 at every other x."""
    theta, theta_0 = points.exact
    x = theta_0 + t * points.gap
    assert_equal(impl.improve_critic(critic, theta, theta_0)(x), 0)


@claim("5.3/unbounded-below", equations="58")
@given(points=point_pairs(apart=True), critic=critics(), c=st.integers(0, 10**6))
def test_no_bound_is_too_low_for_a_critic(impl, points, critic, c):
    """For θ ≠ θ0 and every D: L_D(D + c(D** − D)) = L_D(D) − c, however large c."""
    theta, theta_0 = points.exact
    better = impl.improve_critic(critic, theta, theta_0)
    lower, unchanged = (critic(x) + c * (better(x) - critic(x)) for x in points.exact)
    assert_equal(lower - unchanged, critic(theta) - critic(theta_0) - c)


@claim("5.3/scaling", equations="consequence")
@given(points=point_pairs(), critic=critics(), c=small_fractions())
def test_the_loss_scales_with_the_critic(impl, points, critic, c):
    """L_D(cD) = c·L_D(D).

    So the infimum is −∞ where some D has L_D ≠ 0.
    """
    theta, theta_0 = points.exact
    loss = impl.point_mass_critic_loss(lambda x: c * critic(x), theta, theta_0)
    assert_equal(loss, c * (critic(theta) - critic(theta_0)))


@claim("5.3/scaling-of-batches", equations="consequence")
@given(real=batches(sixteenths(-8, 8)), fake=batches(sixteenths(-8, 8)), c=sixteenths(-16, 16))
def test_the_loss_of_any_two_batches_scales_with_the_critic(impl, real, fake, c):
    """L_D(cD) = c(E_q[D] − E_p[D]) for any p and q."""
    loss = impl.wasserstein_critic_loss(
        [c * value for value in real], [c * value for value in fake]
    )
    assert_close(loss, c * (mean(fake) - mean(real)))


@claim("5.3/any-two-distributions", equations="consequence")
@given(pair=batch_pairs())
def test_some_critic_tells_any_two_distributions_apart(impl, pair):
    """The critic D = p − q has L_D = −Σ (p − q)².

    That is not 0 if p ≠ q.
    """
    p, q = pair
    critic = p.masses - q.masses
    squares = total((a - b) ** 2 for a, b in zip(p.exact, q.exact, strict=True))
    assert_close(impl.wasserstein_critic_loss(p.batch(critic), q.batch(critic)), -squares)


@claim(
    "5.3/no-minimiser-anywhere", equations="54", kind="refuted", corrected_by="5.3/better-critic"
)
@given(points=point_pairs(), critic=critics())
def test_every_critic_is_bettered_wherever_the_points_are(impl, points, critic):
    """For all θ, θ0 and every D: D lowered by 1 at θ alone has a lower L_D."""
    theta, theta_0 = points.exact

    def lowered(x):
        return critic(x) - 1 if x == theta else critic(x)

    elsewhere = impl.point_mass_critic_loss(critic, theta_0 + 1, theta_0)
    assert_equal(elsewhere, critic(theta_0 + 1) - critic(theta_0))
    loss, lower = (impl.point_mass_critic_loss(D, theta, theta_0) for D in (critic, lowered))
    assert_equal([loss, lower], [D(theta) - D(theta_0) for D in (critic, lowered)])
    holds_here(lower < loss, L_D=loss, lowered=lower)


@claim("5.3/all-minimise-at-target", equations="54")
@given(points=point_pairs(), critic=critics())
def test_every_critic_is_a_minimiser_where_the_points_coincide(impl, points, critic):
    """At θ = θ0, L_D = 0 for every D."""
    assert_equal(impl.point_mass_critic_loss(critic, points.theta, points.theta), 0)
