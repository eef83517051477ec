"""Problem 5, part 2: the limit of vanishing noise.

The model is q = N(θ, ε²) and the data p = N(θ0, ε²), with θ ≠ θ0 and Δ = θ − θ0. As ε → 0 the two
separate, and KL(q‖p) = Δ²/(2ε²) grows without bound. So does its derivative in θ, by which the
generator is to learn; and by part 3 of problem 3 so do the generator's loss and gradient, at the
optimal discriminator.

Two things are false as the homework words them. The derivative goes to −∞ where θ < θ0. And a
discriminator that is merely close to D* in its probabilities need not explode at all: what carries
the explosion over is closeness in logits.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

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
    GaussianPair,
    gaussian_kl,
    gaussian_kl_derivative,
    gaussian_log_ratio,
    logit,
    sigmoid,
)
from spec.definitions.functions import Array, Functions
from spec.machinery.numbers.high_precision import exact
from spec.machinery.numbers.precision import Precision, by_precision
from spec.strategies import batches, floats, gaussian_pairs, point_pairs
from spec.strategies.generator import sixteenths


@claim("5.2/derivative", equations="53")
@given(pair=gaussian_pairs(), step=st.integers(1, 128).map(lambda n: n / 16))
def test_the_derivative_is_the_distance_over_the_variance(impl, pair, step):
    """∂KL/∂θ = Δ/ε² = (KL(θ + s) − KL(θ − s))/2s for every step s, KL being quadratic."""
    theta, theta_0, std = pair
    derivative = gaussian_kl_derivative(*pair)
    right, left = impl.gaussian_kl([theta + step, theta - step], theta_0, std)
    assert_close(impl.gaussian_kl_derivative(*pair), derivative)
    assert_close((Real.of(right) - Real.of(left)) / (2 * step), derivative, terms=1 / step)


def numbers_below_one() -> SearchStrategy[list[float]]:
    """Batches of numbers below 1, those next to it among them."""

    def numbers(format: Precision) -> SearchStrategy[float]:
        largest = 1 - 2.0 ** (13 - format.digits)
        return st.sampled_from([largest, 0.5]) | format.floats(2.0**-10, largest)

    return batches(by_precision(numbers))


def moderate_bounds() -> SearchStrategy[float]:
    """Numbers to be exceeded."""
    return floats(2.0**-10, 2.0**40)


@claim("5.2/kl-diverges", equations="text")
@given(points=point_pairs(apart=True), bound=moderate_bounds(), shares=numbers_below_one())
def test_the_kl_exceeds_any_bound(impl, points, bound, shares):
    """For θ ≠ θ0 and every M: KL > M for all ε < |Δ|/√(2M)."""
    distance = abs(points.theta - points.theta_0)
    widths = precision().rounded(np.array(shares) * distance / math.sqrt(2 * bound))
    divergences = impl.gaussian_kl(*points, widths)
    assert_close(divergences, [gaussian_kl(*points, width) for width in widths])
    assert np.all(divergences > bound)


@claim("5.2/derivative-diverges", equations="text")
@given(points=point_pairs(apart=True), bound=moderate_bounds(), shares=numbers_below_one())
def test_the_derivative_exceeds_any_bound_in_size(impl, points, bound, shares):
    """For θ ≠ θ0 and every M: sign(Δ)·∂KL/∂θ > M for all ε < √(|Δ|/M)."""
    theta, theta_0 = points
    widths = precision().rounded(np.array(shares) * math.sqrt(abs(theta - theta_0) / bound))
    derivatives = impl.gaussian_kl_derivative(theta, theta_0, widths)
    assert_close(derivatives, [gaussian_kl_derivative(*points, width) for width in widths])
    assert np.all(derivatives * np.sign(theta - theta_0) > bound)


@claim(
    "5.2/derivative-to-plus-infinity",
    equations="text",
    kind="refuted",
    corrected_by="5.2/derivative-diverges",
)
@given(points=point_pairs(apart=True), bound=st.integers(1, 1000))
def test_the_derivative_goes_to_plus_infinity(impl, points, bound):
    """As ε → 0, ∂KL/∂θ → +∞ for θ ≠ θ0: it exceeds every M."""
    threshold = precision().rounded(math.sqrt(abs(points.theta - points.theta_0) / bound))
    widths = [2.0**-k * threshold for k in range(1, 9)]
    derivatives = impl.gaussian_kl_derivative(*points, widths)
    assert_close(derivatives, [gaussian_kl_derivative(*points, width) for width in widths])
    holds_here(max(derivatives) > bound, derivative=derivatives[-1], epsilon=widths[-1])


@claim("5.2/no-divergence-at-target", equations="assumption")
@given(
    theta=floats(-8, 8),
    widths=batches(
        by_precision(
            lambda format: (
                format.floats(2.0**-format.deepest_square, 8)
                | st.integers(0, format.deepest_square).map(lambda k: 2.0**-k)
            )
        )
    ),
)
def test_nothing_diverges_at_the_target(impl, theta, widths):
    """At θ = θ0, KL = 0 and ∂KL/∂θ = 0 for every ε."""
    assert_equal(impl.gaussian_kl(theta, theta, widths), [0] * len(widths))
    assert_equal(impl.gaussian_kl_derivative(theta, theta, widths), [0] * len(widths))


def noise_batches() -> SearchStrategy[list[float]]:
    """Samples of noise, z. At x = θ + εz the optimal logits are then at most 4.5."""
    return batches(sixteenths(-3, 3), max_size=4)


def mirrored_samples(pair: GaussianPair, noise: list[float]) -> Array:
    """The batch θ + εz and the batch θ − εz, which have together the mean θ."""
    z = np.array(noise)
    samples: Array = precision().rounded(pair.theta + pair.std * np.array([z, -z]))
    return samples


def optimal_logits(impl: Functions, pair: GaussianPair, x: Array) -> Array:
    """log p/q from the two densities."""
    theta, theta_0, std = pair
    p = np.exp(impl.gaussian_log_density(x, theta_0, std))
    q = np.exp(impl.gaussian_log_density(x, theta, std))
    logits: Array = impl.optimal_logits(p, q)
    return logits


def terms_of_loss(pair: GaussianPair, x: Array) -> float:
    """The largest terms that a textbook adds up for the loss of one of the samples at D = D*.

    Rounding a log-density perturbs the density by as much, relatively, and the logit in turn. At a
    positive logit h the logarithm of a rounded 1 − σ(h) adds another e^h.
    """
    theta, theta_0, std = pair
    z, z_0 = (x - theta) / std, (x - theta_0) / std
    logits = (z**2 - z_0**2) / 2
    densities = (z**2 + z_0**2) / 2 + 2 * abs(math.log(std)) + 2
    return float(np.max(2 * densities + 1 + np.abs(logits) + np.exp(logits)))


@claim("5.2/gan-loss-explodes", equations="text, 27")
@given(pair=gaussian_pairs(apart=True), noise=noise_batches())
def test_the_generator_loss_at_the_optimum_explodes_with_the_kl(impl, pair, noise):
    """At D = D*: L_G = −mean h* = KL + (x̄ − θ)Δ/ε², so L_G = KL on a batch of mean θ."""
    x = mirrored_samples(pair, noise)
    logits = optimal_logits(impl, pair, x)
    divergence, derivative = gaussian_kl(*pair), gaussian_kl_derivative(*pair)
    drifts = [(mean(row) - pair.theta) * derivative for row in x]
    terms = terms_of_loss(pair, x)
    losses = impl.summed_generator_loss(logits)
    assert_close(losses, [divergence + drift.value for drift in drifts], terms=terms)
    loss = impl.summed_generator_loss(logits.ravel())
    assert_close(loss, divergence, terms=terms)
    assert_close(loss, impl.gaussian_kl(*pair), terms=terms)


@claim("5.2/gan-gradient-explodes", equations="text")
@given(pair=gaussian_pairs(apart=True), noise=noise_batches(), sixteenths=st.integers(1, 16))
def test_the_gradient_that_the_generator_sees_explodes(impl, pair, noise, sixteenths):
    """With D* held fixed, ∂L_G/∂θ = −E_q[h*'] = Δ/ε²; and L_G is affine in θ."""
    x = mirrored_samples(pair, noise).ravel()
    derivative = gaussian_kl_derivative(*pair)
    logits = optimal_logits(impl, pair, x)
    slopes = (x - pair.theta) / pair.std**2 - (x - pair.theta_0) / pair.std**2
    (gradient,) = impl.expected_gradient(
        impl.summed_generator_loss_derivative(logits), slopes[:, np.newaxis]
    )
    distances = np.abs(x - pair.theta) + np.abs(x - pair.theta_0)
    assert_close(gradient, derivative, terms=np.max(distances) / pair.std**2)

    step = pair.std * sixteenths / 16
    shifted = np.array([x + step, x - step])
    losses = impl.summed_generator_loss(optimal_logits(impl, pair, shifted))
    right, left = (Real.of(loss).with_terms(terms_of_loss(pair, shifted)) for loss in losses)
    assert_close((right - left) / (2 * step), derivative)


@claim(
    "5.2/near-optimal-explodes",
    equations='text, "≈ D*"',
    kind="refuted",
    corrected_by="5.2/near-optimal-gap",
)
@given(
    points=point_pairs(apart=True),
    separation=by_precision(lambda format: st.integers(3, format.digits // 5).map(lambda k: 2**k)),
    delta=st.sampled_from([1e-12, 1e-9, 1e-6, 1e-3]),
    noise=noise_batches(),
)
def test_the_loss_explodes_for_any_discriminator_near_the_optimal_one(
    impl, points, separation, delta, noise
):
    """If |D − D*| ≤ δ, L_G ≈ KL: for D = D* clipped to [δ, 1 − δ], and ε = |Δ|/separation."""
    pair = GaussianPair(*points, abs(points.theta - points.theta_0) / separation)
    theta, theta_0, std = pair
    x = mirrored_samples(pair, noise).ravel()
    p = np.exp(impl.gaussian_log_density(x, theta_0, std))
    q = np.exp(impl.gaussian_log_density(x, theta, std))
    optimal = impl.optimal_discriminator(p, q)
    near = precision().rounded(np.clip(optimal, delta, 1 - delta))
    divergence, loss = impl.gaussian_kl(*pair), impl.summed_generator_loss(impl.logit(near))

    # D* is next to nothing, and so are its errors, wherever a log-density has larger terms.
    sigmoids = [sigmoid(-gaussian_log_ratio(sample, *pair).value) for sample in x]
    assert_close(optimal, sigmoids, terms=12 + 4 * abs(math.log(std)))
    assert_close(loss, -mean(map(logit, near)))
    assert_close(divergence, gaussian_kl(*pair))
    holds_here(loss > divergence / 2, loss=loss, KL=divergence)


@claim("5.2/near-optimal-gap", equations="text")
@given(
    pair=gaussian_pairs(apart=True),
    noise=noise_batches(),
    errors=st.lists(floats(-2, 2), min_size=8, max_size=8) | floats(-2, 2).map(lambda e: [e] * 8),
)
def test_the_loss_is_as_near_the_kl_as_the_logits_are_near_the_optimal_ones(
    impl, pair, noise, errors
):
    """|L_G − KL| ≤ E_q|h − h*|."""
    x = mirrored_samples(pair, noise).ravel()
    optimal = [-gaussian_log_ratio(sample, *pair) for sample in x]
    off = [float(h) + error for h, error in zip(optimal, errors, strict=False)]
    logits = precision().rounded(off)
    loss, divergence = impl.summed_generator_loss(logits), impl.gaussian_kl(*pair)
    distance = mean(abs(exact(h) - best.value) for h, best in zip(logits, optimal, strict=True))
    assert_at_most(abs(Real.of(loss) - divergence), distance, terms=8 * terms_of_loss(pair, x))


@claim("5.2/step-overshoots", equations="text")
@given(
    points=point_pairs(apart=True),
    rate=floats(2.0**-20, 16),
    shares=numbers_below_one(),
)
def test_a_gradient_step_ends_farther_from_the_target(impl, points, rate, shares):
    """For θ ≠ θ0, every rate η and ε < √(η/2): a step θ − η ∂KL/∂θ leaves |Δ| larger."""
    widths = precision().rounded(np.array(shares) * math.sqrt(rate / 2))
    for derivative in impl.gaussian_kl_derivative(*points, widths):
        assert abs(points.gap - Fraction(rate) * Fraction(float(derivative))) > abs(points.gap)
