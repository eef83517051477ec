"""Gaussians in floating-point numbers.

The KL of two Gaussians is a square of a quotient of a difference. Each of the three may over- or
underflow on the way to a result that a float can hold. With a width for each, logarithms and
squares cancel next to equal Gaussians: all is well for r − 1 − log r, with r = (s/t)², that does
not.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import gaussian_kl, gaussian_kl_derivative
from spec.strategies import (
    gaussian_pairs_with_normal_derivative,
    gaussian_pairs_with_normal_kl,
    two_width_pairs_with_finite_kl,
)


@claim("num/gaussian-kl-range")
@given(gaussians=gaussian_pairs_with_normal_kl())
def test_the_kl_of_gaussians_neither_overflows_nor_underflows_on_the_way(impl, gaussians):
    """Δ²/(2ε²) is within 4 ulps wherever it is a normal float, even where Δ overflows."""
    assert_accurate(impl.gaussian_kl(*gaussians), gaussian_kl(*gaussians), ulps=4)


@claim("num/gaussian-kl-two-widths")
@given(gaussians=two_width_pairs_with_finite_kl())
def test_the_kl_of_two_widths_keeps_its_digits_next_to_equal_gaussians(impl, gaussians):
    """log t/s + (s² + Δ²)/(2t²) − ½ is within 4 ulps, next to s = t as well as far from it."""
    theta, theta_0, s, t = gaussians
    divergence = impl.gaussian_kl(theta, theta_0, s, std_0=t)
    assert_accurate(divergence, gaussian_kl(*gaussians), ulps=4)


@claim("num/gaussian-kl-derivative-range")
@given(gaussians=gaussian_pairs_with_normal_derivative())
def test_the_derivative_of_the_kl_neither_overflows_nor_underflows_on_the_way(impl, gaussians):
    """Δ/ε² is within 4 ulps wherever it is a normal float, even where Δ overflows."""
    derivative = impl.gaussian_kl_derivative(*gaussians)
    assert_accurate(derivative, gaussian_kl_derivative(*gaussians), ulps=4)
