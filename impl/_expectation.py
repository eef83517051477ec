"""Expectations over a batch: the mean, or a weighted mean."""

import math

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import batch, distributions, paired
from impl._blocks import (
    SHRINKING,
    Float64Array,
    Floats,
    Kernel,
    RealArray,
    broadcast_shape,
    quiet,
)
from impl._summation import sums

SMALL = 2.0**-900
"""Products that add up to less than this may have underflowed one by one."""

GROWING = 2.0**200
"""A unit in which they do not."""


@quiet
def expectation(
    term: Kernel, values_name: str, values: ArrayLike, weights_name: str, weights: ArrayLike | None
) -> Floats:
    """Return E[term(values)] over the last axis; a term of weight 0 is dropped."""
    array = batch(values_name, values)
    if weights is None:
        return mean(term, array)
    masses = distributions(weights_name, weights)
    masses, array = paired(weights_name, masses, values_name, array)
    return weighted_mean(term, masses, array)


def mean(term: Kernel, *arrays: RealArray) -> Floats:
    """Return the mean over the last axis of the term of arrays of one shape.

    It is finite wherever its exact value is: a sum that overflows is taken again in smaller units.
    """
    n = arrays[0].shape[-1]
    result: Floats = sums(term, *arrays) / n
    if not _all_finite(result):
        smaller = sums(lambda *values: SHRINKING * term(*values), *arrays) / n / SHRINKING
        result = np.where(np.isfinite(result), result, smaller)[()]
    return result


def weighted_mean(term: Kernel, weights: RealArray, *arrays: RealArray) -> Floats:
    """Return the sum over the last axis of weight times term; a term of weight 0 is dropped.

    A sum that overflows is taken again in smaller units, and one so small that its products may
    have underflowed in larger ones.
    """

    def in_units_of(unit: float) -> Floats:
        def summand(weight: Float64Array, *values: Float64Array) -> Float64Array:
            return np.where(weight == 0, 0.0, weight * (unit * term(*values)))

        return sums(summand, weights, *arrays) / unit

    result = in_units_of(1.0)
    if not _all_finite(result):
        result = np.where(np.isfinite(result), result, in_units_of(SHRINKING))[()]
    if (np.abs(result) < SMALL).any():
        grown = in_units_of(GROWING)
        result = np.where((np.abs(result) < SMALL) & np.isfinite(grown), grown, result)[()]
    return result


@quiet
def sum_of_expectations(first_name: str, first: Floats, second_name: str, second: Floats) -> Floats:
    """Return the sum of two expectations, whose leading axes broadcast."""
    if first.shape != second.shape:
        broadcast_shape((first_name, np.asarray(first)), (second_name, np.asarray(second)))
    total: Floats = first + second
    return total


def minus(values: Float64Array) -> Float64Array:
    """Return the term of the expectation of −x."""
    return -values


def _all_finite(values: Floats) -> bool:
    if values.ndim == 0:
        return math.isfinite(values)
    return bool(np.isfinite(values).all())
