"""The definitions by the names of the functions, of which each is of one row of its arguments."""

import math
from fractions import Fraction

import numpy as np
import pytest

import impl
from spec.definitions import DEFINED, definition_of, element_by_element, parts, row_by_row
from spec.definitions.by_name import DEFINITIONS
from spec.interface import FUNCTIONS, NAMED
from spec.machinery.claims.interface import of_functions
from spec.machinery.numbers.comparison import assert_close

EXAMPLES = {
    "sigmoid": ([0.0], 0.5),
    "sigmoid_derivative": ([0.0], 0.25),
    "log_sigmoid": ([0.0], -math.log(2)),
    "logit": ([0.5], 0),
    "optimal_discriminator": ([1.0, 3.0], 0.25),
    "optimal_logits": ([2.0, 1.0], math.log(2)),
    "pointwise_discriminator_loss": ([0.5, 1.0, 2.0], 3 * math.log(2)),
    "pointwise_discriminator_loss_derivative": ([0.5, 1.0, 2.0], 2),
    "pointwise_discriminator_loss_from_logits": ([0.0, 1.0, 2.0], 3 * math.log(2)),
    "pointwise_discriminator_loss_from_logits_derivative": ([0.0, 1.0, 2.0], 0.5),
    "discriminator_loss": ([[0.0], [0.0, 0.0]], 2 * math.log(2)),
    "minimax_generator_loss": ([[0.0, 0.0]], -math.log(2)),
    "minimax_generator_loss_derivative": ([0.0], -0.5),
    "nonsaturating_generator_loss": ([[0.0, 0.0]], math.log(2)),
    "nonsaturating_generator_loss_derivative": ([0.0], -0.5),
    "summed_generator_loss": ([[1.0, 3.0]], -2),
    "summed_generator_loss_derivative": ([4.0], -1),
    "expected_gradient": ([[1.0, 3.0], [[1.0, 0.0], [1.0, 2.0]]], [2, 3]),
    "entropy": ([[0.5, 0.5]], math.log(2)),
    "cross_entropy": ([[1.0, 0.0], [0.5, 0.5]], math.log(2)),
    "kl_divergence": ([[1.0, 0.0], [0.5, 0.5]], math.log(2)),
    "js_divergence": ([[1.0, 0.0], [0.0, 1.0]], math.log(2)),
    "negative_elbo": ([[-1.0, -3.0], [0.5, 0.5]], 2 - math.log(2)),
    "f_divergence": (["pearson", [0.5, 0.5], [0.25, 0.75]], 1 / 3),
    "f_conjugate": (["squared_hellinger", -1.0], -0.5),
    "f_optimal_output": (["reverse_kl", 4.0, 1.0], -0.25),
    "f_activation": (["squared_hellinger", 0.0], 0),
    "f_discriminator_loss": (["pearson", [1.0, 3.0], [2.0, -2.0]], -1),
    "f_generator_loss": (["gan", [0.0, 0.0]], -math.log(2)),
    "gaussian_log_density": ([1.0, 1.0, 1.0], -math.log(2 * math.pi) / 2),
    "gaussian_kl": ([3.0, 1.0, 2.0], 0.5),
    "gaussian_kl_derivative": ([3.0, 1.0, 2.0], 0.5),
    "one_hot": ([[1, 0], 3], [[0, 1, 0], [1, 0, 0]]),
    "projection_parameters": ([[[1.0, 2.0]], [[3.0, 0.0]]], ([[-2, 2]], [2])),
    "projection_logits": ([[[1.0, 2.0]], [1], [[9.0, 9.0], [3.0, 4.0]], [9.0, 5.0]], [16]),
    "conditional_logits": ([[[1.0]], [1], [[9.0], [1.0]], [[9.0], [3.0]]], [2]),
    "wasserstein_critic_loss": ([[1.0], [2.0, 4.0]], 2),
    "wasserstein_generator_loss": ([[2.0, 4.0]], -3),
    "least_squares_discriminator_loss": ([[1.0, 3.0], [2.0]], 3),
    "least_squares_generator_loss": ([[1.0, 3.0]], 1),
    "least_squares_optimal_discriminator": ([1.0, 3.0], 0.25),
    "hinge_discriminator_loss": ([[0.5, 2.0], [1.0]], 2.25),
    "relativistic_discriminator_loss": ([[1.0, 3.0], [1.0, 3.0]], math.log(2)),
    "relativistic_generator_loss": ([[1.0], [2.0]], math.log1p(math.exp(-1))),
    "relativistic_average_discriminator_loss": ([[2.0], [2.0, 2.0]], 2 * math.log(2)),
    "relativistic_average_generator_loss": ([[2.0], [3.0]], 2 * math.log1p(math.exp(-1))),
    "relativistic_average_discriminator_loss_derivative": (
        [[2.0], [2.0, 2.0]],
        ([-1], [1, 1]),
    ),
    "relativistic_average_generator_loss_derivative": ([[2.0, 2.0], [2.0]], [-1]),
    "spectral_norm": ([[[3.0, 0.0], [4.0, 0.0]]], 5),
    "power_iteration": ([[[3.0, 0.0], [4.0, 0.0]], [0.0, -1.0]], (5, [-0.6, -0.8])),
    "wasserstein_distance": ([[0.0, 2.0], [1.0]], 1),
    "frechet_distance": (
        [[0.0, 0.0], [[2.0, 1.0], [1.0, 2.0]], [3.0, 4.0], [[8.0, 4.0], [4.0, 8.0]]],
        29,
    ),
    "frechet_inception_distance": ([[[-1.0], [1.0]], [[0.0], [2.0], [4.0]]], 10 - 4 * 2**0.5),
    "gradient_penalty": ([[[3.0, 4.0], [0.0, 0.0]]], 85),
    "gradient_penalty_derivative": ([[[3.0, 4.0], [0.0, 0.0]]], [[24, 32], [0, 0]]),
    "one_sided_gradient_penalty": ([[[3.0, 4.0], [0.0, 0.0]]], 80),
    "zero_centered_penalty": ([[[3.0, 4.0], [0.0, 0.0]]], 6.25),
    "zero_centered_penalty_derivative": ([[[3.0, 4.0], [0.0, 0.0]]], [[1.5, 2], [0, 0]]),
    "inception_score": ([[[1.0, 0.0], [0.0, 1.0]]], 2),
    "inception_score_from_logits": ([[[0.0, -800.0], [-800.0, 0.0]]], 2),
    "kernel_inception_distance": ([[[0.0], [1.0]], [[0.0], [1.0]]], -3.5),
    "precision_and_recall": ([[[0.0], [10.0]], [[1.0], [2.0]], 1], (1, 0.5)),
    "density_and_coverage": (
        [[[0.0], [1.0], [2.5]], [[0.5], [0.625], [0.75]], 1],
        (2, Fraction(2, 3)),
    ),
}
"""Arguments for each function, and what it is of them."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_definition_is_what_is_known_of_an_example(name):
    arguments, expected = EXAMPLES[name]
    for function in (definition_of(NAMED[name]), getattr(impl, name)):
        for result, known in zip(parts(function(*arguments)), parts(expected), strict=True):
            assert_close(result, known)


def test_several_results_may_be_in_one_array():
    both = np.array([0.25, 0.75])
    assert parts(both, 2) == parts((0.25, 0.75), 2) == (0.25, 0.75)
    assert parts(both) == (both,)
    assert parts(np.array(0.25), 2) == (np.array(0.25),)


def test_every_definition_has_an_example():
    assert set(EXAMPLES) == set(DEFINITIONS)


def is_of_numbers(function):
    """Whether a function makes numbers of numbers, and always the same."""
    kinds = {domain.kind for domain in function.arguments.values()}
    return function.shape != "of functions" and "function" not in kinds and not function.draws


def test_every_function_of_numbers_has_a_definition():
    assert list(filter(is_of_numbers, FUNCTIONS)) == DEFINED


@pytest.mark.parametrize(
    ("name", "arguments", "weights", "expected"),
    [
        ("minimax_generator_loss", [[0.0, math.inf]], {"weights": [1.0, 0.0]}, -math.log(2)),
        ("summed_generator_loss", [[0.0, 4.0]], {"weights": [0.75, 0.25]}, -1),
        ("wasserstein_critic_loss", [[0.0, 4.0], [1.0, 3.0]], {"real_weights": [0.75, 0.25]}, 1),
        ("wasserstein_critic_loss", [[0.0, 4.0], [1.0, 3.0]], {"fake_weights": [0.5, 0.5]}, 0),
        ("wasserstein_distance", [[0.0, 4.0], [0.0]], {"x_weights": [0.75, 0.25]}, 1),
        ("expected_gradient", [[0.0, 4.0], [[1.0], [1.0]]], {"weights": [0.75, 0.25]}, [1]),
    ],
)
def test_weights_are_what_an_expectation_is_under(name, arguments, weights, expected):
    assert_close(definition_of(NAMED[name])(*arguments, **weights), expected)


def test_rows_are_taken_one_by_one():
    loss = row_by_row(definition_of(NAMED["wasserstein_critic_loss"]))
    assert_close(loss([1.0], [2.0, 4.0]), 2)
    assert_close(loss([[[1.0]], [[0.0]]], [[[2.0, 4.0]], [[5.0, 7.0]]]), [[2], [6]])
    weighted = loss([[1.0], [0.0]], [[2.0, 4.0]] * 2, fake_weights=[[1.0, 0.0], [0.0, 1.0]])
    assert_close(weighted, [1, 4])


def test_a_name_is_the_same_for_all_rows():
    divergence = row_by_row(definition_of(NAMED["f_divergence"]))
    p, q = [[0.5, 0.5], [1.0, 0.0]], [[0.25, 0.75], [0.5, 0.5]]
    assert_close(divergence("pearson", p, q), [Fraction(1, 3), 1])
    assert_close(divergence("pearson", p[0], q[0]), Fraction(1, 3))


def test_a_slope_at_a_kink_is_any_between_those_on_either_side():
    slope = definition_of(NAMED["f_optimal_output"])
    for between in (-0.5, 0.0, 0.5):
        assert_close(slope("total_variation", 1.0, 1.0), between)
    with pytest.raises(AssertionError):
        assert_close(slope("total_variation", 1.0, 1.0), 0.75)


def test_elements_are_taken_one_by_one_beside_single_numbers():
    slope = element_by_element(definition_of(NAMED["gaussian_kl_derivative"]))
    assert_close(slope(3.0, 1.0, 1.0), 2)
    assert_close(slope([[3.0], [5.0]], [[1.0], [2.0]], 1.0), [[2], [3]])


def test_functions_of_functions_are_not_defined_by_name():
    with pytest.raises(KeyError):
        definition_of(of_functions("point_mass_critic_loss", "D(θ) − D(θ0)"))
