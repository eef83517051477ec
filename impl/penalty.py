"""Penalties on the gradients of a critic, and the points at which they are taken.

A critic tells its distance from the data in units of length if its gradients have length 1 between
the data p and the model q. A penalty charges it for gradients g_i, at n points, whose lengths are
another: λ mean (‖g_i‖ − 1)², or for those alone that are longer, or for all gradients there are.
A batch has its samples along the first axis. All further axes are one sample, be it a vector or an
image, and its norm is over all of them.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from impl._arguments import densities, one_number, probabilities, samples
from impl._blocks import FLOAT64, Float64Array, RealArray, elementwise, quiet
from impl._expectation import SMALL
from impl._kernels import product
from impl._summation import sums

__all__ = [
    "interpolates",
    "gradient_penalty",
    "gradient_penalty_derivative",
    "one_sided_gradient_penalty",
    "zero_centered_penalty",
    "zero_centered_penalty_derivative",
]

LARGEST_SCALE = 1023
"""Beyond this exponent a power of two is no float64."""

SMALLEST_POWER, LARGEST_POWER = -1021, 1024
"""From one to the other, a number in [½, 1) times a power of two is a normal float64."""


def interpolates(
    real: ArrayLike, fake: ArrayLike, *, alpha: ArrayLike | None = None
) -> Float64Array:
    """Return a point between each real sample and its fake, ``α_i fake_i + (1 − α_i) real_i``.

    Parameters
    ----------
    real, fake : array_like of real numbers, shape (n, ...)
        The samples, as many of the one as of the other, and of one shape.
    alpha : array_like of real numbers, shape (n,), optional
        How far each point is on its way to the fake, from 0 to 1. Without it a number for each
        sample is drawn, uniformly from [0, 1), and anew by every call.

    Returns
    -------
    float64 array, shape (n, ...)
        Within 2 ulp of ``|α fake| + |(1 − α) real|``, and never beyond the pair: exactly the real
        sample where α is 0, and exactly the fake where it is 1, whatever the other is.

    See Also
    --------
    gradient_penalty : What is asked of the gradients of a critic at these points.

    References
    ----------
    .. [1] I. Gulrajani et al., "Improved Training of Wasserstein GANs", Advances in Neural
       Information Processing Systems 30 (2017), algorithm 1.

    Examples
    --------
    >>> import impl
    >>> print(impl.interpolates([[0.0, 2.0], [4.0, 4.0]], [[1.0, 6.0], [0.0, 8.0]], alpha=[0.5, 1]))
    [[0.5 4. ]
     [0.  8. ]]
    """
    first, second = samples("real", real), samples("fake", fake)
    if first.shape != second.shape:
        raise ValueError(
            f"real and fake must have one shape, but their shapes are {first.shape} and "
            f"{second.shape}"
        )
    n = len(first)
    ways = np.random.default_rng().random(n) if alpha is None else probabilities("alpha", alpha)
    if ways.shape != (n,):
        raise ValueError(
            f"alpha must have shape ({n},), a number for each sample of real, "
            f"but its shape is {ways.shape}"
        )
    points = elementwise(
        _between, alpha=ways.reshape(n, *[1] * (first.ndim - 1)), real=first, fake=second
    )
    return np.asarray(points)


@quiet
def gradient_penalty(gradients: ArrayLike, *, weight: float = 10) -> np.float64:
    """Return the penalty for gradients whose norms are not 1, ``λ mean_i (‖g_i‖ − 1)²``.

    Parameters
    ----------
    gradients : array_like of real numbers, shape (n, ...)
        The gradients of a critic at n points, such as `interpolates`.
    weight : real number, optional
        The weight λ, not negative and finite.

    Returns
    -------
    float64 scalar
        Within 4 ulp of ``λ mean_i (‖g_i‖ + 1)²``, for gradients of any size.

    See Also
    --------
    gradient_penalty_derivative : What it does to the gradients.
    interpolates : Where the gradients are taken.
    one_sided_gradient_penalty : The penalty for gradients that are too long.
    zero_centered_penalty : The penalty for gradients of any length.

    References
    ----------
    .. [1] I. Gulrajani et al., "Improved Training of Wasserstein GANs", Advances in Neural
       Information Processing Systems 30 (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.gradient_penalty([[3.0, 4.0], [0.0, 0.0]]))
    85.0
    """
    deviations, exponent = _deviations(_rows(samples("gradients", gradients)))
    return _weighted_mean_square(deviations, exponent, _weight(weight))


@quiet
def gradient_penalty_derivative(gradients: ArrayLike, *, weight: float = 10) -> Float64Array:
    """Return the derivative of the penalty in the gradients, ``(2λ/n)(1 − 1/‖g_i‖) g_i``.

    Parameters
    ----------
    gradients : array_like of real numbers, shape (n, ...)
        The gradients of a critic at n points.
    weight : real number, optional
        The weight λ, not negative and finite.

    Returns
    -------
    float64 array, shape (n, ...)
        Within 4 ulp of ``(2λ/n)(1 + 1/‖g_i‖) |g_i|``, for gradients of any size. 0 where
        ``g_i = 0``, where the penalty has no derivative: by symmetry no direction is better.

    See Also
    --------
    gradient_penalty : The penalty.

    Examples
    --------
    >>> import impl
    >>> print(impl.gradient_penalty_derivative([[3.0, 4.0], [0.0, 0.0]]))
    [[24. 32.]
     [ 0.  0.]]
    """
    array = samples("gradients", gradients)
    rows = _rows(array)
    norms, exponents = _norms(rows)
    units = np.maximum(exponents, 0)
    slopes = (np.ldexp(norms, exponents - units) - np.ldexp(1.0, -units)) / norms
    slopes = np.where(norms == 0, 0.0, slopes)
    # Beside an infinite norm, 1 is nothing.
    slopes = np.where(np.isinf(norms), 1.0, slopes)
    factor, more = math.frexp(_weight(weight))
    factors = factor * slopes / len(rows)
    return _times(rows, factors, units - exponents + more + 1).reshape(array.shape)


@quiet
def one_sided_gradient_penalty(gradients: ArrayLike, *, weight: float = 10) -> np.float64:
    """Return the penalty for gradients longer than 1, ``λ mean_i max(0, ‖g_i‖ − 1)²``.

    Parameters
    ----------
    gradients : array_like of real numbers, shape (n, ...)
        The gradients of a critic at n points.
    weight : real number, optional
        The weight λ, not negative and finite.

    Returns
    -------
    float64 scalar
        Within 4 ulp of ``λ mean_i (‖g_i‖ + 1)²``, for gradients of any size. Exactly 0 where all
        norms are below 1 by more than rounding.

    See Also
    --------
    gradient_penalty : The penalty for gradients that are too short as well.

    References
    ----------
    .. [1] H. Petzka, A. Fischer and D. Lukovnikov, "On the regularization of Wasserstein GANs",
       International Conference on Learning Representations (2018).

    Examples
    --------
    >>> import impl
    >>> print(impl.one_sided_gradient_penalty([[3.0, 4.0], [0.0, 0.0]]))
    80.0
    """
    deviations, exponent = _deviations(_rows(samples("gradients", gradients)))
    return _weighted_mean_square(np.maximum(0.0, deviations), exponent, _weight(weight))


@quiet
def zero_centered_penalty(gradients: ArrayLike, *, weight: float = 1) -> np.float64:
    """Return the penalty for gradients of any length, ``½ γ mean_i ‖g_i‖²``.

    At real points it is called R1, at fakes R2.

    Parameters
    ----------
    gradients : array_like of real numbers, shape (n, ...)
        The gradients of a discriminator at n points.
    weight : real number, optional
        The weight γ, not negative and finite.

    Returns
    -------
    float64 scalar
        Within 4 ulp, also where squares over- or underflow.

    See Also
    --------
    zero_centered_penalty_derivative : What it does to the gradients.
    gradient_penalty : The penalty for gradients whose norms are not 1.

    References
    ----------
    .. [1] L. Mescheder, A. Geiger and S. Nowozin, "Which Training Methods for GANs do actually
       Converge?", Proceedings of the 35th International Conference on Machine Learning (2018).

    Examples
    --------
    >>> import impl
    >>> print(impl.zero_centered_penalty([[3.0, 4.0], [0.0, 0.0]]))
    6.25
    """
    array = samples("gradients", gradients)
    (square,), (exponent,) = _squares(array.reshape(1, -1))
    return _weighted(square / len(array), 2 * int(exponent) - 1, _weight(weight))


@quiet
def zero_centered_penalty_derivative(gradients: ArrayLike, *, weight: float = 1) -> Float64Array:
    """Return the derivative of the zero-centred penalty in the gradients, ``γ g_i/n``.

    Parameters
    ----------
    gradients : array_like of real numbers, shape (n, ...)
        The gradients of a discriminator at n points.
    weight : real number, optional
        The weight γ, not negative and finite.

    Returns
    -------
    float64 array, shape (n, ...)
        Within 2 ulp.

    See Also
    --------
    zero_centered_penalty : The penalty.

    Examples
    --------
    >>> import impl
    >>> print(impl.zero_centered_penalty_derivative([[3.0, 4.0], [0.0, 0.0]]))
    [[1.5 2. ]
     [0.  0. ]]
    """
    array = samples("gradients", gradients)
    factor, exponent = math.frexp(_weight(weight))
    factors, exponents = np.array([factor / len(array)]), np.array([exponent], np.intc)
    return _times(_rows(array), factors, exponents).reshape(array.shape)


def _weight(weight: ArrayLike) -> float:
    number = float(one_number("weight", densities("weight", weight)))
    if not math.isfinite(number):
        raise ValueError(f"weight must be finite, but it is {number}")
    return number


def _rows(array: RealArray) -> RealArray:
    """Return samples of any shape as rows."""
    return array.reshape(len(array), -1)


def _squares(rows: RealArray) -> tuple[Float64Array, NDArray[np.intc]]:
    """Return ‖g_i‖² of each row, in units of 4**e_i, and e_i, which is 0 wherever it can be."""
    squares = np.asarray(sums(np.square, rows))
    exponents = np.zeros(len(rows), np.intc)
    wrong = ~((squares >= SMALL) & (squares < math.inf))
    if wrong.any():
        squares[wrong], exponents[wrong] = _scaled_squares(rows[wrong])
    return squares, exponents


def _scaled_squares(rows: RealArray) -> tuple[Float64Array, NDArray[np.intc]]:
    """Return ‖g_i‖² of each row, in units of 4**e_i, and e_i.

    In units of 2**e_i the largest number of a row is next to 1. Neither does its square over- or
    underflow, nor does that of a number which counts beside it.
    """
    high = np.maximum.reduce(rows, axis=1).astype(np.float64)
    low = np.minimum.reduce(rows, axis=1).astype(np.float64)
    exponents = np.maximum(np.frexp(np.maximum(high, -low))[1], -LARGEST_SCALE)
    scales = np.ldexp(1.0, -exponents)[:, np.newaxis]
    return np.asarray(sums(_scaled_square, rows, np.broadcast_to(scales, rows.shape))), exponents


def _scaled_square(values: Float64Array, scale: Float64Array) -> Float64Array:
    scaled = scale * values
    return scaled * scaled


def _norms(rows: RealArray) -> tuple[Float64Array, NDArray[np.intc]]:
    """Return ‖g_i‖ of each row as numbers in [½, 1), or 0, and exponents of 2."""
    squares, exponents = _squares(rows)
    norms, more = np.frexp(np.sqrt(squares))
    return norms, exponents + more


def _deviations(rows: RealArray) -> tuple[Float64Array, int]:
    """Return ‖g_i‖ − 1 of each row, in units of 2**e, and e: 0 unless a norm is 1 or more."""
    norms, exponents = _norms(rows)
    exponent = max(0, int(np.max(exponents)))
    return np.ldexp(norms, exponents - exponent) - math.ldexp(1.0, -exponent), exponent


def _weighted_mean_square(values: Float64Array, exponent: int, weight: float) -> np.float64:
    """Return the weight times the mean square of numbers in units of 2**exponent."""
    return _weighted(sums(np.square, values) / len(values), 2 * exponent, weight)


def _weighted(value: Any, exponent: int, weight: float) -> np.float64:
    """Return the weight times a number in units of 2**exponent."""
    factor, more = math.frexp(weight)
    return np.float64(np.ldexp(factor * value, exponent + more))


def _times(rows: RealArray, factors: Float64Array, exponents: NDArray[np.intc]) -> Float64Array:
    """Return each row times its factor·2**exponent, which need not be a float itself.

    Where it is none, what makes numbers larger by a power of two comes first, and what makes them
    smaller comes last: nothing overflows on the way, and no digit is lost, but what is so in the
    end.
    """
    fractions, more = np.frexp(factors)
    powers = np.where(fractions == 0, 0, exponents + more)
    normal = np.clip(powers, SMALLEST_POWER, LARGEST_POWER)
    beyond = (powers - normal)[:, np.newaxis]
    floats = np.ldexp(fractions, normal)[:, np.newaxis]
    if not beyond.any():
        result: Float64Array = np.multiply(rows, floats, dtype=FLOAT64)
        return result
    up, down = np.maximum(beyond, 0), np.minimum(beyond, 0)
    return np.asarray(elementwise(_stretched, values=rows, up=up, factor=floats, down=down))


def _stretched(
    values: Float64Array, up: Float64Array, factor: Float64Array, down: Float64Array
) -> Float64Array:
    larger: Float64Array = np.ldexp(values, up.astype(np.intc)) * factor
    return np.ldexp(larger, down.astype(np.intc))


def _between(alpha: Float64Array, real: Float64Array, fake: Float64Array) -> Float64Array:
    """Return α fake + (1 − α) real, which rounding may not take beyond the two."""
    points = product(alpha, fake) + product(1.0 - alpha, real)
    return np.clip(points, np.minimum(real, fake), np.maximum(real, fake))
