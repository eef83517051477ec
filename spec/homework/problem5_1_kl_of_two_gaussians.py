"""Problem 5, part 1: KL of two Gaussians.

The model is q = N(θ, ε²) and the data p = N(θ0, ε²): two Gaussians on the line, of one width. Their
log-ratio is affine in x, since the squares of x cancel, and so its expectation asks for no more
than the mean of x. With Δ = θ − θ0,

    KL(q‖p) = E_q[log q/p] = Δ²/(2ε²).
"""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec import Real, assert_close, assert_equal, claim
from spec.definitions import GaussianPair, gaussian_kl, gaussian_log_ratio, integral, normal_density
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.precision import by_precision
from spec.strategies import batches, floats, gaussian_pairs


def several_pairs() -> SearchStrategy[list[GaussianPair]]:
    """A few pairs, to be handled at once."""
    return st.lists(gaussian_pairs(), min_size=1, max_size=3)


@claim("5.1/log-ratio", equations="44-46")
@given(pairs=several_pairs(), samples=batches(floats(-16, 16), max_size=3))
def test_the_log_ratio_is_a_difference_of_squares(impl, pairs, samples):
    """log N(x|θ,ε²)/N(x|θ0,ε²) = ((x − θ0)² − (x − θ)²)/(2ε²) = (2xΔ + θ0² − θ²)/(2ε²)."""
    theta, theta_0, std = np.transpose(pairs)
    x = np.array(samples)[:, np.newaxis]
    model = impl.gaussian_log_density(x, theta, std)
    data = impl.gaussian_log_density(x, theta_0, std)
    squares = ((x - theta) ** 2 + (x - theta_0) ** 2) / (2 * std**2)
    terms = np.max(squares + 2 * np.abs(np.log(std)) + 2)
    for log_ratio in (gaussian_log_ratio, expanded_log_ratio):
        expected = [[log_ratio(sample, *pair) for pair in pairs] for sample in samples]
        assert_close(model - data, expected, terms=terms)


@in_high_precision
def expanded_log_ratio(x: float, theta: float, theta_0: float, std: float) -> Real:
    """(2x(θ − θ0) + θ0² − θ²)/(2ε²)."""
    sample, model, data = exact(x), exact(theta), exact(theta_0)
    numerator = Real.of(2 * sample * model) - 2 * sample * data + data**2 - model**2
    return numerator / (2 * exact(std) ** 2)


@claim("5.1/expectation", equations="47-51")
@given(pair=gaussian_pairs())
def test_the_expanded_difference_has_the_squared_distance_for_expectation(impl, pair):
    """E_{x~N(θ,ε²)}[2x(θ − θ0) + θ0² − θ²] = (θ − θ0)² = 2ε² KL(q‖p).

    The integral is a sum over an even grid: for a Gaussian times a polynomial, at four points to
    the standard deviation, that is exact to a hundred digits.
    """
    theta, theta_0, std = pair
    z = np.arange(-48, 49) / 4
    x = theta + std * z
    log_density = impl.gaussian_log_density(x, theta, std)
    weights = np.exp(log_density) * std / 4
    parts = np.array([2 * x * theta, -2 * x * theta_0, theta_0**2 + 0 * x, -(theta**2) + 0 * x])
    expectation = math.fsum((weights * parts).ravel())

    # An error in x moves a weight by z/ε times as much.
    roundings = 1 + np.abs(log_density) + np.abs(math.log(std)) + np.abs(x * z / std)
    terms = np.sum(weights * np.abs(parts) * roundings)
    assert_close(expectation, pair.gap**2, terms=terms)
    assert_close(2 * std**2 * impl.gaussian_kl(*pair), 2 * gaussian_kl(*pair) * exact(std) ** 2)


@claim("5.1/closed-form", equations="42-43, 52")
@given(pairs=several_pairs())
def test_the_kl_is_the_squared_distance_over_twice_the_variance(impl, pairs):
    """KL(q‖p) = ∫ q log(q/p) dx = (θ − θ0)²/(2ε²)."""
    theta, theta_0, std = np.transpose(pairs)
    divergences = impl.gaussian_kl(theta, theta_0, std)
    assert_close(divergences, [gaussian_kl(*pair) for pair in pairs])
    assert_close(divergences, [kl_integral(*pair) for pair in pairs])


def kl_integral(theta: float, theta_0: float, std: float) -> Real:
    """∫ q log(q/p) dx over twelve standard deviations: what lies beyond is under 1e-30 of it."""

    def integrand(x: float) -> float:
        z, z_0 = (x - theta) / std, (x - theta_0) / std
        return normal_density(z) / std * (z_0**2 - z**2) / 2

    squares = 1 + ((theta - theta_0) / std) ** 2
    return integral(integrand, theta - 12 * std, theta + 12 * std).with_terms(squares)


@claim("5.1/invariances", equations="52")
@given(
    pair=gaussian_pairs(),
    shift=st.integers(-64, 64),
    exponent=st.integers(-8, 8),
    smallness=by_precision(lambda format: st.integers(1, format.deepest_square)),
)
def test_the_kl_knows_only_the_distance_in_units_of_the_width(
    impl, pair, shift, exponent, smallness
):
    """KL is unchanged by swapping, shifting or scaling the two Gaussians, and 0 iff θ = θ0."""
    theta, theta_0, std = pair
    scale = 2.0**exponent
    divergence = gaussian_kl(theta, theta_0, std)
    assert_close(impl.gaussian_kl(theta_0, theta, std), divergence)
    assert_close(impl.gaussian_kl(theta + shift, theta_0 + shift, std), divergence)
    assert_close(impl.gaussian_kl(scale * theta, scale * theta_0, scale * std), divergence)

    next_to_nothing = std * 2.0**-smallness
    distances = [0, theta - theta_0, next_to_nothing, -next_to_nothing]
    is_zero = impl.gaussian_kl(distances, 0, std) == 0
    assert_equal(is_zero, [distance == 0 for distance in distances])
