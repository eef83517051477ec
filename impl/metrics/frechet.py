"""The Fréchet distance of two Gaussians, and of the Gaussians that two sets of features suggest."""

import math
import operator
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import DOUBLE_ROUNDOFF, ROUNDOFF, at, finite, first
from impl._blocks import FLOAT64, Float64Array, RealArray, largest, quiet, smallest
from impl.metrics._bures import (
    RANK_ROUNDOFFS,
    Covariance,
    between_covariances,
    between_factors,
    between_far_apart,
)
from impl.metrics._features import two_sets
from impl.metrics._moments import Moments

__all__ = ["frechet_distance", "frechet_inception_distance"]

LARGEST_SCALE = 1000
"""Powers of two are taken up to this one, whose inverse is a normal float64 too."""

MANY_COLUMNS = 128
"""From here on, a QR of many rows takes so much longer than a covariance that it is to be saved."""

SAFE_PIVOT = 2.0**-26
"""A pivot of a covariance that rounding, of each feature in turn, cannot have changed by much."""


@quiet
def frechet_distance(
    real_mean: ArrayLike,
    real_covariance: ArrayLike,
    fake_mean: ArrayLike,
    fake_covariance: ArrayLike,
) -> np.float64:
    """Return the squared Fréchet distance of N(μ, Σ) and N(ν, T).

    It is ``‖μ − ν‖² + tr(Σ + T − 2(Σ^½ T Σ^½)^½)``: the square, as FID is published.

    Parameters
    ----------
    real_mean : array_like of real numbers, shape (d,)
        The mean μ, of finite numbers.
    real_covariance : array_like of real numbers, shape (d, d)
        The covariance Σ: symmetric and positive semi-definite, up to its own rounding.
    fake_mean : array_like of real numbers, shape (d,)
        The mean ν.
    fake_covariance : array_like of real numbers, shape (d, d)
        The covariance T.

    Returns
    -------
    float64 scalar
        Never negative, and exactly 0 for equal arguments. Accurate to rounding.

    Raises
    ------
    ValueError
        If a number is not finite, or a covariance is not symmetric or has a negative eigenvalue.

    See Also
    --------
    frechet_inception_distance : The same of the moments of two samples.

    References
    ----------
    .. [1] M. Heusel et al., "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash
       Equilibrium", Advances in Neural Information Processing Systems 30 (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.frechet_distance([0.0, 0.0], [[1, 0], [0, 4]], [3.0, 4.0], [[4, 0], [0, 1]]))
    27.0
    """
    x, y = _mean("real_mean", real_mean), _mean("fake_mean", fake_mean)
    first = _symmetric("real_covariance", real_covariance)
    second = _symmetric("fake_covariance", fake_covariance)
    _one_dimension(
        real_mean=x, real_covariance=first.array, fake_mean=y, fake_covariance=second.array
    )
    exponent = _exponent(first.array, second.array)
    distance = between_covariances(first.scaled(-exponent), second.scaled(-exponent))
    if np.array_equal(first.array, second.array):
        distance = 0.0
    shift = _exponent(x, y)
    between = np.ldexp(x, -shift, dtype=FLOAT64) - np.ldexp(y, -shift, dtype=FLOAT64)
    return np.float64(np.ldexp(between @ between, 2 * shift) + np.ldexp(distance, exponent))


