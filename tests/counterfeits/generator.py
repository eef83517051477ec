"""Mistakes in the losses of a generator and in their derivatives."""

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


@counterfeit("minimax_generator_loss", "the non-saturating loss in its place")
def minimax_as_nonsaturating(fake_logits, *, weights=None):
    return impl.nonsaturating_generator_loss(fake_logits, weights=weights)


@counterfeit("minimax_generator_loss", "the discriminator's side: −log(1 − D)")
def minimax_negated(fake_logits, *, weights=None):
    return -impl.minimax_generator_loss(fake_logits, weights=weights)


@counterfeit("minimax_generator_loss", "log D for log(1 − D)")
def minimax_without_the_complement(fake_logits, *, weights=None):
    return impl.minimax_generator_loss(-floats(fake_logits), weights=weights)


@counterfeit("minimax_generator_loss", "logsigmoid(1 − h) for log(1 − sigmoid(h))")
def minimax_with_the_complement_of_the_logit(fake_logits, *, weights=None):
    return expectation(impl.log_sigmoid(1 - floats(fake_logits)), weights)


@counterfeit("minimax_generator_loss", "the batch summed")
def minimax_summed(fake_logits, *, weights=None):
    return summed(impl.log_sigmoid(-floats(fake_logits)), weights)


@counterfeit("minimax_generator_loss", "log(1 − σ) as it stands, −inf from h = 37 on")
def minimax_as_the_log_of_a_complement(fake_logits, *, weights=None):
    return expectation(np.log(1 - impl.sigmoid(fake_logits)), weights)


@counterfeit("minimax_generator_loss", "log1p(−σ), which has lost as many digits as 1 − σ")
def minimax_by_log1p(fake_logits, *, weights=None):
    return expectation(np.log1p(-impl.sigmoid(fake_logits)), weights)


@counterfeit("minimax_generator_loss", "1e-8 inside the log")
def minimax_with_an_epsilon(fake_logits, *, weights=None):
    return expectation(np.log(1 - impl.sigmoid(fake_logits) + EPSILON), weights)


@counterfeit("minimax_generator_loss", "the log cut off at −100, as frameworks do")
def minimax_cut_off(fake_logits, *, weights=None):
    return expectation(np.maximum(impl.log_sigmoid(-floats(fake_logits)), -100), weights)


@counterfeit("minimax_generator_loss", "a mean over all axes, where rows are their own problems")
def minimax_over_all_axes(fake_logits, *, weights=None):
    return over_all_axes(impl.log_sigmoid(-floats(fake_logits)))


@counterfeit("minimax_generator_loss", "logarithm to base 2")
def minimax_in_bits(fake_logits, *, weights=None):
    return impl.minimax_generator_loss(fake_logits, weights=weights) / np.log(2)


@counterfeit("minimax_generator_loss", "weights accepted and ignored: right for uniform ones")
def minimax_without_its_weights(fake_logits, *, weights=None):
    return impl.minimax_generator_loss(fake_logits)


@counterfeit("minimax_generator_loss", "the mean of weighted terms, not their sum")
def minimax_averaged_after_weighting(fake_logits, *, weights=None):
    loss = impl.minimax_generator_loss(fake_logits, weights=weights)
    return loss if weights is None else loss / np.shape(weights)[-1]


@counterfeit("minimax_generator_loss", "the first axis taken for the batch, as by axis=0")
def minimax_along_the_first_axis(fake_logits, *, weights=None):
    return along(0, impl.log_sigmoid(-floats(fake_logits)), weights)


@counterfeit("minimax_generator_loss", "0·∞ not taken care of: nan for a sample of no weight")
def minimax_with_nan_for_no_weight(fake_logits, *, weights=None):
    return expectation(impl.log_sigmoid(-floats(fake_logits)), weights)


@counterfeit("minimax_generator_loss_derivative", "that of the non-saturating loss")
def minimax_slope_of_the_nonsaturating_loss(fake_logits):
    return impl.nonsaturating_generator_loss_derivative(fake_logits)


@counterfeit("minimax_generator_loss_derivative", "the inner derivative of 1 − σ forgotten")
def minimax_slope_positive(fake_logits):
    return impl.sigmoid(fake_logits)


