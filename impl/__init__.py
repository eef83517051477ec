"""The results of the theory of generative adversarial networks, as NumPy functions.

Every function takes array-likes of real numbers, broadcasts as NumPy does, and returns float64
(critics keep the number type that they are given). Logarithms are natural, and results in nats. The
last axis is the batch, or the support of a distribution; leading axes are independent problems. But
where samples or gradients are given as a network has them, the batch is the first axis, and each
sample has all the others. The subjects:

`impl.logistic`
    The logistic function, its derivative, logarithm and inverse.
`impl.discriminator`
    The loss of a discriminator, pointwise and over batches, and its optimum.
`impl.generator`
    The losses of a generator and their derivatives.
`impl.divergence`
    Entropies and divergences of distributions on a finite support.
`impl.f_gan`
    The f-divergences, and the losses that train a GAN to lower one.
`impl.gaussian`
    Gaussians on the line.
`impl.projection`
    The projection discriminator.
`impl.conditional`
    The losses of a discriminator and a generator that are given labels.
`impl.critic`
    Critics and the Wasserstein distance.
`impl.least_squares`
    Least-squares losses.
`impl.hinge`
    The hinge loss of a critic.
`impl.relativistic`
    Relativistic losses, of samples beside others, and their derivatives.
`impl.spectral`
    The spectral norm of a weight, and power iteration.
`impl.penalty`
    Penalties on the gradients of a critic, and the points at which they are taken.
`impl.metrics`
    Numbers that say how far samples of a model are from the data.

What holds of all functions:

- A result depends on its own arguments alone: not on how many others came with it, on their layout,
  or on the thread.
- Accuracy is given in units in the last place (ulp): the spacing of float64 numbers at the exact
  result, or at whatever else is named.
- Infinities and nan follow the limits of the formula, and no floating-point warning is given.
- Nothing is clipped or normalised in silence. An error names the argument, the value at fault and
  its index. It is a TypeError for what is not a real number; and a ValueError for a number outside
  the domain, for an integer that float64 cannot represent, for a batch that is empty, and for
  shapes that do not fit.
- Masses are a distribution if none is negative and their exact sum, rounded once, differs from 1 by
  no more than max(4, n) unit roundoffs of their own dtype, where n is their number: a float32
  softmax is one.

`Raises` lists only what is not said here.
"""

from impl import (
    conditional,
    critic,
    discriminator,
    divergence,
    f_gan,
    gaussian,
    generator,
    hinge,
    least_squares,
    logistic,
    metrics,
    penalty,
    projection,
    relativistic,
    spectral,
)
from impl.conditional import *
from impl.critic import *
from impl.discriminator import *
from impl.divergence import *
from impl.f_gan import *
from impl.gaussian import *
from impl.generator import *
from impl.hinge import *
from impl.least_squares import *
from impl.logistic import *
from impl.metrics import *
from impl.penalty import *
from impl.projection import *
from impl.relativistic import *
from impl.spectral import *

__version__ = "0.2.0"

__all__: list[str] = []
__all__ += logistic.__all__
__all__ += discriminator.__all__
__all__ += generator.__all__
__all__ += divergence.__all__
__all__ += f_gan.__all__
__all__ += gaussian.__all__
__all__ += projection.__all__
__all__ += conditional.__all__
__all__ += critic.__all__
__all__ += least_squares.__all__
__all__ += hinge.__all__
__all__ += relativistic.__all__
__all__ += spectral.__all__
__all__ += penalty.__all__
__all__ += metrics.__all__
