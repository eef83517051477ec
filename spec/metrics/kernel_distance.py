"""The kernel distance: moments of features, compared without fitting anything to them.

Features of real samples and of fakes are compared by a kernel k(a, b) = (aᵀb/d + 1)³: the mean of k
over two real samples, plus that over two fakes, less twice that over one of each, is the squared
maximum mean discrepancy. Where the two samples may be one and the same it is V, which is biased;
where they may not it is U, which is not, so that it may be negative. As the kernel is cubic,
nothing but the first three moments counts.

References
----------
A. Gretton et al., "A kernel two-sample test", Journal of Machine Learning Research, 2012.
M. Bińkowski, D. J. Sutherland, M. Arbel and A. Gretton, "Demystifying MMD GANs", ICLR 2018.
"""

import math

from hypothesis import given

from spec import assert_at_most, assert_close, claim, holds_here
from spec.definitions import (
    kernel_terms,
    mean_of_itself,
    mean_of_others,
    moment_distance,
    unbiased_distance,
)
from spec.strategies import (
    alike_or_not,
    feature_sets,
    many_features,
    sampled_sets,
    sets_of_equal_moments,
    sets_with_subsets,
    shifted_sets,
)


@claim("kid/definition", source="Bińkowski et al. 2018")
@given(sets=feature_sets(least=2) | many_features())
def test_the_distance_is_of_kernels_of_two_different_samples(impl, sets):
    """U = the mean k(x_i, x_j), i ≠ j, + the mean k(y_i, y_j), i ≠ j, − 2 the mean k(x_i, y_j)."""
    assert_close(impl.kernel_inception_distance(*sets), unbiased_distance(*sets))


@claim("kid/moments", source="consequence")
@given(sets=alike_or_not() | many_features())
def test_the_biased_distance_is_one_of_moments(impl, sets):
    """V = Σ C(3, j) ‖M_j(x) − M_j(y)‖²/d^j, with the moments M_j of orders j = 1, 2, 3."""
    assert_close(impl.kernel_inception_distance(*sets, biased=True), moment_distance(*sets))


@claim("kid/biased-not-negative", source="Gretton et al. 2012")
@given(sets=alike_or_not())
def test_the_biased_distance_is_never_negative(impl, sets):
    """V ≥ 0."""
    distance = impl.kernel_inception_distance(*sets, biased=True)
    assert_at_most(0, distance, terms=kernel_terms(*sets))


@claim("kid/equal-moments", source="consequence")
@given(sets=sets_of_equal_moments())
def test_the_biased_distance_is_0_if_three_moments_agree(impl, sets):
    """V = 0, where M_j(x) = M_j(y) for j = 1, 2, 3."""
    distance = impl.kernel_inception_distance(*sets, biased=True)
    assert_close(distance, 0, terms=kernel_terms(*sets))


@claim("kid/zero-iff-same", source="folk", kind="refuted", corrected_by="kid/moments")
@given(sets=alike_or_not())
def test_the_biased_distance_is_0_for_equal_distributions_alone(impl, sets):
    """V > 0, unless x and y are distributed alike."""
    distance = impl.kernel_inception_distance(*sets, biased=True)
    assert_close(distance, moment_distance(*sets))
    holds_here(distance > 1e-3 or not sets.differ, V=distance)


@claim("kid/unbiased", source="Gretton et al. 2012")
@given(sampled=sampled_sets())
def test_the_distance_of_samples_is_on_average_that_of_the_populations(impl, sampled):
    """E[U] = V of the populations, over all samples that may be drawn from them."""
    average = sampled.over_draws(impl.kernel_inception_distance)
    assert_close(average, moment_distance(sampled.real, sampled.fake))


@claim("kid/subsets", source="Bińkowski et al. 2018")
@given(sampled=sets_with_subsets())
def test_the_distance_of_subsets_is_on_average_that_of_the_sets(impl, sampled):
    """The mean of U over all pairs of subsets of two sizes is U of the sets."""
    average = sampled.over_subsets(impl.kernel_inception_distance)
    distance = impl.kernel_inception_distance(sampled.real, sampled.fake)
    assert_close(distance, average, terms=kernel_terms(sampled.real, sampled.fake))


@claim("kid/biased-gap", source="Gretton et al. 2012")
@given(sets=feature_sets(least=2))
def test_the_bias_is_what_a_sample_has_in_common_with_itself(impl, sets):
    """V − U = (d̄_x − ō_x)/n + (d̄_y − ō_y)/m, with the mean kernels of one x, d̄, and of two, ō."""
    biased = impl.kernel_inception_distance(*sets, biased=True)
    unbiased = impl.kernel_inception_distance(*sets)
    gap = sum((mean_of_itself(side) - mean_of_others(side)) / len(side) for side in sets)
    assert_close(biased - unbiased, gap, terms=kernel_terms(*sets))


@claim("kid/bias-is-upwards", source="consequence")
@given(sets=feature_sets(least=2))
def test_the_biased_distance_is_never_below_the_unbiased_one(impl, sets):
    """U ≤ V."""
    biased = impl.kernel_inception_distance(*sets, biased=True)
    unbiased = impl.kernel_inception_distance(*sets)
    assert_at_most(unbiased, biased, terms=kernel_terms(*sets))


@claim("kid/of-itself", source="consequence")
@given(sets=feature_sets(least=2))
def test_the_distance_of_a_set_from_itself_is_what_it_lacks(impl, sets):
    """U(x, x) = −(2/n)(d̄ − ō), with the mean kernels of one x, d̄, and of two, ō."""
    x = sets.real
    lack = 2 * (mean_of_itself(x) - mean_of_others(x)) / len(x)
    assert_close(impl.kernel_inception_distance(x, x), -lack, terms=kernel_terms(x, x))


@claim("kid/never-negative", source="folk", kind="refuted", corrected_by="kid/biased-gap")
@given(sets=feature_sets(least=2))
def test_the_distance_is_never_negative(impl, sets):
    """U ≥ 0."""
    distance = impl.kernel_inception_distance(*sets)
    assert_close(distance, unbiased_distance(*sets))
    holds_here(distance > -1e-3, U=distance)


@claim("kid/shift-invariant", source="folk", kind="refuted", corrected_by="kid/moments")
@given(both=shifted_sets())
def test_the_distance_does_not_see_a_shift_of_both_sets(impl, both):
    """V is the same for x + c and y + c."""
    before, after = (impl.kernel_inception_distance(*sets, biased=True) for sets in both)
    assert_close([before, after], [moment_distance(*sets) for sets in both])
    holds_here(math.isclose(before, after, abs_tol=1e-3), before=before, after=after)
