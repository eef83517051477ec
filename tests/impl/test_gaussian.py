"""Gaussians on the line, against 300-bit arithmetic."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from tests.impl import whole_range
from tests.impl.ulps import error_in_ulps, exactly


def kl(theta, theta_0, std):
    return ((theta - theta_0) / std) ** 2 / 2


def kl_of_two_widths(theta, theta_0, std, std_0):
    ratio = std / std_0
    return (ratio - 1) * (ratio + 1) / 2 - mpmath.log(ratio) + kl(theta, theta_0, std_0)


def derivative(theta, theta_0, std):
    return (theta - theta_0) / std**2


def log_density(x, mean, std):
    return -kl(x, mean, std) - mpmath.log(std) - mpmath.log(2 * mpmath.pi) / 2


def size_of_log_density(x, mean, std):
    return kl(x, mean, std) + abs(mpmath.log(std)) + mpmath.log(2 * mpmath.pi) / 2


@st.composite
def means_and_deviations(draw):
    """Means near or far, and a deviation that is often of the size of their difference."""
    theta_0, theta = draw(whole_range.nearby(whole_range.finite))
    distance = abs(theta / 4 - theta_0 / 4)
    scale = draw(st.floats(1e-8, 1e8) | st.floats(1e-150, 1e150))
    std = draw(st.sampled_from([distance * scale, draw(whole_range.positive)]))
    if not 0 < std <= whole_range.LARGEST:
        std = draw(whole_range.positive)
    return theta * draw(st.sampled_from([1.0, -1.0])), theta_0, std


@st.composite
def widths_beside(draw, std):
    """A width that is another by ulps, by a part of it, by a factor, by a huge factor, or any."""
    kind = draw(st.sampled_from(["ulps", "relative", "factor", "huge factor", "anything"]))
    if kind == "ulps":
        width = std + draw(st.integers(-8, 8)) * math.ulp(std)
    elif kind == "relative":
        width = std * (1 + draw(st.sampled_from([1.0, -1.0])) * 2.0 ** -draw(st.floats(1, 52)))
    elif kind == "factor":
        width = std * draw(st.floats(1 / 16, 16.0))
    elif kind == "huge factor":
        exponent = math.frexp(std)[1] - draw(st.integers(20, 2000)) * draw(st.sampled_from([1, -1]))
        width = math.ldexp(draw(st.floats(0.5, 1.0)), min(exponent, 1023))
    else:
        width = draw(whole_range.positive)
    return min(max(width, whole_range.SMALLEST), whole_range.LARGEST)


@st.composite
def means_and_two_widths(draw):
    """Means that are often equal, or within a tiny part of the width of the second Gaussian."""
    theta, theta_0, std_0 = draw(means_and_deviations())
    kind = draw(st.sampled_from(["equal", "tiny", "within a width", "anything"]))
    if kind == "equal":
        theta = theta_0
    elif kind == "tiny":
        theta, theta_0 = std_0 * 2.0 ** -draw(st.integers(1, 1074)), 0.0
    elif kind == "within a width":
        theta, theta_0 = std_0 * draw(st.floats(-4, 4)), 0.0
    return theta, theta_0, draw(widths_beside(std_0)), std_0


BOTH = pytest.mark.parametrize(
    ("function", "formula"),
    [(impl.gaussian_kl, kl), (impl.gaussian_kl_derivative, derivative)],
    ids=["KL", "derivative"],
)


@BOTH
@given(arguments=means_and_deviations())
@example(arguments=(1e-200, 0.0, 1e-200))
@example(arguments=(1.7e308, -1.7e308, 1e160))
@example(arguments=(1.7e308, -1.7e308, 1.5))
@example(arguments=(1.7e308, -1.7e308, 1.7e308))
@example(arguments=(1.0, 1.0 + 2.0**-52, 2.0**-52))
@example(arguments=(5e-324, 0.0, 5e-324))
@example(arguments=(5e-324, 1e-323, 1e-160))
@example(arguments=(0.0, 1.912e-320, 9.011384791448109e-07))
@example(arguments=(1.9e154, 0.0, 1.0))
def test_it_is_accurate_wherever_it_is_a_normal_float(function, formula, arguments):
    exact = exactly(formula, *arguments)
    computed = function(*arguments)
    if 0 < abs(exact) < whole_range.SMALLEST_NORMAL:
        assert abs(computed) <= 2 * whole_range.SMALLEST_NORMAL
        return
    error = error_in_ulps(computed, exact)
    target(error)
    assert error <= 4


def test_a_subnormal_result_is_rounded_once_beside_one_that_overflows():
    """3·2^−1074, of which half is no float."""
    derivatives = impl.gaussian_kl_derivative([3.0, np.inf], 0.0, 2.0**537)
    np.testing.assert_array_equal(derivatives, [1.5e-323, np.inf])


@given(arguments=means_and_deviations())
@example(arguments=(1.7e308, -1.7e308, 1.7e308))
@example(arguments=(0.0, 0.0, 5e-324))
def test_the_log_density_is_accurate_to_the_size_of_its_terms(arguments):
    exact, size = exactly(log_density, *arguments), exactly(size_of_log_density, *arguments)
    error = error_in_ulps(impl.gaussian_log_density(*arguments), exact, size)
    target(error)
    assert error <= 4


@BOTH
@given(theta=whole_range.finite, std=whole_range.positive)
def test_it_is_0_where_the_means_are_equal(function, formula, theta, std):
    assert function(theta, theta, std) == 0


moderate = st.floats(1e-70, 1e70) | st.floats(-1e70, -1e-70)


@BOTH
@given(
    theta=moderate, theta_0=moderate, std=st.floats(1e-70, 1e70), exponent=st.integers(-200, 200)
)
def test_scaling_everything_by_a_power_of_two_scales_the_result_exactly(
    function, formula, theta, theta_0, std, exponent
):
    factor = 2.0**exponent
    scaled = function(factor * theta, factor * theta_0, factor * std)
    expected = function(theta, theta_0, std)
    assert scaled == (expected if function is impl.gaussian_kl else expected / factor)


def test_infinite_arguments_take_their_limits():
    inf = float("inf")
    assert impl.gaussian_kl(0.0, 0.0, inf, std_0=1.0) == inf
    assert impl.gaussian_kl(0.0, 0.0, 1.0, std_0=inf) == inf
    assert impl.gaussian_kl(inf, 0.0, 1.0, std_0=2.0) == inf
    assert np.isnan(impl.gaussian_kl(0.0, 0.0, [np.nan, 1.0, inf], std_0=[1.0, np.nan, inf])).all()
    assert impl.gaussian_log_density(inf, 0.0, 1.0) == -inf
    assert impl.gaussian_log_density(0.0, 1.0, inf) == -inf
    assert impl.gaussian_kl(1.7e308, -1.7e308, inf) == 0
    assert impl.gaussian_kl(inf, 0.0, 1.0) == inf
    assert impl.gaussian_kl_derivative(-inf, 0.0, 1.0) == -inf


def test_the_derivative_is_exact_for_a_deviation_that_is_a_power_of_2():
    steps = np.arange(1.0, 2000.0)
    derivative = impl.gaussian_kl_derivative(steps * 2.0**-1070, 0.0, 2.0**-40)
    np.testing.assert_array_equal(derivative, steps * 2.0**-990)
