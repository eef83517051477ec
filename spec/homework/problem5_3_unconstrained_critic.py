"""Problem 5, part 3: an unconstrained critic has no minimiser.

In place of probabilities a critic D gives any numbers, and is to make small

    L_D(D) = E_q[D] − E_p[D].

As the noise vanishes the model becomes a point mass at θ and the data one at θ0, and L_D depends on
two values of the critic alone. Where θ ≠ θ0, nothing binds them to each other: every critic can be
bettered, and the infimum, −∞, is not attained. Where θ = θ0, every critic is a minimiser: the
homework's assumption that they differ cannot be left out.
"""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spec import Real, assert_at_most, assert_close, assert_equal, claim, holds_here
from spec.definitions.functions import Critic, accepts
from spec.strategies import batch_pairs, critics, point_pairs, small_fractions, smooth_critics

NORMAL_SAMPLE = [NormalDist().inv_cdf((i + 0.5) / 32) for i in range(32)]
"""What stands for N(0, 1) in a batch: the middles of 32 intervals of equal probability."""


@claim("5.3/point-masses", equations="54")
@given(
    points=point_pairs(),
    critic=critics(),
    smooth=smooth_critics(),
    std=st.integers(-2, 40).map(lambda k: 2.0**-k),
)
def test_the_loss_between_point_masses_is_a_difference_of_two_values(
    impl, points, critic, smooth, std
):
    """L_D = D(θ) − D(θ0); of two Gaussians it is within 2Kε√(2/π) of that, for K-Lipschitz D."""
    theta, theta_0 = points.exact
    loss = impl.point_mass_critic_loss(critic, theta, theta_0)
    assert_exactly(loss, critic(theta) - critic(theta_0))

    real = [smooth(points.theta_0 + std * z) for z in NORMAL_SAMPLE]
    fake = [smooth(points.theta + std * z) for z in NORMAL_SAMPLE]
    widest = max(smooth.size(abs(point) + 3 * std) for point in points)
    real_value, fake_value = smooth(points.theta_0), smooth(points.theta)
    limit = Real.of(fake_value) - Real.of(real_value)
    assert_close(impl.wasserstein_critic_loss([real_value], [fake_value] * 3), limit)
    assert_at_most(
        abs(Real.of(impl.wasserstein_critic_loss(real, fake)) - limit),
        2 * abs(smooth.slope) * std * math.sqrt(2 / math.pi),
        terms=widest,
    )


def assert_exactly(actual: Any, expected: Fraction) -> None:
    """Assert that a number is the fraction that it should be, and no float near it."""
    __tracebackhide__ = True
    assert_equal(actual, expected)
    assert actual == expected


@claim("5.3/better-critic", equations="55-58")
@given(points=point_pairs(apart=True), critic=critics(), elsewhere=small_fractions())
def test_every_critic_is_bettered_by_one(impl, points, critic, elsewhere):
    """For θ ≠ θ0: D** = D(θ) − 1 at θ, D(θ0) at θ0, 0 elsewhere has L_D(D**) = L_D(D) − 1."""
    theta, theta_0 = points.exact
    loss = critic(theta) - critic(theta_0)
    better = impl.improve_critic(critic, theta, theta_0)
    assert_exactly(impl.point_mass_critic_loss(better, theta, theta_0), loss - 1)
    assert_exactly(better(theta), critic(theta) - 1)
    assert_exactly(better(theta_0), critic(theta_0))
    if elsewhere not in (theta, theta_0):
        assert_exactly(better(elsewhere), Fraction(0))

    better_still = impl.improve_critic(better, theta, theta_0)
    assert_exactly(impl.point_mass_critic_loss(better_still, theta, theta_0), loss - 2)


@claim("5.3/unbounded-below", equations="58")
@given(points=point_pairs(apart=True), critic=critics(), bound=st.integers(0, 10**6))
def test_no_bound_is_too_low_for_a_critic(impl, points, critic, bound):
    """For θ ≠ θ0, every D and every M: along D + c(D** − D), L_D falls by c, so below −M."""
    theta, theta_0 = points.exact
    better = impl.improve_critic(critic, theta, theta_0)
    loss = critic(theta) - critic(theta_0)
    drop = max(bound + loss, Fraction(0)) + 1

    def lower(x: Any) -> Any:
        return critic(x) + drop * (better(x) - critic(x))

    lowered = impl.point_mass_critic_loss(lower, theta, theta_0)
    assert_exactly(lowered, loss - drop)
    assert lowered < -bound


@claim("5.3/scaling", equations="consequence")
@given(
    points=point_pairs(),
    critic=critics(),
    pair=batch_pairs(),
    scale=st.integers(-64, 64).map(lambda n: Fraction(n, 4)),
    bound=st.integers(0, 10**6),
)
def test_the_loss_scales_with_the_critic(
    impl,
    points,
    critic,
    pair,
    scale,
    bound,
):
    """L_D(cD) = c·L_D(D): where some D has L_D ≠ 0, as one has if p ≠ q, the infimum is −∞."""
    theta, theta_0 = points.exact
    loss = critic(theta) - critic(theta_0)
    scaled = impl.point_mass_critic_loss(scaled_critic(critic, scale), theta, theta_0)
    assert_exactly(scaled, scale * loss)
    if loss:
        steep = scaled_critic(critic, -(bound + 1) / loss)
        assert_exactly(impl.point_mass_critic_loss(steep, theta, theta_0), Fraction(-bound - 1))

    p, q = pair
    values = p.masses - q.masses
    squares = sum((a - b) ** 2 for a, b in zip(p.exact, q.exact, strict=True))
    scales = np.array([[1], [scale]], float)
    losses = impl.wasserstein_critic_loss(scales * p.batch(values), scales * q.batch(values))
    assert_close(losses, [-squares, -scale * squares], terms=scale)
    if accepts(impl.wasserstein_critic_loss, "real_weights"):
        loss = impl.wasserstein_critic_loss(
            values, values, real_weights=p.masses, fake_weights=q.masses
        )
        assert_close(loss, -squares)


def scaled_critic(critic: Critic, scale: Fraction) -> Critic:
    """The critic cD."""
    return lambda x: scale * critic(x)


@claim(
    "5.3/no-minimiser-anywhere", equations="54", kind="refuted", corrected_by="5.3/better-critic"
)
@given(points=point_pairs(), critic=critics(), rival=critics())
def test_every_critic_is_bettered_wherever_the_points_are(impl, points, critic, rival):
    """For all θ, θ0 and every D, another critic has a lower L_D: the rival, or D lowered at θ."""
    theta, theta_0 = points.exact

    def lowered(x: Any) -> Any:
        return critic(x) - 1 if x == theta else critic(x)

    def loss(competitor: Critic) -> Any:
        away = impl.point_mass_critic_loss(competitor, theta_0 + 1, theta_0)
        assert_exactly(away, competitor(theta_0 + 1) - competitor(theta_0))
        here = impl.point_mass_critic_loss(competitor, theta, theta_0)
        assert_exactly(here, competitor(theta) - competitor(theta_0))
        return here

    lowest = min(loss(rival), loss(lowered))
    holds_here(lowest < loss(critic), L_D=loss(critic), lowest=lowest)
