"""Features, or what else there is of samples: a row for each."""

import math

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import finite
from impl._blocks import Float64Array, RealArray, largest, smallest

ORDINARY = 100
"""Numbers up to two to this power have sixth powers that do not overflow, and so have the inverse
of that and squares that do not underflow."""


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
    """Return the exponent of a power of two beside which numbers are neither large nor small.

    It is that of the largest, or 0 where that does as well.
    """
    exponent = math.frexp(max(max(largest(array), -smallest(array)) for array in arrays))[1]
    return 0 if abs(exponent) <= ORDINARY else exponent


def in_units(array: RealArray, exponent: int) -> RealArray:
    """Return numbers in units of 2**exponent, as they are if that is 1."""
    return np.multiply(array, 2.0**-exponent, dtype=np.float64) if exponent else array


def about_their_mean(
    real: RealArray, fake: RealArray
) -> tuple[Float64Array, Float64Array, Float64Array]:
    """Return two sets of features less their common mean, row by row in memory, and the mean."""
    total = np.add.reduce(real, dtype=np.float64) + np.add.reduce(fake, dtype=np.float64)
    mean = total / (len(real) + len(fake))
    x = np.subtract(real, mean, dtype=np.float64, order="C")
    y = np.subtract(fake, mean, dtype=np.float64, order="C")
    return x, y, mean
