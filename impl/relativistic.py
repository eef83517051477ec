"""Relativistic losses: a discriminator that says which of two samples is the more real one.

A critic C gives logits. That a real sample is more real than a fake one has probability
σ(C_r − C_f), and the loss is that of a discriminator, with s(x) = log(1 + e^x): for pairs of one
real and one fake sample each, or for every sample beside the mean of the others.
"""

import numpy as np
from numpy.typing import ArrayLike

from impl import _kernels
from impl._arguments import batch, paired
from impl._blocks import (
    SHRINKING,
    Float64Array,
    Floats,
    Kernel,
    RealArray,
    broadcast_shape,
    elementwise,
    quiet,
)
from impl._expectation import mean
from impl._summation import itself

__all__ = [
    "relativistic_discriminator_loss",
    "relativistic_generator_loss",
    "relativistic_average_discriminator_loss",
    "relativistic_average_generator_loss",
    "relativistic_average_discriminator_loss_derivative",
    "relativistic_average_generator_loss_derivative",
]


@quiet
def relativistic_discriminator_loss(real_logits: ArrayLike, fake_logits: ArrayLike) -> Floats:
    """Return the relativistic loss of a discriminator on pairs, ``E[s(−(C_r − C_f))]``.

    Parameters
    ----------
    real_logits, fake_logits : array_like of real numbers, shape (..., n)
        Logits of the critic on samples of the data and of the model, which are paired as they come.
        Their leading axes broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp, and what an ulp of each difference makes; finite wherever the exact
        loss is.

    See Also
    --------
    relativistic_generator_loss : The other side.
    relativistic_average_discriminator_loss : Every sample beside the mean of the others.

    References
    ----------
    .. [1] A. Jolicoeur-Martineau, "The relativistic discriminator: a key element missing from
       standard GAN", International Conference on Learning Representations (2019).

    Examples
    --------
    >>> import impl
    >>> print(impl.relativistic_discriminator_loss([0.0, 5.0], [0.0, 1005.0]).round(6))
    500.346574
    """
    real, fake = _pairs(real_logits, fake_logits)
    return _mean_loss(_kernels.softplus, fake, real)


@quiet
def relativistic_generator_loss(real_logits: ArrayLike, fake_logits: ArrayLike) -> Floats:
    """Return the relativistic loss of a generator on pairs, ``E[s(C_r − C_f)]``.

    Parameters
    ----------
    real_logits, fake_logits : array_like of real numbers, shape (..., n)
        Logits of the critic on samples of the data and of the model, which are paired as they come.
        Their leading axes broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp, and what an ulp of each difference makes; finite wherever the exact
        loss is.

    See Also
    --------
    relativistic_discriminator_loss : The other side.
    relativistic_average_generator_loss : Every sample beside the mean of the others.

    References
    ----------
    .. [1] A. Jolicoeur-Martineau, "The relativistic discriminator: a key element missing from
       standard GAN", International Conference on Learning Representations (2019).

    Examples
    --------
    >>> import impl
    >>> print(impl.relativistic_generator_loss([0.0, 1005.0], [0.0, 5.0]).round(6))
    500.346574
    """
    real, fake = _pairs(real_logits, fake_logits)
    return _mean_loss(_kernels.softplus, real, fake)


def relativistic_average_discriminator_loss(
    real_logits: ArrayLike, fake_logits: ArrayLike
) -> Floats:
    """Return the loss of a discriminator that judges samples beside the mean of the others.

    It is ``E_p[s(−(C_r − E_q[C_f]))] + E_q[s(C_f − E_p[C_r])]``: the sum of the two, not half of
    it.

    Parameters
    ----------
    real_logits : array_like of real numbers, shape (..., n)
        Logits of the critic on samples of the data.
    fake_logits : array_like of real numbers, shape (..., m)
        Logits on samples of the model. The leading axes of the two broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp, and what a few ulps of each difference and of the distances from the
        mean make; finite wherever the exact loss is.

    See Also
    --------
    relativistic_average_generator_loss : The other side.
    relativistic_average_discriminator_loss_derivative : What it does to the logits.
    relativistic_discriminator_loss : Sample beside sample.

    Notes
    -----
    From each logit the rounded mean is subtracted first, and then what is left of the mean: to add
    one number to all logits makes no difference but that of their own rounding.

    References
    ----------
    .. [1] A. Jolicoeur-Martineau, "The relativistic discriminator: a key element missing from
       standard GAN", International Conference on Learning Representations (2019).

    Examples
    --------
    >>> import impl
    >>> print(impl.relativistic_average_discriminator_loss([1.0, 3.0], [2.0]).round(6))
    1.506409
    """
    real, fake = _rows(real_logits, fake_logits)
    return _average_loss(real, fake)


