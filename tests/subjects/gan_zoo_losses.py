"""The losses of pytorch-gan-zoo, and its gradient penalty: the object `losses`.

Its losses of a discriminator that ends in a sigmoid are given the sigmoids of logits.
"""

import importlib.metadata

from ganzoo.losses import basic_losses, wgan_losses

from spec.adapters import batch_by_batch, pytorch, pytorch_penalty, together
from spec.adapters.pytorch_penalty import of_gradients


def one_sided_penalty(critic, zeros, weight=10):
    return weight * wgan_losses.wgan_lipschitz_penalty(zeros, zeros, critic)


of_outputs = batch_by_batch(
    pytorch.adapt(
        discriminator_loss=lambda real, fake: (
            basic_losses.vanilla_gan_lossfn_D_real(real.sigmoid())
            + basic_losses.vanilla_gan_lossfn_D_fake(fake.sigmoid())
        ),
        nonsaturating_generator_loss=lambda h: basic_losses.vanilla_gan_lossfn_G(h.sigmoid()),
        wasserstein_critic_loss=lambda real, fake: (
            wgan_losses.wgan_lossfn_D_real(real) + wgan_losses.wgan_lossfn_D_fake(fake)
        ),
        wasserstein_generator_loss=wgan_losses.wgan_lossfn_G,
        one_sided_gradient_penalty=of_gradients(one_sided_penalty, axes=4),
    )
)

penalty = pytorch_penalty.adapt(
    lambda critic, real, fake: 10 * wgan_losses.wgan_gradient_penalty(real, fake, critic), axes=4
)

losses = together(of_outputs, penalty)
losses.__version__ = f"pytorch-gan-zoo {importlib.metadata.version('pytorch-gan-zoo')}"