@counterfeit("minimax_generator_loss_derivative", "that of 1 − σ, without the log")
def minimax_slope_without_the_log(fake_logits):
    return -impl.sigmoid_derivative(fake_logits)


@counterfeit("minimax_generator_loss_derivative", "that of the mean over the batch, in each sample")
def minimax_slope_of_the_mean(fake_logits):
    return -impl.sigmoid(fake_logits) / max(np.size(fake_logits), 1)


@counterfeit("minimax_generator_loss_derivative", "σ(−h) − 1, which is 0 where σ is below 1e-16")
def minimax_slope_from_a_difference(fake_logits):
    return impl.sigmoid(-floats(fake_logits)) - 1


@counterfeit("minimax_generator_loss_derivative", "float32 inside, as on a GPU")
def minimax_slope_in_single_precision(fake_logits):
    return single(impl.minimax_generator_loss_derivative, fake_logits)


@counterfeit("nonsaturating_generator_loss", "the minimax loss in its place")
def nonsaturating_as_minimax(fake_logits, *, weights=None):
    return impl.minimax_generator_loss(fake_logits, weights=weights)


@counterfeit("nonsaturating_generator_loss", "log D itself, which is to be maximised")
def nonsaturating_negated(fake_logits, *, weights=None):
    return -impl.nonsaturating_generator_loss(fake_logits, weights=weights)


@counterfeit("nonsaturating_generator_loss", "fakes labelled as fakes")
def nonsaturating_with_the_wrong_label(fake_logits, *, weights=None):
    return impl.nonsaturating_generator_loss(-floats(fake_logits), weights=weights)


@counterfeit("nonsaturating_generator_loss", "the loss against a critic: −E[h]")
def nonsaturating_as_against_a_critic(fake_logits, *, weights=None):
    return impl.wasserstein_generator_loss(fake_logits, weights=weights)


@counterfeit("nonsaturating_generator_loss", "the batch summed")
def nonsaturating_summed(fake_logits, *, weights=None):
    return -summed(impl.log_sigmoid(fake_logits), weights)


@counterfeit("nonsaturating_generator_loss", "1e-8 inside the log")
def nonsaturating_with_an_epsilon(fake_logits, *, weights=None):
    return -expectation(np.log(impl.sigmoid(fake_logits) + EPSILON), weights)


@counterfeit("nonsaturating_generator_loss", "the log cut off at −100, as frameworks do")
def nonsaturating_cut_off(fake_logits, *, weights=None):
    return -expectation(np.maximum(impl.log_sigmoid(fake_logits), -100), weights)


@counterfeit("nonsaturating_generator_loss", "log σ as it stands, −inf from h = −745 on")
def nonsaturating_as_the_log_of_a_sigmoid(fake_logits, *, weights=None):
    return -expectation(np.log(impl.sigmoid(fake_logits)), weights)


@counterfeit("nonsaturating_generator_loss", "the log of the mean for the mean of the logs")
def nonsaturating_of_the_mean(fake_logits, *, weights=None):
    return -np.log(expectation(impl.sigmoid(fake_logits), weights))


@counterfeit("nonsaturating_generator_loss", "weights accepted and ignored: right if uniform")
def nonsaturating_without_its_weights(fake_logits, *, weights=None):
    return impl.nonsaturating_generator_loss(fake_logits)


@counterfeit("nonsaturating_generator_loss", "the mean of weighted terms, not their sum")
def nonsaturating_averaged_after_weighting(fake_logits, *, weights=None):
    loss = impl.nonsaturating_generator_loss(fake_logits, weights=weights)
    return loss if weights is None else loss / np.shape(weights)[-1]


@counterfeit("nonsaturating_generator_loss", "a mean over all axes, as by a plain mean()")
def nonsaturating_over_all_axes(fake_logits, *, weights=None):
    return -over_all_axes(impl.log_sigmoid(fake_logits))


@counterfeit("nonsaturating_generator_loss", "the second axis taken for the batch, as by dim=1")
def nonsaturating_along_the_second_axis(fake_logits, *, weights=None):
    return -along(1, impl.log_sigmoid(fake_logits), weights)


@counterfeit("nonsaturating_generator_loss", "0·∞ not taken care of: nan for no weight")
def nonsaturating_with_nan_for_no_weight(fake_logits, *, weights=None):
    return -expectation(impl.log_sigmoid(fake_logits), weights)