def relativistic_average_generator_loss(real_logits: ArrayLike, fake_logits: ArrayLike) -> Floats:
    """Return the loss of a generator against a discriminator that compares with the mean.

    It is ``E_q[s(−(C_f − E_p[C_r]))] + E_p[s(C_r − E_q[C_f])]``, that of the discriminator with
    real and fake exchanged.

    Parameters
    ----------
    real_logits : array_like of real numbers, shape (..., n)
        Logits of the critic on samples of the data.
    fake_logits : array_like of real numbers, shape (..., m)
        Logits on samples of the model. The leading axes of the two broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In nats, within 4 ulp, and what a few ulps of each difference and of the distances from the
        mean make; finite wherever the exact loss is.

    See Also
    --------
    relativistic_average_discriminator_loss : The other side.
    relativistic_average_generator_loss_derivative : What it does to the logits of the fakes.
    relativistic_generator_loss : Sample beside sample.

    References
    ----------
    .. [1] A. Jolicoeur-Martineau, "The relativistic discriminator: a key element missing from
       standard GAN", International Conference on Learning Representations (2019).

    Examples
    --------
    >>> import impl
    >>> print(impl.relativistic_average_generator_loss([2.0], [1.0, 3.0]).round(6))
    1.506409
    """
    real, fake = _rows(real_logits, fake_logits)
    return _average_loss(fake, real)


def relativistic_average_discriminator_loss_derivative(
    real_logits: ArrayLike, fake_logits: ArrayLike
) -> tuple[Float64Array, Float64Array]:
    """Return the derivatives of the average loss of a discriminator in the logits, per sample.

    Times n, that in a real logit is ``−(σ(−(C_r − E_q[C_f])) + E_q[σ(C_f − E_p[C_r])])``; times m,
    that in a fake one is ``σ(C_f − E_p[C_r]) + E_p[σ(−(C_r − E_q[C_f]))]``. The means of the two
    add up to 0.

    Parameters
    ----------
    real_logits : array_like of real numbers, shape (..., n)
        Logits of the critic on samples of the data.
    fake_logits : array_like of real numbers, shape (..., m)
        Logits on samples of the model. The leading axes of the two broadcast.

    Returns
    -------
    float64 array, shape (..., n)
        n times the derivatives in the real logits.
    float64 array, shape (..., m)
        m times the derivatives in the fake logits. All are within 4 ulp, and what a few ulps of
        each difference and of the distances from the mean make.

    See Also
    --------
    relativistic_average_discriminator_loss : The loss itself.
    relativistic_average_generator_loss_derivative : That of the other side.

    Examples
    --------
    >>> import impl
    >>> of_real, of_fake = impl.relativistic_average_discriminator_loss_derivative([0.0, 0.0], 0.0)
    >>> print(of_real, of_fake)
    [-1. -1.] [1.]
    """
    real, fake = _rows(real_logits, fake_logits)
    of_real, of_fake = _average_slopes(real, fake)
    return -of_real, of_fake


def relativistic_average_generator_loss_derivative(
    real_logits: ArrayLike, fake_logits: ArrayLike
) -> Float64Array:
    """Return the derivatives of the average loss of a generator in its logits, per sample.

    Times m, that in a fake logit is ``−(σ(−(C_f − E_p[C_r])) + E_p[σ(C_r − E_q[C_f])])``: the term
    of the real samples counts as well, as they are compared with the mean of the fakes.

    Parameters
    ----------
    real_logits : array_like of real numbers, shape (..., n)
        Logits of the critic on samples of the data.
    fake_logits : array_like of real numbers, shape (..., m)
        Logits on samples of the model. The leading axes of the two broadcast.

    Returns
    -------
    float64 array, shape (..., m)
        m times the derivatives, within 4 ulp, and what a few ulps of each difference and of the
        distances from the mean make.

    See Also
    --------
    relativistic_average_generator_loss : The loss itself.
    relativistic_average_discriminator_loss_derivative : That of the other side.

    Examples
    --------
    >>> import impl
    >>> print(impl.relativistic_average_generator_loss_derivative([0.0], [0.0, 0.0]))
    [-1. -1.]
    """
    real, fake = _rows(real_logits, fake_logits)
    of_fake, _ = _average_slopes(fake, real)
    return -of_fake


