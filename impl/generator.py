"""The generator: its minimax, non-saturating and summed losses, and their derivatives.

The discriminator gives logits h on samples of the model q. Each loss is an expectation over these
samples, and each derivative is that of one sample's loss in its own logit.
"""

import numpy as np
from numpy.typing import ArrayLike

from impl import _kernels
from impl._arguments import batch, distributions, reals
from impl._blocks import Float64Array, Floats, elementwise, quiet
from impl._expectation import expectation, mean, minus, weighted_mean

__all__ = [
    "minimax_generator_loss",
    "minimax_generator_loss_derivative",
    "nonsaturating_generator_loss",
    "nonsaturating_generator_loss_derivative",
    "summed_generator_loss",
    "summed_generator_loss_derivative",
    "expected_gradient",
]


def minimax_generator_loss(fake_logits: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the generator's side of the minimax game, ``E_q[log(1 − σ(h))]``.

    Parameters
    ----------
    fake_logits : array_like of real numbers, shape (..., n)
        Logits of the discriminator on samples of the model, of any size.
    weights : array_like of real numbers, shape (..., n), optional
        Masses that sum to 1 over the last axis; a sample of mass 0 is left out, whatever its logit.
        Without them the expectation is the mean.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, never positive, within 4 ulp; finite wherever the exact loss is.

    See Also
    --------
    discriminator_loss : The other side of the game.
    nonsaturating_generator_loss : The loss whose gradient does not vanish.

    References
    ----------
    .. [1] I. J. Goodfellow et al., "Generative Adversarial Nets", Advances in Neural Information
       Processing Systems 27 (2014).

    Examples
    --------
    >>> import impl
    >>> print(impl.minimax_generator_loss([0.0, 1000.0]).round(6))
    -500.346574
    """
    return expectation(_log_complement, "fake_logits", fake_logits, "weights", weights)


def minimax_generator_loss_derivative(fake_logits: ArrayLike) -> Floats:
    """Return the derivative of the minimax loss in each logit, ``−σ(h)``.

    Parameters
    ----------
    fake_logits : array_like of real numbers
        Logits of the discriminator on samples of the model, of any size.

    Returns
    -------
    float64 array of the shape of `fake_logits`, or a scalar
        Within 2 ulp. It vanishes where the discriminator is confident that the sample is fake.

    See Also
    --------
    minimax_generator_loss : The loss itself, a mean over the samples.
    expected_gradient : The chain rule from here to the parameters.

    References
    ----------
    .. [1] M. Arjovsky and L. Bottou, "Towards Principled Methods for Training Generative
       Adversarial Networks", International Conference on Learning Representations (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.minimax_generator_loss_derivative([-100.0, 0.0, 100.0]))
    [-3.72007598e-44 -5.00000000e-01 -1.00000000e+00]
    """
    return elementwise(_minus_sigmoid, fake_logits=reals("fake_logits", fake_logits))


def nonsaturating_generator_loss(
    fake_logits: ArrayLike, *, weights: ArrayLike | None = None
) -> Floats:
    """Return the non-saturating loss of the generator, ``−E_q[log σ(h)]``.

    Parameters
    ----------
    fake_logits : array_like of real numbers, shape (..., n)
        Logits of the discriminator on samples of the model, of any size.
    weights : array_like of real numbers, shape (..., n), optional
        Masses that sum to 1 over the last axis; a sample of mass 0 is left out, whatever its logit.
        Without them the expectation is the mean.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, never negative, within 4 ulp; finite wherever the exact loss is.

    See Also
    --------
    minimax_generator_loss : The loss that it replaces.

    References
    ----------
    .. [1] I. J. Goodfellow et al., "Generative Adversarial Nets", Advances in Neural Information
       Processing Systems 27 (2014).

    Examples
    --------
    >>> import impl
    >>> print(impl.nonsaturating_generator_loss([0.0, -1000.0]).round(6))
    500.346574
    """
    return expectation(_kernels.softplus_of_minus, "fake_logits", fake_logits, "weights", weights)


def nonsaturating_generator_loss_derivative(fake_logits: ArrayLike) -> Floats:
    """Return the derivative of the non-saturating loss in each logit, ``−σ(−h)``.

    Parameters
    ----------
    fake_logits : array_like of real numbers
        Logits of the discriminator on samples of the model, of any size.

    Returns
    -------
    float64 array of the shape of `fake_logits`, or a scalar
        Within 2 ulp. At least 1/2 in size wherever the discriminator thinks the sample is fake.

    See Also
    --------
    nonsaturating_generator_loss : The loss itself, a mean over the samples.
    expected_gradient : The chain rule from here to the parameters.

    Examples
    --------
    >>> import impl
    >>> print(impl.nonsaturating_generator_loss_derivative([-100.0, 0.0, 100.0]))
    [-1.00000000e+00 -5.00000000e-01 -3.72007598e-44]
    """
    return elementwise(_minus_complement, fake_logits=reals("fake_logits", fake_logits))


def summed_generator_loss(fake_logits: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return the sum of the minimax and the non-saturating loss, which is ``−E_q[h]``.

    At the optimal discriminator this is KL(q‖p).

    Parameters
    ----------
    fake_logits : array_like of real numbers, shape (..., n)
        Logits of the discriminator on samples of the model, of any size.
    weights : array_like of real numbers, shape (..., n), optional
        Masses that sum to 1 over the last axis; a sample of mass 0 is left out, whatever its logit.
        Without them the expectation is the mean.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp of ``E_q[|h|]``; finite wherever the exact loss is.

    See Also
    --------
    minimax_generator_loss : Its first summand.
    nonsaturating_generator_loss : Its second summand.
    kl_divergence : What it is at the optimal discriminator.

    References
    ----------
    .. [1] C. K. Sønderby, J. Caballero, L. Theis, W. Shi and F. Huszár, "Amortised MAP Inference
       for Image Super-resolution", International Conference on Learning Representations (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.summed_generator_loss([1.0, -4.0]))
    1.5
    """
    return expectation(minus, "fake_logits", fake_logits, "weights", weights)


def summed_generator_loss_derivative(fake_logits: ArrayLike) -> Floats:
    """Return the derivative of the summed loss in each logit, which is −1.

    Parameters
    ----------
    fake_logits : array_like of real numbers
        Logits of the discriminator on samples of the model, of any size.

    Returns
    -------
    float64 array of the shape of `fake_logits`, or a scalar
        Exactly −1, and nan where the logit is nan.

    See Also
    --------
    summed_generator_loss : The loss itself, a mean over the samples.
    expected_gradient : The chain rule from here to the parameters.

    Examples
    --------
    >>> import impl
    >>> print(impl.summed_generator_loss_derivative([-100.0, 0.0, 100.0]))
    [-1. -1. -1.]
    """
    return elementwise(_minus_one, fake_logits=reals("fake_logits", fake_logits))


@quiet
def expected_gradient(
    loss_derivative: ArrayLike, logit_jacobian: ArrayLike, *, weights: ArrayLike | None = None
) -> Floats:
    """Return the gradient of an expected loss by the chain rule, ``E[ℓ'(h) ∂h/∂θ]``.

    Parameters
    ----------
    loss_derivative : array_like of real numbers, shape (n,)
        The derivative ℓ'(h) of the loss in the logit of each sample.
    logit_jacobian : array_like of real numbers, shape (n, k)
        The derivatives ∂h/∂θ of the logit of each sample in the k parameters.
    weights : array_like of real numbers, shape (n,), optional
        Masses that sum to 1; a sample of mass 0 is left out, whatever its derivatives. Without them
        the expectation is the mean.

    Returns
    -------
    float64 array of shape (k,)
        Each within 4 ulp of the sum of the sizes of its terms.

    See Also
    --------
    minimax_generator_loss_derivative : ℓ' of the minimax loss.
    nonsaturating_generator_loss_derivative : ℓ' of the non-saturating loss.
    summed_generator_loss_derivative : ℓ' of the sum of the two.

    Examples
    --------
    >>> import impl
    >>> print(impl.expected_gradient([-0.5, -1.0], [[1.0, 2.0], [3.0, 0.0]]))
    [-1.75 -0.5 ]
    """
    derivative = batch("loss_derivative", loss_derivative)
    jacobian = reals("logit_jacobian", logit_jacobian)
    if derivative.ndim != 1:
        raise ValueError(
            f"loss_derivative must have shape (n,), but its shape is {derivative.shape}"
        )
    if jacobian.ndim != 2 or len(jacobian) != len(derivative):
        raise ValueError(
            f"logit_jacobian must have shape ({len(derivative)}, k) beside {len(derivative)} "
            f"loss derivatives, but its shape is {jacobian.shape}"
        )
    derivatives = np.broadcast_to(derivative, jacobian.shape[::-1])
    if weights is None:
        return mean(_product, derivatives, jacobian.T)
    masses = distributions("weights", weights)
    if masses.shape != derivative.shape:
        raise ValueError(
            f"weights must have the shape {derivative.shape} of loss_derivative, "
            f"but their shape is {masses.shape}"
        )
    masses = np.broadcast_to(masses, derivatives.shape)
    return weighted_mean(_product, masses, derivatives, jacobian.T)


def _log_complement(h: Float64Array) -> Float64Array:
    return _kernels.log_sigmoid(-h)


def _minus_sigmoid(h: Float64Array) -> Float64Array:
    return -_kernels.sigmoid(h)


def _minus_complement(h: Float64Array) -> Float64Array:
    return -_kernels.sigmoid(-h)


def _minus_one(h: Float64Array) -> Float64Array:
    return np.where(np.isnan(h), h, -1.0)


def _product(x: Float64Array, y: Float64Array) -> Float64Array:
    return x * y