@counterfeit("nonsaturating_generator_loss_derivative", "that of the minimax loss")
def nonsaturating_slope_of_the_minimax_loss(fake_logits):
    return impl.minimax_generator_loss_derivative(fake_logits)


@counterfeit("nonsaturating_generator_loss_derivative", "the sign of the loss forgotten")
def nonsaturating_slope_positive(fake_logits):
    return impl.sigmoid(-floats(fake_logits))


@counterfeit("nonsaturating_generator_loss_derivative", "σ(h) − 1, which is 0 from h = 37 on")
def nonsaturating_slope_from_a_difference(fake_logits):
    return impl.sigmoid(fake_logits) - 1


@counterfeit("nonsaturating_generator_loss_derivative", "0 where the loss is cut off at 100")
def nonsaturating_slope_of_a_loss_cut_off(fake_logits):
    slope = impl.nonsaturating_generator_loss_derivative(fake_logits)
    return np.where(floats(fake_logits) < -100, 0, slope)


@counterfeit(
    "nonsaturating_generator_loss_derivative", "of the mean over the batch, in each sample"
)
def nonsaturating_slope_of_the_mean(fake_logits):
    slope = impl.nonsaturating_generator_loss_derivative(fake_logits)
    return slope / max(np.size(fake_logits), 1)


@counterfeit("nonsaturating_generator_loss_derivative", "that of −σ, without the log")
def nonsaturating_slope_without_the_log(fake_logits):
    return -impl.sigmoid_derivative(fake_logits)


@counterfeit("summed_generator_loss", "one of its two terms: the minimax loss")
def summed_loss_as_minimax(fake_logits, *, weights=None):
    return impl.minimax_generator_loss(fake_logits, weights=weights)


@counterfeit("summed_generator_loss", "the other of its two terms: the non-saturating loss")
def summed_loss_as_nonsaturating(fake_logits, *, weights=None):
    return impl.nonsaturating_generator_loss(fake_logits, weights=weights)


@counterfeit("summed_generator_loss", "E[h], the log-ratio the other way up")
def summed_loss_negated(fake_logits, *, weights=None):
    return -impl.summed_generator_loss(fake_logits, weights=weights)


@counterfeit("summed_generator_loss", "the average of its two terms for their sum")
def summed_loss_halved(fake_logits, *, weights=None):
    return impl.summed_generator_loss(fake_logits, weights=weights) / 2


@counterfeit("summed_generator_loss", "max(0, ·), since it is a KL: only at D*, and not by batch")
def summed_loss_never_negative(fake_logits, *, weights=None):
    return np.maximum(impl.summed_generator_loss(fake_logits, weights=weights), 0)


@counterfeit("summed_generator_loss", "the batch summed")
def summed_loss_of_the_whole_batch(fake_logits, *, weights=None):
    return -summed(fake_logits, weights)


@counterfeit("summed_generator_loss", "the first sample alone: right for batches of one")
def summed_loss_of_the_first_sample(fake_logits, *, weights=None):
    return -floats(fake_logits)[..., 0]


@counterfeit("summed_generator_loss", "a mean over all axes, where rows are their own problems")
def summed_loss_over_all_axes(fake_logits, *, weights=None):
    return (
        over_all_axes(-floats(fake_logits))
        if weights is None
        else -expectation(fake_logits, weights)
    )


@counterfeit("summed_generator_loss", "weights accepted and ignored: right for uniform ones")
def summed_loss_without_its_weights(fake_logits, *, weights=None):
    return impl.summed_generator_loss(fake_logits)


@counterfeit("summed_generator_loss", "infinities turned into the largest float")
def summed_loss_without_infinities(fake_logits, *, weights=None):
    return np.nan_to_num(impl.summed_generator_loss(fake_logits, weights=weights))


@counterfeit("summed_generator_loss", "logits clipped to ±20")
def summed_loss_of_clipped_logits(fake_logits, *, weights=None):
    return impl.summed_generator_loss(np.clip(floats(fake_logits), -20, 20), weights=weights)


@counterfeit("summed_generator_loss", "two logs of sigmoids, with 1e-8 inside both")
def summed_loss_with_epsilons(fake_logits, *, weights=None):
    d, complement = impl.sigmoid(fake_logits), impl.sigmoid(-floats(fake_logits))
    return expectation(np.log(complement + EPSILON) - np.log(d + EPSILON), weights)


