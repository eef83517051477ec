"""How numbers are compared: what passes for rounding, what does not, and what is said of it."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.numbers.comparison import (
    ROUNDINGS,
    Deviation,
    Disagreement,
    assert_accurate,
    assert_at_most,
    assert_close,
    assert_equal,
    watched_comparisons,
)
from spec.machinery.numbers.precision import FLOAT32, in_force
from spec.machinery.numbers.reals import Real, mean, total

finite = st.floats(-1e300, 1e300)


@given(finite)
def test_a_number_is_close_to_its_neighbour(x):
    assert_close(math.nextafter(x, math.inf), x)


@given(st.floats(1e-290, 1e300))
def test_a_number_is_not_close_to_one_a_part_in_a_million_away(x):
    with pytest.raises(Disagreement):
        assert_close(x * (1 + 2.0**-20), x)


def test_a_sum_may_be_off_by_the_rounding_of_its_terms():
    small = total([Real.of(1e16), Real.of(1), Real.of(-1e16)])
    assert_close(0.0, small)
    with pytest.raises(Disagreement):
        assert_close(0.0, 1.0)


def test_further_terms_widen_the_bound():
    assert_close(1.0 + 1e-10, 1.0, terms=1e6)
    with pytest.raises(Disagreement):
        assert_close(1.0 + 1e-10, 1.0)


def test_what_is_known_of_the_error_of_a_reference_widens_the_bound():
    assert_close(1.1, Real.of(1).with_error(0.2))
    with pytest.raises(Disagreement):
        assert_close(1.3, Real.of(1).with_error(0.2))


@pytest.mark.parametrize("bad", [math.nan, None, "1", 1j, [1.0], np.array([1.0])])
def test_what_is_not_a_number_agrees_with_nothing(bad):
    for check in (assert_close, assert_equal, assert_at_most):
        with pytest.raises(Disagreement):
            check(bad, 1.0)
    with pytest.raises(Disagreement):
        assert_accurate(bad, 1.0, ulps=4)


def test_a_nan_does_not_agree_with_itself():
    with pytest.raises(Disagreement):
        assert_equal(math.nan, math.nan)


def test_infinities_agree_with_themselves_alone():
    assert_close(math.inf, math.inf)
    assert_accurate(-math.inf, -math.inf, ulps=1)
    for finite_or_opposite in (1e308, -math.inf):
        with pytest.raises(Disagreement):
            assert_close(finite_or_opposite, math.inf)
        with pytest.raises(Disagreement):
            assert_close(math.inf, finite_or_opposite)


@given(st.floats(2.0**-1000, 1e300), st.integers(2, 8))
def test_accuracy_is_counted_in_ulps_of_the_result(x, ulps):
    x = min(x, math.nextafter(2.0 ** math.frexp(x)[1], 0) - 9 * math.ulp(x))
    near, far = x, x
    for _ in range(ulps - 1):
        near = math.nextafter(near, math.inf)
    for _ in range(ulps + 1):
        far = math.nextafter(far, math.inf)
    assert_accurate(near, x, ulps=ulps)
    with pytest.raises(Disagreement):
        assert_accurate(far, x, ulps=ulps)


def test_a_result_too_small_for_a_normal_float_is_counted_in_the_smallest_of_floats():
    smallest = math.ulp(0)
    assert_accurate(3 * smallest, 0.0, ulps=4)
    with pytest.raises(Disagreement):
        assert_accurate(5 * smallest, 0.0, ulps=4)


def test_an_inequality_allows_for_rounding_and_no_more():
    assert_at_most(1.0, 1.0)
    assert_at_most(1.0 + 1e-15, 1.0)
    assert_at_most(-math.inf, 0.0)
    with pytest.raises(Disagreement):
        assert_at_most(1.0 + 1e-10, 1.0)


@pytest.mark.parametrize("least", [0, Fraction(1, 2), Decimal("0.5")])
def test_where_the_least_is_known_the_result_is_the_other_side(least):
    assert_at_most(least, float(least))
    assert_at_most(least, float(least) - 1e-15, terms=1)
    for low in (-3.0, math.nan):
        with pytest.raises(
            Disagreement, match=f"your result: {low}\\n  should be at least: "
        ) as raised:
            assert_at_most(least, low)
        assert raised.value.summary == f"is {low} and should be at least {float(least)}"
    with pytest.raises(Disagreement, match=r"your result: \[1.0\], of shape \(1,\)"):
        assert_at_most(least, np.array([1.0]))


def test_equality_is_exact_in_rationals():
    assert_equal(Fraction(1, 4), 0.25)
    with pytest.raises(Disagreement):
        assert_equal(Fraction(1, 4) + Fraction(1, 10**40), 0.25)


def test_arrays_are_compared_in_shape_and_index_by_index():
    assert_close(np.array([[1.0, 2.0], [3.0, 4.0]]), [[1, 2], [3, 4]])
    with pytest.raises(
        Disagreement, match=r"result: \[1.0, 2.0\], of shape \(2,\)\n.* of shape \(1, 2\)"
    ):
        assert_close(np.array([1.0, 2.0]), [[1, 2]])
    with pytest.raises(Disagreement, match=r"at index \(1, 0\)"):
        assert_close(np.array([[1.0, 2.0], [3.5, 4.0]]), [[1, 2], [3, 4]])


def test_an_array_of_no_dimensions_is_a_number():
    assert_close([np.array(1.0), np.array(2.0)], [1, 2])
    with pytest.raises(Disagreement, match="at index 1"):
        assert_close([np.array(1.0), np.array(2.0)], [1, 3])


def test_a_disagreement_shows_both_sides_the_error_and_the_bound():
    with pytest.raises(Disagreement) as failure:
        assert_close(1.5, 1.0)
    bound = ROUNDINGS * 2.0**-53 * 1.5
    shown = f"off by 0.5, where rounding explains {bound:.3g}"
    for line in ("your result: 1.5", "should be: 1.0", shown):
        assert line in str(failure.value)


def test_a_result_in_single_precision_is_told_from_one_that_is_wrong():
    hint = "it is a float32: if that is what it computes in, say so"
    with pytest.raises(Disagreement, match=hint):
        assert_close(float(np.float32(0.1)), 0.1)
    for wrong in (0.1 + 1e-9, float(np.float32(0.2)), 0.5, math.nan, math.inf):
        with pytest.raises(Disagreement) as failure:
            assert_close(wrong, 0.1)
        assert hint not in str(failure.value)
    with in_force(FLOAT32), pytest.raises(Disagreement) as failure:
        assert_close(float(np.float32(0.1)), 0.2)
    assert hint not in str(failure.value)


def test_the_closest_call_is_measured():
    with watched_comparisons() as comparisons:
        assert_close(1.0, 1.0)
        assert comparisons.ratio == 0
        assert_close(1.0 + 2.0**-52, 1.0)
    assert 0 < comparisons.ratio < 1


def test_the_largest_deviation_is_kept():
    with watched_comparisons() as comparisons:
        assert_close(4.0, 4.0)
        assert comparisons.worst is None
        assert_close([4.0 + 2.0**-50, 4.0 + 2.0**-49], [4, 4])
    assert comparisons.worst == Deviation(4.0 + 2.0**-49, 4.0, 2.0**-51)


@pytest.mark.parametrize(
    ("deviation", "digits"),
    [
        (Deviation(1.0, 1.0, 0.0), math.inf),
        (Deviation(101.0, 100.0, 0.01), 2.0),
        (Deviation(0.0, 1e-3, 1e-3), 0.0),
        (Deviation(2e-3, 1e-3, 1e-3), 0.0),
        (Deviation(math.inf, 1.0, math.inf), 0.0),
        (Deviation(1e-20, 0.0, 1e-20), 0.0),
    ],
)
def test_digits_are_those_that_a_number_shares_with_what_is_due(deviation, digits):
    assert deviation.digits == pytest.approx(digits)


def test_what_is_tolerated_passes():
    seen = []
    with watched_comparisons(lambda failure: seen.append(failure) or failure.deviation.size < 0.1):
        assert_close([1.01, 1.05], [1, 1])
        with pytest.raises(Disagreement):
            assert_close(1.5, 1.0)
    assert [failure.deviation.got for failure in seen] == [1.01, 1.05, 1.5]


@given(st.lists(st.floats(-1e10, 1e10), min_size=1))
def test_the_mean_is_exact(values):
    exact = sum(map(Fraction, values)) / len(values)
    assert abs(Fraction(mean(values).value) - exact) <= Fraction(1, 10**30)


@given(finite, finite)
def test_a_product_knows_the_size_of_its_terms(x, y):
    product = Real.of(x) * y
    assert product.value == (y * Real.of(x)).value
    assert_close(product.terms, product.value.copy_abs())
