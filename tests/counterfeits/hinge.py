"""Mistakes in the hinge loss of a critic."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import expectation, floats, over_all_axes, single


@counterfeit(
    "hinge_discriminator_loss", "the hinge of the mean: samples beyond the margin pay back"
)
def hinge_of_the_means(real_values, fake_values):
    real, fake = expectation(real_values), expectation(fake_values)
    return np.maximum(0, 1 - real) + np.maximum(0, 1 + fake)


@counterfeit("hinge_discriminator_loss", "real and fake exchanged")
def hinge_with_exchanged_signs(real_values, fake_values):
    return impl.hinge_discriminator_loss(-floats(real_values), -floats(fake_values))


@counterfeit("hinge_discriminator_loss", "the perceptron's loss: content once it is right at all")
def hinge_without_a_margin(real_values, fake_values):
    real, fake = floats(real_values), floats(fake_values)
    return expectation(np.maximum(0, -real)) + expectation(np.maximum(0, fake))


@counterfeit("hinge_discriminator_loss", "no hinge: right for values within the margin")
def hinge_without_its_hinge(real_values, fake_values):
    return 2 + impl.wasserstein_critic_loss(real_values, fake_values)


@counterfeit("hinge_discriminator_loss", "half of it, as the mean of two losses")
def hinge_halved(real_values, fake_values):
    return impl.hinge_discriminator_loss(real_values, fake_values) / 2


@counterfeit("hinge_discriminator_loss", "the real term left out")
def hinge_of_the_fakes_alone(real_values, fake_values):
    return expectation(np.maximum(0, 1 + floats(fake_values)))


@counterfeit("hinge_discriminator_loss", "a sigmoid on top, from a discriminator")
def hinge_of_probabilities(real_values, fake_values):
    return impl.hinge_discriminator_loss(impl.sigmoid(real_values), impl.sigmoid(fake_values))


@counterfeit(
    "hinge_discriminator_loss", "a mean over all axes, where rows are problems of their own"
)
def hinge_over_all_axes(real_values, fake_values):
    real, fake = floats(real_values), floats(fake_values)
    return over_all_axes(np.maximum(0, 1 - real)) + over_all_axes(np.maximum(0, 1 + fake))


@counterfeit("hinge_discriminator_loss", "float32 inside, as on a GPU")
def hinge_in_single_precision(real_values, fake_values):
    return single(impl.hinge_discriminator_loss, real_values, fake_values)
