"""The losses of relativistic-loss, of which `saturating` has the one with a logarithm of its own.

They are functions of a discriminator, a generator, samples and noise. The discriminator returns the
samples here, and the generator the noise.
"""

import importlib.metadata

from relativistic_loss.loss import gan_loss, r1_penalty, saturating_gan_loss

from spec.adapters import batch_by_batch, pytorch
from spec.adapters.pytorch_penalty import of_gradients

VERSION = f"relativistic-loss {importlib.metadata.version('relativistic-loss')}"


def same(samples):
    return samples


losses = batch_by_batch(
    pytorch.adapt(
        relativistic_discriminator_loss=lambda real, fake: gan_loss(same, same, real, fake),
        relativistic_generator_loss=lambda real, fake: gan_loss(
            same, same, real, fake, discriminator_turn=False
        ),
        zero_centered_penalty=of_gradients(
            lambda critic, samples, weight=1: r1_penalty(critic, samples, gamma=weight)
        ),
    )
)
losses.__version__ = VERSION

saturating = batch_by_batch(
    pytorch.adapt(
        relativistic_generator_loss=lambda real, fake: -saturating_gan_loss(same, same, real, fake)
    )
)
saturating.__version__ = VERSION
