"""The discriminator: the loss it minimises, pointwise and over batches, and its optimum.

The data have density p and the model density q. A discriminator gives the probability t = D(x) that
x is from the data, or its logit h, with t = σ(h). Its loss is −E_p[log D] − E_q[log(1 − D)], the
integral over x of f(t) = −p log t − q log(1 − t).
"""

from numpy.typing import ArrayLike

from impl import _kernels
from impl._arguments import densities, probabilities, reals
from impl._blocks import Floats, elementwise
from impl._expectation import expectation, sum_of_expectations

__all__ = [
    "optimal_discriminator",
    "optimal_logits",
    "pointwise_discriminator_loss",
    "pointwise_discriminator_loss_derivative",
    "pointwise_discriminator_loss_from_logits",
    "pointwise_discriminator_loss_from_logits_derivative",
    "discriminator_loss",
]


def optimal_discriminator(p_data: ArrayLike, p_model: ArrayLike) -> Floats:
    """Return the discriminator of least loss, ``D* = p/(p + q)``.

    Parameters
    ----------
    p_data, p_model : array_like of real numbers
        Densities or masses p and q of the data and the model at the same points, not negative and
        not necessarily normalised. They broadcast.

    Returns
    -------
    float64 array, or a scalar
        Within 2 ulp, also where ``p + q`` overflows. 1/2 where both are 0 (there every value is
        optimal); 1 where p alone is infinite, nan where both are.

    See Also
    --------
    optimal_logits : Its logits, which tell more where it is near 0 or 1.

    References
    ----------
    .. [1] I. J. Goodfellow et al., "Generative Adversarial Nets", Advances in Neural Information
       Processing Systems 27 (2014).

    Examples
    --------
    >>> import impl
    >>> print(impl.optimal_discriminator([0.2, 0.0, 1e308], [0.6, 0.5, 1e308]))
    [0.25 0.   0.5 ]
    """
    return elementwise(
        _kernels.share,
        p_data=densities("p_data", p_data),
        p_model=densities("p_model", p_model),
    )


def optimal_logits(p_data: ArrayLike, p_model: ArrayLike) -> Floats:
    """Return the logits of the optimal discriminator, ``h* = log(p/q)``.

    Parameters
    ----------
    p_data, p_model : array_like of real numbers
        Densities or masses p and q of the data and the model at the same points, not negative and
        not necessarily normalised. They broadcast.

    Returns
    -------
    float64 array, or a scalar
        Within 2 ulp, also where ``p/q`` over- or underflows or p is next to q. ±inf where one of
        them is 0 or infinite; 0 where both are 0; nan where both are infinite.

    See Also
    --------
    optimal_discriminator : The probabilities that they are the logits of.
    logit : Logits of probabilities.

    Notes
    -----
    They are computed as ``±log1p(|p − q|/min(p, q))``.

    Examples
    --------
    >>> import impl
    >>> print(impl.optimal_logits([0.5, 0.3, 1e300], [0.5, 0.0, 1e-300]))
    [   0.                 inf 1381.5510558]
    """
    return elementwise(
        _kernels.log_ratio,
        p_data=densities("p_data", p_data),
        p_model=densities("p_model", p_model),
    )


def pointwise_discriminator_loss(t: ArrayLike, p_data: ArrayLike, p_model: ArrayLike) -> Floats:
    """Return the loss of a discriminator at one point, ``f(t) = −p log t − q log(1 − t)``.

    Parameters
    ----------
    t : array_like of real numbers
        Values of the discriminator, in [0, 1].
    p_data, p_model : array_like of real numbers
        Densities or masses p and q, not negative. The three arguments broadcast.

    Returns
    -------
    float64 array, or a scalar
        In nats, within 4 ulp. A term whose density is 0 vanishes, even at t = 0 or t = 1; else the
        loss is +inf there.

    See Also
    --------
    pointwise_discriminator_loss_from_logits : The same from the logit.
    optimal_discriminator : Where it is least.

    References
    ----------
    .. [1] I. J. Goodfellow et al., "Generative Adversarial Nets", Advances in Neural Information
       Processing Systems 27 (2014).

    Examples
    --------
    >>> import impl
    >>> print(impl.pointwise_discriminator_loss([0.5, 1.0, 1.0], 0.5, [0.5, 0.0, 0.5]))
    [0.69314718 0.                inf]
    """
    return elementwise(
        _kernels.bernoulli_cross_entropy,
        t=probabilities("t", t),
        p_data=densities("p_data", p_data),
        p_model=densities("p_model", p_model),
    )