def _pairs(real_logits: ArrayLike, fake_logits: ArrayLike) -> tuple[RealArray, RealArray]:
    real, fake = batch("real_logits", real_logits), batch("fake_logits", fake_logits)
    return paired("real_logits", real, "fake_logits", fake)


def _rows(real_logits: ArrayLike, fake_logits: ArrayLike) -> tuple[RealArray, RealArray]:
    """Return two batches of any sizes, their leading axes broadcast."""
    real, fake = batch("real_logits", real_logits), batch("fake_logits", fake_logits)
    if real.shape[:-1] != fake.shape[:-1]:
        first_of_each = real[..., :1], fake[..., :1]
        names = "real_logits", "fake_logits"
        *leading, _ = broadcast_shape(*zip(names, first_of_each, strict=True))
        real = np.broadcast_to(real, (*leading, real.shape[-1]))
        fake = np.broadcast_to(fake, (*leading, fake.shape[-1]))
    return real, fake


@quiet
def _average_loss(better: RealArray, worse: RealArray) -> Floats:
    """Return E[s(−(a − E[b]))] + E[s(b − E[a])], of batches a and b."""
    loss = _mean_loss(_kernels.softplus_of_minus, *_beside_the_mean(better, worse))
    result: Floats = loss + _mean_loss(_kernels.softplus, *_beside_the_mean(worse, better))
    return result


@quiet
def _average_slopes(better: RealArray, worse: RealArray) -> tuple[Float64Array, Float64Array]:
    """Return σ(−(a − E[b])) + E[σ(b − E[a])] for each a, and σ(b − E[a]) + E[…] for each b."""
    of_better = _each(_sigmoid_of_minus, *_beside_the_mean(better, worse))
    of_worse = _each(_kernels.sigmoid, *_beside_the_mean(worse, better))
    return of_better + _column(mean(itself, of_worse)), of_worse + _column(mean(itself, of_better))


def _each(
    kernel: Kernel, samples: RealArray, mean_of_others: RealArray, rest: RealArray
) -> RealArray:
    return np.asarray(
        elementwise(
            lambda *x: kernel(_difference(*x)),
            samples=samples,
            mean_of_others=mean_of_others,
            rest=rest,
        )
    )


def _sigmoid_of_minus(x: Float64Array) -> Float64Array:
    return _kernels.sigmoid(-x)


def _beside_the_mean(samples: RealArray, others: RealArray) -> tuple[RealArray, ...]:
    """Return samples, the mean of others, and what it lost when it was rounded, in one shape."""
    mean_of_others = _column(mean(itself, others))
    rest = _column(mean(_difference, others, np.broadcast_to(mean_of_others, others.shape)))
    # Beside a distance that overflows, what the mean lost is nothing.
    rest[~np.isfinite(rest)] = 0.0
    columns = (np.broadcast_to(column, samples.shape) for column in (mean_of_others, rest))
    return samples, *columns


def _column(numbers: Floats) -> Float64Array:
    return np.asarray(numbers)[..., np.newaxis]


def _difference(number: Float64Array, *others: Float64Array) -> Float64Array:
    for other in others:
        number = number - other
    return number


def _mean_loss(loss: Kernel, *terms: RealArray) -> Floats:
    """Return the mean of the loss of the first term less the others."""
    result = mean(lambda *x: loss(_difference(*x)), *terms)
    if not np.isfinite(result).all():
        # Of a loss beyond the floats only what is in proportion to its argument counts.
        smaller = mean(lambda *x: loss(_difference(*(SHRINKING * y for y in x))), *terms)
        result = np.where(np.isfinite(result), result, smaller / SHRINKING)[()]
    return result
