"""Hinge losses: a critic that is content with a sample once it is right of it by a margin of 1."""

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import batch
from impl._blocks import Floats, quiet
from impl._expectation import mean, sum_of_expectations

__all__ = ["hinge_discriminator_loss"]


@quiet
def hinge_discriminator_loss(real_values: ArrayLike, fake_values: ArrayLike) -> Floats:
    """Return the hinge loss of a critic, ``E_p[max(0, 1 − D)] + E_q[max(0, 1 + D)]``.

    The generator's side of it is `wasserstein_generator_loss`, without a hinge.

    Parameters
    ----------
    real_values : array_like of real numbers, shape (..., n)
        Values of the critic on samples of the data.
    fake_values : array_like of real numbers, shape (..., m)
        Values of the critic on samples of the model. The leading axes of the two broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        Within 4 ulp: no term is negative.

    See Also
    --------
    wasserstein_critic_loss : The loss of a critic that is never content.
    wasserstein_generator_loss : The loss of a generator against either.

    References
    ----------
    J. H. Lim and J. C. Ye, "Geometric GAN", 2017. T. Miyato, T. Kataoka, M. Koyama and Y. Yoshida,
    "Spectral normalization for generative adversarial networks", ICLR 2018.

    Examples
    --------
    >>> import impl
    >>> print(impl.hinge_discriminator_loss([2.0, 0.5], [-0.5]))
    0.75
    """
    real = mean(lambda d: np.maximum(0.0, 1.0 - d), batch("real_values", real_values))
    fake = mean(lambda d: np.maximum(0.0, 1.0 + d), batch("fake_values", fake_values))
    return sum_of_expectations("real_values", real, "fake_values", fake)