@quiet
def frechet_inception_distance(
    real_features: ArrayLike, fake_features: ArrayLike, *, ddof: SupportsIndex = 1
) -> np.float64:
    """Return the squared Fréchet distance of the means and covariances of two sets of features.

    Parameters
    ----------
    real_features : array_like of real numbers, shape (n, d)
        The features of n real samples, a row for each, of finite numbers.
    fake_features : array_like of real numbers, shape (m, d)
        The features of m fakes. n and m may differ.
    ddof : int, optional
        The divisor of the covariances is ``n − ddof`` and ``m − ddof``.

    Returns
    -------
    float64 scalar
        Never negative, and exactly 0 for equal arguments. Accurate to rounding.

    Raises
    ------
    ValueError
        If a number is not finite, `ddof` is negative, or n or m is not greater than it.

    See Also
    --------
    frechet_distance : The same of means and covariances.

    References
    ----------
    .. [1] M. Heusel et al., "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash
       Equilibrium", Advances in Neural Information Processing Systems 30 (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.frechet_inception_distance([[-1.0], [1.0]], [[0.0], [4.0]], ddof=0))
    5.0
    """
    lost = _degrees("ddof", ddof)
    real, fake = two_sets(real_features, fake_features)
    for name, array in (("real_features", real), ("fake_features", fake)):
        if len(array) <= lost:
            raise ValueError(f"{name} must have more rows than ddof, {lost}, but has {len(array)}")
    if np.array_equal(real, fake):
        return np.float64(0.0)
    exponent = max(-LARGEST_SCALE, min(LARGEST_SCALE, _exponent(real, fake)))
    x, y = (Moments(array, 2.0**-exponent, lost) for array in (real, fake))
    between = (x.origin - y.origin) + (x.mean - y.mean)
    distance = None
    if x.width >= MANY_COLUMNS and 2 * x.width <= min(x.length, y.length):
        covariances = Covariance(x.covariance()), Covariance(y.covariance())
        distance = between_far_apart(*covariances, safe_pivot=SAFE_PIVOT)
    if distance is None:
        distance = between_factors(x.factor(), y.factor())
    return np.float64(np.ldexp(between @ between + distance, 2 * exponent))


def _mean(name: str, value: ArrayLike) -> RealArray:
    array = finite(name, value)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"{name} must have shape (d,), but its shape is {array.shape}")
    return array


class _Symmetric:
    """A symmetric matrix with no negative eigenvalue, up to the rounding of its dtype."""

    def __init__(self, name: str, array: RealArray) -> None:
        self._name = name
        roundoff = ROUNDOFF.get(array.dtype, DOUBLE_ROUNDOFF)
        self._leeway = RANK_ROUNDOFFS * len(array) * roundoff
        exact = array.astype(FLOAT64)
        wrong = np.abs(exact - exact.T) > self._leeway * largest(np.abs(exact))
        if wrong.any():
            i, j = first(wrong)
            raise ValueError(
                f"{name} must be symmetric, but {at(name, (i, j))} is {array[i, j]} "
                f"and {at(name, (j, i))} is {array[j, i]}"
            )
        self.array: Float64Array = exact / 2 + exact.T / 2

    def scaled(self, exponent: int) -> Covariance:
        covariance = Covariance(np.ldexp(self.array, exponent))
        if covariance.triangular is None:
            values = covariance.spectrum[0]
            if values[0] < -self._leeway * largest(np.abs(values)):
                raise ValueError(
                    f"{self._name} must be positive semi-definite, "
                    f"but its smallest eigenvalue is {np.ldexp(values[0], -exponent)}"
                )
        return covariance


def _symmetric(name: str, value: ArrayLike) -> _Symmetric:
    array = finite(name, value)
    if array.ndim != 2 or array.shape[0] != array.shape[1] or not array.size:
        raise ValueError(f"{name} must have shape (d, d), but its shape is {array.shape}")
    return _Symmetric(name, array)


def _one_dimension(**arrays: RealArray) -> None:
    if len({len(array) for array in arrays.values()}) > 1:
        shapes = " and ".join(str(array.shape) for array in arrays.values())
        raise ValueError(f"{', '.join(arrays)} must be of one dimension, but are of {shapes}")


def _degrees(name: str, value: SupportsIndex) -> int:
    try:
        degrees = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an integer, but it is {value!r}") from None
    if degrees < 0:
        raise ValueError(f"{name} must not be negative, but it is {degrees}")
    return degrees


def _exponent(*arrays: RealArray) -> int:
    """Return the exponent of the largest number, in size."""
    return math.frexp(max(max(largest(x), -smallest(x)) for x in arrays))[1]
