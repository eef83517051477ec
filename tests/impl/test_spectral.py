"""Spectral norms and power iteration, against 300-bit arithmetic."""

import warnings

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import impl
from tests.impl.ulps import BITS, as_mpf, ulp

numbers = st.integers(-64, 64).map(float) | st.floats(-1.0, 1.0)
shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))
matrices = hnp.arrays(np.float64, shapes, elements=numbers)
scales = st.sampled_from([1.0, 2.0**-900, 2.0**-500, 2.0**500, 2.0**900])


def norm(matrix):
    """The largest singular value, to 300 bits."""
    return max(mpmath.svd_r(mpmath.matrix(matrix.tolist()), compute_uv=False))


@given(matrix=matrices, scale=scales)
def test_the_norm_is_accurate_for_numbers_of_any_size(matrix, scale):
    computed = impl.spectral_norm(scale * matrix)
    with mpmath.workprec(BITS):
        exact = norm(scale * matrix)
        error = float(abs(as_mpf(computed) - exact) / ulp(exact))
    target(error)
    # A reflection for each row and each column, which errs by about a roundoff of the norm or two.
    assert error <= 2 * sum(matrix.shape)


@given(matrix=matrices, data=st.data())
@example(matrix=np.zeros((2, 3)), data=None)
def test_a_step_is_accurate_to_its_terms(matrix, data):
    m, n = matrix.shape
    start = np.ones(m) if data is None else data.draw(hnp.arrays(np.float64, m, elements=numbers))
    estimate, last = impl.power_iteration(matrix, start)
    with mpmath.workprec(BITS):
        weight, u = mpmath.matrix(matrix.tolist()), mpmath.matrix(start.tolist())
        v = weight.T * u
        if not mpmath.norm(v):
            assert estimate == 0
            np.testing.assert_array_equal(last, start)
            return
        largest = norm(matrix)
        due = mpmath.norm(weight * v) / mpmath.norm(v)
        condition = largest * mpmath.norm(u) / mpmath.norm(v)
        leeway = 4 * (m + n) * 2.0**-53 * largest * (1 + condition)
        assert abs(as_mpf(estimate) - due) <= leeway
        image = weight * v / mpmath.norm(weight * v)
        gap = max(abs(as_mpf(x) - y) for x, y in zip(last, image, strict=True))
        assert gap <= leeway / due


@given(matrix=matrices, scale=scales, shrinking=st.integers(-900, 0), steps=st.integers(1, 4))
def test_powers_of_two_make_no_difference_but_to_the_estimate(matrix, scale, shrinking, steps):
    start = np.linspace(1.0, 2.0, len(matrix))
    estimate, last = impl.power_iteration(matrix, start, steps=steps)
    scaled = impl.power_iteration(scale * matrix, start * 2.0**shrinking, steps=steps)
    if np.abs(matrix)[matrix != 0].min(initial=1.0) > 2.0**-50:
        assert scaled[0] == scale * estimate
        np.testing.assert_array_equal(scaled[1], last if estimate else start * 2.0**shrinking)


@given(matrix=matrices)
def test_steps_may_be_taken_one_by_one(matrix):
    start = np.linspace(1.0, 2.0, len(matrix))
    u = start
    for _ in range(3):
        estimate, u = impl.power_iteration(matrix, u)
    at_once = impl.power_iteration(matrix, start, steps=3)
    assert estimate == at_once[0]
    np.testing.assert_array_equal(u, at_once[1])


def test_a_small_number_beside_a_large_one_is_not_lost():
    estimate, last = impl.power_iteration([[1.0, 0.0], [0.0, 1e-200]], [0.0, 3.0])
    assert estimate == 1e-200
    np.testing.assert_array_equal(last, [0.0, 1.0])
    assert impl.spectral_norm([[5e-324, 0.0], [0.0, 0.0]]) == 5e-324


def test_a_norm_that_is_no_float_is_infinite():
    assert impl.spectral_norm([[1.7e308, 1.7e308]]) == np.inf
    assert impl.power_iteration([[1.7e308, 1.7e308]], [1.0])[0] == np.inf


@pytest.mark.parametrize("layout", [np.asfortranarray, np.float32, np.ndarray.tolist])
def test_layout_and_dtype_make_no_difference(layout):
    weight, u = np.arange(12.0).reshape(3, 4), np.array([1.0, 0.5, -2.0])
    assert impl.spectral_norm(layout(weight)) == impl.spectral_norm(weight)
    estimate, last = impl.power_iteration(layout(weight), layout(u), steps=2)
    expected = impl.power_iteration(weight, u, steps=2)
    assert estimate == expected[0]
    np.testing.assert_array_equal(last, expected[1])
    assert last.dtype == np.float64


def test_the_start_is_left_as_it_was_and_what_is_returned_is_another_array():
    start = np.array([1.0, 2.0])
    for weight in (np.zeros((2, 2)), np.eye(2)):
        _, last = impl.power_iteration(weight, start)
        assert not np.shares_memory(last, start)
    np.testing.assert_array_equal(start, [1.0, 2.0])


def test_a_norm_is_that_of_the_largest_number_whatever_its_sign():
    assert impl.spectral_norm([[-1e300, 1e-300]]) == 1e300
    assert impl.power_iteration([[-1e300, 1e-300]], [1.0])[0] == 1e300


def test_a_norm_beyond_the_largest_float_is_infinite_without_a_word():
    weight = np.full((2, 2), 1.7e308)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert impl.spectral_norm(weight) == np.inf
        assert impl.power_iteration(weight, [1.0, 1.0])[0] == np.inf
