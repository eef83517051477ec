"""Conditional losses: a discriminator sees each sample with a label, and so does the generator.

The labels y_i of a batch of data are those that the model is given too, so that fake_i is a sample
of the same class as real_i. Real and fake samples are each judged with their own label, by a logit
h(x, y), and the losses are those of `impl.discriminator` and `impl.generator`.
"""

from collections.abc import Callable

from numpy.typing import ArrayLike

from impl._arguments import reals, samples
from impl._blocks import Floats, RealArray
from impl.discriminator import discriminator_loss
from impl.generator import nonsaturating_generator_loss

__all__ = [
    "conditional_discriminator_loss",
    "conditional_generator_loss",
]

Discriminator = Callable[[RealArray, RealArray], ArrayLike]
"""A function from n samples and their labels to n logits."""


def conditional_discriminator_loss(
    discriminator: Discriminator, real: ArrayLike, fake: ArrayLike, labels: ArrayLike
) -> Floats:
    """Return the loss of a conditional discriminator, ``−E[log σ(h)] − E[log(1 − σ(h))]``.

    The first mean is over ``h(real_i, y_i)``, the second over ``h(fake_i, y_i)``.

    Parameters
    ----------
    discriminator : callable
        The discriminator h, from samples and their labels to logits, of shape (n,). It is called
        with arrays of the numbers that it is to judge, once for each batch.
    real, fake : array_like of real numbers, shape (n, ...)
        Samples of the data and of the model, as many of the one as of the other.
    labels : array_like of real numbers, shape (n, ...)
        The label of each sample, as an integer, a row of the identity or whatever else the
        discriminator takes: the same of real_i and fake_i.

    Returns
    -------
    float64 scalar
        In nats, within 4 ulp for the logits that the discriminator returns: no term is negative.

    Raises
    ------
    ValueError
        If the discriminator does not return a logit for each sample.

    See Also
    --------
    conditional_generator_loss : The other side.
    discriminator_loss : The same from logits.
    conditional_logits : The optimal logits of class-conditional Gaussians.

    References
    ----------
    .. [1] M. Mirza and S. Osindero, "Conditional Generative Adversarial Nets", arXiv:1411.1784
       (2014).

    Examples
    --------
    >>> import impl
    >>> def discriminator(x, y):
    ...     return x - 4.0 * y
    >>> print(impl.conditional_discriminator_loss(discriminator, [1.0, 5.0], [0.0, 4.0], [0, 1]))
    1.0064088680781682
    """
    first, second = samples("real", real), samples("fake", fake)
    given = _labels(labels, real=first, fake=second)
    return discriminator_loss(
        _logits(discriminator, "real", first, given), _logits(discriminator, "fake", second, given)
    )


def conditional_generator_loss(
    discriminator: Discriminator, fake: ArrayLike, labels: ArrayLike
) -> Floats:
    """Return the non-saturating loss of a conditional generator, ``−E[log σ(h(fake_i, y_i))]``.

    Parameters
    ----------
    discriminator : callable
        The discriminator h, from samples and their labels to logits, of shape (n,). It is called
        once, with arrays.
    fake : array_like of real numbers, shape (n, ...)
        Samples of the model.
    labels : array_like of real numbers, shape (n, ...)
        The label of each sample, from which it was made, as an integer, a row of the identity or
        whatever else the discriminator takes.

    Returns
    -------
    float64 scalar
        In nats, within 4 ulp for the logits that the discriminator returns: no term is negative.

    Raises
    ------
    ValueError
        If the discriminator does not return a logit for each sample.

    See Also
    --------
    conditional_discriminator_loss : The other side.
    nonsaturating_generator_loss : The same from logits.

    References
    ----------
    .. [1] M. Mirza and S. Osindero, "Conditional Generative Adversarial Nets", arXiv:1411.1784
       (2014).

    Examples
    --------
    >>> import impl
    >>> def discriminator(x, y):
    ...     return x - 4.0 * y
    >>> print(impl.conditional_generator_loss(discriminator, [0.0, 4.0], [0, 1]))
    0.6931471805599453
    """
    second = samples("fake", fake)
    given = _labels(labels, fake=second)
    return nonsaturating_generator_loss(_logits(discriminator, "fake", second, given))


def _labels(labels: ArrayLike, **batches: RealArray) -> RealArray:
    """Return the labels of some batches, one for each sample of each."""
    array = reals("labels", labels)
    for name, batch in batches.items():
        if array.shape[:1] != batch.shape[:1]:
            raise ValueError(
                f"labels must have shape ({len(batch)}, ...), a label for each sample of {name}, "
                f"but their shape is {array.shape}"
            )
    return array


def _logits(
    discriminator: Discriminator, name: str, batch: RealArray, labels: RealArray
) -> RealArray:
    array = reals(f"discriminator({name}, labels)", discriminator(batch, labels))
    if array.shape != (len(batch),):
        raise ValueError(
            f"discriminator({name}, labels) must have shape ({len(batch)},), a logit for each "
            f"sample, but its shape is {array.shape}"
        )
    return array
