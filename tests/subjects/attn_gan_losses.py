"""The losses of attn-gan-pytorch, which are functions of a discriminator and samples.

The discriminator returns the samples here.
"""

import importlib.metadata

from attn_gan_pytorch.Losses import LSGAN, HingeGAN

from spec.adapters import batch_by_batch, pytorch

hinge = HingeGAN("cpu", lambda samples: samples)
least_squares = LSGAN("cpu", lambda samples: samples)

losses = batch_by_batch(
    pytorch.adapt(
        hinge_discriminator_loss=hinge.dis_loss,
        wasserstein_generator_loss=lambda fake: hinge.gen_loss(None, fake),
        least_squares_discriminator_loss=least_squares.dis_loss,
        least_squares_generator_loss=lambda fake: least_squares.gen_loss(None, fake),
    )
)
losses.__version__ = f"attn-gan-pytorch {importlib.metadata.version('attn-gan-pytorch')}"
