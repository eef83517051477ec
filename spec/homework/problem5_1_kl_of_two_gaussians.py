"""Problem 5, part 1: KL of two Gaussians.

The model is q = N(θ, ε²) and the data p = N(θ0, ε²): two Gaussians on the line, of one width. Their
log-ratio is affine in x, since the squares of x cancel, and so its expectation asks for no more
than the mean of x. With Δ = θ − θ0,

    KL(q‖p) = E_q[log q/p] = Δ²/(2ε²).

Beyond the problem each may have a width of its own: q = N(θ, s²) and p = N(θ0, t²). The squares of
x then stay, and what the widths add is 0 for s = t alone.
"""

from __future__ import annotations

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from spec import assert_at_most, assert_close, claim, holds_here
from spec.definitions import gaussian_expectation, gaussian_kl, gaussian_kl_integral, log
from spec.strategies import (
    distinguishable_gaussian_pairs,
    distinguishable_two_width_pairs,
    gaussian_pairs,
    sixteenths,
    two_width_pairs,
)


@claim("5.1/log-ratio", equations="44-46")
@given(pair=gaussian_pairs(), z=sixteenths(-3, 3))
def test_the_log_ratio_is_a_difference_of_squares(impl, pair, z):
    """log N(x|θ, ε²)/N(x|θ0, ε²) = ((x − θ0)² − (x − θ)²)/(2ε²)."""
    x = pair.sample(z)
    log_q = impl.gaussian_log_density(x, pair.theta, pair.std)
    log_p = impl.gaussian_log_density(x, pair.theta_0, pair.std)
    x, (theta, theta_0, std) = Fraction(x), pair.exact
    squares = (x - theta_0) ** 2 - (x - theta) ** 2
    assert_close(log_q - log_p, squares / (2 * std**2), terms=pair.terms_at(x))


@claim("5.1/expanded-log-ratio", equations="47")
@given(pair=gaussian_pairs(), z=sixteenths(-3, 3))
def test_the_squares_of_x_cancel_in_the_log_ratio(impl, pair, z):
    """log N(x|θ, ε²)/N(x|θ0, ε²) = (2x(θ − θ0) + θ0² − θ²)/(2ε²)."""
    x = pair.sample(z)
    log_q = impl.gaussian_log_density(x, pair.theta, pair.std)
    log_p = impl.gaussian_log_density(x, pair.theta_0, pair.std)
    x, (theta, theta_0, std) = Fraction(x), pair.exact
    expanded = 2 * x * (theta - theta_0) + theta_0**2 - theta**2
    assert_close(log_q - log_p, expanded / (2 * std**2), terms=pair.terms_at(x))


@claim("5.1/expectation", equations="47-51")
@given(pair=gaussian_pairs())
def test_the_expanded_difference_has_the_squared_distance_for_expectation(impl, pair):
    """E_{x~N(θ,ε²)}[2x(θ − θ0) + θ0² − θ²] = (θ − θ0)²."""
    theta, theta_0, std = pair.exact
    expectation = gaussian_expectation(
        lambda x: 2 * x * (theta - theta_0) + theta_0**2 - theta**2,
        lambda x: impl.gaussian_log_density(x, pair.theta, pair.std),
        theta,
        std,
    )
    assert_close(expectation, (theta - theta_0) ** 2)


@claim("5.1/closed-form", equations="42-43, 52")
@given(pair=gaussian_pairs())
def test_the_kl_is_the_squared_distance_over_twice_the_variance(impl, pair):
    """KL(q‖p) = (θ − θ0)²/(2ε²)."""
    theta, theta_0, std = pair.exact
    # The formula for any two widths, log s0/s + (s² + Δ²)/(2s0²) − ½, has terms of size ½.
    assert_close(impl.gaussian_kl(*pair), (theta - theta_0) ** 2 / (2 * std**2), terms=1)


@claim("5.1/integral", equations="42-43")
@given(pair=gaussian_pairs())
def test_the_kl_is_the_integral_of_the_log_ratio(impl, pair):
    """KL(q‖p) = ∫ q log(q/p) dx."""
    assert_close(impl.gaussian_kl(*pair), gaussian_kl_integral(*pair))


@claim("5.1/symmetric", equations="52")
@given(pair=gaussian_pairs())
def test_the_kl_of_gaussians_of_one_width_is_symmetric(impl, pair):
    """KL(p‖q) = KL(q‖p)."""
    theta, theta_0, std = pair
    assert_close(impl.gaussian_kl(theta_0, theta, std), gaussian_kl(theta, theta_0, std))


