"""Gaussians on the line: the log-density, and the KL divergence of two."""

import math

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import positives, reals
from impl._blocks import Float64Array, Floats, elementwise
from impl._kernels import kl_of_centred_gaussians

__all__ = [
    "gaussian_log_density",
    "gaussian_kl",
    "gaussian_kl_derivative",
]

HALF_LOG_TWO_PI = math.log(2 * math.pi) / 2
SMALLEST_NORMAL = 2.0**-1022
GROWING = 2.0**600
"""Makes room at the lower end of the range of float64."""


def gaussian_log_density(x: ArrayLike, mean: ArrayLike, std: ArrayLike) -> Floats:
    """Return the logarithm of a Gaussian density, ``log N(x|mean, std²)``.

    Parameters
    ----------
    x : array_like of real numbers
        Where to take the density.
    mean, std : array_like of real numbers
        The mean, and the standard deviation (not the variance), which is positive. The three
        arguments broadcast.

    Returns
    -------
    float64 array, or a scalar
        ``−½((x − mean)/std)² − log std − ½ log 2π``, within 4 ulp of the sum of the sizes of these
        terms; nan where an argument is.

    See Also
    --------
    gaussian_kl : The divergence of two such densities.

    Examples
    --------
    >>> import impl
    >>> print(impl.gaussian_log_density([0.0, 3.0], 1.0, 2.0))
    [-1.73708571 -2.11208571]
    """
    return elementwise(
        _log_density, x=reals("x", x), mean=reals("mean", mean), std=positives("std", std)
    )


def gaussian_kl(
    theta: ArrayLike, theta_0: ArrayLike, std: ArrayLike, *, std_0: ArrayLike | None = None
) -> Floats:
    """Return ``KL(N(θ, std²)‖N(θ0, std²)) = (θ − θ0)²/(2 std²)``.

    With a width of its own for the second, it is the divergence of any two Gaussians on the line:
    ``KL(N(θ, std²)‖N(θ0, std_0²)) = log(std_0/std) + (std² + (θ − θ0)²)/(2 std_0²) − ½``.

    Parameters
    ----------
    theta, theta_0 : array_like of real numbers
        The two means: of the model and of the data.
    std : array_like of real numbers
        The standard deviation of both (not the variance), which is positive.
    std_0 : array_like of real numbers, optional
        The standard deviation of the data, if it is another than the model's: positive as well. All
        arguments broadcast.

    Returns
    -------
    float64 array, or a scalar
        In nats, within 4 ulp wherever the result is a normal float, even where the two Gaussians
        are nearly the same; exactly 0 where they are the same. Nothing on the way to it over- or
        underflows.

    See Also
    --------
    gaussian_kl_derivative : Its derivative in θ.
    kl_divergence : The same of two distributions on a finite support.

    References
    ----------
    .. [1] S. Kullback, Information Theory and Statistics (1959), chapter 9.

    Examples
    --------
    >>> import impl
    >>> print(impl.gaussian_kl([3.0, 1e-200], [1.0, 0.0], [0.5, 1e-200]))
    [8.  0.5]
    >>> print(impl.gaussian_kl(0.0, 0.0, [0.5, 1 + 2**-30], std_0=1.0))
    [3.18147181e-01 8.67361738e-19]
    """
    arguments = _means_and_std(theta, theta_0, std)
    if std_0 is None:
        return elementwise(_kl, **arguments)
    return elementwise(_kl_of_two_widths, **arguments, std_0=positives("std_0", std_0))


def gaussian_kl_derivative(theta: ArrayLike, theta_0: ArrayLike, std: ArrayLike) -> Floats:
    """Return the derivative of `gaussian_kl` in θ, ``(θ − θ0)/std²``.

    It does not depend on the width of the first Gaussian: where the second has one of its own, that
    is the one to give.

    Parameters
    ----------
    theta, theta_0 : array_like of real numbers
        The two means: of the model and of the data.
    std : array_like of real numbers
        The standard deviation of both, which is positive. The three arguments broadcast.

    Returns
    -------
    float64 array, or a scalar
        Within 4 ulp wherever the result is a normal float: nothing on the way to it over- or
        underflows.

    See Also
    --------
    gaussian_kl : The divergence itself.

    Examples
    --------
    >>> import impl
    >>> print(impl.gaussian_kl_derivative([3.0, 1e-200], [1.0, 0.0], [0.5, 1e-200]))
    [8.e+000 1.e+200]
    """
    return elementwise(_kl_derivative, **_means_and_std(theta, theta_0, std))


def _means_and_std(theta: ArrayLike, theta_0: ArrayLike, std: ArrayLike) -> dict[str, Float64Array]:
    return {
        "theta": reals("theta", theta),
        "theta_0": reals("theta_0", theta_0),
        "std": positives("std", std),
    }


def _difference_over(x: Float64Array, mean: Float64Array, *divisors: Float64Array) -> Float64Array:
    """Return (x − mean) divided by each of the divisors in turn.

    A difference may overflow, and a quotient of it, on the way to a result that does not: where the
    numbers are so large, all is done again between halves.
    """
    result = x - mean
    for divisor in divisors:
        result /= divisor
    finite = np.isfinite(result)
    if np.count_nonzero(finite) < finite.size:
        large = ~finite & (np.maximum(np.abs(x), np.abs(mean)) > 1.0)
        halves = 0.5 * x[large] - 0.5 * mean[large]
        for divisor in divisors:
            halves /= divisor[large]
        result[large] = 2.0 * halves
    return result


def _kl(theta: Float64Array, theta_0: Float64Array, std: Float64Array) -> Float64Array:
    ratio = _difference_over(theta, theta_0, std)
    # Halved before it is squared: the square may overflow where half of it does not.
    return 0.5 * ratio * ratio


def _kl_of_two_widths(
    theta: Float64Array, theta_0: Float64Array, std: Float64Array, std_0: Float64Array
) -> Float64Array:
    return _kl(theta, theta_0, std_0) + kl_of_centred_gaussians(std, std_0)


def _kl_derivative(theta: Float64Array, theta_0: Float64Array, std: Float64Array) -> Float64Array:
    result = _difference_over(theta, theta_0, std, std)
    # For ε < 1, Δ/ε may be subnormal, with few digits left, on the way to a Δ/ε² that is not.
    lost = (np.abs(result * std) < 2 * SMALLEST_NORMAL) & (std < 1.0) & (theta != theta_0)
    if np.count_nonzero(lost):
        small = std[lost]
        result[lost] = GROWING * (theta[lost] - theta_0[lost]) / small / small / GROWING
    return result


def _log_density(x: Float64Array, mean: Float64Array, std: Float64Array) -> Float64Array:
    return -(_kl(x, mean, std) + np.log(std) + HALF_LOG_TWO_PI)
