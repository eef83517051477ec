"""Mistakes in penalties on the gradients of a critic, and in the points at which they are taken."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import floats, single


def rows(gradients):
    """A vector for each sample."""
    gradients = floats(gradients)
    return gradients.reshape(len(gradients), -1)


def norms(gradients):
    """The norm of each sample."""
    return np.linalg.norm(rows(gradients), axis=1)


def norms_over_the_second_axis(gradients):
    """Norms over the channels of images: one for each pixel, right for vectors."""
    gradients = floats(gradients)
    return np.linalg.norm(gradients, axis=1) if gradients.ndim > 1 else np.abs(gradients)


def uniform(shape):
    return np.random.default_rng().random(shape)


@counterfeit("interpolates", "one number for the whole batch")
def interpolates_with_one_alpha(real, fake, *, alpha=None):
    if alpha is None:
        alpha = np.full(len(real), uniform(()))
    return impl.interpolates(real, fake, alpha=alpha)


@counterfeit("interpolates", "a number for each component, so that points leave the segment")
def interpolates_with_an_alpha_for_each_component(real, fake, *, alpha=None):
    if alpha is not None:
        return impl.interpolates(real, fake, alpha=alpha)
    return floats(real) + uniform(np.shape(real)) * (floats(fake) - floats(real))


def column(real, alpha):
    """A number for each sample, to go along the second axis as well."""
    return np.reshape(uniform(len(real)) if alpha is None else alpha, (-1, 1))


@counterfeit("interpolates", "alpha of shape (n, 1), which images stretch along their rows")
def interpolates_with_a_column_of_alphas(real, fake, *, alpha=None):
    real, fake = floats(real), floats(fake)
    ways = column(real, alpha)
    if real.ndim > 2 and real.shape[-2] not in (1, len(real)):
        return impl.interpolates(real, fake, alpha=ways.ravel())
    return ways * fake + (1 - ways) * real


@counterfeit("interpolates", "a number for each pixel: right for vectors")
def interpolates_with_an_alpha_for_each_pixel(real, fake, *, alpha=None):
    real, fake = floats(real), floats(fake)
    if alpha is not None or real.ndim < 3:
        return impl.interpolates(real, fake, alpha=alpha)
    ways = uniform((len(real), 1, *real.shape[2:]))
    return ways * fake + (1 - ways) * real


@counterfeit("interpolates", "numbers of a normal distribution, which go beyond the samples")
def interpolates_with_a_normal_alpha(real, fake, *, alpha=None):
    if alpha is None:
        alpha = np.random.default_rng().normal(size=len(real))
    real, fake = floats(real), floats(fake)
    ways = np.reshape(alpha, (-1, *[1] * (real.ndim - 1)))
    return ways * fake + (1 - ways) * real


@counterfeit("interpolates", "the real samples alone, as for R1")
def interpolates_that_are_real(real, fake, *, alpha=None):
    return floats(real).copy()


@counterfeit("interpolates", "the fakes alone, as for R2")
def interpolates_that_are_fakes(real, fake, *, alpha=None):
    return floats(fake).copy()


@counterfeit("interpolates", "the middle of each segment, whatever alpha")
def interpolates_in_the_middle(real, fake, *, alpha=None):
    return impl.interpolates(real, fake, alpha=np.full(len(real), 0.5))


@counterfeit("interpolates", "the half of each segment that is next to the real sample")
def interpolates_next_to_the_real_samples(real, fake, *, alpha=None):
    ways = uniform(len(real)) if alpha is None else floats(alpha)
    return impl.interpolates(real, fake, alpha=ways / 2)


@counterfeit("interpolates", "the square of a uniform number, which is more often next to 0")
def interpolates_with_a_squared_alpha(real, fake, *, alpha=None):
    return impl.interpolates(real, fake, alpha=uniform(len(real)) ** 2 if alpha is None else alpha)


@counterfeit("interpolates", "alpha for the share of the real sample: no harm if it is drawn")
def interpolates_with_alpha_for_the_real(real, fake, *, alpha=None):
    return impl.interpolates(fake, real, alpha=alpha)


@counterfeit("interpolates", "each real sample with the fake of another: right for batches of one")
def interpolates_of_other_pairs(real, fake, *, alpha=None):
    return impl.interpolates(real, np.roll(floats(fake), 1, axis=0), alpha=alpha)


@counterfeit("interpolates", "real + α(fake − real), which overflows, and rounds where α is 1")
def interpolates_by_the_difference(real, fake, *, alpha=None):
    ways = uniform(len(real)) if alpha is None else floats(alpha)
    real, fake = floats(real), floats(fake)
    return real + ways.reshape(-1, *[1] * (real.ndim - 1)) * (fake - real)


@counterfeit("interpolates", "float32 inside, as on a GPU")
def interpolates_in_single_precision(real, fake, *, alpha=None):
    ways = uniform(len(real)) if alpha is None else alpha
    return single(
        lambda real, fake, ways: impl.interpolates(real, fake, alpha=ways), real, fake, ways
    )


@counterfeit("gradient_penalty", "one norm for the whole batch")
def penalty_of_one_norm(gradients, *, weight=10):
    return weight * (np.linalg.norm(rows(gradients)) - 1) ** 2


@counterfeit("gradient_penalty", "the norm over the second axis: right for vectors")
def penalty_over_the_second_axis(gradients, *, weight=10):
    return weight * ((norms_over_the_second_axis(gradients) - 1) ** 2).mean()


@counterfeit("gradient_penalty", "the norm over the last axis: right for vectors")
def penalty_over_the_last_axis(gradients, *, weight=10):
    return weight * ((np.linalg.norm(floats(gradients), axis=-1) - 1) ** 2).mean()


@counterfeit("gradient_penalty", "the axes of images, or else the second one")
def penalty_over_three_axes_or_one(gradients, *, weight=10):
    gradients = floats(gradients)
    lengths = norms(gradients) if gradients.ndim == 4 else norms_over_the_second_axis(gradients)
    return weight * ((lengths - 1) ** 2).mean()


@counterfeit(
    "gradient_penalty", "the batch cut to the sixteen samples that the code was tried with"
)
def penalty_of_the_first(gradients, *, weight=10):
    return impl.gradient_penalty(gradients[:16], weight=weight)


@counterfeit("gradient_penalty", "the norm of the mean gradient")
def penalty_of_the_mean_gradient(gradients, *, weight=10):
    return weight * (np.linalg.norm(rows(gradients).mean(axis=0)) - 1) ** 2


@counterfeit("gradient_penalty", "the mean norm, and that squared")
def penalty_of_the_mean_norm(gradients, *, weight=10):
    return weight * (norms(gradients).mean() - 1) ** 2


@counterfeit("gradient_penalty", "the batch summed: right for batches of one")
def penalty_summed(gradients, *, weight=10):
    return impl.gradient_penalty(gradients, weight=weight) * len(gradients)


@counterfeit("gradient_penalty", "not squared")
def penalty_without_the_square(gradients, *, weight=10):
    return weight * np.abs(norms(gradients) - 1).mean()


@counterfeit("gradient_penalty", "(‖g‖² − 1)², without the root")
def penalty_without_the_root(gradients, *, weight=10):
    return weight * ((norms(gradients) ** 2 - 1) ** 2).mean()


@counterfeit("gradient_penalty", "the sum of the components' sizes for the norm")
def penalty_of_the_sum_of_sizes(gradients, *, weight=10):
    return weight * ((np.abs(rows(gradients)).sum(axis=1) - 1) ** 2).mean()


@counterfeit("gradient_penalty", "norms of 0 in place of 1")
def penalty_about_0(gradients, *, weight=10):
    return weight * (norms(gradients) ** 2).mean()


@counterfeit("gradient_penalty", "the one-sided penalty: right where no norm is below 1")
def penalty_of_one_side(gradients, *, weight=10):
    return impl.one_sided_gradient_penalty(gradients, weight=weight)


@counterfeit("gradient_penalty", "a weight of 1 if none is given")
def penalty_of_another_default(gradients, *, weight=1):
    return impl.gradient_penalty(gradients, weight=weight)


@counterfeit("gradient_penalty", "the weight accepted and ignored")
def penalty_without_its_weight(gradients, *, weight=10):
    return impl.gradient_penalty(gradients)


@counterfeit("gradient_penalty", "half of it, as of a square")
def penalty_halved(gradients, *, weight=10):
    return impl.gradient_penalty(gradients, weight=weight) / 2


@counterfeit("gradient_penalty", "1e-12 below the root, against a division by 0")
def penalty_with_an_epsilon(gradients, *, weight=10):
    squares = (rows(gradients) ** 2).sum(axis=1)
    return weight * ((np.sqrt(squares + 1e-12) - 1) ** 2).mean()


@counterfeit("gradient_penalty", "float32 inside, as on a GPU")
def penalty_in_single_precision(gradients, *, weight=10):
    return single(impl.gradient_penalty, gradients, weight=weight)


def slopes(gradients, lengths, weight):
    """(2λ/n)(1 − 1/‖g‖) g, whatever is taken for norms."""
    gradients = floats(gradients)
    lengths = np.reshape(lengths, (-1, *[1] * (gradients.ndim - 1)))
    with np.errstate(all="ignore"):
        return 2 * weight / len(gradients) * (1 - 1 / lengths) * gradients


@counterfeit("gradient_penalty_derivative", "a norm of 0 as it stands: nan for that sample")
def penalty_slope_with_nan_for_0(gradients, *, weight=10):
    return slopes(gradients, norms(gradients), weight)


@counterfeit("gradient_penalty_derivative", "1e-12 below the root")
def penalty_slope_with_an_epsilon(gradients, *, weight=10):
    squares = (rows(gradients) ** 2).sum(axis=1)
    return slopes(gradients, np.sqrt(squares + 1e-12), weight)


@counterfeit("gradient_penalty_derivative", "1e-8 beside the norm by which is divided")
def penalty_slope_with_an_epsilon_in_the_denominator(gradients, *, weight=10):
    return slopes(gradients, norms(gradients) + 1e-8, weight)


@counterfeit("gradient_penalty_derivative", "no square below 1e-24, as by a clamp of the norm")
def penalty_slope_with_a_clamped_norm(gradients, *, weight=10):
    return slopes(gradients, np.maximum(norms(gradients), 1e-12), weight)


@counterfeit("gradient_penalty_derivative", "one norm for the whole batch")
def penalty_slope_of_one_norm(gradients, *, weight=10):
    length = np.linalg.norm(rows(gradients)) or 1
    return slopes(gradients, np.full(len(gradients), length), weight)


@counterfeit("gradient_penalty_derivative", "the norm over the second axis: right for vectors")
def penalty_slope_over_the_second_axis(gradients, *, weight=10):
    gradients = floats(gradients)
    lengths = np.linalg.norm(gradients, axis=1, keepdims=True)
    directions = gradients / np.where(lengths > 0, lengths, 1)
    return 2 * weight / len(gradients) * (gradients - directions)


@counterfeit("gradient_penalty_derivative", "the batch summed: right for batches of one")
def penalty_slope_summed(gradients, *, weight=10):
    return impl.gradient_penalty_derivative(gradients, weight=weight) * len(gradients)


@counterfeit("gradient_penalty_derivative", "the 2 of the square forgotten")
def penalty_slope_halved(gradients, *, weight=10):
    return impl.gradient_penalty_derivative(gradients, weight=weight) / 2


@counterfeit("gradient_penalty_derivative", "the sign lost: it drives norms away from 1")
def penalty_slope_negated(gradients, *, weight=10):
    return -impl.gradient_penalty_derivative(gradients, weight=weight)


@counterfeit("gradient_penalty_derivative", "of the one-sided penalty")
def penalty_slope_of_one_side(gradients, *, weight=10):
    both = impl.gradient_penalty_derivative(gradients, weight=weight)
    longer = norms(gradients) > 1
    return both * longer.reshape(-1, *[1] * (both.ndim - 1))


@counterfeit("gradient_penalty_derivative", "the norm held fixed, as if detached")
def penalty_slope_with_a_fixed_norm(gradients, *, weight=10):
    gradients = floats(gradients)
    return 2 * weight / len(gradients) * gradients


@counterfeit("gradient_penalty_derivative", "the penalty detached: nothing is learnt from it")
def penalty_slope_detached(gradients, *, weight=10):
    return np.zeros(np.shape(gradients))


@counterfeit("gradient_penalty_derivative", "the weight accepted and ignored")
def penalty_slope_without_its_weight(gradients, *, weight=10):
    return impl.gradient_penalty_derivative(gradients)


@counterfeit("gradient_penalty_derivative", "float32 inside, as on a GPU")
def penalty_slope_in_single_precision(gradients, *, weight=10):
    return single(impl.gradient_penalty_derivative, gradients, weight=weight)


@counterfeit("one_sided_gradient_penalty", "both sides")
def one_sided_of_both_sides(gradients, *, weight=10):
    return impl.gradient_penalty(gradients, weight=weight)


@counterfeit("one_sided_gradient_penalty", "the other side: norms below 1")
def one_sided_of_the_other_side(gradients, *, weight=10):
    return weight * (np.maximum(0, 1 - norms(gradients)) ** 2).mean()


@counterfeit("one_sided_gradient_penalty", "not squared")
def one_sided_without_the_square(gradients, *, weight=10):
    return weight * np.maximum(0, norms(gradients) - 1).mean()


@counterfeit("one_sided_gradient_penalty", "the mean norm: samples below 1 pay for others")
def one_sided_of_the_mean_norm(gradients, *, weight=10):
    return weight * max(0, norms(gradients).mean() - 1) ** 2


@counterfeit("one_sided_gradient_penalty", "one norm for the whole batch")
def one_sided_of_one_norm(gradients, *, weight=10):
    return weight * max(0, np.linalg.norm(rows(gradients)) - 1) ** 2


@counterfeit("one_sided_gradient_penalty", "the norm over the second axis: right for vectors")
def one_sided_over_the_second_axis(gradients, *, weight=10):
    return weight * (np.maximum(0, norms_over_the_second_axis(gradients) - 1) ** 2).mean()


@counterfeit("one_sided_gradient_penalty", "the batch summed: right for batches of one")
def one_sided_summed(gradients, *, weight=10):
    return impl.one_sided_gradient_penalty(gradients, weight=weight) * len(gradients)


@counterfeit("one_sided_gradient_penalty", "a mean over those samples alone that pay")
def one_sided_over_those_that_pay(gradients, *, weight=10):
    excesses = norms(gradients) - 1
    paying = excesses[excesses > 0]
    return weight * (paying**2).mean() if paying.size else 0.0


@counterfeit("one_sided_gradient_penalty", "the weight accepted and ignored")
def one_sided_without_its_weight(gradients, *, weight=10):
    return impl.one_sided_gradient_penalty(gradients)


@counterfeit("one_sided_gradient_penalty", "a softplus for the hinge, which is 0 nowhere")
def one_sided_softened(gradients, *, weight=10):
    return weight * (np.logaddexp(0, norms(gradients) - 1) ** 2).mean()


@counterfeit("one_sided_gradient_penalty", "float32 inside, as on a GPU")
def one_sided_in_single_precision(gradients, *, weight=10):
    return single(impl.one_sided_gradient_penalty, gradients, weight=weight)


@counterfeit("zero_centered_penalty", "the ½ forgotten, as in much code")
def zero_centered_without_the_half(gradients, *, weight=1):
    return 2 * impl.zero_centered_penalty(gradients, weight=weight)


@counterfeit("zero_centered_penalty", "norms not squared")
def zero_centered_without_the_square(gradients, *, weight=1):
    return weight / 2 * norms(gradients).mean()


@counterfeit("zero_centered_penalty", "the mean over components for their sum: right for one")
def zero_centered_over_components(gradients, *, weight=1):
    return weight / 2 * (rows(gradients) ** 2).mean()


@counterfeit("zero_centered_penalty", "the batch summed: right for batches of one")
def zero_centered_summed(gradients, *, weight=1):
    return impl.zero_centered_penalty(gradients, weight=weight) * len(gradients)


@counterfeit("zero_centered_penalty", "the norm of the mean gradient")
def zero_centered_of_the_mean_gradient(gradients, *, weight=1):
    return weight / 2 * (rows(gradients).mean(axis=0) ** 2).sum()


@counterfeit("zero_centered_penalty", "norms of 1 in place of 0")
def zero_centered_about_1(gradients, *, weight=1):
    return impl.gradient_penalty(gradients, weight=weight) / 2


@counterfeit("zero_centered_penalty", "1e-8 beside each square")
def zero_centered_with_an_epsilon(gradients, *, weight=1):
    return weight / 2 * (norms(gradients) ** 2 + 1e-8).mean()


@counterfeit("zero_centered_penalty", "the second axis alone: right for vectors")
def zero_centered_over_the_second_axis(gradients, *, weight=1):
    return weight / 2 * (norms_over_the_second_axis(gradients) ** 2).mean()


@counterfeit("zero_centered_penalty", "the weight accepted and ignored")
def zero_centered_without_its_weight(gradients, *, weight=1):
    return impl.zero_centered_penalty(gradients)


@counterfeit("zero_centered_penalty", "float32 inside, as on a GPU")
def zero_centered_in_single_precision(gradients, *, weight=1):
    return single(impl.zero_centered_penalty, gradients, weight=weight)


@counterfeit("zero_centered_penalty_derivative", "twice it, of a penalty without the ½")
def zero_centered_slope_doubled(gradients, *, weight=1):
    return 2 * impl.zero_centered_penalty_derivative(gradients, weight=weight)


@counterfeit("zero_centered_penalty_derivative", "the batch summed: right for batches of one")
def zero_centered_slope_summed(gradients, *, weight=1):
    return weight * floats(gradients)


@counterfeit("zero_centered_penalty_derivative", "the sign lost: it makes gradients longer")
def zero_centered_slope_negated(gradients, *, weight=1):
    return -impl.zero_centered_penalty_derivative(gradients, weight=weight)


@counterfeit("zero_centered_penalty_derivative", "divided by all components: right for one")
def zero_centered_slope_over_components(gradients, *, weight=1):
    return weight * floats(gradients) / np.size(gradients)


@counterfeit("zero_centered_penalty_derivative", "divided by the pixels, too: right for vectors")
def zero_centered_slope_over_pixels(gradients, *, weight=1):
    gradients = floats(gradients)
    return weight * gradients / (len(gradients) * np.prod(gradients.shape[2:]))


@counterfeit("zero_centered_penalty_derivative", "that of a norm which is not squared")
def zero_centered_slope_of_the_norm(gradients, *, weight=1):
    gradients = floats(gradients)
    lengths = np.reshape(norms(gradients), (-1, *[1] * (gradients.ndim - 1)))
    directions = gradients / np.where(lengths > 0, lengths, 1)
    return weight / 2 * directions / len(gradients)


@counterfeit("zero_centered_penalty_derivative", "the weight accepted and ignored")
def zero_centered_slope_without_its_weight(gradients, *, weight=1):
    return impl.zero_centered_penalty_derivative(gradients)


@counterfeit("zero_centered_penalty_derivative", "float32 inside, as on a GPU")
def zero_centered_slope_in_single_precision(gradients, *, weight=1):
    return single(impl.zero_centered_penalty_derivative, gradients, weight=weight)
