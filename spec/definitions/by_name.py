"""What each function of the interface is, of one row of its arguments.

A row is a batch, or a distribution, or a number for each argument of a function that goes element
by element. Weights are what an expectation is taken under: without them it is the mean. The weight
of a penalty is what it is multiplied with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from spec.definitions.critic import wasserstein_distance
from spec.definitions.discriminator import (
    optimum,
    pointwise_loss,
    pointwise_loss_derivative,
    pointwise_loss_from_logits,
)
from spec.definitions.divergence import (
    Distribution,
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
)
from spec.definitions.f_divergence import F_DIVERGENCES, activated_as_proposed
from spec.definitions.frechet import frechet_distance, frechet_inception_distance
from spec.definitions.gaussian import gaussian_kl, gaussian_kl_derivative, gaussian_log_density
from spec.definitions.hinge import hinge_discriminator_loss
from spec.definitions.inception_score import inception_score, inception_score_from_logits
from spec.definitions.kernel_distance import unbiased_distance
from spec.definitions.least_squares import (
    least_squares_discriminator_loss,
    least_squares_loss,
    least_squares_optimum,
)
from spec.definitions.logistic import (
    log_complement,
    log_ratio,
    log_sigmoid,
    logit,
    sigmoid,
)
from spec.definitions.neighbours import density_and_coverage, precision_and_recall
from spec.definitions.penalty import (
    gradient_penalty,
    gradient_penalty_derivative,
    one_sided_gradient_penalty,
    zero_centered_penalty,
    zero_centered_penalty_derivative,
)
from spec.definitions.projection import bias, difference, inner, square_ratio
from spec.definitions.relativistic import (
    doubts,
    mistakes,
    relativistic_average_loss,
    relativistic_loss,
)
from spec.definitions.spectral import Step, power_iteration, spectral_norm
from spec.interface import FUNCTIONS
from spec.machinery.claims.interface import Function
from spec.machinery.numbers.high_precision import exact, log
from spec.machinery.numbers.reals import Real, mean, total

Row = Sequence[float]
Weights = Sequence[float] | None
Definition = Callable[..., Any]


def definition_of(function: Function) -> Definition:
    """What a function is, of one row of its arguments, and of weights by their keywords.

    Of a function that goes element by element it is one of every element.
    """
    definition = DEFINITIONS[function.name]
    return element_by_element(definition) if function.shape == "elementwise" else definition


def parts(result: Any, number: int = 1) -> tuple[Any, ...]:
    """The results of a function, of which most have one; several may be in one array, too."""
    in_an_array = number > 1 and isinstance(result, np.ndarray) and result.shape[:1] == (number,)
    return tuple(result) if in_an_array or isinstance(result, tuple) else (result,)


def row_by_row(definition: Definition) -> Definition:
    """The definition of every row of arguments with leading axes: a list as deep as these are.

    What is no array, such as a name, is the same for every row. Of several results there are as
    many lists.
    """

    def of_rows(*arguments: Any, **weights: Any) -> Any:
        arrays = [argument for argument in arguments if isinstance(argument, list)]
        if not isinstance(arrays[0][0], list):
            return definition(*arguments, **weights)
        length = len(arrays[0])
        parts = [x if isinstance(x, list) else [x] * length for x in arguments]
        rows = zip(*parts, *weights.values(), strict=True)
        count = len(arguments)
        results = [
            of_rows(*row[:count], **dict(zip(weights, row[count:], strict=True))) for row in rows
        ]
        if isinstance(results[0], tuple):
            return tuple(map(list, zip(*results, strict=True)))
        return results

    return of_rows


def element_by_element(definition: Definition) -> Definition:
    """The definition of every element of the arguments, of which some may be single numbers."""

    def of_elements(*arguments: Any) -> Any:
        lengths = {len(argument) for argument in arguments if isinstance(argument, list)}
        if not lengths:
            return definition(*arguments)
        (length,) = lengths
        parts = [x if isinstance(x, list) else [x] * length for x in arguments]
        return [of_elements(*elements) for elements in zip(*parts, strict=True)]

    return of_elements


def expectation(term: Callable[..., Any], *samples: Sequence[Any], weights: Weights) -> Real:
    """The mean of a term over samples, or what it is under weights: those of weight 0 are left out.

    Of several samples the term takes one number each.
    """
    if weights is None:
        return mean(map(term, *samples))
    weighted = zip(map(Fraction, weights), *samples, strict=True)
    return total(Real.of(term(*values)) * weight for weight, *values in weighted if weight)


def distribution(masses: Row) -> Distribution:
    """The distribution of masses that are whole multiples of a power of two."""
    fractions = [Fraction(mass) for mass in masses]
    denominator = max(fraction.denominator for fraction in fractions)
    return Distribution(tuple(int(fraction * denominator) for fraction in fractions))


def _of_distributions(definition: Callable[..., Real]) -> Callable[..., Real]:
    return lambda *masses: definition(*map(distribution, masses))


def _sigmoid_derivative(h: float) -> Real:
    return sigmoid(h) * sigmoid(-h)


def _optimal_discriminator(p: float, q: float) -> Real:
    """D*, of the terms of 1 − q/(p + q)."""
    return Real.of(optimum(p, q)).with_terms(1)


def _pointwise_derivative_from_logits(h: float, p: float, q: float) -> Real:
    return sigmoid(h) * q - sigmoid(-h) * p


def _discriminator_loss(
    real: Row, fake: Row, real_weights: Weights = None, fake_weights: Weights = None
) -> Real:
    of_real = expectation(log_sigmoid, real, weights=real_weights)
    return -of_real - expectation(log_complement, fake, weights=fake_weights)


def _minimax_generator_loss(fake: Row, weights: Weights = None) -> Real:
    return expectation(log_complement, fake, weights=weights)


def _nonsaturating_generator_loss(fake: Row, weights: Weights = None) -> Real:
    return -expectation(log_sigmoid, fake, weights=weights)


def _summed_generator_loss(fake: Row, weights: Weights = None) -> Real:
    return _minimax_generator_loss(fake, weights) + _nonsaturating_generator_loss(fake, weights)


def _expected_gradient(
    loss_derivative: Row, logit_jacobian: Sequence[Row], weights: Weights = None
) -> list[Real]:
    columns = zip(*logit_jacobian, strict=True)
    return [expectation(_product, loss_derivative, x, weights=weights) for x in columns]


def _product(x: float, y: float) -> Real:
    return Real.of(x) * y


def _f_divergence(name: str, p: Row, q: Row) -> Real:
    return F_DIVERGENCES[name].divergence(distribution(p), distribution(q))


def _f_conjugate(name: str, t: float) -> Real:
    return F_DIVERGENCES[name].conjugate(t)


def _f_optimal_output(name: str, p: float, q: float) -> Real:
    return F_DIVERGENCES[name].slope(Real.of(p) / q)


def _f_activation(name: str, v: float) -> Real:
    (t,) = activated_as_proposed(F_DIVERGENCES[name], [v])
    return t


def _f_discriminator_loss(name: str, real: Row, fake: Row) -> Real:
    return -mean(activated_as_proposed(F_DIVERGENCES[name], real)) - _f_generator_loss(name, fake)


def _f_generator_loss(name: str, fake: Row) -> Real:
    f = F_DIVERGENCES[name]
    return -mean(map(f.conjugate, activated_as_proposed(f, fake)))


def _negative_elbo(log_joint: Row, variational_posterior: Row) -> Real:
    r = distribution(variational_posterior)
    terms = zip(r.exact, log_joint, strict=True)
    return r.expectation(Real.of(log(exact(mass))) - joint for mass, joint in terms)


def _one_hot(labels: Sequence[int], classes: int) -> list[list[int]]:
    return [[int(i == y) for i in range(classes)] for y in labels]


def _projection_parameters(
    data_means: Sequence[Row], model_means: Sequence[Row]
) -> tuple[list[list[Real]], list[Real]]:
    means = [(tuple(mu), tuple(mu_hat)) for mu, mu_hat in zip(data_means, model_means, strict=True)]
    return [difference(*pair) for pair in means], [bias(*pair) for pair in means]


def _projection_logits(
    features: Sequence[Row], labels: Sequence[int], A: Sequence[Row], b: Row
) -> list[Real]:
    return [inner(A[y], phi) + b[y] for phi, y in zip(features, labels, strict=True)]


def _conditional_logits(
    features: Sequence[Row],
    labels: Sequence[int],
    data_means: Sequence[Row],
    model_means: Sequence[Row],
) -> list[Real]:
    return [
        square_ratio(tuple(phi), tuple(data_means[y]), tuple(model_means[y]))
        for phi, y in zip(features, labels, strict=True)
    ]


def _wasserstein_critic_loss(
    real: Row, fake: Row, real_weights: Weights = None, fake_weights: Weights = None
) -> Real:
    of_real = expectation(Real.of, real, weights=real_weights)
    return expectation(Real.of, fake, weights=fake_weights) - of_real


def _wasserstein_generator_loss(fake: Row, weights: Weights = None) -> Real:
    return -expectation(Real.of, fake, weights=weights)


def _relativistic_average_derivative(real: Row, fake: Row) -> tuple[list[Real], list[Real]]:
    of_reals, of_fakes = doubts(real, fake), mistakes(fake, real)
    by_reals, by_fakes = mean(of_reals), mean(of_fakes)
    return [-x - by_fakes for x in of_reals], [x + by_reals for x in of_fakes]


def _relativistic_average_generator_derivative(real: Row, fake: Row) -> list[Real]:
    of_fake, _ = _relativistic_average_derivative(fake, real)
    return of_fake


def _power_iteration(weight: Sequence[Row], u: Row) -> Step:
    return power_iteration(weight, u, spectral_norm(weight))


def _wasserstein_distance(
    x: Row, y: Row, x_weights: Weights = None, y_weights: Weights = None
) -> Real:
    x_masses, y_masses = (
        None if weights is None else [Fraction(weight) for weight in weights]
        for weights in (x_weights, y_weights)
    )
    size = max(map(abs, (*x, *y)))
    return Real.of(wasserstein_distance(x, y, x_masses, y_masses)).with_terms(size)


DEFINITIONS: dict[str, Definition] = {
    "sigmoid": sigmoid,
    "sigmoid_derivative": _sigmoid_derivative,
    "log_sigmoid": log_sigmoid,
    "logit": logit,
    "optimal_discriminator": _optimal_discriminator,
    "optimal_logits": log_ratio,
    "pointwise_discriminator_loss": pointwise_loss,
    "pointwise_discriminator_loss_derivative": pointwise_loss_derivative,
    "pointwise_discriminator_loss_from_logits": pointwise_loss_from_logits,
    "pointwise_discriminator_loss_from_logits_derivative": _pointwise_derivative_from_logits,
    "discriminator_loss": _discriminator_loss,
    "minimax_generator_loss": _minimax_generator_loss,
    "minimax_generator_loss_derivative": lambda h: -sigmoid(h),
    "nonsaturating_generator_loss": _nonsaturating_generator_loss,
    "nonsaturating_generator_loss_derivative": lambda h: -sigmoid(-h),
    "summed_generator_loss": _summed_generator_loss,
    "summed_generator_loss_derivative": lambda h: -1,
    "expected_gradient": _expected_gradient,
    "entropy": _of_distributions(entropy),
    "cross_entropy": _of_distributions(cross_entropy),
    "kl_divergence": _of_distributions(kl_divergence),
    "js_divergence": _of_distributions(js_divergence),
    "negative_elbo": _negative_elbo,
    "f_divergence": _f_divergence,
    "f_conjugate": _f_conjugate,
    "f_optimal_output": _f_optimal_output,
    "f_activation": _f_activation,
    "f_discriminator_loss": _f_discriminator_loss,
    "f_generator_loss": _f_generator_loss,
    "gaussian_log_density": gaussian_log_density,
    "gaussian_kl": gaussian_kl,
    "gaussian_kl_derivative": gaussian_kl_derivative,
    "one_hot": _one_hot,
    "projection_parameters": _projection_parameters,
    "projection_logits": _projection_logits,
    "conditional_logits": _conditional_logits,
    "wasserstein_critic_loss": _wasserstein_critic_loss,
    "wasserstein_generator_loss": _wasserstein_generator_loss,
    "least_squares_discriminator_loss": least_squares_discriminator_loss,
    "least_squares_generator_loss": lambda fake: least_squares_loss(fake, 1),
    "least_squares_optimal_discriminator": least_squares_optimum,
    "hinge_discriminator_loss": hinge_discriminator_loss,
    "relativistic_discriminator_loss": relativistic_loss,
    "relativistic_generator_loss": lambda real, fake: relativistic_loss(fake, real),
    "relativistic_average_discriminator_loss": relativistic_average_loss,
    "relativistic_average_generator_loss": (
        lambda real, fake: relativistic_average_loss(fake, real)
    ),
    "relativistic_average_discriminator_loss_derivative": _relativistic_average_derivative,
    "relativistic_average_generator_loss_derivative": _relativistic_average_generator_derivative,
    "spectral_norm": spectral_norm,
    "power_iteration": _power_iteration,
    "wasserstein_distance": _wasserstein_distance,
    "gradient_penalty": gradient_penalty,
    "gradient_penalty_derivative": gradient_penalty_derivative,
    "one_sided_gradient_penalty": one_sided_gradient_penalty,
    "zero_centered_penalty": zero_centered_penalty,
    "zero_centered_penalty_derivative": zero_centered_penalty_derivative,
    "frechet_distance": frechet_distance,
    "frechet_inception_distance": frechet_inception_distance,
    "inception_score": inception_score,
    "inception_score_from_logits": inception_score_from_logits,
    "kernel_inception_distance": unbiased_distance,
    "precision_and_recall": precision_and_recall,
    "density_and_coverage": density_and_coverage,
}
"""The functions that are given numbers and return them, by name; critics are what they are."""

DEFINED = [function for function in FUNCTIONS if function.name in DEFINITIONS]
"""Those functions."""
