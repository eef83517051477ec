"""Sums that are right to the last place, whatever the length and the order.

A plain sum of n terms can be wrong by several units in the last place, and by more where equal
terms repeat. Here each block is first cut into a high and a low part: adding and subtracting one
large number rounds every term to a multiple of one unit, so that the high parts add up without
rounding, in any order; the low parts are smaller than that unit, and so is the error of their sum.
The cut is the error-free vector transformation of S. M. Rump, T. Ogita and S. Oishi, "Accurate
floating-point summation part I", SIAM J. Sci. Comput. 31 (2008), algorithm 3.2.
"""

import math
from collections.abc import Sequence

import numpy as np

from impl._blocks import (
    BLOCK,
    Float64Array,
    Floats,
    Kernel,
    RealArray,
    are_one_block,
    blocks,
    contiguous,
    largest,
    smallest,
)

FEW_ADDENDS = 128
"""Up to here `math.fsum`, which takes time in proportion to n, is as fast as the cut."""


def sums(summand: Kernel, *arrays: RealArray) -> Floats:
    """Return the sums over the last axis of the summand of arrays of one shape."""
    if are_one_block(arrays):
        return exact_sum(addends_of(summand(*arrays)))
    shape = arrays[0].shape
    if len(shape) == 1:
        return _sum_of_row(summand, arrays)
    result = np.empty(shape[:-1])
    if shape[-1] > BLOCK:
        for row in np.ndindex(result.shape):
            result[row] = _sum_of_row(summand, [array[row] for array in arrays])
    else:
        for index in blocks(shape):
            result[index] = _sums_of_rows(summand(*(contiguous(array[index]) for array in arrays)))
    return result


def itself(values: Float64Array) -> Float64Array:
    """Return the summand of a plain sum."""
    return values


def _sum_of_row(summand: Kernel, arrays: Sequence[RealArray]) -> np.float64:
    addends: list[float] = []
    for index in blocks(arrays[0].shape):
        addends += addends_of(summand(*(contiguous(array[index]) for array in arrays)))
    return exact_sum(addends)


def _sums_of_rows(terms: Float64Array) -> Float64Array:
    """Return the sums of the rows of a block, to the last bit what they are of each row alone.

    A low part is at most 2**-53 shifts, so that a sum of n of them is off by less than n²·2**-106
    shifts. Where twice as much would make no difference, high and low add up to the exact sum,
    rounded once, as they do for a row alone. Any other row is added up alone.
    """
    n = terms.shape[-1]
    shifts = 4.0 * n * np.maximum.reduce(np.abs(terms), axis=-1, keepdims=True)
    high, low = high_and_low(terms, shifts)
    result = high + low
    doubt = n * n * 2.0**-105 * shifts[..., 0]
    unsure = high + (low - doubt) != high + (low + doubt)
    result[unsure] = [exact_sum(addends_of(row)) for row in terms[unsure]]
    return result


def addends_of(terms: Float64Array) -> list[float]:
    """Return a few numbers that add up to the terms of a block."""
    if terms.size <= FEW_ADDENDS:
        few: list[float] = terms.tolist()
        return few
    high, low = high_and_low(terms, 4.0 * terms.size * max(largest(terms), -smallest(terms)))
    if math.isfinite(high):
        return [float(high), float(low)]
    return [float(np.add.reduce(terms))]


def high_and_low(
    terms: Float64Array, shift: float | Float64Array
) -> tuple[Float64Array, Float64Array]:
    """Return the sums over the last axis of the high parts, exact, and of the low parts.

    The shift is 4nM, with M the largest of n terms in size. Every partial sum of high parts stays
    below half of it, and so below 2**53 units: none needs more than 53 bits. Neither sum is finite
    unless the shift is.
    """
    high = (terms + shift) - shift
    low = terms - high
    return np.add.reduce(high, axis=-1), np.add.reduce(low, axis=-1)


def exact_sum(addends: list[float]) -> np.float64:
    """Return the sum of a few numbers, rounded once."""
    try:
        return np.float64(math.fsum(addends))
    except (OverflowError, ValueError):
        # Infinities of both signs, or a sum beyond the range of float64.
        return np.float64(np.add.reduce(np.array(addends)))


def exact_shifts(values: Float64Array) -> list[float]:
    """Return the shifts that cut values, none of them 0, into parts whose sums are all exact.

    A shift of 1.5·2**e rounds to multiples of 2**(e − 52), and is taken large enough beside the
    values for sums of their multiples to need no more than 53 bits. What is left of them is at most
    half of that unit, and is cut again, until sums of what is left need no more bits either.
    """
    sizes = np.abs(values)
    last_bit = max(smallest(sizes) * 2.0**-53, 2.0**-1074)
    shifts = []
    unit = 2.0 * largest(sizes)
    while unit > last_bit:
        exponent = math.frexp(2.0 * values.size * unit)[1]
        shifts.append(math.ldexp(1.5, exponent))
        unit = math.ldexp(1.0, max(exponent - 52, -1074))
    # The last one would leave nothing.
    return shifts[:-1]


def exact_parts(values: Float64Array, shifts: list[float]) -> Float64Array:
    """Return the parts that the shifts cut the values into, which add up to them, in rows."""
    parts = []
    for shift in shifts:
        parts.append((values + shift) - shift)
        values = values - parts[-1]
    return np.array([*parts, values])


def cumulative(parts: Float64Array, carried: Float64Array) -> Float64Array:
    """Return the cumulative sums of values in parts, from what is carried of each, and carry on."""
    sums_of_parts = np.add.accumulate(parts, axis=1)
    sums_of_parts += carried
    carried[:] = sums_of_parts[:, -1:]
    result: Float64Array = np.add.reduce(sums_of_parts, axis=0)
    return result


def excess_over_one(masses: Float64Array, shifts: list[float]) -> float:
    """Return how much masses sum to beyond 1, from shifts for as many masses or more."""
    if masses.size <= FEW_ADDENDS:
        return float(exact_sum([-1.0, *masses.tolist()]))
    addends = [-1.0]
    for start in range(0, masses.size, BLOCK):
        parts = exact_parts(masses[start : start + BLOCK], shifts)
        addends += np.add.reduce(parts, axis=1).tolist()
    return float(exact_sum(addends))