@claim("5.1/invariances", equations="52")
@given(pair=gaussian_pairs(), shift=st.integers(-64, 64))
def test_a_common_shift_leaves_the_kl_as_it_is(impl, pair, shift):
    """KL(N(θ + s, ε²)‖N(θ0 + s, ε²)) = KL(N(θ, ε²)‖N(θ0, ε²)), for every s."""
    theta, theta_0, std = pair
    shifted = impl.gaussian_kl(theta + shift, theta_0 + shift, std)
    assert_close(shifted, gaussian_kl(theta, theta_0, std))


@claim("5.1/scale-invariant", equations="52")
@given(pair=gaussian_pairs(), scale=st.integers(-8, 8).map(lambda k: 2.0**k))
def test_a_common_scale_leaves_the_kl_as_it_is(impl, pair, scale):
    """KL(N(cθ, c²ε²)‖N(cθ0, c²ε²)) = KL(N(θ, ε²)‖N(θ0, ε²)), for every c > 0."""
    theta, theta_0, std = pair
    scaled = impl.gaussian_kl(scale * theta, scale * theta_0, scale * std)
    assert_close(scaled, gaussian_kl(theta, theta_0, std))


@claim("5.1/zero-iff-equal", equations="52")
@given(pair=distinguishable_gaussian_pairs())
def test_the_kl_is_zero_for_equal_gaussians_alone(impl, pair):
    """KL(q‖p) = 0 if and only if θ = θ0."""
    assert (impl.gaussian_kl(*pair) == 0) == (pair.theta == pair.theta_0)


@claim("5.1/two-widths", source="Kullback 1959, chapter 9")
@given(pair=two_width_pairs())
def test_the_kl_of_gaussians_of_two_widths(impl, pair):
    """KL(N(θ, s²)‖N(θ0, t²)) = log t/s + (s² + (θ − θ0)²)/(2t²) − ½."""
    theta, theta_0, s, t = pair.exact
    squares = (s**2 + (theta - theta_0) ** 2) / (2 * t**2)
    divergence = impl.gaussian_kl(pair.theta, pair.theta_0, pair.std, std_0=pair.std_0)
    assert_close(divergence, log(t) - log(s) + squares - Fraction(1, 2))


@claim("5.1/two-widths-integral")
@given(pair=two_width_pairs())
def test_the_kl_of_gaussians_of_two_widths_is_the_integral_of_the_log_ratio(impl, pair):
    """KL(q‖p) = ∫ q log(q/p) dx, where q = N(θ, s²) has another width than p = N(θ0, t²)."""
    theta, theta_0, s, t = pair
    assert_close(impl.gaussian_kl(theta, theta_0, s, std_0=t), gaussian_kl_integral(*pair))


@claim("5.1/two-widths-nonnegative")
@given(pair=two_width_pairs())
def test_another_width_never_makes_the_kl_less(impl, pair):
    """KL(N(θ, s²)‖N(θ0, t²)) ≥ (θ − θ0)²/(2t²).

    So it is never negative, and of all s it is least for s = t.
    """
    theta, theta_0, s, t = pair
    divergence = impl.gaussian_kl(theta, theta_0, s, std_0=t)
    assert_at_most(gaussian_kl(theta, theta_0, t), divergence, terms=gaussian_kl(*pair).terms)


@claim("5.1/two-widths-zero-iff-equal")
@given(pair=distinguishable_two_width_pairs())
def test_the_kl_of_gaussians_of_two_widths_is_zero_for_equal_ones_alone(impl, pair):
    """KL(N(θ, s²)‖N(θ0, t²)) = 0 if and only if (θ, s) = (θ0, t)."""
    theta, theta_0, s, t = pair
    assert (impl.gaussian_kl(theta, theta_0, s, std_0=t) == 0) == ((theta, s) == (theta_0, t))


@claim("5.1/two-widths-asymmetric", kind="exists")
@given(pair=two_width_pairs())
def test_the_kl_of_gaussians_of_two_widths_need_not_be_symmetric(impl, pair):
    """KL(p‖q) ≠ KL(q‖p), for some q = N(θ, s²) and p = N(θ0, t²)."""
    theta, theta_0, s, t = pair
    forward = impl.gaussian_kl(theta, theta_0, s, std_0=t)
    backward = impl.gaussian_kl(theta_0, theta, t, std_0=s)
    expected = gaussian_kl(theta, theta_0, s, t), gaussian_kl(theta_0, theta, t, s)
    assert_close([forward, backward], expected)
    holds_here(not math.isclose(forward, backward, abs_tol=0.01), KL_qp=forward, KL_pq=backward)


@claim("5.1/two-equal-widths")
@given(pair=gaussian_pairs())
def test_of_two_widths_that_are_equal_the_kl_is_that_of_one(impl, pair):
    """KL(N(θ, ε²)‖N(θ0, t²)) = (θ − θ0)²/(2ε²), where t = ε."""
    assert_close(impl.gaussian_kl(*pair, std_0=pair.std), gaussian_kl(*pair))
