"""Mistakes in gradients: what comes of a loss that is right where it is differentiated."""

import numpy as np

import impl
from spec.interface import GRADIENTS, GRADIENTS_IN_DISTRIBUTIONS, distribution
from tests.counterfeits import REFERENCE, counterfeit
from tests.subjects import gradients


def detached(gradient):
    """The mistake that may be made in every gradient."""

    @counterfeit(gradient.name, "the first argument is no part of the graph: its gradient is 0")
    def with_its_first_argument_detached(*arguments):
        first, *others = REFERENCE[gradient.name](*arguments)
        return np.zeros_like(first), *others

    return with_its_first_argument_detached


def masked(gradient):
    """The mistake that may be made in every gradient in a distribution."""

    @counterfeit(gradient.name, "0·log 0 replaced in the value alone: the gradient is nan there")
    def with_nan_where_there_is_no_mass(*arguments):
        slopes = zip(
            arguments,
            REFERENCE[gradient.name](*arguments),
            gradient.arguments.values(),
            strict=True,
        )
        return tuple(
            np.where(np.equal(x, 0) & (domain is distribution), np.nan, slope)
            for x, slope, domain in slopes
        )

    return with_nan_where_there_is_no_mass


# The gallery finds what a module has by name.
globals().update({f"detached_{each}": detached(each) for each in GRADIENTS})
globals().update(
    {f"masked_{gradient}": masked(gradient) for gradient in GRADIENTS_IN_DISTRIBUTIONS}
)


@counterfeit("kl_divergence_gradient", "a clamp of q, which is constant where it is reached")
def kl_gradient_of_clamped_masses(p, q):
    in_p, in_q = REFERENCE["kl_divergence_gradient"](p, q)
    return in_p, np.where(np.asarray(q) > 1 / 8, in_q, 0)


@counterfeit("hinge_discriminator_loss_gradient", "a leak of 1/100 where a sample is right")
def hinge_gradient_with_a_leak(real_values, fake_values):
    slopes = REFERENCE["hinge_discriminator_loss_gradient"](real_values, fake_values)
    signs = (-1, 1)
    return tuple(
        np.where(slope == 0, sign / (100 * slope.size), slope)
        for slope, sign in zip(slopes, signs, strict=True)
    )


@counterfeit("wasserstein_distance_gradient", "|x − y| as √(x − y)²: nan where points coincide")
def distance_gradient_of_a_root(x, y):
    in_x, in_y = REFERENCE["wasserstein_distance_gradient"](x, y)
    return np.where(np.isin(x, y), np.nan, in_x), np.where(np.isin(y, x), np.nan, in_y)


@counterfeit("wasserstein_distance_gradient", "samples that were not sorted")
def distance_gradient_of_samples_as_they_stand(x, y):
    x, y = np.asarray(x), np.asarray(y)
    if x.shape != y.shape:
        return REFERENCE["wasserstein_distance_gradient"](x, y)
    return np.sign(x - y) / len(x), np.sign(y - x) / len(x)


@counterfeit("conditional_discriminator_loss_slope", "the logits of real samples detached")
def conditional_slope_of_fakes_alone(discriminator, other_discriminator, real, fake, labels):
    return gradients.conditional_minimax_slope(discriminator, other_discriminator, fake, labels)


@counterfeit("conditional_discriminator_loss_slope", "fakes not detached, and learnt as real ones")
def conditional_slope_with_the_sign_of_fakes_turned(
    discriminator, other_discriminator, real, fake, labels
):
    slope = REFERENCE["conditional_discriminator_loss_slope"]
    of_all = slope(discriminator, other_discriminator, real, fake, labels)
    of_fakes = gradients.conditional_minimax_slope(discriminator, other_discriminator, fake, labels)
    return of_all - 2 * of_fakes


@counterfeit("conditional_discriminator_loss_slope", "all of it detached")
def conditional_slope_of_nothing(discriminator, other_discriminator, real, fake, labels):
    return 0.0


@counterfeit("conditional_discriminator_loss_slope", "the first label for all in the gradient")
def conditional_slope_with_the_first_label(discriminator, other_discriminator, real, fake, labels):
    slope = REFERENCE["conditional_discriminator_loss_slope"]
    return slope(discriminator, other_discriminator, real, fake, np.full_like(labels, labels[0]))


@counterfeit("conditional_generator_loss_slope", "the minimax slope in its place")
def conditional_generator_slope_as_minimax(discriminator, other_discriminator, fake, labels):
    slope = gradients.conditional_minimax_slope
    return -slope(discriminator, other_discriminator, fake, labels)


@counterfeit("conditional_generator_loss_slope", "all of it detached")
def conditional_generator_slope_of_nothing(discriminator, other_discriminator, fake, labels):
    return 0.0


@counterfeit("conditional_generator_loss_slope", "the sign turned, for an optimiser that adds")
def conditional_generator_slope_negated(discriminator, other_discriminator, fake, labels):
    slope = REFERENCE["conditional_generator_loss_slope"]
    return -slope(discriminator, other_discriminator, fake, labels)


@counterfeit("conditional_generator_loss_slope", "the batch summed")
def conditional_generator_slope_summed(discriminator, other_discriminator, fake, labels):
    slope = REFERENCE["conditional_generator_loss_slope"]
    return len(labels) * slope(discriminator, other_discriminator, fake, labels)


@counterfeit("one_sided_gradient_penalty_gradient", "both sides pull")
def one_sided_gradient_of_both_sides(samples):
    return (impl.gradient_penalty_derivative(samples),)


@counterfeit("one_sided_gradient_penalty_gradient", "the sign turned")
def one_sided_gradient_negated(samples):
    (slopes,) = REFERENCE["one_sided_gradient_penalty_gradient"](samples)
    return (-slopes,)


@counterfeit("one_sided_gradient_penalty_gradient", "the excess not squared")
def one_sided_gradient_of_the_excess(samples):
    g = np.asarray(samples, float)
    norms = np.linalg.norm(g, axis=1, keepdims=True)
    excess = np.where(norms > 1, norms - 1, 1)
    (slopes,) = REFERENCE["one_sided_gradient_penalty_gradient"](samples)
    return (slopes / (2 * excess),)
