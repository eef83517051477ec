"""Sums that are right to the last place, whatever the length and the order.

A plain sum of n terms can be wrong by several units in the last place, and by more where equal
terms repeat. Here each block is first cut into a high and a low part: adding and subtracting one
large number rounds every term to a multiple of one unit, so that the high parts add up without
rounding, in any order; the low parts are smaller than that unit, and so is the error of their sum.
The cut is the error-free vector transformation of S. M. Rump, T. Ogita and S. Oishi, "Accurate
floating-point summation part I", SIAM J. Sci. Comput. 31 (2008), algorithm 3.2.
"""

import math

import numpy as np

from impl._blocks import BLOCK, Float64Array, Kernel, RealArray, blocks, flat

FEW = 128
"""Up to here `math.fsum`, which takes time in proportion to n, is as fast as four reductions."""


def sums(summand: Kernel, *arrays: RealArray) -> np.float64 | Float64Array:
    """Return the sums over the last axis of the summand of arrays of one shape."""
    shape = arrays[0].shape
    if len(shape) == 1:
        return _sum_of_row(summand, arrays)
    result = np.empty(shape[:-1])
    if shape[-1] > BLOCK:
        for row in np.ndindex(result.shape):
            result[row] = _sum_of_row(summand, tuple(array[row] for array in arrays))
    else:
        for index in blocks(shape):
            parts = [array[index] for array in arrays]
            terms = summand(*map(flat, parts)).reshape(parts[0].shape)
            high, low = high_and_low(terms)
            high += low
            result[index] = np.where(np.isfinite(high), high, np.add.reduce(terms, axis=-1))
    return result


def itself(values: Float64Array) -> Float64Array:
    """Return the summand of a plain sum."""
    return values


def high_and_low(terms: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Return the sums over the last axis of the high parts, exact, and of the low parts.

    With M the largest term in size, every partial sum of high parts stays below a quarter of the
    shift 4nM, which is 2**53 units at least: no partial sum needs more than 53 bits. Neither part
    is finite unless the shift is.
    """
    largest = np.maximum.reduce(np.abs(terms), axis=-1)
    shift = (4.0 * terms.shape[-1]) * largest[..., np.newaxis]
    high = terms + shift
    high -= shift
    low = np.subtract(terms, high)
    return np.add.reduce(high, axis=-1), np.add.reduce(low, axis=-1)


def _sum_of_row(summand: Kernel, arrays: tuple[RealArray, ...]) -> np.float64:
    if arrays[0].size <= FEW:
        return _exact_sum(summand(*map(flat, arrays)).tolist())
    addends: list[float] = []
    for index in blocks(arrays[0].shape):
        terms = summand(*(flat(array[index]) for array in arrays))
        high, low = map(float, high_and_low(terms))
        addends += (high, low) if math.isfinite(high) else (float(np.add.reduce(terms)),)
    return _exact_sum(addends)


def _exact_sum(addends: list[float]) -> np.float64:
    try:
        return np.float64(math.fsum(addends))
    except (OverflowError, ValueError):
        # Infinities of both signs, or a sum beyond the range of float64.
        return np.float64(np.add.reduce(np.array(addends)))
