"""The kernel distance in floating-point numbers.

Far from the origin the kernel is a large number, nearly the same for all samples, and the distance
is a small one. But terms that are the same for all samples of a set need not be added up at all.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import biased_distance, unbiased_distance, within_its_remaining_terms
from spec.strategies import far_feature_sets


@claim("num/kid-cancellation")
@given(sets=far_feature_sets())
def test_the_distance_keeps_the_digits_that_a_common_mean_does_not_take(impl, sets):
    """U is as accurate as what is left of the kernel about the mean of all samples."""
    expected = within_its_remaining_terms(unbiased_distance(*sets), *sets)
    assert_accurate(impl.kernel_inception_distance(*sets), expected, ulps=4)


@claim("num/biased-kid-cancellation")
@given(sets=far_feature_sets())
def test_the_biased_distance_keeps_the_digits_that_a_common_mean_does_not_take(impl, sets):
    """V is as accurate as what is left of the kernel about the mean of all samples."""
    expected = within_its_remaining_terms(biased_distance(*sets), *sets)
    assert_accurate(impl.kernel_inception_distance(*sets, biased=True), expected, ulps=4)
