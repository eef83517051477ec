"""The Fréchet distance of two Gaussians, and of two sets of features taken for Gaussians.

Features of n samples, n < d, span n − 1 of d dimensions, so that no d × d matrix is needed. What is
promised of accuracy is in roundoffs, u = 2⁻⁵³.
"""

import math
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import DOUBLE_ROUNDOFF, ROUNDOFF, at, finite, first, integer_from
from impl._blocks import RealArray, contiguous, largest, quiet, smallest
from impl.metrics._bures import (
    RANK_ROUNDOFFS,
    Covariance,
    between_covariances,
    between_far_apart,
    between_samples,
)
from impl.metrics._features import two_sets
from impl.metrics._moments import Moments

__all__ = ["frechet_distance", "frechet_inception_distance"]

LARGEST_SCALE = 1000
"""Powers of two are taken up to this one, whose inverse is a normal float64 too."""

MANY = 2**16
"""From as many numbers on, a QR takes so much longer than a covariance that it is to be saved."""

ROUNDOFFS = 0.25
"""Of the d roundoffs of all terms that are promised of them, what singular values may take."""

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
        Never negative, and exactly 0 for equal arguments. With t = tr Σ + tr T, and κ the larger of
        the condition numbers of Σ and T, eigenvalues of 0 aside, what the covariances contribute is
        accurate to rounding as follows.

        - Where it is more than t/1000: within about √κ u t.
        - Where it is less: within about (8 + κ)du of itself. The difference of Σ and T is formed
          first, and that of nearly equal numbers is exact.

        An eigenvalue below 16du of the largest counts as 0, unless a Cholesky factorisation can
        tell that it is not. So do negative ones that the rounding of a dtype explains.

    Raises
    ------
    ValueError
        If a number is not finite, a covariance is not symmetric to 16d roundoffs of its dtype,
        beside its largest number, or an eigenvalue is negative by more than that.

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
    covariances = {
        "real_covariance": _symmetric("real_covariance", real_covariance),
        "fake_covariance": _symmetric("fake_covariance", fake_covariance),
    }
    _one_dimension(real_mean=x, fake_mean=y, **covariances)
    exponent = _exponent(*covariances.values())
    first, second = (_in_units(*named, exponent) for named in covariances.items())
    same = np.array_equal(first.matrix, second.matrix)
    distance = 0.0 if same else between_covariances(first, second)
    between = contiguous(x) - contiguous(y)
    return np.float64(between @ between + np.ldexp(distance, exponent))


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
        Never negative, and exactly 0 for equal arguments. Its root D is within about (d + κ)u of
        √(tr Σ + tr T), where κ is the ratio of the largest to the smallest standard deviation in
        any direction, those of 0 aside: so a set is at 1e-31 of its trace from itself in another
        order. A common shift of both sets costs no more than rounding does to the features.

        Sets of more than 65,536 numbers, with n and m at least 2d, are the exception: if D² is more
        than a thousandth of tr Σ + tr T, it is D² that is within (d + κ)u of that.

    Raises
    ------
    ValueError
        If a number is not finite, `ddof` is negative, or n or m is not greater than it.

    See Also
    --------
    frechet_distance : The same of means and covariances.

    Notes
    -----
    For n and m up to d it takes the memory of one set of features in float64 and an n × m matrix;
    for more, some d × d matrices and one block of features. So it is at most three times the memory
    of features in float32, beside them, and least for many. Where D² is less than a thousandth of
    tr Σ + tr T, singular vectors take up to nine matrices of that size more.

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
    lost = integer_from(0, "ddof", ddof)
    real, fake = two_sets(real_features, fake_features)
    for name, array in (("real_features", real), ("fake_features", fake)):
        if len(array) <= lost:
            raise ValueError(f"{name} must have more rows than ddof, {lost}, but has {len(array)}")
    if np.array_equal(real[0], fake[0]) and np.array_equal(real, fake):
        return np.float64(0.0)
    exponent = max(-LARGEST_SCALE, min(LARGEST_SCALE, _exponent(real, fake)))
    x, y = (Moments(array, 2.0**-exponent, lost) for array in (real, fake))
    between = (x.origin - y.origin) + (x.mean - y.mean)
    distance = _of_many(x, y) if min(real.size, fake.size) >= MANY else None
    if distance is None:
        distance = between_samples(x, y)
    return np.float64(np.ldexp(between @ between + distance, 2 * exponent))


def _of_many(x: Moments, y: Moments) -> float | None:
    """Return the distance of covariances of many samples, where they are accurate enough."""
    if min(x.length, y.length) < 2 * x.width:
        return None
    first, second = (Covariance(moments.covariance(), lasting=False) for moments in (x, y))
    return between_far_apart(first, second, SAFE_PIVOT, x.width * ROUNDOFFS)


def _mean(name: str, value: ArrayLike) -> RealArray:
    array = finite(name, value)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"{name} must have shape (d,), but its shape is {array.shape}")
    return array


def _symmetric(name: str, value: ArrayLike) -> RealArray:
    """Return a matrix that is symmetric to the rounding of its dtype."""
    array = finite(name, value)
    if array.ndim != 2 or array.shape[0] != array.shape[1] or not array.size:
        raise ValueError(f"{name} must have shape (d, d), but its shape is {array.shape}")
    exact = contiguous(array)
    wrong = np.abs(exact - exact.T) > _leeway(array) * largest(np.abs(exact))
    if wrong.any():
        i, j = first(wrong)
        raise ValueError(
            f"{name} must be symmetric, but {at(name, (i, j))} is {array[i, j]} "
            f"and {at(name, (j, i))} is {array[j, i]}"
        )
    return array


def _in_units(name: str, array: RealArray, exponent: int) -> Covariance:
    """Return a covariance in units of 2**exponent, whose eigenvalues are not below rounding."""
    halves = np.ldexp(contiguous(array), -exponent - 1)
    covariance = Covariance(halves + halves.T)
    if covariance.triangular is None:
        values, _ = covariance.spectrum
        if values[0] < -_leeway(array) * largest(np.abs(values)):
            raise ValueError(
                f"{name} must be positive semi-definite, "
                f"but its smallest eigenvalue is {np.ldexp(values[0], exponent)}"
            )
    return covariance


def _leeway(array: RealArray) -> float:
    """Return what rounding may do to a matrix and its eigenvalues, beside the largest of either."""
    return RANK_ROUNDOFFS * len(array) * ROUNDOFF.get(array.dtype, DOUBLE_ROUNDOFF)


def _one_dimension(**arrays: RealArray) -> None:
    if len({len(array) for array in arrays.values()}) > 1:
        shapes = " and ".join(str(array.shape) for array in arrays.values())
        raise ValueError(f"{', '.join(arrays)} must be of one dimension, but are of {shapes}")


def _exponent(*arrays: RealArray) -> int:
    """Return the exponent of the largest number, in size."""
    return math.frexp(max(max(largest(x), -smallest(x)) for x in arrays))[1]
