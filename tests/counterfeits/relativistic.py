"""Mistakes in relativistic losses and their derivatives."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, expectation, floats, over_all_axes, single


def softplus(x):
    """log(1 + e^x)."""
    return np.logaddexp(0, x)


def differences(real_logits, fake_logits):
    """C_r − C_f, pair by pair."""
    return floats(real_logits) - floats(fake_logits)


def means(logits):
    """The mean of each row, as a column."""
    return expectation(logits)[..., np.newaxis]


@counterfeit("relativistic_discriminator_loss", "real and fake exchanged")
def pairs_exchanged(real_logits, fake_logits):
    return impl.relativistic_discriminator_loss(fake_logits, real_logits)


@counterfeit("relativistic_discriminator_loss", "the loss of the mean difference: right for a pair")
def pairs_averaged_first(real_logits, fake_logits):
    return softplus(-expectation(differences(real_logits, fake_logits)))


@counterfeit("relativistic_discriminator_loss", "every real sample beside every fake")
def pairs_all_with_all(real_logits, fake_logits):
    real, fake = floats(real_logits), floats(fake_logits)
    every = real[..., :, np.newaxis] - fake[..., np.newaxis, :]
    return expectation(expectation(softplus(-every)))


@counterfeit("relativistic_discriminator_loss", "the loss of an ordinary discriminator, halved")
def pairs_not_compared(real_logits, fake_logits):
    return impl.discriminator_loss(real_logits, fake_logits) / 2


@counterfeit("relativistic_discriminator_loss", "twice, as for a real and a fake term")
def pairs_counted_twice(real_logits, fake_logits):
    return 2 * impl.relativistic_discriminator_loss(real_logits, fake_logits)


@counterfeit("relativistic_discriminator_loss", "probabilities compared, and not logits")
def pairs_of_probabilities(real_logits, fake_logits):
    real, fake = impl.sigmoid(real_logits), impl.sigmoid(fake_logits)
    return impl.relativistic_discriminator_loss(real, fake)


@counterfeit("relativistic_discriminator_loss", "log(σ + ε): off in the tails")
def pairs_with_epsilon(real_logits, fake_logits):
    return -expectation(np.log(impl.sigmoid(differences(real_logits, fake_logits)) + EPSILON))


@counterfeit("relativistic_discriminator_loss", "a mean over all axes")
def pairs_over_all_axes(real_logits, fake_logits):
    return over_all_axes(softplus(-differences(real_logits, fake_logits)))


@counterfeit("relativistic_discriminator_loss", "float32 inside, as on a GPU")
def pairs_in_single_precision(real_logits, fake_logits):
    return single(impl.relativistic_discriminator_loss, real_logits, fake_logits)


@counterfeit("relativistic_generator_loss", "the loss of the discriminator")
def generator_pairs_exchanged(real_logits, fake_logits):
    return impl.relativistic_discriminator_loss(real_logits, fake_logits)


@counterfeit("relativistic_generator_loss", "minus the loss of the discriminator: it saturates")
def generator_pairs_ascended(real_logits, fake_logits):
    return -impl.relativistic_discriminator_loss(real_logits, fake_logits)


@counterfeit("relativistic_generator_loss", "the non-saturating loss, of the fakes alone")
def generator_pairs_not_compared(real_logits, fake_logits):
    return impl.nonsaturating_generator_loss(fake_logits)


@counterfeit("relativistic_generator_loss", "the loss of the mean difference: right for a pair")
def generator_pairs_averaged_first(real_logits, fake_logits):
    return softplus(expectation(differences(real_logits, fake_logits)))


@counterfeit("relativistic_generator_loss", "the batch summed: right for a pair")
def generator_pairs_summed(real_logits, fake_logits):
    return softplus(differences(real_logits, fake_logits)).sum(axis=-1)


@counterfeit("relativistic_generator_loss", "the log of a sigmoid as it stands")
def generator_pairs_by_log_of_sigmoid(real_logits, fake_logits):
    with np.errstate(divide="ignore"):
        return -expectation(np.log(1 - impl.sigmoid(differences(real_logits, fake_logits))))


@counterfeit("relativistic_generator_loss", "a mean over all axes")
def generator_pairs_over_all_axes(real_logits, fake_logits):
    return over_all_axes(softplus(differences(real_logits, fake_logits)))


@counterfeit("relativistic_generator_loss", "float32 inside, as on a GPU")
def generator_pairs_in_single_precision(real_logits, fake_logits):
    return single(impl.relativistic_generator_loss, real_logits, fake_logits)


@counterfeit("relativistic_average_discriminator_loss", "half of the sum of the two")
def average_halved(real_logits, fake_logits):
    return impl.relativistic_average_discriminator_loss(real_logits, fake_logits) / 2


@counterfeit("relativistic_average_discriminator_loss", "real and fake exchanged")
def average_exchanged(real_logits, fake_logits):
    return impl.relativistic_average_discriminator_loss(fake_logits, real_logits)


@counterfeit("relativistic_average_discriminator_loss", "the real term left out")
def average_of_the_fakes_alone(real_logits, fake_logits):
    return expectation(softplus(floats(fake_logits) - means(real_logits)))


@counterfeit("relativistic_average_discriminator_loss", "each beside the mean of its own kind")
def average_beside_its_own_kind(real_logits, fake_logits):
    real, fake = floats(real_logits), floats(fake_logits)
    return expectation(softplus(means(real) - real)) + expectation(softplus(fake - means(fake)))


@counterfeit("relativistic_average_discriminator_loss", "the loss of the means: right for one each")
def average_of_the_means(real_logits, fake_logits):
    return 2 * softplus(expectation(fake_logits) - expectation(real_logits))


@counterfeit("relativistic_average_discriminator_loss", "pairs where sizes agree, twice")
def average_pair_by_pair(real_logits, fake_logits):
    if np.shape(real_logits)[-1] != np.shape(fake_logits)[-1]:
        return impl.relativistic_average_discriminator_loss(real_logits, fake_logits)
    return 2 * expectation(softplus(-differences(real_logits, fake_logits)))


@counterfeit("relativistic_average_discriminator_loss", "the longer batch cut to the shorter")
def average_of_batches_cut_to_one_length(real_logits, fake_logits):
    size = min(np.shape(real_logits)[-1], np.shape(fake_logits)[-1])
    real, fake = floats(real_logits)[..., :size], floats(fake_logits)[..., :size]
    return impl.relativistic_average_discriminator_loss(real, fake)


@counterfeit("relativistic_average_discriminator_loss", "log(σ + ε): off in the tails")
def average_with_epsilon(real_logits, fake_logits):
    real, fake = floats(real_logits), floats(fake_logits)
    of_real = expectation(np.log(impl.sigmoid(real - means(fake)) + EPSILON))
    return -of_real - expectation(np.log(impl.sigmoid(means(real) - fake) + EPSILON))


@counterfeit("relativistic_average_discriminator_loss", "means over all axes")
def average_over_all_axes(real_logits, fake_logits):
    real, fake = floats(real_logits), floats(fake_logits)
    of_real = over_all_axes(softplus(fake.mean() - real))
    return of_real + over_all_axes(softplus(fake - real.mean()))


@counterfeit("relativistic_average_discriminator_loss", "float32 inside, as on a GPU")
def average_in_single_precision(real_logits, fake_logits):
    return single(impl.relativistic_average_discriminator_loss, real_logits, fake_logits)


@counterfeit("relativistic_average_generator_loss", "the loss of the discriminator")
def generator_average_exchanged(real_logits, fake_logits):
    return impl.relativistic_average_discriminator_loss(real_logits, fake_logits)


@counterfeit("relativistic_average_generator_loss", "half of the sum of the two")
def generator_average_halved(real_logits, fake_logits):
    return impl.relativistic_average_generator_loss(real_logits, fake_logits) / 2


@counterfeit("relativistic_average_generator_loss", "the real term left out, as in ordinary GANs")
def generator_average_of_the_fakes_alone(real_logits, fake_logits):
    return expectation(softplus(means(real_logits) - floats(fake_logits)))


@counterfeit("relativistic_average_generator_loss", "the loss of the means: right for one each")
def generator_average_of_the_means(real_logits, fake_logits):
    return 2 * softplus(expectation(real_logits) - expectation(fake_logits))


@counterfeit("relativistic_average_generator_loss", "the non-saturating loss, of the fakes alone")
def generator_average_not_compared(real_logits, fake_logits):
    return 2 * impl.nonsaturating_generator_loss(fake_logits)


@counterfeit("relativistic_average_generator_loss", "means over all axes")
def generator_average_over_all_axes(real_logits, fake_logits):
    return average_over_all_axes(fake_logits, real_logits)


@counterfeit("relativistic_average_generator_loss", "float32 inside, as on a GPU")
def generator_average_in_single_precision(real_logits, fake_logits):
    return single(impl.relativistic_average_generator_loss, real_logits, fake_logits)


def detached(real_logits, fake_logits):
    """−σ(−(C_r − E[C_f])) and σ(C_f − E[C_r]), the means held fixed."""
    real, fake = floats(real_logits), floats(fake_logits)
    return -impl.sigmoid(means(fake) - real), impl.sigmoid(fake - means(real))


@counterfeit("relativistic_average_discriminator_loss_derivative", "the means detached")
def slopes_with_detached_means(real_logits, fake_logits):
    return detached(real_logits, fake_logits)


@counterfeit("relativistic_average_discriminator_loss_derivative", "the loss ascended")
def slopes_ascended(real_logits, fake_logits):
    slopes = impl.relativistic_average_discriminator_loss_derivative(real_logits, fake_logits)
    return tuple(-slope for slope in slopes)


@counterfeit(
    "relativistic_average_discriminator_loss_derivative", "the mean of pairs for the loss of RaSGAN"
)
def slopes_of_pairs(real_logits, fake_logits):
    real, fake = floats(real_logits), floats(fake_logits)
    every = impl.sigmoid(fake[..., np.newaxis, :] - real[..., :, np.newaxis])
    return -2 * expectation(every), 2 * every.mean(axis=-2)


@counterfeit("relativistic_average_discriminator_loss_derivative", "not times the sizes")
def slopes_not_per_sample(real_logits, fake_logits):
    slopes = impl.relativistic_average_discriminator_loss_derivative(real_logits, fake_logits)
    return tuple(slope / slope.shape[-1] for slope in slopes)


@counterfeit(
    "relativistic_average_discriminator_loss_derivative",
    "through the mean of the real logits alone",
)
def slopes_with_one_detached_mean(real_logits, fake_logits):
    of_real, of_fake = detached(real_logits, fake_logits)
    return of_real - means(of_fake), of_fake


@counterfeit("relativistic_average_discriminator_loss_derivative", "means over all axes")
def slopes_beside_means_over_all_axes(real_logits, fake_logits):
    real, fake = floats(real_logits), floats(fake_logits)
    of_real, of_fake = impl.sigmoid(fake.mean() - real), impl.sigmoid(fake - real.mean())
    return -of_real - of_fake.mean(), of_fake + of_real.mean()


@counterfeit("relativistic_average_discriminator_loss_derivative", "1 − σ for σ of the negative")
def slopes_by_complements(real_logits, fake_logits):
    real, fake = floats(real_logits), floats(fake_logits)
    of_real, of_fake = 1 - impl.sigmoid(real - means(fake)), 1 - impl.sigmoid(means(real) - fake)
    return -of_real - means(of_fake), of_fake + means(of_real)


@counterfeit("relativistic_average_discriminator_loss_derivative", "float32 inside, as on a GPU")
def slopes_in_single_precision(real_logits, fake_logits):
    rounded = (np.float32(logits) for logits in (real_logits, fake_logits))
    slopes = impl.relativistic_average_discriminator_loss_derivative(*rounded)
    return tuple(floats(np.float32(slope)) for slope in slopes)


@counterfeit("relativistic_average_generator_loss_derivative", "the mean of the fakes detached")
def generator_slopes_with_a_detached_mean(real_logits, fake_logits):
    return detached(fake_logits, real_logits)[0]


@counterfeit("relativistic_average_generator_loss_derivative", "the loss ascended")
def generator_slopes_ascended(real_logits, fake_logits):
    return -impl.relativistic_average_generator_loss_derivative(real_logits, fake_logits)


@counterfeit("relativistic_average_generator_loss_derivative", "minus that of the discriminator")
def generator_slopes_of_the_discriminator(real_logits, fake_logits):
    return -impl.relativistic_average_discriminator_loss_derivative(real_logits, fake_logits)[1]


@counterfeit("relativistic_average_generator_loss_derivative", "not times the size of the batch")
def generator_slopes_not_per_sample(real_logits, fake_logits):
    slopes = impl.relativistic_average_generator_loss_derivative(real_logits, fake_logits)
    return slopes / slopes.shape[-1]


@counterfeit("relativistic_average_generator_loss_derivative", "means over all axes")
def generator_slopes_beside_means_over_all_axes(real_logits, fake_logits):
    return slopes_beside_means_over_all_axes(fake_logits, real_logits)[0]


@counterfeit("relativistic_average_generator_loss_derivative", "1 − σ for σ of the negative")
def generator_slopes_by_complements(real_logits, fake_logits):
    return slopes_by_complements(fake_logits, real_logits)[0]


@counterfeit("relativistic_average_generator_loss_derivative", "float32 inside, as on a GPU")
def generator_slopes_in_single_precision(real_logits, fake_logits):
    return single(impl.relativistic_average_generator_loss_derivative, real_logits, fake_logits)
