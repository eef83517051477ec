"""Spectral norms in floating-point numbers.

A vector is divided by its length, however small or large that is. A small number added to the
length, or put in its place, is noticed as soon as weights are as small, and 0 remains 0.
"""

from hypothesis import given

from spec import assert_accurate, assert_equal, claim
from spec.definitions import to_its_terms
from spec.strategies import aligned_starts, powers_of_two, starts, weights


@claim("num/spectral-norm-scale")
@given(weight=weights(), scale=powers_of_two())
def test_the_norm_keeps_its_digits_for_weights_of_any_size(impl, weight, scale):
    """‖2^k W‖₂ = 2^k ‖W‖₂, to a few ulps."""
    assert_accurate(impl.spectral_norm(weight.scaled(scale)), weight.norm * scale, ulps=16)


@claim("num/power-iteration-scale")
@given(start=aligned_starts(), scale=powers_of_two())
def test_the_estimate_keeps_its_digits_for_weights_of_any_size(impl, start, scale):
    """For 2^k W the estimate is 2^k σ, as accurate as its terms."""
    estimate, _ = impl.power_iteration(start.weight.scaled(scale), start.u)
    assert_accurate(estimate, to_its_terms(start.estimate * scale, ulps=2), ulps=4)


@claim("num/power-iteration-vector")
@given(start=aligned_starts(), scale=powers_of_two())
def test_the_vector_to_go_on_from_does_not_depend_on_the_size_of_a_weight(impl, start, scale):
    """For 2^k W the vector is u, as accurate as its terms."""
    _, last = impl.power_iteration(start.weight.scaled(scale), start.u)
    assert_accurate(last, [to_its_terms(x, ulps=2) for x in start.last], ulps=4)


@claim("num/power-iteration-of-0")
@given(start=starts())
def test_the_estimate_of_0_is_0(impl, start):
    """For W = 0 the estimate is 0, exactly."""
    estimate, _ = impl.power_iteration(start.weight.scaled(0.0), start.u)
    assert_equal(estimate, 0)


@claim("num/power-iteration-keeps-u")
@given(start=starts())
def test_a_weight_of_0_leaves_the_vector_as_it_is(impl, start):
    """For W = 0 the vector to go on from is that which it started from."""
    _, last = impl.power_iteration(start.weight.scaled(0.0), start.u)
    assert_equal(last, start.u)
