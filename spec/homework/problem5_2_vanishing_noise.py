"""Problem 5, part 2: the limit of vanishing noise.

The model is q = N(θ, ε²) and the data p = N(θ0, ε²), with θ ≠ θ0 and Δ = θ − θ0. As ε → 0 the two
separate, and KL(q‖p) = Δ²/(2ε²) grows without bound. So does its derivative in θ, by which the
generator is to learn; and by part 3 of problem 3 so do the generator's loss and gradient, at the
optimal discriminator.

Two things are false as the homework words them. The derivative goes to −∞ where θ < θ0. And a
discriminator that is merely close to D* in its probabilities need not explode at all: what carries
the explosion over is closeness in logits.
"""

import math
from itertools import cycle

from hypothesis import given
from hypothesis import strategies as st

from spec import (
    Real,
    assert_at_most,
    assert_close,
    assert_equal,
    claim,
    holds_here,
    mean,
    precision,
)
from spec.definitions import (
    derivative,
    gaussian_kl,
    gaussian_kl_derivative,
    gaussian_log_ratio,
    generator_loss_terms,
    logit,
    sign,
)
from spec.strategies import (
    batches,
    bounds,
    floats,
    gaussian_pairs,
    model_batches,
    narrowing_widths,
    numbers_below_one,
    point_pairs,
    sixteenths,
)


@claim("5.2/derivative", equations="53")
@given(pair=gaussian_pairs())
def test_the_derivative_is_the_distance_over_the_variance(impl, pair):
    """∂KL/∂θ = Δ/ε²."""
    assert_close(impl.gaussian_kl_derivative(*pair), gaussian_kl_derivative(*pair))


@claim("5.2/central-difference", equations="53")
@given(pair=gaussian_pairs(), s=sixteenths(1 / 16, 8))
def test_every_central_difference_of_the_kl_is_its_derivative(impl, pair, s):
    """(KL(θ + s) − KL(θ − s))/2s = Δ/ε² for every step s."""
    theta, theta_0, std = pair
    right, left = impl.gaussian_kl([theta + s, theta - s], theta_0, std)
    assert_close((Real.of(right) - left) / (2 * s), gaussian_kl_derivative(*pair), terms=1 / s)


@claim("5.2/kl-diverges", equations="text")
@given(points=point_pairs(apart=True), bound=bounds(), fraction=numbers_below_one())
def test_the_kl_exceeds_any_bound(impl, points, bound, fraction):
    """For θ ≠ θ0 and every M: KL > M for all ε < |Δ|/√(2M)."""
    epsilon = precision().rounded(fraction * abs(points.gap) / math.sqrt(2 * bound))
    assert impl.gaussian_kl(*points, epsilon) > bound


@claim("5.2/derivative-diverges", equations="text")
@given(points=point_pairs(apart=True), bound=bounds(), fraction=numbers_below_one())
def test_the_derivative_exceeds_any_bound_in_size(impl, points, bound, fraction):
    """For θ ≠ θ0 and every M: sign(Δ)·∂KL/∂θ > M for all ε < √(|Δ|/M)."""
    epsilon = precision().rounded(fraction * math.sqrt(abs(points.gap) / bound))
    assert sign(points.gap) * impl.gaussian_kl_derivative(*points, epsilon) > bound


@claim(
    "5.2/derivative-to-plus-infinity",
    equations="text",
    kind="refuted",
    corrected_by="5.2/derivative-diverges",
)
@given(points=point_pairs(apart=True), bound=bounds(), fraction=numbers_below_one())
def test_the_derivative_goes_to_plus_infinity(impl, points, bound, fraction):
    """For θ ≠ θ0 and every M: ∂KL/∂θ > M for all ε < √(|Δ|/M)."""
    theta, theta_0 = points
    epsilon = precision().rounded(fraction * math.sqrt(abs(points.gap) / bound))
    slope = impl.gaussian_kl_derivative(theta, theta_0, epsilon)
    assert_close(slope, gaussian_kl_derivative(theta, theta_0, epsilon))
    holds_here(slope > bound, derivative=slope, epsilon=epsilon)


@claim("5.2/no-divergence-at-target", equations="assumption")
@given(theta=floats(-8, 8), epsilon=narrowing_widths())
def test_the_kl_vanishes_at_the_target(impl, theta, epsilon):
    """At θ = θ0, KL = 0 for every ε."""
    assert_equal(impl.gaussian_kl(theta, theta, epsilon), 0)


@claim("5.2/no-derivative-at-target", equations="assumption")
@given(theta=floats(-8, 8), epsilon=narrowing_widths())
def test_the_derivative_vanishes_at_the_target(impl, theta, epsilon):
    """At θ = θ0, ∂KL/∂θ = 0 for every ε."""
    assert_equal(impl.gaussian_kl_derivative(theta, theta, epsilon), 0)


