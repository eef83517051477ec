"""Penalties on gradients in floating-point numbers.

The square of a gradient of 1e-200 vanishes and that of 1e200 overflows, but its norm is a float,
and so is what a penalty does to it. A gradient of 0 has no direction, and is left where it is.
"""

from hypothesis import given

from spec import assert_accurate, assert_equal, claim
from spec.definitions import (
    gradient_penalty,
    gradient_penalty_derivative,
    one_sided_gradient_penalty,
    to_its_terms,
    zero_centered_penalty,
    zero_centered_penalty_derivative,
)
from spec.strategies import (
    gradients_with_finite,
    gradients_with_zeros,
    whole_range_gradients,
    whole_range_mixtures,
)


@claim("num/penalty-zero-gradient")
@given(g=gradients_with_zeros())
def test_a_gradient_of_0_costs_the_weight_of_its_sample(impl, g):
    """A sample of g_i = 0 adds λ/n to GP."""
    penalty = to_its_terms(gradient_penalty(g), ulps=4)
    assert_accurate(impl.gradient_penalty(g), penalty, ulps=4)


@claim("num/penalty-derivative-zero-gradient")
@given(g=gradients_with_zeros())
def test_a_gradient_of_0_has_the_derivative_0_and_leaves_the_others_theirs(impl, g):
    """∂GP/∂g_i is 0 for g_i = 0, beside gradients for which it is (2λ/n)(1 − 1/‖g_i‖) g_i."""
    slopes = [[to_its_terms(x, ulps=4) for x in row] for row in gradient_penalty_derivative(g)]
    assert_accurate(impl.gradient_penalty_derivative(g), slopes, ulps=4)


@claim("num/penalty-range")
@given(g=gradients_with_finite(gradient_penalty))
def test_the_penalty_keeps_its_digits_for_gradients_of_any_size(impl, g):
    """GP = 10/n Σ (‖g_i‖ − 1)² is as accurate as its terms wherever a float can hold it."""
    penalty = to_its_terms(gradient_penalty(g), ulps=4)
    assert_accurate(impl.gradient_penalty(g), penalty, ulps=4)


@claim("num/one-sided-penalty-range")
@given(g=gradients_with_finite(gradient_penalty))
def test_the_one_sided_penalty_keeps_its_digits_for_gradients_of_any_size(impl, g):
    """10/n Σ max(0, ‖g_i‖ − 1)² is as accurate as its terms wherever a float can hold it."""
    penalty = to_its_terms(one_sided_gradient_penalty(g), ulps=4)
    assert_accurate(impl.one_sided_gradient_penalty(g), penalty, ulps=4)


@claim("num/penalty-derivative-range")
@given(g=whole_range_gradients())
def test_the_derivative_of_the_penalty_keeps_its_digits_for_gradients_of_any_size(impl, g):
    """∂GP/∂g_i = (20/n)(1 − 1/‖g_i‖) g_i is as accurate as its terms for gradients of any size."""
    slopes = [[to_its_terms(x, ulps=4) for x in row] for row in gradient_penalty_derivative(g)]
    assert_accurate(impl.gradient_penalty_derivative(g), slopes, ulps=4)


@claim("num/zero-centred-penalty-range")
@given(g=gradients_with_finite(zero_centered_penalty))
def test_the_zero_centred_penalty_keeps_its_digits_for_gradients_of_any_size(impl, g):
    """1/2n Σ ‖g_i‖² is accurate to a few ulps wherever a float can hold it."""
    assert_accurate(impl.zero_centered_penalty(g), zero_centered_penalty(g), ulps=8)


@claim("num/zero-centred-derivative-range")
@given(g=whole_range_gradients())
def test_the_derivative_of_the_zero_centred_penalty_keeps_its_digits(impl, g):
    """g_i/n is accurate to a few ulps for gradients of any size."""
    slopes = zero_centered_penalty_derivative(g)
    assert_accurate(impl.zero_centered_penalty_derivative(g), slopes, ulps=4)


@claim("num/interpolates")
@given(mixtures=whole_range_mixtures())
def test_points_are_as_accurate_as_their_terms(impl, mixtures):
    """α fake + (1 − α) real is as accurate as its terms, even where fake − real overflows."""
    points = mixtures.pairs.between(mixtures.alpha)
    expected = [[to_its_terms(x, ulps=4) for x in point] for point in points]
    found = impl.interpolates(*mixtures.pairs, alpha=mixtures.alpha)
    assert_accurate(found, expected, ulps=1)


@claim("num/interpolates-ends")
@given(mixtures=whole_range_mixtures())
def test_points_at_the_ends_are_the_samples(impl, mixtures):
    """α fake + (1 − α) real is real for α = 0, or fake for α = 1, exactly."""
    real, fake = mixtures.pairs
    points = impl.interpolates(real, fake, alpha=[0.0, 1.0])
    assert_equal(points, [real[0], fake[1]])
