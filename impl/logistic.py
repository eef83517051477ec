"""The logistic function σ(h) = 1/(1 + e^−h), its derivative, its logarithm and its inverse."""

from numpy.typing import ArrayLike

from impl import _kernels
from impl._arguments import probabilities, reals
from impl._blocks import Floats, elementwise

__all__ = [
    "sigmoid",
    "sigmoid_derivative",
    "log_sigmoid",
    "logit",
]


def sigmoid(h: ArrayLike) -> Floats:
    """Return the logistic function of logits, ``σ(h) = 1/(1 + exp(−h))``.

    Parameters
    ----------
    h : array_like of real numbers
        Logits, of any size; ±inf give 0 and 1, nan gives nan.

    Returns
    -------
    float64 array of the shape of `h`, or a scalar
        Within 2 ulp everywhere, subnormal results included.

    See Also
    --------
    log_sigmoid : Its logarithm.
    logit : Its inverse.

    Notes
    -----
    It is computed as ``e − e·s`` from ``e = exp(min(h, 0))`` and ``s = σ(−|h|)``, in which no
    exponential overflows. ``1 − σ(h)`` is best had as ``σ(−h)``.

    Examples
    --------
    >>> import impl
    >>> print(impl.sigmoid([0.0, 2.0, -740.0]))
    [5.00000000e-001 8.80797078e-001 4.19955799e-322]
    """
    return elementwise(_kernels.sigmoid, h=reals("h", h))


def sigmoid_derivative(h: ArrayLike) -> Floats:
    """Return the derivative of the logistic function, ``σ'(h) = σ(h)σ(−h)``.

    Parameters
    ----------
    h : array_like of real numbers
        Logits, of any size; ±inf give 0, nan gives nan.

    Returns
    -------
    float64 array of the shape of `h`, or a scalar
        Within 4 ulp everywhere.

    See Also
    --------
    sigmoid : The function itself.

    Examples
    --------
    >>> import impl
    >>> print(impl.sigmoid_derivative([0.0, 100.0]))
    [2.50000000e-01 3.72007598e-44]
    """
    return elementwise(_kernels.sigmoid_derivative, h=reals("h", h))


def log_sigmoid(h: ArrayLike) -> Floats:
    """Return the logarithm of the logistic function, ``log σ(h) = −log(1 + exp(−h))``, in nats.

    Parameters
    ----------
    h : array_like of real numbers
        Logits, of any size; −inf gives −inf, +inf gives 0, nan gives nan.

    Returns
    -------
    float64 array of the shape of `h`, or a scalar
        Within 2 ulp everywhere; finite for every finite `h`.

    See Also
    --------
    sigmoid : The function that it is the logarithm of.

    Notes
    -----
    It is computed as ``min(h, 0) − log1p(exp(−|h|))``. ``log(1 − σ(h))`` is ``log σ(−h)``.

    Examples
    --------
    >>> import impl
    >>> print(impl.log_sigmoid([0.0, 50.0, -1e300]))
    [-6.93147181e-001 -1.92874985e-022 -1.00000000e+300]
    """
    return elementwise(_kernels.log_sigmoid, h=reals("h", h))


def logit(t: ArrayLike) -> Floats:
    """Return the log-odds of probabilities, ``logit(t) = log(t/(1 − t))``: the inverse of σ.

    Parameters
    ----------
    t : array_like of real numbers
        Probabilities in [0, 1]; 0 and 1 give ∓inf, nan gives nan.

    Returns
    -------
    float64 array of the shape of `t`, or a scalar
        Within 2 ulp everywhere: next to 0, to 1/2 and to 1, and for subnormal `t`.

    Raises
    ------
    ValueError
        If an element of `t` is outside [0, 1]. (`scipy.special.logit` makes it nan.)

    See Also
    --------
    sigmoid : Its inverse.
    optimal_logits : The log-ratio of any two densities.

    Notes
    -----
    It is computed as ``±log1p(|2t − 1|/min(t, 1 − t))``.

    Examples
    --------
    >>> import impl
    >>> print(impl.logit([0.5, 0.75, 1.0]))
    [0.         1.09861229        inf]
    """
    return elementwise(_kernels.log_odds, t=probabilities("t", t))
