"""Numerical soundness: the same sentences, of floating-point numbers.

The other chapters are about real numbers, and draw sizes at which every correct formula has digits
left. Here the whole range of floats is drawn, and results are held to a few units in their last
place, of the result itself or of the terms it is added up from. A formula that is right in real
numbers but clamps, overflows, or cancels passes there and fails here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from hypothesis import given

from spec import Real, assert_accurate, assert_equal, claim, mean, precision
from spec.definitions import (
    difference,
    doubling,
    gaussian_kl,
    gaussian_kl_derivative,
    inner,
    js_divergence,
    kl_divergence,
    log_complement,
    log_density,
    log_ratio,
    log_sigmoid,
    logit,
    sigmoid,
    wasserstein_distance,
)
from spec.definitions.functions import Numbers, accepts
from spec.strategies import (
    batches,
    distribution_pairs,
    extreme_densities,
    extreme_probabilities,
    far_labelled_features,
    float_critics,
    moderate_logits,
    nearly_equal_dyadic_pairs,
    weighted_samples,
    whole_range_gaussian_pairs,
    whole_range_logits,
)

FEW = 4
"""Ulps that an elementary function may err by: the best known err by 2."""
SEVERAL = 8
"""Ulps that a sum may err by: the best known err by 4."""


@claim("num/log-sigmoid-tails")
@given(h=whole_range_logits())
def test_the_log_of_the_sigmoid_keeps_its_digits_in_both_tails(impl, h):
    """log σ(h), and log(1 − σ(h)) = log σ(−h), are finite and accurate for every finite h."""
    assert_accurate(impl.log_sigmoid([h, -h]), [log_sigmoid(h), log_complement(h)], ulps=FEW)


@claim("num/sigmoid-tails")
@given(h=whole_range_logits())
def test_the_sigmoid_keeps_its_digits_in_both_tails(impl, h):
    """σ(h) is accurate to a few ulps for every finite h, subnormal results included."""
    assert_accurate(impl.sigmoid([h, -h]), [sigmoid(h), sigmoid(-h)], ulps=FEW)


@claim("num/logit-range")
@given(t=extreme_probabilities())
def test_the_logit_keeps_its_digits_wherever_it_is_finite(impl, t):
    """log t/(1 − t) is accurate on all of (0, 1): for subnormal t, next to 1, and next to 1/2."""
    assert_accurate(impl.logit(t), logit(t), ulps=FEW)


@claim("num/loss-tails")
@given(
    real=batches(whole_range_logits(), max_size=4), fake=batches(whole_range_logits(), max_size=4)
)
def test_losses_keep_their_digits_for_logits_of_any_size(impl, real, fake):
    """L_D, L_mm, −E_q[log σ(h)] and L_G are finite and accurate wherever a float can hold them."""
    # In the second pair nothing hides the tail of a loss: both of its terms are next to 0 as often.
    for real_logits, fake_logits in ((real, fake), (real[:1], negated(real[:1]))):
        minimax = mean_of(log_complement(h) for h in fake_logits)
        nonsaturating = -mean_of(log_sigmoid(h) for h in fake_logits)
        discriminator = -mean_of(log_sigmoid(h) for h in real_logits) - minimax
        assert_accurate(impl.minimax_generator_loss(fake_logits), minimax, ulps=SEVERAL)
        assert_accurate(impl.nonsaturating_generator_loss(fake_logits), nonsaturating, ulps=SEVERAL)
        assert_accurate(
            impl.summed_generator_loss(fake_logits),
            to_terms(minimax + nonsaturating, SEVERAL),
            ulps=SEVERAL,
        )
        if discriminator.value <= precision().largest:
            assert_accurate(
                impl.discriminator_loss(real_logits, fake_logits), discriminator, ulps=SEVERAL
            )
    if accepts(impl.summed_generator_loss, "weights"):
        q = doubling(len(fake))
        # A sample of no weight is left out, whatever its logit.
        logits, weights = [*fake, math.inf], [*q.masses, 0.0]
        assert_accurate(
            impl.summed_generator_loss(logits, weights=weights),
            to_terms(-q.expectation(fake), SEVERAL),
            ulps=SEVERAL,
        )


@claim("num/derivative-tails")
@given(h=batches(whole_range_logits(), max_size=4))
def test_derivatives_of_losses_keep_their_digits_in_both_tails(impl, h):
    """−σ(h), −σ(−h) and −1, the derivatives of the losses, are accurate for every finite h."""
    h = h + negated(h)
    rising, falling = [sigmoid(x) for x in h], [-sigmoid(-x) for x in h]
    assert_accurate(
        impl.minimax_generator_loss_derivative(h), [-slope for slope in rising], ulps=FEW
    )
    assert_accurate(impl.nonsaturating_generator_loss_derivative(h), falling, ulps=FEW)
    assert_accurate(impl.summed_generator_loss_derivative(h), [-1] * len(h), ulps=FEW)
    of_real = impl.pointwise_discriminator_loss_from_logits_derivative(h, 1.0, 0.0)
    of_fake = impl.pointwise_discriminator_loss_from_logits_derivative(h, 0.0, 1.0)
    assert_accurate(of_real, falling, ulps=FEW)
    assert_accurate(of_fake, rising, ulps=FEW)


@claim("num/ratio-extremes")
@given(densities=extreme_densities())
def test_ratios_of_densities_keep_their_digits(impl, densities):
    """p/(p + q) and log p/q are accurate for all positive floats, though p + q or p/q be none."""
    p, q = densities
    shares = [Fraction(density) / (Fraction(p) + Fraction(q)) for density in (p, q)]
    assert_accurate(impl.optimal_discriminator([p, q], [q, p]), shares, ulps=FEW)
    assert_accurate(
        impl.optimal_logits([p, q], [q, p]), [log_ratio(p, q), log_ratio(q, p)], ulps=FEW
    )


@claim("num/kl-near-equal")
@given(pair=nearly_equal_dyadic_pairs())
def test_divergences_of_nearly_equal_distributions_keep_their_digits(impl, pair):
    """KL(p‖q) and JS(p‖q) are accurate down to a KL of 1e-20, never negative, and 0 for p = q."""
    p, q = pair.p.masses, pair.q.masses
    divergences = [kl_divergence(pair.p, pair.q), kl_divergence(pair.q, pair.p)]
    assert_accurate(impl.kl_divergence([p, q], [q, p]), divergences, ulps=SEVERAL)
    assert_accurate(impl.js_divergence(p, q), js_divergence(*pair), ulps=SEVERAL)
    assert_equal(impl.kl_divergence([p, q], [p, q]), [0, 0])
    assert_equal(impl.js_divergence([p, q], [p, q]), [0, 0])


@claim("num/kl-zeros")
@given(pair=distribution_pairs())
def test_zeros_count_for_what_their_limits_are(impl, pair):
    """0 log 0/q = 0, p log p/0 = +∞, a cell with both 0 counts nothing: KL and JS are never nan."""
    kl, js = kl_divergence(*pair), js_divergence(*pair)
    for empty in ([0.0], []):
        p, q = ([*side.masses, *empty] for side in pair)
        assert_accurate(impl.kl_divergence(p, q), to_terms(kl, FEW), ulps=FEW)
        assert_accurate(impl.js_divergence(p, q), to_terms(js, FEW), ulps=FEW)


@claim("num/gaussian-kl-range")
@given(gaussians=whole_range_gaussian_pairs())
def test_the_kl_of_gaussians_neither_overflows_nor_underflows_on_the_way(impl, gaussians):
    """Δ²/(2σ²) and Δ/σ² are within 4 ulps wherever they are normal floats, though Δ be none."""
    smallest, largest = precision().smallest_normal, precision().largest
    theta, theta_0, std = gaussians
    for model, data in ((theta, theta_0), (theta_0, theta)):
        for actual, expected in (
            (impl.gaussian_kl(model, data, std), gaussian_kl(model, data, std)),
            (
                impl.gaussian_kl_derivative(model, data, std),
                gaussian_kl_derivative(model, data, std),
            ),
        ):
            if smallest <= abs(expected.value) <= largest:
                assert_accurate(actual, expected, ulps=4)


@claim("num/far-means")
@given(bank=far_labelled_features())
def test_logits_keep_their_digits_far_from_the_origin(impl, bank):
    """h* is as accurate as log N(φ|μ, I) and log N(φ|μ̂, I); A, b and Aφ + b as their own terms."""
    log_ratios = [log_density(phi, mu) - log_density(phi, nu) for phi, mu, nu in bank.samples]
    assert_accurate(
        impl.conditional_logits(*bank),
        [to_terms(log_ratio, SEVERAL) for log_ratio in log_ratios],
        ulps=SEVERAL,
    )
    A, b = impl.projection_parameters(bank.data_means, bank.model_means)
    biases = [(inner(nu, nu) - inner(mu, mu)) / 2 for mu, nu in bank.means]
    assert_accurate(A, [difference(mu, nu) for mu, nu in bank.means], ulps=FEW)
    assert_accurate(b, [to_terms(bias, SEVERAL) for bias in biases], ulps=SEVERAL)
    projections = [
        inner(phi, A[y]) + b[y] for phi, y in zip(bank.features, bank.labels, strict=True)
    ]
    assert_accurate(
        impl.projection_logits(bank.features, bank.labels, A, b),
        [to_terms(projection, SEVERAL) for projection in projections],
        ulps=SEVERAL,
    )


@claim("num/batch-sizes")
@given(real=batches(moderate_logits(max_value=0)), fake=batches(moderate_logits(0, 1)))
def test_batches_of_different_sizes_are_two_separate_means(impl, real, fake):
    """E_p and E_q are means over n and over m samples, each its own, in L_D and for a critic."""
    complements = [log_complement(h) for h in fake]
    loss = -mean_of(log_sigmoid(h) for h in real) - mean_of(complements)
    real_rows, fake_rows = [real, real[::-1]], [fake, fake[::-1]]
    assert_accurate(impl.discriminator_loss(real_rows, fake_rows), [loss, loss], ulps=SEVERAL)
    wasserstein_critic_loss = to_terms(mean(fake) - mean(real), SEVERAL)
    assert_accurate(
        impl.wasserstein_critic_loss(real_rows, fake_rows),
        [wasserstein_critic_loss] * 2,
        ulps=SEVERAL,
    )


@claim("num/better-critic")
@given(critic_and_points=float_critics())
def test_the_better_critic_is_better_for_all_critics_of_floats(impl, critic_and_points):
    """D**(θ) < D(θ) and D**(θ0) = D(θ0) for finite floats, though D(θ) − 1 may round to D(θ)."""
    critic, theta, theta_0 = critic_and_points
    better = impl.improve_critic(critic, theta, theta_0)
    assert -precision().largest <= better(theta) < critic(theta)
    assert_equal(better(theta_0), critic(theta_0))


@claim("num/wasserstein")
@given(x=weighted_samples(), y=weighted_samples())
def test_the_wasserstein_distance_keeps_its_digits(impl, x, y):
    """W1 is accurate with ties, atoms at 1e15, any sizes and weights; 0 for one measure, twice."""
    assert_distance(impl.wasserstein_distance(x.points, y.points), x.points, y.points)
    assert_equal(impl.wasserstein_distance(x.points, 2 * x.points[::-1]), 0)
    p, q = x.masses, y.masses
    x_batch, y_batch = p.batch(x.points), q.batch(y.points)
    distances = [impl.wasserstein_distance(x_batch, y_batch)]
    if accepts(impl.wasserstein_distance, "x_weights"):
        x_weights, y_weights = {"x_weights": p.masses}, {"y_weights": q.masses}
        distances += [
            impl.wasserstein_distance(x.points, y.points, **x_weights, **y_weights),
            impl.wasserstein_distance(x.points, y_batch, **x_weights),
            impl.wasserstein_distance(x_batch, y.points, **y_weights),
        ]
        assert_equal(impl.wasserstein_distance(x.points, x_batch, **x_weights), 0)
    for distance in distances:
        assert_distance(distance, x.points, y.points, p.exact, q.exact)


def assert_distance(actual: Numbers, *samples: Any) -> None:
    """Assert that W1 of the samples is accurate, unless it is beyond the largest float."""
    expected = wasserstein_distance(*samples)
    if expected <= precision().largest:
        assert_accurate(actual, expected, ulps=SEVERAL)


def negated(logits: list[float]) -> list[float]:
    """The logits with their signs changed."""
    return [-h for h in logits]


def mean_of(terms: Iterable[Real]) -> Real:
    """The mean of terms that count by their own size, however a textbook gets them."""
    return mean(term.value for term in terms)


def to_terms(number: Real, ulps: int) -> Real:
    """The number, known only to a few ulps of the terms that it is added up from."""
    if not number.value.is_finite():
        return number
    return number.with_error(2 * ulps * precision().unit_roundoff * number.terms)
