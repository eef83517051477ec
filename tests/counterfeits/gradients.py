"""Mistakes in gradients: what comes of a loss that is right where it is differentiated."""

import numpy as np

from spec.interface import GRADIENTS, GRADIENTS_IN_DISTRIBUTIONS, distribution
from tests.counterfeits import REFERENCE, counterfeit


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
