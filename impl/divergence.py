"""Entropies and divergences of distributions on a finite support, in nats.

A distribution is an array of masses whose last axis is the support. KL(p‖q) here takes the support
of its arguments as it is: where p > 0 = q the divergence is +inf, and 0·log 0 = 0.
"""

import numpy as np
from numpy.typing import ArrayLike

from impl import _kernels
from impl._arguments import batch, distributions, paired
from impl._blocks import Float64Array, Floats, quiet
from impl._summation import sums

__all__ = [
    "entropy",
    "cross_entropy",
    "kl_divergence",
    "js_divergence",
    "negative_elbo",
]


@quiet
def entropy(p: ArrayLike) -> Floats:
    """Return the entropy of a distribution, ``H(p) = −Σ p log p``.

    Parameters
    ----------
    p : array_like of real numbers, shape (..., n)
        Masses that sum to 1 over the last axis.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp, never negative: a mass that exceeds 1 by rounding counts as 1.

    See Also
    --------
    cross_entropy : The same with the logarithms of another distribution.

    References
    ----------
    .. [1] C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27
       (1948).

    Examples
    --------
    >>> import impl
    >>> print(impl.entropy([[0.5, 0.5], [0.0, 1.0]]))
    [0.69314718 0.        ]
    """
    return sums(_entropy_summand, distributions("p", p))


@quiet
def cross_entropy(p: ArrayLike, q: ArrayLike) -> Floats:
    """Return the cross-entropy of two distributions, ``−E_p[log q] = −Σ p log q``.

    Parameters
    ----------
    p, q : array_like of real numbers, shape (..., n)
        Masses that sum to 1 over the last axis; the leading axes broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp; +inf where p > 0 = q.

    See Also
    --------
    entropy : The cross-entropy of a distribution and itself.
    kl_divergence : The cross-entropy less the entropy.

    Examples
    --------
    >>> import impl
    >>> print(impl.cross_entropy([0.5, 0.5, 0.0], [0.25, 0.75, 0.0]).round(6))
    0.836988
    """
    return sums(_cross_entropy_summand, *_two_distributions(p, q))


@quiet
def kl_divergence(p: ArrayLike, q: ArrayLike) -> Floats:
    """Return the Kullback–Leibler divergence ``KL(p‖q)``, as ``Σ (p log p/q − p + q)``.

    Parameters
    ----------
    p, q : array_like of real numbers, shape (..., n)
        Masses that sum to 1 over the last axis; the leading axes broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp of the sum above, whatever its size; never negative, exactly 0 for
        p = q, +inf where p > 0 = q, never nan.

    See Also
    --------
    js_divergence : A divergence that is symmetric and finite.
    gaussian_kl : The same of two Gaussians.

    Notes
    -----
    For distributions ``Σ p log p/q`` is the same number. But masses in floating point sum to 1 only
    to rounding, and on them the two sums differ by ``Σq − Σp``, about 1e-16. The sum returned here
    is the divergence of the masses as measures: none of its terms is negative, so that it is
    accurate even where the divergence is 1e-20, far below that difference. The other sum may be
    negative there, and is ``kl_divergence(p, q) + (Σp − Σq)``.

    References
    ----------
    .. [1] S. Kullback and R. A. Leibler, "On Information and Sufficiency", Annals of Mathematical
       Statistics 22 (1951).

    Examples
    --------
    >>> import impl
    >>> print(impl.kl_divergence([0.5, 0.5], [0.25, 0.75]).round(6))
    0.143841
    >>> print(f"{impl.kl_divergence([0.5, 0.5], [0.5 + 1e-10, 0.5 - 1e-10]):.6e}")
    2.000000e-20
    """
    return sums(_kernels.kullback_leibler_summand, *_two_distributions(p, q))


@quiet
def js_divergence(p: ArrayLike, q: ArrayLike) -> Floats:
    """Return the Jensen–Shannon divergence, ``JS(p‖q) = ½KL(p‖m) + ½KL(q‖m)``, ``m = (p + q)/2``.

    This is the divergence, not its square root (the Jensen–Shannon distance).

    Parameters
    ----------
    p, q : array_like of real numbers, shape (..., n)
        Masses that sum to 1 over the last axis; the leading axes broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp; never negative, exactly 0 for p = q, at most log 2, never nan.

    See Also
    --------
    kl_divergence : The divergence that it is made of.

    Notes
    -----
    With ``t = (p − q)/(p + q)`` the divergence is ``¼ Σ (p + q) g(t)``, where
    ``g(t) = 2t·atanh t + log(1 − t²)``: a sum of terms of which none is negative.

    References
    ----------
    .. [1] J. Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on
       Information Theory 37 (1991).

    Examples
    --------
    >>> import impl
    >>> print(impl.js_divergence([1.0, 0.0], [0.0, 1.0]).round(6))
    0.693147
    >>> print(impl.js_divergence([0.5, 0.5], [0.25, 0.75]).round(6))
    0.033822
    """
    return sums(_kernels.jensen_shannon_summand, *_two_distributions(p, q))


@quiet
def negative_elbo(log_joint: ArrayLike, variational_posterior: ArrayLike) -> Floats:
    """Return the negative evidence lower bound, ``E_r[log r(z) − log p(x, z)]``.

    Parameters
    ----------
    log_joint : array_like of real numbers, shape (..., k)
        The logarithms log p(x, z) for each of the k values of z; −inf where p(x, z) = 0.
    variational_posterior : array_like of real numbers, shape (..., k)
        The masses r(z), which sum to 1 over the last axis. The leading axes broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp of the sum of the sizes of the terms r log r and r log p(x, z). Terms
        with r = 0 are dropped; +inf where r > 0 and p(x, z) = 0.

    See Also
    --------
    kl_divergence : The gap between bound and evidence, from r to the posterior.

    References
    ----------
    .. [1] D. P. Kingma and M. Welling, "Auto-Encoding Variational Bayes", International Conference
       on Learning Representations (2014).

    Examples
    --------
    >>> import impl
    >>> print(impl.negative_elbo([-1.0, -3.0], [0.5, 0.5]).round(6))
    1.306853
    """
    masses = distributions("variational_posterior", variational_posterior)
    log_masses = batch("log_joint", log_joint)
    return sums(
        _negative_elbo_summand,
        *paired("log_joint", log_masses, "variational_posterior", masses),
    )


def _two_distributions(p: ArrayLike, q: ArrayLike) -> tuple[Float64Array, Float64Array]:
    return paired("p", distributions("p", p), "q", distributions("q", q))


def _entropy_summand(p: Float64Array) -> Float64Array:
    # From 0, so that an entropy of 0 is not −0.
    return 0.0 - _kernels.product(p, np.log(np.minimum(p, 1.0)))


def _cross_entropy_summand(p: Float64Array, q: Float64Array) -> Float64Array:
    return 0.0 - _kernels.product(p, np.log(q))


def _negative_elbo_summand(log_joint: Float64Array, r: Float64Array) -> Float64Array:
    return _kernels.product(r, np.log(r)) - np.where(r == 0, 0.0, r * log_joint)
