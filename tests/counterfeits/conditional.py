"""Mistakes in conditional losses."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, floats


def rolled(labels):
    """The labels, each of another sample."""
    return np.roll(labels, 1)


def first(labels):
    """The first label for all."""
    return np.full_like(labels, labels[0])


@counterfeit("conditional_discriminator_loss", "fakes with labels of their own, as if drawn")
def conditional_with_other_labels_of_fakes(discriminator, real, fake, labels):
    return impl.discriminator_loss(discriminator(real, labels), discriminator(fake, rolled(labels)))


@counterfeit("conditional_discriminator_loss", "the batch shuffled without its labels")
def conditional_with_shuffled_labels(discriminator, real, fake, labels):
    return impl.conditional_discriminator_loss(discriminator, real, fake, rolled(labels))


@counterfeit("conditional_discriminator_loss", "the first label for all: right for one class")
def conditional_with_the_first_label(discriminator, real, fake, labels):
    return impl.conditional_discriminator_loss(discriminator, real, fake, first(labels))


@counterfeit("conditional_discriminator_loss", "labels sorted, and samples not")
def conditional_with_sorted_labels(discriminator, real, fake, labels):
    return impl.conditional_discriminator_loss(discriminator, real, fake, np.sort(labels))


@counterfeit("conditional_discriminator_loss", "real and fake swapped")
def conditional_with_swapped_batches(discriminator, real, fake, labels):
    return impl.conditional_discriminator_loss(discriminator, fake, real, labels)


@counterfeit("conditional_discriminator_loss", "the batches summed")
def conditional_summed(discriminator, real, fake, labels):
    loss = impl.conditional_discriminator_loss(discriminator, real, fake, labels)
    return loss * len(labels)


@counterfeit("conditional_discriminator_loss", "half of it, as one mean over both batches")
def conditional_over_both_batches(discriminator, real, fake, labels):
    return impl.conditional_discriminator_loss(discriminator, real, fake, labels) / 2


@counterfeit("conditional_discriminator_loss", "the term of the fakes left out")
def conditional_of_real_samples_alone(discriminator, real, fake, labels):
    return impl.nonsaturating_generator_loss(discriminator(real, labels))


@counterfeit("conditional_discriminator_loss", "logs of σ and 1 − σ as they stand")
def conditional_of_probabilities(discriminator, real, fake, labels):
    of_real, of_fake = (impl.sigmoid(discriminator(x, labels)) for x in (real, fake))
    return -np.log(of_real).mean() - np.log(1 - of_fake).mean()


@counterfeit("conditional_discriminator_loss", "1e-8 inside the logs")
def conditional_with_an_epsilon(discriminator, real, fake, labels):
    of_real, of_fake = (impl.sigmoid(discriminator(x, labels)) for x in (real, fake))
    return -np.log(of_real + EPSILON).mean() - np.log(1 - of_fake + EPSILON).mean()


@counterfeit("conditional_discriminator_loss", "float32 inside, as on a GPU")
def conditional_in_single_precision(discriminator, real, fake, labels):
    loss = impl.conditional_discriminator_loss(discriminator, real, fake, labels)
    return floats(np.float32(loss))


@counterfeit("conditional_generator_loss", "labels other than those the fakes were made from")
def conditional_generator_with_other_labels(discriminator, fake, labels):
    return impl.conditional_generator_loss(discriminator, fake, rolled(labels))


@counterfeit("conditional_generator_loss", "the first label for all: right for one class")
def conditional_generator_with_the_first_label(discriminator, fake, labels):
    return impl.conditional_generator_loss(discriminator, fake, first(labels))


@counterfeit("conditional_generator_loss", "labels sorted, and samples not")
def conditional_generator_with_sorted_labels(discriminator, fake, labels):
    return impl.conditional_generator_loss(discriminator, fake, np.sort(labels))


@counterfeit("conditional_generator_loss", "the minimax loss in its place")
def conditional_generator_as_minimax(discriminator, fake, labels):
    return impl.minimax_generator_loss(discriminator(fake, labels))


@counterfeit("conditional_generator_loss", "the sign lost")
def conditional_generator_negated(discriminator, fake, labels):
    return -impl.conditional_generator_loss(discriminator, fake, labels)


@counterfeit("conditional_generator_loss", "the batch summed")
def conditional_generator_summed(discriminator, fake, labels):
    return impl.conditional_generator_loss(discriminator, fake, labels) * len(labels)


@counterfeit("conditional_generator_loss", "the log of σ as it stands")
def conditional_generator_of_probabilities(discriminator, fake, labels):
    return -np.log(impl.sigmoid(discriminator(fake, labels))).mean()


@counterfeit("conditional_generator_loss", "float32 inside, as on a GPU")
def conditional_generator_in_single_precision(discriminator, fake, labels):
    return floats(np.float32(impl.conditional_generator_loss(discriminator, fake, labels)))
