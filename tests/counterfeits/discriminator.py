"""Mistakes in the loss of a discriminator and in its optimum."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import (
    EPSILON,
    along,
    expectation,
    floats,
    over_all_axes,
    single,
    summed,
)


@counterfeit("optimal_discriminator", "the probability of a fake, for code that labels fakes 1")
def optimum_inverted(p_data, p_model):
    return impl.optimal_discriminator(p_model, p_data)


@counterfeit("optimal_discriminator", "the odds p/q for the probability")
def optimum_as_odds(p_data, p_model):
    return floats(p_data) / floats(p_model)


@counterfeit("optimal_discriminator", "1e-8 in the denominator against 0/0")
def optimum_with_an_epsilon(p_data, p_model):
    return floats(p_data) / (floats(p_data) + floats(p_model) + EPSILON)


@counterfeit("optimal_discriminator", "p/(p + q) as it stands, though p + q overflows")
def optimum_as_in_a_textbook(p_data, p_model):
    p, q = floats(p_data), floats(p_model)
    return np.where(p + q > 0, p / (p + q), 0.5)


@counterfeit("optimal_discriminator", "a sigmoid of p − q in place of log p − log q")
def optimum_of_the_difference(p_data, p_model):
    return impl.sigmoid(floats(p_data) - floats(p_model))


@counterfeit("optimal_discriminator", "arguments silently normalised to densities first")
def optimum_of_normalised_arguments(p_data, p_model):
    p, q = np.atleast_1d(floats(p_data)), np.atleast_1d(floats(p_model))
    share = impl.optimal_discriminator(p / p.sum(), q / q.sum())
    return share.reshape(np.broadcast_shapes(np.shape(p_data), np.shape(p_model)))


@counterfeit("optimal_discriminator", "a decision, 0 or 1, in place of its probability")
def optimum_hard(p_data, p_model):
    return (np.sign(floats(p_data) - floats(p_model)) + 1) / 2


@counterfeit("optimal_discriminator", "kept off 0 and 1 so that logs are finite")
def optimum_clipped(p_data, p_model):
    return np.clip(impl.optimal_discriminator(p_data, p_model), 1e-7, 1 - 1e-7)


@counterfeit("optimal_discriminator", "float32 inside, as on a GPU")
def optimum_in_single_precision(p_data, p_model):
    return single(impl.optimal_discriminator, p_data, p_model)


@counterfeit("optimal_logits", "log q/p, for code that labels fakes 1")
def logits_inverted(p_data, p_model):
    return impl.optimal_logits(p_model, p_data)


@counterfeit("optimal_logits", "log D*, without the complement")
def logits_as_the_log_of_the_optimum(p_data, p_model):
    return np.log(impl.optimal_discriminator(p_data, p_model))


@counterfeit("optimal_logits", "the logarithm lost: p − q")
def logits_as_a_difference(p_data, p_model):
    return floats(p_data) - floats(p_model)


@counterfeit("optimal_logits", "logarithm to base 2")
def logits_in_bits(p_data, p_model):
    return impl.optimal_logits(p_data, p_model) / np.log(2)


@counterfeit("optimal_logits", "1e-8 inside both logs")
def logits_with_epsilons(p_data, p_model):
    return np.log(floats(p_data) + EPSILON) - np.log(floats(p_model) + EPSILON)


@counterfeit("optimal_logits", "clipped to ±10")
def logits_clipped(p_data, p_model):
    return np.clip(impl.optimal_logits(p_data, p_model), -10, 10)


@counterfeit("optimal_logits", "log(p/q), whose ratio over- and underflows")
def logits_as_the_log_of_a_ratio(p_data, p_model):
    return np.where(
        floats(p_data) == floats(p_model), 0.0, np.log(floats(p_data) / floats(p_model))
    )


@counterfeit("optimal_logits", "infinities turned into the largest float")
def logits_without_infinities(p_data, p_model):
    return np.nan_to_num(impl.optimal_logits(p_data, p_model))


@counterfeit("pointwise_discriminator_loss", "the log-likelihood, which is to be maximised")
def loss_at_a_point_negated(t, p_data, p_model):
    return -impl.pointwise_discriminator_loss(t, p_data, p_model)


@counterfeit("pointwise_discriminator_loss", "data and model swapped")
def loss_at_a_point_with_swapped_densities(t, p_data, p_model):
    return impl.pointwise_discriminator_loss(t, p_model, p_data)


@counterfeit("pointwise_discriminator_loss", "log t for log(1 − t) in the second term")
def loss_at_a_point_without_the_complement(t, p_data, p_model):
    return impl.pointwise_discriminator_loss(t, floats(p_data) + floats(p_model), 0.0)


@counterfeit("pointwise_discriminator_loss", "1e-8 inside both logs")
def loss_at_a_point_with_epsilons(t, p_data, p_model):
    t = floats(t)
    return -floats(p_data) * np.log(t + EPSILON) - floats(p_model) * np.log(1 - t + EPSILON)


@counterfeit("pointwise_discriminator_loss", "logarithms to base 2")
def loss_at_a_point_in_bits(t, p_data, p_model):
    return impl.pointwise_discriminator_loss(t, p_data, p_model) / np.log(2)


@counterfeit("pointwise_discriminator_loss", "the mean of its two terms for their sum")
def loss_at_a_point_halved(t, p_data, p_model):
    return impl.pointwise_discriminator_loss(t, p_data, p_model) / 2


@counterfeit("pointwise_discriminator_loss", "0·log 0 not taken care of: nan at the ends")
def loss_at_a_point_unguarded(t, p_data, p_model):
    return -floats(p_data) * np.log(floats(t)) - floats(p_model) * np.log(1 - floats(t))


@counterfeit("pointwise_discriminator_loss", "the squared error of a least-squares GAN")
def loss_at_a_point_of_least_squares(t, p_data, p_model):
    return floats(p_data) * (1 - floats(t)) ** 2 + floats(p_model) * floats(t) ** 2


@counterfeit("pointwise_discriminator_loss_derivative", "of the log-likelihood")
def slope_at_a_point_of_the_negated_loss(t, p_data, p_model):
    return -impl.pointwise_discriminator_loss_derivative(t, p_data, p_model)


@counterfeit("pointwise_discriminator_loss_derivative", "the inner derivative of 1 − t forgotten")
def slope_at_a_point_without_the_chain_rule(t, p_data, p_model):
    return -floats(p_data) / floats(t) - floats(p_model) / (1 - floats(t))


@counterfeit("pointwise_discriminator_loss_derivative", "data and model swapped")
def slope_at_a_point_with_swapped_densities(t, p_data, p_model):
    return impl.pointwise_discriminator_loss_derivative(t, p_model, p_data)


@counterfeit("pointwise_discriminator_loss_derivative", "the derivative in the logit for that in t")
def slope_at_a_point_in_the_logit(t, p_data, p_model):
    t = floats(t)
    return (1 - t) * t * impl.pointwise_discriminator_loss_derivative(t, p_data, p_model)


@counterfeit("pointwise_discriminator_loss_derivative", "1e-8 in both denominators")
def slope_at_a_point_with_epsilons(t, p_data, p_model):
    t = floats(t)
    return -floats(p_data) / (t + EPSILON) + floats(p_model) / (1 - t + EPSILON)


@counterfeit("pointwise_discriminator_loss_derivative", "differentiated twice")
def slope_at_a_point_second(t, p_data, p_model):
    return floats(p_data) / floats(t) ** 2 + floats(p_model) / (1 - floats(t)) ** 2


@counterfeit("pointwise_discriminator_loss_from_logits", "data and model swapped")
def loss_of_a_logit_with_swapped_densities(h, p_data, p_model):
    return impl.pointwise_discriminator_loss_from_logits(h, p_model, p_data)


@counterfeit("pointwise_discriminator_loss_from_logits", "takes the logit for a probability")
def loss_of_a_logit_of_a_probability(h, p_data, p_model):
    return impl.pointwise_discriminator_loss(np.clip(floats(h), 0, 1), p_data, p_model)


@counterfeit("pointwise_discriminator_loss_from_logits", "softplus(h) in both terms")
def loss_of_a_logit_with_one_sign(h, p_data, p_model):
    return impl.pointwise_discriminator_loss_from_logits(h, 0.0, floats(p_data) + floats(p_model))


@counterfeit("pointwise_discriminator_loss_from_logits", "the hinge loss")
def loss_of_a_logit_of_hinges(h, p_data, p_model):
    h = floats(h)
    return floats(p_data) * np.maximum(0, 1 - h) + floats(p_model) * np.maximum(0, 1 + h)


@counterfeit("pointwise_discriminator_loss_from_logits", "1e-8 inside the log of a sigmoid")
def loss_of_a_logit_with_epsilons(h, p_data, p_model):
    real, fake = impl.sigmoid(h), impl.sigmoid(-floats(h))
    return -floats(p_data) * np.log(real + EPSILON) - floats(p_model) * np.log(fake + EPSILON)


@counterfeit("pointwise_discriminator_loss_from_logits_derivative", "both terms with one sign")
def slope_of_a_logit_with_one_sign(h, p_data, p_model):
    return floats(p_model) * impl.sigmoid(h) + floats(p_data) * impl.sigmoid(-floats(h))


@counterfeit("pointwise_discriminator_loss_from_logits_derivative", "data and model swapped")
def slope_of_a_logit_with_swapped_densities(h, p_data, p_model):
    return impl.pointwise_discriminator_loss_from_logits_derivative(h, p_model, p_data)


@counterfeit("pointwise_discriminator_loss_from_logits_derivative", "σ − p: right for p + q = 1")
def slope_of_a_logit_for_shares_alone(h, p_data, p_model):
    return impl.sigmoid(h) - floats(p_data) + 0 * floats(p_model)


@counterfeit("pointwise_discriminator_loss_from_logits_derivative", "σ' too much, as for squares")
def slope_of_a_logit_of_squared_errors(h, p_data, p_model):
    slope = impl.pointwise_discriminator_loss_from_logits_derivative(h, p_data, p_model)
    return slope * impl.sigmoid_derivative(h)


@counterfeit("pointwise_discriminator_loss_from_logits_derivative", "σ(h) − 1, 0 from h = 37 on")
def slope_of_a_logit_from_a_difference(h, p_data, p_model):
    p, q = floats(p_data), floats(p_model)
    return (p + q) * impl.sigmoid(h) - p


@counterfeit("discriminator_loss", "real and fake batches swapped")
def loss_with_swapped_batches(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    return impl.discriminator_loss(
        fake_logits, real_logits, real_weights=fake_weights, fake_weights=real_weights
    )


@counterfeit("discriminator_loss", "log D for log(1 − D) of the fakes")
def loss_without_the_complement(real_logits, fake_logits, **weights):
    return impl.discriminator_loss(real_logits, -floats(fake_logits), **weights)


@counterfeit("discriminator_loss", "the objective, which is to be maximised")
def loss_negated(real_logits, fake_logits, **weights):
    return -impl.discriminator_loss(real_logits, fake_logits, **weights)


@counterfeit("discriminator_loss", "one mean over the concatenated batch")
def loss_over_the_concatenated_batch(real_logits, fake_logits, **weights):
    real, fake = -impl.log_sigmoid(real_logits), -impl.log_sigmoid(-floats(fake_logits))
    if weights:
        return expectation(real, weights["real_weights"]) + expectation(
            fake, weights["fake_weights"]
        )
    return 2 * np.concatenate([real, fake], axis=-1).mean(axis=-1)


@counterfeit("discriminator_loss", "the average of its two terms for their sum")
def loss_halved(real_logits, fake_logits, **weights):
    return impl.discriminator_loss(real_logits, fake_logits, **weights) / 2


@counterfeit("discriminator_loss", "batches summed: the rate of learning grows with them")
def loss_summed(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    real, fake = -impl.log_sigmoid(real_logits), -impl.log_sigmoid(-floats(fake_logits))
    return summed(real, real_weights) + summed(fake, fake_weights)


@counterfeit("discriminator_loss", "1e-8 inside both logs")
def loss_with_epsilons(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    real = np.log(impl.sigmoid(real_logits) + EPSILON)
    fake = np.log(1 - impl.sigmoid(fake_logits) + EPSILON)
    return -expectation(real, real_weights) - expectation(fake, fake_weights)


@counterfeit("discriminator_loss", "logs cut off at −100, as frameworks do")
def loss_cut_off(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    real, fake = impl.log_sigmoid(real_logits), impl.log_sigmoid(-floats(fake_logits))
    losses = np.minimum(-real, 100), np.minimum(-fake, 100)
    return expectation(losses[0], real_weights) + expectation(losses[1], fake_weights)


@counterfeit("discriminator_loss", "log(1 − σ) as it stands, −inf from h = 37 on")
def loss_as_the_log_of_a_complement(
    real_logits, fake_logits, *, real_weights=None, fake_weights=None
):
    real, fake = np.log(impl.sigmoid(real_logits)), np.log(1 - impl.sigmoid(fake_logits))
    return -expectation(real, real_weights) - expectation(fake, fake_weights)


@counterfeit("discriminator_loss", "labels of the real batch smoothed to 0.9")
def loss_with_smooth_labels(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    real = 0.9 * impl.log_sigmoid(real_logits) + 0.1 * impl.log_sigmoid(-floats(real_logits))
    fake = impl.log_sigmoid(-floats(fake_logits))
    return -expectation(real, real_weights) - expectation(fake, fake_weights)


@counterfeit("discriminator_loss", "the longer batch cut to the length of the shorter")
def loss_of_batches_cut_to_one_length(real_logits, fake_logits, **weights):
    size = min(np.shape(real_logits)[-1], np.shape(fake_logits)[-1])
    real, fake = floats(real_logits)[..., :size], floats(fake_logits)[..., :size]
    return impl.discriminator_loss(real, fake, **weights)


@counterfeit("discriminator_loss", "a mean over all axes, where rows are problems of their own")
def loss_over_all_axes(real_logits, fake_logits, **weights):
    if weights:
        return impl.discriminator_loss(real_logits, fake_logits, **weights)
    real, fake = -impl.log_sigmoid(real_logits), -impl.log_sigmoid(-floats(fake_logits))
    return over_all_axes(real) + over_all_axes(fake)


@counterfeit("discriminator_loss", "weights accepted and ignored: right for uniform ones")
def loss_without_its_weights(real_logits, fake_logits, **weights):
    return impl.discriminator_loss(real_logits, fake_logits)


@counterfeit("discriminator_loss", "the first axis taken for the batch, as by axis=0")
def loss_along_the_first_axis(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    real, fake = -impl.log_sigmoid(real_logits), -impl.log_sigmoid(-floats(fake_logits))
    return along(0, real, real_weights) + along(0, fake, fake_weights)


@counterfeit("discriminator_loss", "weights ignored unless both batches have them")
def loss_without_the_weights_of_one_batch(real_logits, fake_logits, **weights):
    both = len(weights) == 2
    return impl.discriminator_loss(real_logits, fake_logits, **(weights if both else {}))


@counterfeit("discriminator_loss", "0·∞ not taken care of: nan for a sample of no weight")
def loss_with_nan_for_no_weight(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    real, fake = -impl.log_sigmoid(real_logits), -impl.log_sigmoid(-floats(fake_logits))
    return expectation(real, real_weights) + expectation(fake, fake_weights)


@counterfeit("discriminator_loss", "float32 inside, as on a GPU")
def loss_in_single_precision(real_logits, fake_logits, **weights):
    return single(impl.discriminator_loss, real_logits, fake_logits, **weights)