@counterfeit("summed_generator_loss", "float32 inside, as on a GPU")
def summed_loss_in_single_precision(fake_logits, *, weights=None):
    return single(impl.summed_generator_loss, fake_logits, weights=weights)


@counterfeit("summed_generator_loss", "the first axis taken for the batch, as by axis=0")
def summed_loss_along_the_first_axis(fake_logits, *, weights=None):
    return -along(0, fake_logits, weights)


@counterfeit("summed_generator_loss", "0·∞ not taken care of: nan for a sample of no weight")
def summed_loss_with_nan_for_no_weight(fake_logits, *, weights=None):
    return -expectation(fake_logits, weights)


@counterfeit("summed_generator_loss_derivative", "that of the logits: +1")
def summed_slope_positive(fake_logits):
    return np.ones(np.shape(fake_logits))


@counterfeit("summed_generator_loss_derivative", "that of the mean over the batch: −1/n")
def summed_slope_of_the_mean(fake_logits):
    return -np.ones(np.shape(fake_logits)) / max(np.size(fake_logits), 1)


@counterfeit("summed_generator_loss_derivative", "one of its two terms, −σ(h)")
def summed_slope_of_the_minimax_loss(fake_logits):
    return impl.minimax_generator_loss_derivative(fake_logits)


@counterfeit("summed_generator_loss_derivative", "the difference of its two terms for the sum")
def summed_slope_of_a_difference(fake_logits):
    return impl.sigmoid(fake_logits) - impl.sigmoid(-floats(fake_logits))


@counterfeit("summed_generator_loss_derivative", "saturating, though the loss does not")
def summed_slope_vanishing(fake_logits):
    return impl.summed_generator_loss_derivative(fake_logits) * (floats(fake_logits) > -10)


@counterfeit("expected_gradient", "the batch summed: right for batches of one")
def gradient_summed(loss_derivative, logit_jacobian, *, weights=None):
    return floats(loss_derivative) @ floats(logit_jacobian)


@counterfeit("expected_gradient", "the product of two means for the mean of products")
def gradient_of_means(loss_derivative, logit_jacobian, *, weights=None):
    return floats(loss_derivative).mean() * floats(logit_jacobian).mean(axis=0)


@counterfeit("expected_gradient", "the sign turned, for an optimiser that adds")
def gradient_of_ascent(loss_derivative, logit_jacobian, *, weights=None):
    return -impl.expected_gradient(loss_derivative, logit_jacobian, weights=weights)


@counterfeit("expected_gradient", "the mean over parameters too: right for one parameter")
def gradient_over_all_axes(loss_derivative, logit_jacobian, *, weights=None):
    gradient = impl.expected_gradient(loss_derivative, logit_jacobian, weights=weights)
    return np.full(gradient.shape, gradient.mean())


@counterfeit("expected_gradient", "the chain rule stopped short: ∂h/∂θ left out")
def gradient_in_the_logits(loss_derivative, logit_jacobian, *, weights=None):
    return np.full(np.shape(logit_jacobian)[1], floats(loss_derivative).mean())


@counterfeit("expected_gradient", "the first sample alone: right for batches of one")
def gradient_of_the_first_sample(loss_derivative, logit_jacobian, *, weights=None):
    return floats(loss_derivative)[0] * floats(logit_jacobian)[0]


@counterfeit("expected_gradient", "weights accepted and ignored: right for uniform ones")
def gradient_without_its_weights(loss_derivative, logit_jacobian, *, weights=None):
    return impl.expected_gradient(loss_derivative, logit_jacobian)


@counterfeit("expected_gradient", "0·∞ not taken care of: nan for a sample of no weight")
def gradient_with_nan_for_no_weight(loss_derivative, logit_jacobian, *, weights=None):
    terms = floats(loss_derivative)[:, np.newaxis] * floats(logit_jacobian)
    return expectation(terms.T, weights)


@counterfeit("expected_gradient", "weights on the loss derivative and on ∂h/∂θ as well")
def gradient_weighted_twice(loss_derivative, logit_jacobian, *, weights=None):
    if weights is not None:
        logit_jacobian = floats(logit_jacobian) * floats(weights)[:, np.newaxis]
    return impl.expected_gradient(loss_derivative, logit_jacobian, weights=weights)
