"""Features, or what else there is of samples: a row for each."""

import math

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import finite
from impl._blocks import Float64Array, RealArray, largest, smallest

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


def about_their_mean(x: Float64Array, y: Float64Array) -> Float64Array:
    """Take their common mean from two sets of features, in place, and return it."""
    mean: Float64Array = (np.add.reduce(x) + np.add.reduce(y)) / (len(x) + len(y))
    x -= mean
    y -= mean
    return mean
