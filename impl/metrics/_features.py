"""Features, or what else there is of samples: a row for each."""

from numpy.typing import ArrayLike

from impl._arguments import finite
from impl._blocks import RealArray


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