def pointwise_discriminator_loss_derivative(
    t: ArrayLike, p_data: ArrayLike, p_model: ArrayLike
) -> Floats:
    """Return the derivative of the pointwise loss in t, ``f'(t) = −p/t + q/(1 − t)``.

    Parameters
    ----------
    t : array_like of real numbers
        Values of the discriminator, in [0, 1].
    p_data, p_model : array_like of real numbers
        Densities or masses p and q, not negative. The three arguments broadcast.

    Returns
    -------
    float64 array, or a scalar
        Within 4 ulp of the larger of the two terms. A term whose density is 0 vanishes, even at
        t = 0 or t = 1; else the derivative is −inf at 0 and +inf at 1.

    See Also
    --------
    pointwise_discriminator_loss : The loss itself.

    Examples
    --------
    >>> import impl
    >>> print(impl.pointwise_discriminator_loss_derivative([0.25, 0.5, 0.0], 0.5, 1.5))
    [  0.   2. -inf]
    """
    return elementwise(
        _kernels.bernoulli_cross_entropy_derivative,
        t=probabilities("t", t),
        p_data=densities("p_data", p_data),
        p_model=densities("p_model", p_model),
    )


def pointwise_discriminator_loss_from_logits(
    h: ArrayLike, p_data: ArrayLike, p_model: ArrayLike
) -> Floats:
    """Return the loss of a logit at one point, ``p softplus(−h) + q softplus(h)``.

    This is `pointwise_discriminator_loss` at t = σ(h), with softplus(h) = log(1 + exp(h)).

    Parameters
    ----------
    h : array_like of real numbers
        Logits, of any size.
    p_data, p_model : array_like of real numbers
        Densities or masses p and q, not negative. The three arguments broadcast.

    Returns
    -------
    float64 array, or a scalar
        In nats, within 4 ulp. A term whose density is 0 vanishes, even where h is infinite.

    See Also
    --------
    pointwise_discriminator_loss : The same from the probability.
    optimal_logits : Where it is least.

    Examples
    --------
    >>> import impl
    >>> print(impl.pointwise_discriminator_loss_from_logits([0.0, 1000.0], 0.5, 0.5))
    [  0.69314718 500.        ]
    """
    return elementwise(
        _kernels.logistic_loss,
        h=reals("h", h),
        p_data=densities("p_data", p_data),
        p_model=densities("p_model", p_model),
    )


def pointwise_discriminator_loss_from_logits_derivative(
    h: ArrayLike, p_data: ArrayLike, p_model: ArrayLike
) -> Floats:
    """Return the derivative of the pointwise loss in the logit, ``qσ(h) − pσ(−h)``.

    Parameters
    ----------
    h : array_like of real numbers
        Logits, of any size.
    p_data, p_model : array_like of real numbers
        Densities or masses p and q, not negative. The three arguments broadcast.

    Returns
    -------
    float64 array, or a scalar
        Within 4 ulp of the larger of the two terms.

    See Also
    --------
    pointwise_discriminator_loss_from_logits : The loss itself.

    Examples
    --------
    >>> import impl
    >>> print(impl.pointwise_discriminator_loss_from_logits_derivative([-100.0, 100.0], 1.0, 0.0))
    [-1.00000000e+00 -3.72007598e-44]
    """
    return elementwise(
        _kernels.logistic_loss_derivative,
        h=reals("h", h),
        p_data=densities("p_data", p_data),
        p_model=densities("p_model", p_model),
    )


def discriminator_loss(
    real_logits: ArrayLike,
    fake_logits: ArrayLike,
    *,
    real_weights: ArrayLike | None = None,
    fake_weights: ArrayLike | None = None,
) -> Floats:
    """Return the loss of a discriminator on two batches, ``−E_p[log σ(h)] − E_q[log(1 − σ(h))]``.

    Parameters
    ----------
    real_logits : array_like of real numbers, shape (..., n)
        Logits on samples of the data, of any size.
    fake_logits : array_like of real numbers, shape (..., m)
        Logits on samples of the model. The leading axes of the two broadcast.
    real_weights, fake_weights : array_like of real numbers, shapes (..., n) and (..., m), optional
        Masses that sum to 1 over the last axis; a sample of mass 0 is left out, whatever its logit.
        Without them each expectation is the mean of its batch.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp; finite wherever the exact loss is.

    See Also
    --------
    minimax_generator_loss : The other side of the game.
    nonsaturating_generator_loss : What a generator minimises in practice.

    Notes
    -----
    It is computed as the sum of two means, ``E_p[softplus(−h)] + E_q[softplus(h)]``.

    References
    ----------
    .. [1] I. J. Goodfellow et al., "Generative Adversarial Nets", Advances in Neural Information
       Processing Systems 27 (2014).

    Examples
    --------
    >>> import impl
    >>> print(impl.discriminator_loss([0.0, 0.0], [0.0]).round(6))
    1.386294
    >>> print(impl.discriminator_loss([[1.0, 3.0]], [-2.0], real_weights=[0.25, 0.75]))
    [0.24168395]
    """
    real = expectation(
        _kernels.softplus_of_minus, "real_logits", real_logits, "real_weights", real_weights
    )
    fake = expectation(_kernels.softplus, "fake_logits", fake_logits, "fake_weights", fake_weights)
    return sum_of_expectations("real_logits", real, "fake_logits", fake)
