"""What is promised of instances from the whole range of floats."""

import math
from fractions import Fraction

import pytest
from hypothesis import Phase, find, given, settings

from spec.definitions import (
    gaussian_kl,
    gaussian_kl_derivative,
    gradient_penalty,
    log_complement,
    log_sigmoid,
    wasserstein_distance,
    zero_centered_penalty,
)
from spec.machinery.numbers.precision import FLOAT32, FLOAT64, in_force
from spec.machinery.numbers.reals import mean
from spec.strategies import (
    extreme_densities,
    gaussian_pairs_with_normal_derivative,
    gaussian_pairs_with_normal_kl,
    gradients_with_finite,
    gradients_with_zeros,
    nearly_equal_dyadic_pairs,
    pairs_with_empty_points,
    two_width_pairs_with_finite_kl,
    weighted_samples,
    whole_range_batch_pairs,
    whole_range_gradients,
    whole_range_labelled_batches,
    whole_range_mixtures,
    whole_range_samples,
)

SMALLEST, LARGEST = FLOAT64.smallest_normal, FLOAT64.largest

UNSHRUNK = settings(max_examples=3000, derandomize=True, database=None, phases=[Phase.generate])
"""That a place is reached is all that is asked, and not for the simplest instance there."""


@pytest.mark.parametrize(
    ("pairs", "result"),
    [
        (gaussian_pairs_with_normal_kl(), gaussian_kl),
        (gaussian_pairs_with_normal_derivative(), gaussian_kl_derivative),
    ],
)
@pytest.mark.parametrize("format", [FLOAT64, FLOAT32], ids=lambda format: format.name)
def test_results_of_gaussians_are_normal_floats(pairs, result, format):
    @settings(database=None)
    @given(pair=pairs)
    def check(pair):
        assert format.smallest_normal <= abs(result(*pair)) <= format.largest

    with in_force(format):
        check()


@pytest.mark.parametrize("format", [FLOAT64, FLOAT32], ids=lambda format: format.name)
def test_the_kl_of_two_widths_is_0_or_a_normal_float(format):
    @settings(database=None)
    @given(pair=two_width_pairs_with_finite_kl())
    def check(pair):
        divergence = gaussian_kl(*pair)
        assert divergence == 0 or format.smallest_normal <= divergence <= format.largest

    with in_force(format):
        check()


@pytest.mark.parametrize(
    "place",
    [
        lambda pair: 0 < abs(pair.std - pair.std_0) <= 4 * math.ulp(pair.std_0),
        lambda pair: pair.theta == pair.theta_0 and pair.std < 1e-200 * pair.std_0,
        lambda pair: pair.theta == pair.theta_0 and pair.std > 1e100 * pair.std_0,
        lambda pair: pair.theta != pair.theta_0 and pair.std_0 / 2 < pair.std < pair.std_0,
    ],
)
def test_two_widths_are_next_to_each_other_and_far_apart(place):
    find(two_width_pairs_with_finite_kl(), place, settings=UNSHRUNK)


@given(logits=whole_range_batch_pairs())
def test_the_loss_of_two_batches_is_a_float(logits):
    loss = -mean(map(log_sigmoid, logits.real)) - mean(map(log_complement, logits.fake))
    assert loss <= LARGEST


@given(x=whole_range_samples(), y=whole_range_samples())
def test_the_distance_of_two_samples_is_a_float(x, y):
    assert wasserstein_distance(x, y) <= LARGEST


@given(x=weighted_samples(), y=weighted_samples())
def test_the_distance_of_two_weighted_samples_is_a_float(x, y):
    assert wasserstein_distance(x.points, y.points, x.masses.exact, y.masses.exact) <= LARGEST


@given(x=weighted_samples())
def test_a_weighted_sample_and_its_batch_are_one_measure(x):
    assert wasserstein_distance(x.points, x.batch, x.masses.exact) == 0


@pytest.mark.parametrize("penalty", [gradient_penalty, zero_centered_penalty])
@pytest.mark.parametrize("format", [FLOAT64, FLOAT32], ids=lambda format: format.name)
def test_penalties_are_floats(penalty, format):
    @settings(database=None)
    @given(gradients=gradients_with_finite(penalty))
    def check(gradients):
        assert penalty(gradients) <= format.largest

    with in_force(format):
        check()


@given(gradients=gradients_with_zeros())
def test_some_gradient_is_0(gradients):
    assert not all(map(any, gradients))


@given(batches=whole_range_labelled_batches())
def test_labels_are_all_different_and_so_are_the_points_of_real_and_fake_samples(batches):
    assert len(set(batches.labels)) == len(batches.labels)
    assert not set(batches.real) & set(batches.fake)


def lengths(gradients):
    return [math.hypot(*gradient) for gradient in gradients]


@pytest.mark.parametrize(
    "place",
    [
        lambda g: max(lengths(g)) > 1e300,
        lambda g: 0 < max(lengths(g)) < 1e-200,
        lambda g: 0 < max(lengths(g)) < SMALLEST,
        lambda g: all(0 < abs(length - 1) < 1e-15 for length in lengths(g)),
        lambda g: 0 in lengths(g) and max(lengths(g)) > 0,
        lambda g: any(0 < abs(x) < 1e-200 * abs(y) for x, *more in g for y in more),
    ],
)
def test_gradients_reach_the_hard_places(place):
    find(whole_range_gradients(), place, settings=UNSHRUNK)


def test_zero_centred_penalties_reach_those_whose_squares_overflow():
    find(
        gradients_with_finite(zero_centered_penalty),
        lambda gradients: any(math.isinf(x * x) for gradient in gradients for x in gradient),
        settings=UNSHRUNK,
    )


@pytest.mark.parametrize(
    "place",
    [
        lambda mixtures: 0 in mixtures.alpha,
        lambda mixtures: 1 in mixtures.alpha,
        lambda mixtures: 1 - 1e-10 < max(mixtures.alpha) < 1,
        lambda mixtures: mixtures.real == mixtures.fake,
        lambda mixtures: mixtures.real[0][0] == -mixtures.fake[0][0] > 1e300,
    ],
)
def test_mixtures_reach_the_hard_places(place):
    find(whole_range_mixtures(), place, settings=UNSHRUNK)


@pytest.mark.parametrize(
    ("strategy", "place"),
    [
        (gaussian_pairs_with_normal_kl(), lambda pair: math.isinf(pair.theta - pair.theta_0)),
        (gaussian_pairs_with_normal_kl(), lambda pair: abs(pair.theta - pair.theta_0) < SMALLEST),
        (
            gaussian_pairs_with_normal_derivative(),
            lambda pair: abs(pair.gap) / Fraction(pair.std) < SMALLEST,
        ),
        (whole_range_batch_pairs(), lambda pair: math.isinf(sum(pair.fake))),
        (
            whole_range_batch_pairs(),
            lambda pair: pair.real[0] > 37 and pair.fake == [-pair.real[0]],
        ),
        (extreme_densities(), lambda pair: math.isinf(sum(pair))),
        (nearly_equal_dyadic_pairs(), lambda pair: pair.p == pair.q),
        (pairs_with_empty_points(), lambda pair: pair.p.counts[-1] == pair.q.counts[-1] == 0),
        (whole_range_samples(), lambda x: math.isinf(max(x) - min(x))),
        (whole_range_samples(), lambda x: len(set(x)) < len(x)),
    ],
)
def test_instances_reach_the_hard_places(strategy, place):
    find(strategy, place, settings=UNSHRUNK)
