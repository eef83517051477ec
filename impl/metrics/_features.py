"""Features, or what else there is of samples: a row for each."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import finite
from impl._blocks import BLOCK, Float64Array, RealArray, contiguous, largest, smallest

SMALLEST_EXPONENT = -1000
"""The inverse of a smaller power of two may be no float64."""


def rows(name: str, array: RealArray) -> RealArray:
    """Return an array that is a table of one row or more."""
    if array.ndim != 2:
        raise ValueError(
            f"{name} must have two axes, a row for each sample, but its shape is {array.shape}"
        )
    if not array.size:
        raise ValueError(f"{name} must not be empty, but its shape is {array.shape}")
    return array


def two_sets(real_features: ArrayLike, fake_features: ArrayLike) -> tuple[RealArray, RealArray]:
    """Return the features of two sets of samples, of shapes (n, d) and (m, d), all finite."""
    real = rows("real_features", finite("real_features", real_features))
    fake = rows("fake_features", finite("fake_features", fake_features))
    if real.shape[1] != fake.shape[1]:
        raise ValueError(
            "real_features and fake_features must have as many features for each sample, "
            f"but their shapes are {real.shape} and {fake.shape}"
        )
    return real, fake


def exponent_of(*arrays: RealArray) -> int:
    """Return the exponent of a power of two beside which no number is larger than 1."""
    exponent = math.frexp(max(max(largest(array), -smallest(array)) for array in arrays))[1]
    return max(exponent, SMALLEST_EXPONENT)


def in_units(array: RealArray, exponent: int) -> Float64Array:
    """Return a copy of numbers in units of 2**exponent, row by row in memory."""
    return np.multiply(array, 2.0**-exponent, dtype=np.float64, order="C")


def common_mean(x: RealArray, y: RealArray) -> Float64Array:
    """Return the mean of two sets of features, whatever their dtypes and layouts."""
    total = np.zeros(x.shape[1])
    for array in (x, y):
        for rows in blocks_of_rows(array):
            total += np.add.reduce(contiguous(array[rows]))
    mean: Float64Array = total / (len(x) + len(y))
    return mean


def about(array: RealArray, centre: Float64Array) -> Float64Array:
    """Return features less a centre, row by row in memory."""
    return np.subtract(array, centre, dtype=np.float64, order="C")


def blocks_of_rows(array: RealArray) -> Iterator[slice]:
    """Yield the rows of a table, as many at a time as fit a block."""
    at_once = max(1, BLOCK // array.shape[1])
    for start in range(0, len(array), at_once):
        yield slice(start, start + at_once)
