"""Kernel distances: how far two sets of features are apart, told from all pairs of them."""

import math

import numpy as np
from numpy.typing import ArrayLike

from impl._blocks import Float64Array, RealArray, blocks, quiet
from impl._summation import exact_sum
from impl.metrics._features import about, common_mean, exponent_of, in_units, two_sets

__all__ = ["kernel_inception_distance"]

ROWS = 1024
"""Rows in a block: products are of two of them at a time."""


@quiet
def kernel_inception_distance(
    real_features: ArrayLike, fake_features: ArrayLike, *, biased: bool = False
) -> np.float64:
    """Return the kernel inception distance, the squared MMD for ``k(a, b) = (aᵀb/d + 1)³``.

    That is the mean of k over pairs of reals, plus that over pairs of fakes, less twice that over
    pairs of one and the other. It is of all pairs: who wants subsets calls it on them.

    Parameters
    ----------
    real_features, fake_features : array_like of real numbers, shapes (n, d) and (m, d)
        Features of samples of the data and of the model, a row for each.
    biased : bool, optional
        Whether a sample makes a pair with itself. Without such pairs the distance is what it is of
        the distributions in the mean over all samples, and so has to be negative at times. With
        them it is never negative, and 0 for a set and itself but for rounding.

    Returns
    -------
    float64 scalar
        Within ``d + 64`` ulp of the mean size of the terms that remain, for pairs of each kind, of
        a sample and itself too, where k is taken about the common mean of the features, however far
        out that is.

    Raises
    ------
    ValueError
        If a feature is not finite, or there is but one sample of a kind and no pair of two.

    See Also
    --------
    precision_and_recall : Another view of the same features.

    Notes
    -----
    Whatever depends on one of a and b alone may be left out of k. About the common mean c, and with
    ``t = (a − c)ᵀ(b − c)/d``, ``u = cᵀ(a − c)/d``, ``v = cᵀ(b − c)/d`` and ``s = 1 + ‖c‖²/d + u +
    v``, there remains ``t (3 s (s + t) + t²) + u v (6 + 6 ‖c‖²/d + 3 u + 3 v)``, in which the
    features come less their mean: nothing of the size of ``k`` itself has to cancel.

    Besides the features, no more is in memory than a copy of them in float64 and a few blocks.

    References
    ----------
    .. [1] M. Bińkowski, D. J. Sutherland, M. Arbel and A. Gretton, "Demystifying MMD GANs",
       International Conference on Learning Representations (2018).
    .. [2] A. Gretton et al., "A Kernel Two-Sample Test", Journal of Machine Learning Research 13
       (2012).

    Examples
    --------
    >>> import impl
    >>> print(impl.kernel_inception_distance([[0.0], [1.0]], [[0.0], [1.0]]))
    -3.5
    >>> print(impl.kernel_inception_distance([[0.0], [1.0]], [[1.0], [1.0]], biased=True))
    1.75
    """
    real, fake = two_sets(real_features, fake_features)
    if not biased:
        for name, array in (("real_features", real), ("fake_features", fake)):
            if len(array) < 2:
                raise ValueError(
                    f"{name} must hold two samples or more, but their number is {len(array)}"
                )
    distance = _distance(real, fake, biased)
    if not math.isfinite(distance):
        # The kernel is homogeneous of degree 6, if 1 is divided by the square of the unit. In units
        # beside which no feature is large, it does not overflow.
        exponent = exponent_of(real, fake)
        x, y = in_units(real, exponent), in_units(fake, exponent)
        distance = _distance(x, y, biased, math.ldexp(1.0, -2 * exponent))
        distance = np.ldexp(distance, 6 * exponent)
    return np.float64(max(0.0, distance) if biased else distance)


def _distance(real: RealArray, fake: RealArray, biased: bool, one: float = 1.0) -> float:
    """Return the distance for (aᵀb/d + one)³."""
    centre = common_mean(real, fake)
    # Products are not divided by d one by one: all of the kernel is in units of 1/d³.
    constant = one * len(centre) + float(centre @ centre)
    x, y = about(real, centre), about(fake, centre)
    u, v = x @ centre, y @ centre
    reals, fakes = _mean_kernel(x, u, x, u, constant), _mean_kernel(y, v, y, v, constant)
    distance = reals - 2.0 * _mean_kernel(x, u, y, v, constant) + fakes
    if not biased:
        distance -= (_mean_kernel_of_itself(x, u, constant) - reals) / (len(x) - 1)
        distance -= (_mean_kernel_of_itself(y, v, constant) - fakes) / (len(y) - 1)
    return distance / len(centre) ** 3


def _mean_kernel(
    x: Float64Array, u: Float64Array, y: Float64Array, v: Float64Array, constant: float
) -> float:
    """Return the mean over all pairs of what remains of the kernel.

    Sums over y of t and t², times powers of v, are products of matrices: so no more is worked out
    number by number than t² and t³.
    """
    sums = []
    powers = np.stack((np.ones(len(y)), v, v * v), axis=1)
    for i in range(0, len(x), ROWS):
        rows = slice(i, i + ROWS)
        base = constant + u[rows]
        # Of pairs within one set, each block below the diagonal is as one above it.
        for j in range(i if x is y else 0, len(y), ROWS):
            columns = slice(j, j + ROWS)
            products = x[rows] @ y[columns].T
            weight = 2.0 if x is y and j > i else 1.0
            for index in blocks(products.shape):
                sums.append(weight * _mixed(products[index], base[index], powers[columns]))
    of_u, of_v = float(np.add.reduce(u)), float(np.add.reduce(v))
    sums.append(6.0 * constant * of_u * of_v + 3.0 * float(u @ u * of_v + of_u * (v @ v)))
    return float(exact_sum(sums)) / (len(x) * len(y))


def _mixed(t: Float64Array, base: Float64Array, powers: Float64Array) -> float:
    """Return the sum of (s + t)³ − s³ = t³ + 3t²s + 3ts², with s = base + v, from 1, v and v²."""
    squares = t * t
    cubes = np.add.reduce(squares * t, axis=None)
    linear, linear_v, linear_vv = (t @ powers).T
    quadratic, quadratic_v, _ = (squares @ powers).T
    rest = quadratic_v + linear_vv + base * (quadratic + 2.0 * linear_v + base * linear)
    return float(cubes + 3.0 * np.add.reduce(rest))


def _mean_kernel_of_itself(x: Float64Array, u: Float64Array, constant: float) -> float:
    """Return the mean over samples of what remains of the kernel of each and itself."""
    t, s = np.einsum("ij,ij->i", x, x), constant + 2.0 * u
    terms = t * (3.0 * s * (s + t) + t * t) + 6.0 * u * u * (constant + u)
    return float(np.add.reduce(terms)) / len(x)
