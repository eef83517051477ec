"""Penalties on the gradients of a critic, against 300 bits; and the points between samples."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from impl._blocks import BLOCK
from impl._summation import FEW_ADDENDS
from tests.impl import whole_range
from tests.impl.ulps import BITS, as_mpf, error_in_ulps

SMALLEST, LARGEST = whole_range.SMALLEST, whole_range.LARGEST

components = (
    st.floats(-2.0, 2.0)
    | whole_range.finite
    | st.sampled_from([0.0, 0.6, 0.8, 1.0, SMALLEST, LARGEST, 1e-200, 1e200])
)
weights = st.sampled_from([10, 1, 0, 0.1, SMALLEST, LARGEST, 1e-300, 1e300]) | st.floats(0, LARGEST)


@st.composite
def gradients(draw):
    """A few vectors, of components of like size or of any; some all but of length 1."""
    n, d = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(components, min_size=d, max_size=d), min_size=n, max_size=n))
    if draw(st.booleans()):
        unit = 2.0 ** draw(st.integers(-1074, 1023))
        rows = [[unit * math.remainder(x, 1) for x in row] for row in rows]
    elif draw(st.booleans()):
        rows = [normalised(row) for row in rows]
    return rows


def normalised(row):
    length = math.hypot(*row)
    return [x / length for x in row] if 0 < length < math.inf else row


def norm(row):
    return mpmath.sqrt(mpmath.fsum([as_mpf(x) ** 2 for x in row]))


def mean(values):
    return mpmath.fsum(values) / len(values)


def gradient_penalty(row_norms):
    return mean([(length - 1) ** 2 for length in row_norms])


def one_sided_gradient_penalty(row_norms):
    return mean([max(length - 1, 0) ** 2 for length in row_norms])


def zero_centered_penalty(row_norms):
    return mean([length**2 for length in row_norms]) / 2


def around_1(row_norms):
    """What the squares of ‖g‖ − 1 are of, expanded."""
    return mean([(length + 1) ** 2 for length in row_norms])


DEFINITIONS = {
    impl.gradient_penalty: gradient_penalty,
    impl.one_sided_gradient_penalty: one_sided_gradient_penalty,
    impl.zero_centered_penalty: zero_centered_penalty,
}


@pytest.mark.parametrize(
    ("function", "terms"),
    [
        (impl.gradient_penalty, around_1),
        (impl.one_sided_gradient_penalty, around_1),
        (impl.zero_centered_penalty, zero_centered_penalty),
    ],
    ids=lambda each: each.__name__,
)
@given(rows=gradients(), weight=weights)
@example(rows=[[1e200], [3.0]], weight=1e-300)
@example(rows=[[LARGEST, LARGEST]], weight=SMALLEST)
@example(rows=[[3e-200, 4e-200]], weight=1e300)
@example(rows=[[SMALLEST, SMALLEST], [SMALLEST, 0.0]], weight=LARGEST)
@example(rows=[[0.6, 0.8], [0.0, 0.0]], weight=10)
@example(rows=[[LARGEST / 4], [LARGEST / 4]], weight=1e-308)
def test_a_penalty_is_accurate_for_gradients_and_weights_of_any_size(function, terms, rows, weight):
    with mpmath.workprec(BITS):
        norms = [norm(row) for row in rows]
        exact, size = (as_mpf(weight) * each(norms) for each in (DEFINITIONS[function], terms))
    error = error_in_ulps(function(rows, weight=weight), exact, size)
    target(min(error, 1e6))
    assert error <= 4


@given(rows=gradients(), weight=weights)
@example(rows=[[3e-200, 4e-200]], weight=10)
@example(rows=[[3e200, 4e200], [1.0, 0.0]], weight=10)
@example(rows=[[SMALLEST, SMALLEST]], weight=10)
@example(rows=[[LARGEST, LARGEST], [LARGEST, -SMALLEST]], weight=1e-300)
@example(rows=[[1e300, 1e-300], [1e-300, 1e-310]], weight=1.0)
@example(rows=[[1.0, SMALLEST], [2.0, SMALLEST]], weight=LARGEST)
def test_the_derivative_is_accurate_for_gradients_and_weights_of_any_size(rows, weight):
    slopes = impl.gradient_penalty_derivative(rows, weight=weight)
    errors = []
    for row, found in zip(rows, slopes.tolist(), strict=True):
        with mpmath.workprec(BITS):
            length, factor = norm(row), 2 * as_mpf(weight) / len(rows)
            steepness = [1 - 1 / length, 1 + 1 / length] if length else [0, 0]
            exact, size = ([factor * s * as_mpf(x) for x in row] for s in steepness)
        errors += map(error_in_ulps, found, exact, size)
    target(min(max(errors), 1e6))
    assert max(errors) <= 4


@given(rows=gradients(), weight=weights)
@example(rows=[[LARGEST, SMALLEST], [1.0, 0.0]], weight=1.5)
@example(rows=[[LARGEST], [LARGEST]], weight=2)
@example(rows=[[SMALLEST]] * 3, weight=LARGEST)
@example(rows=[[LARGEST]] * 3, weight=SMALLEST)
def test_the_derivative_of_the_zero_centred_penalty_is_accurate(rows, weight):
    slopes = impl.zero_centered_penalty_derivative(rows, weight=weight)
    for slope, x in zip(np.ravel(slopes), np.ravel(rows), strict=True):
        exact = Fraction(weight) * Fraction(float(x)) / len(rows)
        assert error_in_ulps(float(slope), as_mpf_of(exact)) <= 2


def as_mpf_of(fraction):
    with mpmath.workprec(BITS):
        return as_mpf(fraction)


PENALTIES = [*DEFINITIONS]
DERIVATIVES = [impl.gradient_penalty_derivative, impl.zero_centered_penalty_derivative]
EVERY_FUNCTION = pytest.mark.parametrize("function", PENALTIES + DERIVATIVES)
EVERY_DERIVATIVE = pytest.mark.parametrize("function", DERIVATIVES)


def images(*shape):
    return np.random.default_rng(3).normal(size=shape)


@EVERY_FUNCTION
@pytest.mark.parametrize("shape", [(5,), (5, 1), (3, 2, 4), (2, 3, 4, 5), (1, 40, 500)])
def test_a_sample_is_all_axes_but_the_first(function, shape):
    batch = images(*shape)
    flat = function(batch.reshape(shape[0], -1))
    np.testing.assert_array_equal(np.ravel(function(batch)), np.ravel(flat))
    assert np.shape(function(batch)) == (shape if function in DERIVATIVES else ())


@EVERY_DERIVATIVE
@pytest.mark.parametrize("shape", [(4, 3), (2, BLOCK + 1), (BLOCK // 100, 150), (FEW_ADDENDS, 2)])
def test_a_sample_has_the_same_derivative_alone_and_among_others(function, shape):
    batch = images(*shape)
    together = function(batch, weight=shape[0])
    for i in (0, 1, shape[0] - 1):
        np.testing.assert_array_equal(together[i], function(batch[i : i + 1], weight=1)[0])


@pytest.mark.parametrize("function", PENALTIES)
@pytest.mark.parametrize("shape", [(BLOCK + 1, 1), (2, BLOCK + 1), (300, 60)])
def test_large_batches_are_accurate(function, shape):
    batch = images(*shape)
    with mpmath.workprec(BITS):
        norms = [norm(row) for row in batch.tolist()]
        exact = DEFINITIONS[function](norms)
    assert error_in_ulps(function(batch, weight=1), exact, around_1(norms)) <= 4


LAYOUTS = {
    "Fortran order": np.asfortranarray,
    "reversed": lambda array: np.flip(np.flip(array).copy()),
    "list": np.ndarray.tolist,
    "float32": lambda array: array.astype(np.float32),
    "float16": lambda array: array.astype(np.float16),
    "long double": lambda array: array.astype(np.longdouble),
    "fractions": np.vectorize(Fraction, otypes=[object]),
}
DYADIC = np.arange(-30, 30).reshape(5, 3, 4) / 8


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@EVERY_FUNCTION
def test_layout_and_dtype_make_no_difference(function, layout):
    np.testing.assert_array_equal(function(layout(DYADIC)), function(DYADIC))


@EVERY_FUNCTION
@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.uint64, bool])
def test_integers_are_the_floats_that_they_equal(function, dtype):
    batch = np.array([[0, 1], [3, 200], [1, 1]]).astype(dtype)
    np.testing.assert_array_equal(function(batch), function(batch.astype(np.float64)))


@EVERY_FUNCTION
def test_no_floating_point_warning_escapes(function):
    batch = [[0.0, -0.0], [SMALLEST, 0.0], [LARGEST, -LARGEST], [np.inf, 1.0], [np.nan, 1.0]]
    with np.errstate(all="raise"):
        function(batch, weight=LARGEST)
        function([row[:1] for row in batch[:1]], weight=0)


def test_a_gradient_of_0_costs_the_weight_and_has_the_derivative_0():
    batch = [[0.0, 0.0], [0.6, 0.8]]
    assert impl.gradient_penalty(batch) == 5
    np.testing.assert_array_equal(impl.gradient_penalty_derivative(batch)[0], [0, 0])
    assert impl.one_sided_gradient_penalty(batch) == 0


def test_infinities_and_nan_stay_in_their_samples():
    slopes = impl.gradient_penalty_derivative([[np.inf, 2.0], [np.nan, 1.0], [3.0, 4.0]], weight=3)
    np.testing.assert_array_equal(slopes[0], [np.inf, 4.0])
    assert np.isnan(slopes[1]).all()
    np.testing.assert_allclose(slopes[2], [4.8, 6.4], rtol=2.0**-50)
    for function in PENALTIES:
        assert function([[np.inf], [1.0]]) == np.inf
        assert np.isnan(function([[np.nan], [1.0]]))


def test_a_weight_of_0_asks_for_nothing():
    for function in PENALTIES + DERIVATIVES:
        assert not np.any(function(images(3, 2), weight=0))


values = st.floats(-8.0, 8.0) | whole_range.finite
ways = st.floats(0.0, 1.0) | st.sampled_from([0.0, 1.0, 0.5, SMALLEST, 1 - 2.0**-53])


@given(real=values, fake=values, alpha=ways)
@example(real=LARGEST, fake=LARGEST, alpha=0.3)
@example(real=LARGEST, fake=-LARGEST, alpha=0.5)
@example(real=1e16, fake=1.0, alpha=1.0)
@example(real=SMALLEST, fake=0.0, alpha=0.5)
def test_points_are_accurate_to_their_terms_and_between_the_pair(real, fake, alpha):
    (point,) = impl.interpolates([real], [fake], alpha=[alpha])
    terms = Fraction(alpha) * Fraction(fake), (1 - Fraction(alpha)) * Fraction(real)
    error = error_in_ulps(point, as_mpf_of(sum(terms)), as_mpf_of(sum(map(abs, terms))))
    target(error)
    assert error <= 2
    assert min(real, fake) <= point <= max(real, fake)
    if alpha in (0, 1):
        assert point == (fake if alpha else real)


@pytest.mark.parametrize("infinity", [np.inf, -np.inf])
def test_what_a_point_is_no_part_of_may_be_infinite(infinity):
    assert impl.interpolates([infinity], [3.0], alpha=[1.0]) == [3]
    assert impl.interpolates([3.0], [infinity], alpha=[0.0]) == [3]
    assert impl.interpolates([3.0], [infinity], alpha=[0.5]) == [infinity]


@pytest.mark.parametrize("shape", [(3,), (3, 2), (2, 3, 4), (5, BLOCK // 2)])
def test_each_sample_has_a_number_of_its_own_for_all_its_components(shape):
    real, fake = images(2, *shape)
    alpha = np.arange(shape[0]) / 8
    points = impl.interpolates(real, fake, alpha=alpha)
    assert points.shape == shape
    for i in range(shape[0]):
        np.testing.assert_array_equal(
            points[i],
            impl.interpolates(
                real[i].ravel(), fake[i].ravel(), alpha=np.full(real[i].size, alpha[i])
            ).reshape(shape[1:]),
        )


def test_numbers_that_are_drawn_are_uniform_and_other_ones_every_time():
    n = 10_000
    first, second = (impl.interpolates(np.zeros((n, 2)), np.ones((n, 2))) for _ in range(2))
    np.testing.assert_array_equal(first[:, 0], first[:, 1])
    assert np.all((first >= 0) & (first < 1))
    assert not np.any(first == second)
    # The distribution of n uniform numbers is 4/√n off somewhere once in 1e13 times, by the bound
    # of Dvoretzky, Kiefer and Wolfowitz.
    assert np.max(np.abs(np.sort(first[:, 0]) - np.arange(n) / n)) < 4 / math.sqrt(n)
