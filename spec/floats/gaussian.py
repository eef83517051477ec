"""Gaussians in floating-point numbers.

The KL of two Gaussians is a square of a quotient of a difference. Each of the three may over- or
underflow on the way to a result that a float can hold.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import gaussian_kl, gaussian_kl_derivative
from spec.strategies import gaussian_pairs_with_normal_derivative, gaussian_pairs_with_normal_kl


@claim("num/gaussian-kl-range")
@given(gaussians=gaussian_pairs_with_normal_kl())
def test_the_kl_of_gaussians_neither_overflows_nor_underflows_on_the_way(impl, gaussians):
    """Δ²/(2ε²) is within 4 ulps wherever it is a normal float, even where Δ overflows."""
    assert_accurate(impl.gaussian_kl(*gaussians), gaussian_kl(*gaussians), ulps=4)


@claim("num/gaussian-kl-derivative-range")
@given(gaussians=gaussian_pairs_with_normal_derivative())
def test_the_derivative_of_the_kl_neither_overflows_nor_underflows_on_the_way(impl, gaussians):
    """Δ/ε² is within 4 ulps wherever it is a normal float, even where Δ overflows."""
    derivative = impl.gaussian_kl_derivative(*gaussians)
    assert_accurate(derivative, gaussian_kl_derivative(*gaussians), ulps=4)
