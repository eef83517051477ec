"""The gradient penalty of CTGAN, for packets of one sample."""

import ctgan
from ctgan.synthesizers.ctgan import Discriminator

from spec.adapters import pytorch_penalty

penalty = pytorch_penalty.adapt(
    lambda critic, real, fake: Discriminator.calc_gradient_penalty(critic, real, fake, pac=1),
    axes=2,
)
penalty.__version__ = f"CTGAN {ctgan.__version__}"
