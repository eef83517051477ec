"""Spectral norms: the largest singular value of a weight, and its estimate by power iteration.

The map x ↦ Wx stretches no vector by more than the spectral norm of W, and some vector by as much.
"""

import math
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import finite, positive_integer
from impl._blocks import (
    FLOAT64,
    Float64Array,
    RealArray,
    contiguous,
    largest,
    quiet,
    smallest,
)

__all__ = ["spectral_norm", "power_iteration"]

MODERATE = 300
"""The square of a number whose exponent is at most so far from 0 neither over- nor underflows."""


@quiet
def spectral_norm(weight: ArrayLike) -> np.float64:
    """Return the spectral norm of a weight, its largest singular value.

    Parameters
    ----------
    weight : array_like of real numbers, shape (m, n)
        The weight W, of finite numbers.

    Returns
    -------
    float64 scalar
        As accurate as a singular value decomposition: within about ``2(m + n)`` ulp, for numbers
        of any size.

    Raises
    ------
    ValueError
        If a number of the weight is not finite.

    See Also
    --------
    power_iteration : An estimate that is less work.

    References
    ----------
    .. [1] T. Miyato, T. Kataoka, M. Koyama and Y. Yoshida, "Spectral Normalization for Generative
       Adversarial Networks", International Conference on Learning Representations (2018).

    Examples
    --------
    >>> import impl
    >>> print(impl.spectral_norm([[3.0, 0.0], [4.0, 0.0]]))
    5.0
    """
    scaled, exponent = _scaled(_matrix("weight", weight))
    return np.float64(np.ldexp(np.linalg.svd(scaled, compute_uv=False)[0], exponent))


@quiet
def power_iteration(
    weight: ArrayLike, u: ArrayLike, *, steps: SupportsIndex = 1
) -> tuple[np.float64, Float64Array]:
    """Return an estimate of the spectral norm, ``‖Wv‖``, and the vector to go on from.

    A step takes ``v ← Wᵀu/‖Wᵀu‖`` and ``u ← Wv/‖Wv‖``. The estimate is never above the norm and
    does not fall from step to step.

    Parameters
    ----------
    weight : array_like of real numbers, shape (m, n)
        The weight W, of finite numbers.
    u : array_like of real numbers, shape (m,)
        Where to start from: finite numbers, such as those that the last call returned.
    steps : int, optional
        How many steps are taken.

    Returns
    -------
    float64 scalar
        The estimate after the last step, to the rounding of products of a matrix and a vector,
        whose terms are as large as the norm; 0 where ``Wᵀu`` is 0.
    float64 array, shape (m,)
        The last u, accurate to the rounding of ``Wv`` beside ``‖Wv‖``; as it came where ``Wᵀu`` is
        0. Two calls of one step, the second from what the first returned, are exactly one call of
        two.

    Raises
    ------
    ValueError
        If a number of the weight or of `u` is not finite, their shapes do not fit, or `steps` is
        less than 1.

    See Also
    --------
    spectral_norm : What is estimated.

    References
    ----------
    .. [1] T. Miyato, T. Kataoka, M. Koyama and Y. Yoshida, "Spectral Normalization for Generative
       Adversarial Networks", International Conference on Learning Representations (2018),
       algorithm 1.

    Examples
    --------
    >>> import impl
    >>> sigma, u = impl.power_iteration([[2.0, 0.0], [0.0, 1.0]], [1.0, 1.0])
    >>> print(sigma.round(6), u.round(6))
    1.843909 [0.970143 0.242536]
    """
    scaled, exponent = _scaled(_matrix("weight", weight))
    start = finite("u", u)
    if start.shape != scaled.shape[:1]:
        raise ValueError(
            f"u must have shape {scaled.shape[:1]} beside a weight of shape {scaled.shape}, "
            f"but its shape is {start.shape}"
        )
    vector, _ = _scaled(start)
    length = 0.0
    for step in range(positive_integer("steps", steps)):
        image, length = _direction_and_norm(vector @ scaled)
        if length:
            image, length = _direction_and_norm(scaled @ image)
        if not length:
            return np.float64(0.0), vector if step else start.astype(FLOAT64)
        vector = image
    return np.float64(np.ldexp(length, exponent)), vector


def _matrix(name: str, value: ArrayLike) -> RealArray:
    array = finite(name, value)
    if array.ndim != 2:
        raise ValueError(f"{name} must have shape (m, n), but its shape is {array.shape}")
    if not array.size:
        raise ValueError(f"{name} must not be empty, but its shape is {array.shape}")
    return array


def _scaled(array: RealArray) -> tuple[Float64Array, int]:
    """Return numbers in units of 2**exponent, in which their largest square is safe, and that."""
    numbers = contiguous(array)
    _, exponent = math.frexp(max(largest(numbers), -smallest(numbers)))
    if abs(exponent) <= MODERATE:
        return numbers, 0
    return np.ldexp(numbers, -exponent), exponent


def _direction_and_norm(vector: Float64Array) -> tuple[Float64Array, float]:
    """Return x/‖x‖ and ‖x‖, of squares that neither over- nor underflow; x itself if it is 0."""
    scaled, exponent = _scaled(vector)
    norm = math.sqrt(scaled @ scaled)
    return (scaled / norm, math.ldexp(norm, exponent)) if norm else (vector, 0.0)
