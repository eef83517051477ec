"""What is promised of arguments that are made for any function."""

import math
import re
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import find, given, settings

import impl
import spec
from spec.definitions.f_divergence import F_DIVERGENCES
from spec.interface import ELEMENTWISE, FUNCTIONS, NAMED, OF_BATCHES, WEIGHTED
from spec.strategies import arguments
from spec.strategies.arguments import Arguments

ALL = [function for function in FUNCTIONS if function.shape != "of functions"]


def arrays_of(drawn, function):
    arguments = dict(zip(function.required, drawn.of(function), strict=True))
    return [arguments[name] for name in function.arrays]


@pytest.mark.parametrize("function", ALL, ids=str)
@given(drawn=arguments(1))
def test_they_are_arguments_of_the_function(function, drawn):
    weights = drawn.weights_of(function) if function in WEIGHTED else {}
    result = function.of(impl)(*drawn.of(function), **weights)
    parts = result if isinstance(result, tuple) else (result,)
    assert all(np.isfinite(part).all() for part in parts)


@pytest.mark.parametrize("function", ELEMENTWISE, ids=str)
@given(drawn=arguments(0, 1, 2, 3))
def test_the_arguments_of_an_elementwise_function_have_one_shape(function, drawn):
    assert {np.shape(array) for array in arrays_of(drawn, function)} == {drawn.shape}


@pytest.mark.parametrize("function", OF_BATCHES, ids=str)
@given(drawn=arguments(1, 2, 3))
def test_the_arguments_of_a_function_of_batches_have_the_same_leading_axes(function, drawn):
    shapes = [np.shape(array) for array in arrays_of(drawn, function)]
    assert {shape[:-1] for shape in shapes} == {drawn.shape[:-1]}
    assert shapes[0] == drawn.shape
    assert all(shape[-1] in (drawn.shape[-1], drawn.m) for shape in shapes)


@pytest.mark.parametrize("function", WEIGHTED, ids=str)
@given(drawn=arguments(1))
def test_weights_are_masses_of_their_samples(function, drawn):
    samples = drawn.of(function)
    for weights, sample in zip(drawn.weights_of(function).values(), samples, strict=False):
        assert len(weights) == len(sample)
        assert math.fsum(weights) == 1
        assert min(weights) >= 0


@given(drawn=arguments(1, has_infinite_samples=True))
def test_infinite_samples_have_no_weight(drawn):
    loss = NAMED["wasserstein_critic_loss"]
    real, fake = drawn.of(loss)
    real_weights, fake_weights = drawn.weights_of(loss).values()
    for sample, weights in ((real, real_weights), (fake, fake_weights)):
        ((infinite, weight),) = [
            pair for pair in zip(sample, weights, strict=True) if math.isinf(pair[0])
        ]
        assert weight == 0


@given(drawn=arguments(1))
def test_one_sample_alone_may_have_weights(drawn):
    loss = NAMED["discriminator_loss"]
    ((name, weights),) = drawn.one_weight_of(loss).items()
    assert drawn.weights_of(loss)[name] == weights


@given(drawn=arguments(1, 2, 3))
def test_numbers_may_be_beside_one_array(drawn):
    mixed = drawn.with_one_array(NAMED["gaussian_kl"])
    assert sorted(map(np.shape, mixed), key=len) == [(), (), drawn.shape]


@given(drawn=arguments(1))
def test_a_name_is_one_that_the_implementation_offers(drawn):
    few = SimpleNamespace(f_divergences=("pearson", "gan"))
    assert drawn.of(NAMED["f_divergence"], few)[0] in few.f_divergences
    assert drawn.of(NAMED["f_divergence"])[0] in F_DIVERGENCES


@pytest.mark.parametrize(
    "place",
    [
        lambda drawn: len(set(drawn.shape)) == 1 and len(drawn.shape) == 3,
        lambda drawn: len(set(drawn.shape)) > 1,
        lambda drawn: drawn.shape[-1] > drawn.m,
        lambda drawn: drawn.shape[-1] < drawn.m,
    ],
)
def test_they_reach_the_hard_places(place):
    few = settings(max_examples=1000, derandomize=True, database=None)
    find(arguments(1, 2, 3), place, settings=few)


@given(drawn=arguments(1))
def test_labels_are_integers_and_may_be_rows_of_the_identity(drawn):
    loss = NAMED["projection_logits"]
    _, labels, A, _ = drawn.of(loss)
    _, rows, *_ = drawn.with_one_hot_labels(loss)
    assert np.array_equal(rows, np.eye(len(A))[labels])


@given(drawn=arguments(1))
def test_they_are_shown_without_the_zeros_at_the_end(drawn):
    assert not repr(drawn).endswith(", 0)")


def test_numbers_that_come_again_and_again_are_counted():
    drawn = Arguments((3,), 1, 1, (0, 1, *[0] * 60, 5, 5))
    assert repr(drawn) == "(shape (3,), m = 1, r = 1, numbers 0, 1, 0 (60 times), 5, 5)"


def test_what_was_made_last_is_known_by_name():
    drawn = Arguments((2,), 1, 1, (2, 1, 3, 0))
    function = NAMED["cross_entropy"]
    made = drawn.of(function)
    assert drawn.by_name == {"p": made[0], "q": made[1]}
    weighted = NAMED["discriminator_loss"]
    drawn.one_weight_of(weighted)
    (weights,) = drawn.by_name.keys() - {"p", "q"}
    assert weights in weighted.optional


@pytest.mark.parametrize("make", ["of", "without_ties", "with_ties", "with_empty_points"])
def test_whatever_is_made_of_what_was_drawn_is_known(make):
    drawn = Arguments((2,), 1, 1, (2, 1, 3, 0))
    made = getattr(drawn, make)(NAMED["wasserstein_distance"])
    assert [*drawn.by_name.values()] == made


def test_what_was_made_is_shown_with_a_failure():
    subject = SimpleNamespace(entropy=lambda p: np.sum(p, axis=-1) - 1)
    for claim in ("definitions/value[entropy]", "leading-axes/rows[entropy]"):
        (result,) = spec.check(subject, claim)
        assert result.outcome == "failed"
        assert re.fullmatch(r"function = entropy, p = \[.*\]", result.counterexample)
