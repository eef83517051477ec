"""The losses of torchgan, and its layer of a bounded norm: the object `losses`.

Its losses of real samples and fakes take batches of one size.
"""

import torchgan
from torchgan.layers import SpectralNorm2d
from torchgan.losses import functional

from spec.adapters import batch_by_batch, paired, pytorch, pytorch_spectral, together
from spec.adapters.pytorch_penalty import of_gradients


def gradient_penalty(critic, points, weight=10):
    points = points.requires_grad_()
    return weight * functional.wasserstein_gradient_penalty(points, critic(points))


def least_squares_discriminator_loss(real, fake, *, real_target=1.0, fake_target=0.0):
    return functional.least_squares_discriminator_loss(real, fake, a=fake_target, b=real_target)


def least_squares_generator_loss(fake, *, target=1.0):
    return functional.least_squares_generator_loss(fake, c=target)


of_outputs = batch_by_batch(
    paired(
        pytorch.adapt(
            discriminator_loss=lambda real, fake: functional.minimax_discriminator_loss(real, fake),
            minimax_generator_loss=lambda h: functional.minimax_generator_loss(
                h, nonsaturating=False
            ),
            nonsaturating_generator_loss=lambda h: functional.minimax_generator_loss(h),
            wasserstein_critic_loss=lambda real, fake: functional.wasserstein_discriminator_loss(
                real, fake
            ),
            wasserstein_generator_loss=lambda fake: functional.wasserstein_generator_loss(fake),
            least_squares_discriminator_loss=least_squares_discriminator_loss,
            least_squares_generator_loss=least_squares_generator_loss,
            gradient_penalty=of_gradients(gradient_penalty),
        )
    )
)

spectral = pytorch_spectral.adapt(
    lambda layer, n_power_iterations: SpectralNorm2d(layer, power_iterations=n_power_iterations),
    starts_from="u",
)

losses = together(of_outputs, spectral)
losses.__version__ = f"torchgan {torchgan.__version__.removeprefix('v')}"
