"""The Fréchet distance of two Gaussians, and of the Gaussians that two sets of features suggest."""

import math
import operator
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import DOUBLE_ROUNDOFF, ROUNDOFF, at, finite, first
from impl._blocks import FLOAT64, Float64Array, RealArray, contiguous, largest, quiet, smallest
from impl.metrics._bures import between_covariances, between_factors

__all__ = ["frechet_distance", "frechet_inception_distance"]


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
    means = _mean("real_mean", real_mean), _mean("fake_mean", fake_mean)
    covariances = (
        _covariance("real_covariance", real_covariance),
        _covariance("fake_covariance", fake_covariance),
    )
    _same_dimension(
        ("real_mean", means[0]),
        ("real_covariance", covariances[0]),
        ("fake_mean", means[1]),
        ("fake_covariance", covariances[1]),
    )
    _, exponent = math.frexp(max(largest(covariances[0]), largest(covariances[1])))
    scaled = [np.ldexp(covariance, -exponent) for covariance in covariances]
    distance = 0.0 if np.array_equal(*covariances) else between_covariances(*scaled)
    (x, y), shift = _scaled(*means)
    return np.float64(np.ldexp((x - y) @ (x - y), 2 * shift) + np.ldexp(distance, exponent))


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
    real = _features("real_features", real_features, lost)
    fake = _features("fake_features", fake_features, lost)
    if real.shape[1] != fake.shape[1]:
        raise ValueError(
            "real_features and fake_features must have features of one length, "
            f"but their shapes are {real.shape} and {fake.shape}"
        )
    if np.array_equal(real, fake):
        return np.float64(0.0)
    (x, y), exponent = _scaled(real, fake)
    first, second = _centred(x), _centred(y)
    between = (first[0] - second[0]) + (first[1] - second[1])
    distance = between_factors(
        _factor(first[2]) / math.sqrt(len(x) - lost), _factor(second[2]) / math.sqrt(len(y) - lost)
    )
    return np.float64(np.ldexp(between @ between + distance, 2 * exponent))


def _centred(samples: Float64Array) -> tuple[Float64Array, Float64Array, Float64Array]:
    origin = samples[0]
    deviations = samples - origin
    mean = np.zeros_like(origin)
    for _ in range(2):
        shift = deviations.mean(axis=0)
        deviations = deviations - shift
        mean = mean + shift
    return origin, mean, deviations


def _factor(deviations: Float64Array) -> Float64Array:
    n, d = deviations.shape
    return np.linalg.qr(deviations, mode="r") if n > d else deviations


def _scaled(*arrays: RealArray) -> tuple[list[Float64Array], int]:
    numbers = [contiguous(array) for array in arrays]
    _, exponent = math.frexp(max(max(largest(x), -smallest(x)) for x in numbers))
    return [np.ldexp(x, -exponent) for x in numbers], exponent


def _mean(name: str, value: ArrayLike) -> RealArray:
    array = finite(name, value)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"{name} must have shape (d,), but its shape is {array.shape}")
    return array


def _covariance(name: str, value: ArrayLike) -> Float64Array:
    """Return a symmetric matrix with no negative eigenvalue; what rounding explains is mended."""
    array = finite(name, value)
    if array.ndim != 2 or array.shape[0] != array.shape[1] or not array.size:
        raise ValueError(f"{name} must have shape (d, d), but its shape is {array.shape}")
    leeway = 16 * len(array) * ROUNDOFF.get(array.dtype, DOUBLE_ROUNDOFF)
    matrix = array.astype(FLOAT64)
    size = np.abs(matrix).max()
    wrong = np.abs(matrix - matrix.T) > leeway * size
    if wrong.any():
        i, j = first(wrong)
        raise ValueError(
            f"{name} must be symmetric, but {at(name, (i, j))} is {array[i, j]} "
            f"and {at(name, (j, i))} is {array[j, i]}"
        )
    symmetric: Float64Array = matrix / 2 + matrix.T / 2
    lowest = np.linalg.eigvalsh(symmetric)[0]
    if lowest < -leeway * size:
        raise ValueError(
            f"{name} must be positive semi-definite, but its smallest eigenvalue is {lowest}"
        )
    return symmetric


def _same_dimension(*named: tuple[str, RealArray]) -> None:
    if len({array.shape[0] for _, array in named}) > 1:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in named)
        raise ValueError(f"means and covariances must be of one dimension, but they are {shapes}")


def _degrees(name: str, value: SupportsIndex) -> int:
    try:
        degrees = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an integer, but it is {value!r}") from None
    if degrees < 0:
        raise ValueError(f"{name} must not be negative, but it is {degrees}")
    return degrees


def _features(name: str, value: ArrayLike, lost: int) -> RealArray:
    array = finite(name, value)
    if array.ndim != 2 or not array.shape[1]:
        raise ValueError(f"{name} must have shape (n, d), but its shape is {array.shape}")
    if len(array) <= lost:
        raise ValueError(f"{name} must have more than {lost} rows, but it has {len(array)}")
    return array
