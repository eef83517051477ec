"""Sums are right to the last place, however many terms there are and however they are laid out."""

from fractions import Fraction
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import impl
from impl._summation import exact_parts, exact_shifts, itself, sums

SHAPES = [(200,), (8193,), (20_000,), (2, 8193), (3000, 130), (3, 1, 8193), (2, 1, 20_000)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("unit", [1.0, -1.0, 1e10, 1e-200, 8e307], ids=str)
def test_equal_terms_do_not_add_up_their_rounding(shape, unit):
    """All terms but one, which is 0, are equal."""
    for value in unit * np.linspace(1.0, 2.0, 7):
        values = np.full(shape, value)
        values[..., 0] = 0.0
        exact = float(Fraction(value) * (shape[-1] - 1) / shape[-1])
        mean = -impl.wasserstein_generator_loss(values)
        assert np.shape(mean) == shape[:-1]
        assert np.all(np.abs(mean - exact) <= np.spacing(abs(exact)))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("limit", [np.inf, -np.inf])
def test_one_infinite_term_decides(shape, limit):
    values = np.ones(shape)
    values[..., 5] = limit
    np.testing.assert_array_equal(impl.wasserstein_generator_loss(values), -limit)


def test_the_mean_of_a_number_and_itself_is_that_number():
    numbers = np.linspace(9e307, 1.79e308, 1000)
    means = impl.wasserstein_generator_loss(np.stack([numbers, numbers], axis=-1))
    np.testing.assert_array_equal(means, -numbers)


LOW = float.fromhex("0x1.ffffffffff867p-45")
HIDDEN = {
    "half an ulp, and what a sum of low parts does not see": [1.0, 2.0**-53, 2.0**-108],
    "high parts that cancel, and low parts": [1.0, -1.0, 2.0**-60, 2.0**-120, -(2.0**-60)],
    "a low part as large as the doubt": [1.0, -1.0, 125 * 2.0**-103, 3 * 2.0**-152, 3 * 2.0**-152],
    # A plain sum of the low parts is off by more than n times the 2**-105 of their shift.
    "low parts that all err to one side": [
        1.0,
        *[LOW] * 126,
        float.fromhex("-0x1.ffffff885389ap-54"),
    ],
}
"""Rows whose sum is next to a tie, or to 0, and that of their low parts just beyond."""


@pytest.mark.parametrize("row", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize("unit", [1.0, -1.0, 2.0**900], ids=str)
def test_short_rows_are_rounded_once_where_their_low_parts_leave_a_doubt(row, unit):
    rows = unit * np.array([row, row[::-1]])
    assert sums(itself, rows).tolist() == [float(sum(map(Fraction, each))) for each in rows]


sizes_of_masses = st.builds(
    np.ldexp, st.floats(0.5, 1.0, exclude_max=True), st.sampled_from([0, -30, -60, -90, -120, -900])
)


@given(
    masses=st.lists(
        st.builds(np.copysign, sizes_of_masses, st.sampled_from([1.0, -1.0])), min_size=1
    )
)
def test_cumulative_sums_of_parts_are_exact(masses):
    values = np.array(masses)
    parts = exact_parts(values, exact_shifts(values))
    assert [sum(map(Fraction, column)) for column in parts.T] == list(map(Fraction, masses))
    for part in parts:
        sums = np.add.accumulate(part)
        assert list(map(Fraction, sums)) == list(accumulate(map(Fraction, part)))
