"""MONAI's `PatchAdversarialLoss`, which puts an activation on the outputs that it is given.

The object `losses` has its three criteria, of which least squares does without its activation.
"""

import importlib.metadata

from monai.losses.adversarial_loss import PatchAdversarialLoss

from spec.adapters import batch_by_batch, pytorch

binary_cross_entropy = PatchAdversarialLoss(criterion="bce")
hinge = PatchAdversarialLoss(criterion="hinge")
least_squares = PatchAdversarialLoss(criterion="least_squares", no_activation_leastsq=True)


def of_discriminator(loss):
    """What a discriminator minimises: the sum of its losses on both batches."""
    return lambda real, fake: (
        loss(real, target_is_real=True, for_discriminator=True)
        + loss(fake, target_is_real=False, for_discriminator=True)
    )


def of_generator(loss):
    return lambda fake: loss(fake, target_is_real=True, for_discriminator=False)


def halved(loss):
    """Least squares in its units, where they are not halved."""
    return lambda *batches: loss(*batches) / 2


losses = batch_by_batch(
    pytorch.adapt(
        discriminator_loss=of_discriminator(binary_cross_entropy),
        nonsaturating_generator_loss=of_generator(binary_cross_entropy),
        hinge_discriminator_loss=of_discriminator(hinge),
        least_squares_discriminator_loss=halved(of_discriminator(least_squares)),
        least_squares_generator_loss=halved(of_generator(least_squares)),
    )
)
losses.__version__ = f"MONAI {importlib.metadata.version('monai')}"
