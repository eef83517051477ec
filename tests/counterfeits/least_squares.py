"""Mistakes in least-squares losses and in the discriminator that is best for them."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, expectation, floats, over_all_axes, single


@counterfeit("least_squares_discriminator_loss", "the square of the mean for the mean of squares")
def squares_of_the_means(real_outputs, fake_outputs, *, real_target=1, fake_target=0):
    real, fake = expectation(real_outputs), expectation(fake_outputs)
    return ((real - real_target) ** 2 + (fake - fake_target) ** 2) / 2


@counterfeit("least_squares_discriminator_loss", "the targets exchanged")
def squares_with_exchanged_targets(real_outputs, fake_outputs, *, real_target=1, fake_target=0):
    return impl.least_squares_discriminator_loss(
        real_outputs, fake_outputs, real_target=fake_target, fake_target=real_target
    )


@counterfeit("least_squares_discriminator_loss", "a sigmoid on top, from a discriminator")
def squares_of_probabilities(real_outputs, fake_outputs, **targets):
    real, fake = impl.sigmoid(real_outputs), impl.sigmoid(fake_outputs)
    return impl.least_squares_discriminator_loss(real, fake, **targets)


@counterfeit("least_squares_discriminator_loss", "mean squared error as it comes, without the ½")
def squares_without_the_half(real_outputs, fake_outputs, **targets):
    return 2 * impl.least_squares_discriminator_loss(real_outputs, fake_outputs, **targets)


@counterfeit("least_squares_discriminator_loss", "a ½ for the two losses, and none for the squares")
def squares_halved_twice(real_outputs, fake_outputs, **targets):
    return impl.least_squares_discriminator_loss(real_outputs, fake_outputs, **targets) / 2


@counterfeit("least_squares_discriminator_loss", "targets accepted and ignored: right for 1 and 0")
def squares_with_the_default_targets(real_outputs, fake_outputs, **targets):
    return impl.least_squares_discriminator_loss(real_outputs, fake_outputs)


@counterfeit("least_squares_discriminator_loss", "−1 for the fakes, where 0 is the default")
def squares_with_another_default(real_outputs, fake_outputs, *, real_target=1, fake_target=-1):
    return impl.least_squares_discriminator_loss(
        real_outputs, fake_outputs, real_target=real_target, fake_target=fake_target
    )


@counterfeit("least_squares_discriminator_loss", "a fake target of 1 − b where only b is given")
def squares_with_a_complementary_target(
    real_outputs, fake_outputs, *, real_target=1, fake_target=None
):
    target = 1 - real_target if fake_target is None else fake_target
    return impl.least_squares_discriminator_loss(
        real_outputs, fake_outputs, real_target=real_target, fake_target=target
    )


@counterfeit("least_squares_discriminator_loss", "the square expanded: no digit left near a target")
def squares_expanded(real_outputs, fake_outputs, *, real_target=1, fake_target=0):
    return expanded(real_outputs, real_target) + expanded(fake_outputs, fake_target)


def expanded(outputs, target):
    """½E[D²] − tE[D] + ½t²."""
    outputs = floats(outputs)
    return expectation(outputs**2) / 2 - target * expectation(outputs) + target**2 / 2


@counterfeit("least_squares_discriminator_loss", "the real term left out")
def squares_of_the_fakes_alone(real_outputs, fake_outputs, *, real_target=1, fake_target=0):
    return impl.least_squares_generator_loss(fake_outputs, target=fake_target)


@counterfeit("least_squares_discriminator_loss", "one mean over the concatenated batch")
def squares_over_the_concatenated_batch(
    real_outputs, fake_outputs, *, real_target=1, fake_target=0
):
    errors = [floats(real_outputs) - real_target, floats(fake_outputs) - fake_target]
    return (np.concatenate(errors, axis=-1) ** 2).mean(axis=-1)


@counterfeit(
    "least_squares_discriminator_loss", "a mean over all axes, where rows are their own problems"
)
def squares_over_all_axes(real_outputs, fake_outputs, *, real_target=1, fake_target=0):
    real = over_all_axes((floats(real_outputs) - real_target) ** 2)
    return (real + over_all_axes((floats(fake_outputs) - fake_target) ** 2)) / 2


@counterfeit("least_squares_discriminator_loss", "float32 inside, as on a GPU")
def squares_in_single_precision(real_outputs, fake_outputs, **targets):
    return single(impl.least_squares_discriminator_loss, real_outputs, fake_outputs, **targets)


@counterfeit("least_squares_generator_loss", "the square of the mean for the mean of squares")
def square_of_the_mean(fake_outputs, *, target=1):
    return (expectation(fake_outputs) - target) ** 2 / 2


@counterfeit("least_squares_generator_loss", "the loss of the discriminator, with its sign changed")
def squares_ascended(fake_outputs, *, target=1):
    return -impl.least_squares_generator_loss(fake_outputs, target=1 - target)


@counterfeit("least_squares_generator_loss", "a sigmoid on top, from a discriminator")
def generator_squares_of_probabilities(fake_outputs, *, target=1):
    return impl.least_squares_generator_loss(impl.sigmoid(fake_outputs), target=target)


@counterfeit("least_squares_generator_loss", "mean squared error as it comes, without the ½")
def generator_squares_without_the_half(fake_outputs, *, target=1):
    return 2 * impl.least_squares_generator_loss(fake_outputs, target=target)


@counterfeit("least_squares_generator_loss", "the target accepted and ignored: right for 1")
def generator_squares_with_the_default_target(fake_outputs, *, target=1):
    return impl.least_squares_generator_loss(fake_outputs)


@counterfeit("least_squares_generator_loss", "0 where 1 is the default, as for a discriminator")
def generator_squares_with_another_default(fake_outputs, *, target=0):
    return impl.least_squares_generator_loss(fake_outputs, target=target)


@counterfeit("least_squares_generator_loss", "the square expanded: no digit left near the target")
def generator_squares_expanded(fake_outputs, *, target=1):
    return expanded(fake_outputs, target)


@counterfeit("least_squares_generator_loss", "outputs beyond the target are let off")
def generator_squares_of_one_side(fake_outputs, *, target=1):
    return expectation(np.maximum(0, target - floats(fake_outputs)) ** 2) / 2


@counterfeit(
    "least_squares_generator_loss", "a mean over all axes, where rows are their own problems"
)
def generator_squares_over_all_axes(fake_outputs, *, target=1):
    return over_all_axes((floats(fake_outputs) - target) ** 2) / 2


@counterfeit("least_squares_generator_loss", "float32 inside, as on a GPU")
def generator_squares_in_single_precision(fake_outputs, *, target=1):
    return single(impl.least_squares_generator_loss, fake_outputs, target=target)


@counterfeit("least_squares_optimal_discriminator", "the targets exchanged")
def optimum_with_exchanged_targets(p_data, p_model, *, real_target=1, fake_target=0):
    return impl.least_squares_optimal_discriminator(
        p_data, p_model, real_target=fake_target, fake_target=real_target
    )


@counterfeit("least_squares_optimal_discriminator", "the share of the data, whatever the targets")
def optimum_with_the_default_targets(p_data, p_model, **targets):
    return impl.optimal_discriminator(p_data, p_model)


@counterfeit("least_squares_optimal_discriminator", "bp + aq, which nobody divided by p + q")
def optimum_of_densities_that_are_not_normalised(p_data, p_model, *, real_target=1, fake_target=0):
    return real_target * floats(p_data) + fake_target * floats(p_model)


@counterfeit("least_squares_optimal_discriminator", "half-way between the targets, as at p = q")
def optimum_half_way(p_data, p_model, *, real_target=1, fake_target=0):
    return np.full(np.broadcast(p_data, p_model).shape, (real_target + fake_target) / 2)


@counterfeit("least_squares_optimal_discriminator", "a target of 1 − b where only b is given")
def optimum_with_a_complementary_target(p_data, p_model, *, real_target=1, fake_target=None):
    target = 1 - real_target if fake_target is None else fake_target
    return impl.least_squares_optimal_discriminator(
        p_data, p_model, real_target=real_target, fake_target=target
    )


@counterfeit("least_squares_optimal_discriminator", "clipped to [0, 1], as a probability")
def optimum_clipped(p_data, p_model, **targets):
    return np.clip(impl.least_squares_optimal_discriminator(p_data, p_model, **targets), 0, 1)


@counterfeit("least_squares_optimal_discriminator", "a small number added to what is divided by")
def optimum_with_epsilon(p_data, p_model, *, real_target=1, fake_target=0):
    p, q = floats(p_data), floats(p_model)
    return (real_target * p + fake_target * q) / (p + q + EPSILON)


@counterfeit("least_squares_optimal_discriminator", "float32 inside, as on a GPU")
def optimum_in_single_precision(p_data, p_model, **targets):
    return single(impl.least_squares_optimal_discriminator, p_data, p_model, **targets)