@claim("5.2/optimal-logits", equations="text, 23")
@given(batch=model_batches())
def test_the_optimal_logits_are_the_log_ratio_of_the_gaussians(impl, batch):
    """At D = D*:  h* = ((x − θ)² − (x − θ0)²)/(2ε²)."""
    theta, theta_0, std = batch.pair
    log_p, log_q = (impl.gaussian_log_density(batch.samples, at, std) for at in (theta_0, theta))
    optimal = impl.optimal_logits([*map(math.exp, log_p)], [*map(math.exp, log_q)])
    log_ratios = [-gaussian_log_ratio(x, *batch.pair) for x in batch.samples]
    assert_close(optimal, log_ratios, terms=2 + 2 * abs(math.log(std)))


@claim("5.2/gan-loss-explodes", equations="text, 27")
@given(batch=model_batches(centred=True))
def test_the_generator_loss_at_the_optimum_explodes_with_the_kl(impl, batch):
    """At D = D*, L_G = KL on every batch of mean θ."""
    h = batch.optimal_logits()
    loss = impl.summed_generator_loss(h)
    assert_close(loss, gaussian_kl(*batch.pair), terms=generator_loss_terms(h))


@claim("5.2/gan-loss-of-any-batch", equations="text, 27")
@given(batch=model_batches())
def test_the_generator_loss_of_any_batch_is_off_by_what_its_mean_is(impl, batch):
    """At D = D*, L_G = KL + (x̄ − θ)Δ/ε² on every batch."""
    h = batch.optimal_logits()
    expected = gaussian_kl(*batch.pair) + batch.drift * gaussian_kl_derivative(*batch.pair)
    assert_close(impl.summed_generator_loss(h), expected, terms=generator_loss_terms(h))


@claim("5.2/gan-gradient-explodes", equations="text")
@given(batch=model_batches())
def test_the_gradient_that_the_generator_sees_explodes(impl, batch):
    """With D* held fixed, ∂L_G/∂θ = Δ/ε²."""

    def logit(x):
        return -gaussian_log_ratio(x, *batch.pair)

    slopes = [[float(derivative(logit, at=x))] for x in batch.samples]
    loss_derivative = impl.summed_generator_loss_derivative(batch.optimal_logits())
    (gradient,) = impl.expected_gradient(loss_derivative, slopes)
    assert_close(gradient, gaussian_kl_derivative(*batch.pair))


@claim("5.2/gan-loss-is-affine", equations="text")
@given(batch=model_batches(), fraction=sixteenths(1 / 16, 1))
def test_every_central_difference_of_the_generator_loss_is_the_gradient(impl, batch, fraction):
    """With D* held fixed, (L_G(θ + s) − L_G(θ − s))/2s = Δ/ε² for every step s."""
    s = fraction * batch.pair.std
    right, left = batch.optimal_logits(s), batch.optimal_logits(-s)
    rise = Real.of(impl.summed_generator_loss(right)) - impl.summed_generator_loss(left)
    terms = generator_loss_terms(right + left) / s
    assert_close(rise / (2 * s), gaussian_kl_derivative(*batch.pair), terms=terms)


@claim(
    "5.2/near-optimal-explodes",
    equations='text, "≈ D*"',
    kind="refuted",
    corrected_by="5.2/near-optimal-gap",
)
@given(batch=model_batches(centred=True), delta=st.sampled_from([2.0**-k for k in (10, 7, 5, 4)]))
def test_the_loss_explodes_for_any_discriminator_near_the_optimal_one(impl, batch, delta):
    """If |D − D*| ≤ δ, L_G explodes with the KL: L_G > KL/2 for D* clipped to [δ, 1 − δ]."""
    largest = precision().rounded(float(logit(1 - delta)))
    h = [min(max(best, -largest), largest) for best in batch.optimal_logits()]
    loss, divergence = impl.summed_generator_loss(h), gaussian_kl(*batch.pair)
    assert_close(loss, -mean(h), terms=generator_loss_terms(h))
    holds_here(loss > divergence / 2, loss=loss, KL=divergence)


@claim("5.2/near-optimal-gap", equations="text")
@given(batch=model_batches(centred=True), errors=batches(floats(-2, 2), max_size=4))
def test_the_loss_is_as_near_the_kl_as_the_logits_are_near_the_optimal_ones(impl, batch, errors):
    """|L_G − KL| ≤ E_q|h − h*|."""
    optimal = batch.optimal_logits()
    h = precision().rounded([best + error for best, error in zip(optimal, cycle(errors))])
    gap = Real.of(impl.summed_generator_loss(h)) - gaussian_kl(*batch.pair)
    distance = mean(abs(Real.of(value) - best) for value, best in zip(h, optimal, strict=True))
    assert_at_most(abs(gap), distance, terms=generator_loss_terms(h))


@claim("5.2/step-overshoots", equations="text")
@given(points=point_pairs(apart=True), rate=floats(2.0**-20, 16), fraction=numbers_below_one())
def test_a_gradient_step_ends_farther_from_the_target(impl, points, rate, fraction):
    """For θ ≠ θ0, every rate η and ε < √(η/2): a step θ − η ∂KL/∂θ leaves |Δ| larger."""
    epsilon = precision().rounded(fraction * math.sqrt(rate / 2))
    step = rate * Real.of(impl.gaussian_kl_derivative(*points, epsilon))
    assert abs(points.gap - step) > abs(points.gap)
