"""What strategies promise of what they draw."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from spec import strategies
from spec.definitions import Parameters, logit, norm, optimum, squared_norm
from spec.strategies.divergence import BATCH
from spec.strategies.numbers import whole_numbers


@given(points=strategies.point_pairs(), pair=strategies.gaussian_pairs())
def test_points_are_equal_or_apart_by_an_ordinary_distance(points, pair):
    for gap in (points.gap, pair.gap):
        assert gap == 0 or 1 / 64 <= abs(gap) <= 8
    assert 1 / 16 <= pair.std <= 16


@given(
    h=strategies.moderate_logits(),
    t=strategies.moderate_probabilities(),
    densities=strategies.density_values(positive=True),
)
def test_logits_probabilities_and_densities_are_of_ordinary_size(h, t, densities):
    assert h == 0 or 2.0**-40 <= abs(h) <= 8
    assert 2.0**-11 <= t <= 1 - 2.0**-11
    assert 2.0**-8 <= densities.p / densities.q <= 2.0**8


@pytest.mark.parametrize(("lower", "upper"), [(-1, 1), (0, 7), (1, 16), (-64, 64)])
def test_whole_numbers_are_as_many_as_asked_for_and_reach_both_ends(lower, upper):
    numbers = whole_numbers(3, lower, upper)
    for end in (lower, upper):
        found = find(numbers, lambda drawn, end=end: end in drawn)
        assert len(found) == 3
        assert all(lower <= number <= upper for number in found)


def test_the_simplest_whole_numbers_are_those_nearest_0():
    assert find(whole_numbers(3, -2, 5), lambda drawn: True) == (0, 0, 0)
    assert find(whole_numbers(2, 1, 5), lambda drawn: True) == (1, 1)


@pytest.mark.parametrize("size", [2, 3, 4])
def test_batches_have_every_size(size):
    batches = strategies.batches(st.integers(), min_size=2, max_size=4)
    assert find(batches, lambda batch: len(batch) == size) == [0] * size


@given(pair=strategies.batch_pairs() | strategies.distribution_pairs())
def test_masses_are_of_ordinary_size(pair):
    assert min(mass for side in pair for mass in side.exact if mass) >= Fraction(1, 2**12)


@given(pair=strategies.batch_pairs() | strategies.distribution_pairs())
def test_masses_are_dyadic_and_sum_to_one(pair):
    for side in pair:
        assert sum(side.exact) == 1
        assert side.denominator & (side.denominator - 1) == 0
        assert [Fraction(mass) for mass in side.masses.tolist()] == list(side.exact)


@given(pair=strategies.batch_pairs())
def test_batches_are_short(pair):
    assert pair.p.denominator == pair.q.denominator == BATCH


@given(pair=strategies.distribution_pairs(full_support=True))
def test_full_support_leaves_no_point_out(pair):
    assert all(pair.p.counts)
    assert all(pair.q.counts)


def equal(pair):
    return pair.p == pair.q and len(pair.p) > 1


def nearly_equal(pair):
    gap = max(abs(a - b) for a, b in zip(pair.p.exact, pair.q.exact, strict=True))
    return 0 < gap < 1e-3


def of_extreme_ratio(pair):
    return any(a > 2**9 * b > 0 for a, b in zip(pair.p.exact, pair.q.exact, strict=True))


def on_one_point(pair):
    return len(pair.p) == 1


def with_a_zero_in_one(pair):
    return any(a > 0 == b for a, b in zip(pair.p.counts, pair.q.counts, strict=True))


def with_a_zero_in_both(pair):
    return any(a == 0 == b for a, b in zip(pair.p.counts, pair.q.counts, strict=True))


@pytest.mark.parametrize(
    "place",
    [equal, nearly_equal, of_extreme_ratio, on_one_point, with_a_zero_in_one, with_a_zero_in_both],
)
def test_pairs_reach_the_hard_places(place):
    find(
        strategies.distribution_pairs(),
        place,
        settings=settings(max_examples=1000, derandomize=True, database=None),
    )


@pytest.mark.parametrize(
    "place",
    [
        lambda h: h == 0,
        lambda h: 0 < abs(h) < 1e-10,
        lambda h: 36 < h < 38,
        lambda h: -745 < h < -709,
        lambda h: h > 1e300,
        lambda h: h < -1e300,
    ],
)
def test_logits_reach_the_hard_places(place):
    find(
        strategies.whole_range_logits(),
        place,
        settings=settings(max_examples=2000, derandomize=True, database=None),
    )


@given(point=strategies.discriminated_points())
def test_what_a_discriminator_says_at_a_point_is_inside(point):
    assert 0 < point.t < 1


@pytest.mark.parametrize(
    "place",
    [
        lambda point: point.t == 0,
        lambda point: point.t == 1,
        lambda point: 0 < point.t < 1 and point.t == optimum(point.p, point.q),
        lambda point: 0 < abs(point.t - optimum(point.p, point.q)) < 2**-8,
    ],
)
def test_points_reach_the_optimum_and_its_surroundings(place):
    find(
        strategies.discriminated_points(closed=True),
        place,
        settings=settings(max_examples=1000, derandomize=True, database=None),
    )


@given(point=strategies.points_off_the_optimum())
def test_points_off_the_optimum_are_off_it(point):
    assert 0 < point.t < 1
    assert point.t != optimum(point.p, point.q)


@given(densities=strategies.one_sided_densities())
def test_one_of_one_sided_densities_is_0(densities):
    assert sorted(density > 0 for density in densities) == [False, True]


@given(family=strategies.covering_families(2))
def test_covering_models_have_mass_where_the_data_has(family):
    p, (q1, q2) = family
    assert all(a and b for mass, a, b in zip(p.counts, q1.counts, q2.counts, strict=True) if mass)


@pytest.mark.parametrize("is_posterior", [True, False])
def test_observations_come_with_the_posterior_and_with_others(is_posterior):
    find(
        strategies.observations(),
        lambda observation: (observation.r == observation.joint.posterior) == is_posterior,
        settings=settings(max_examples=1000, derandomize=True, database=None),
    )


@given(h=strategies.whole_range_logits())
def test_logits_are_finite(h):
    assert math.isfinite(h)


@given(points=strategies.point_pairs(apart=True))
def test_points_that_are_apart_differ(points):
    assert points.gap != 0


@given(network=strategies.generator_discriminator_pairs(), theta=strategies.generator_parameters())
def test_the_derivatives_of_a_network_are_known(network, theta):
    z, step = [-1.5, 0.25, 2.0], 2.0**-20
    jacobian = network.jacobian(theta, z)
    for i, (shift, scale) in enumerate([(step, 0), (0, step)]):
        right, left = (
            network.logits(Parameters(theta.shift + side * shift, theta.scale + side * scale), z)
            for side in (1, -1)
        )
        assert np.all(abs((right - left) / (2 * step) - jacobian[:, i]) < 16 * step)
    exact = [float(network.exact_logit(theta, noise)) for noise in z]
    assert np.all(abs(network.logits(theta, z) - exact) < 1e-14)


@given(step=strategies.saturated_steps())
def test_saturated_steps_are_below_a_quarter_ulp(step):
    steepness = sum(map(abs, step.batch.slopes)) / len(step.batch.slopes)
    bound = abs(step.rate) * math.exp(max(step.batch.h)) * steepness
    assert bound < math.ulp(step.theta) / 4


def single(batch):
    return len(batch.h) == 1 and batch.h[0] < -14 and batch.slopes[0] != 0


def undecided_too(batch):
    return min(batch.h) < -12 and max(batch.h) > -1


@pytest.mark.parametrize("place", [single, undecided_too])
def test_rejected_batches_reach_the_hard_places(place):
    find(
        strategies.rejected_batches(),
        place,
        settings=settings(max_examples=1000, derandomize=True, database=None),
    )


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize("distance", [1e-6, 1.0])
def test_logits_are_on_either_side_of_a_threshold(side, distance):
    find(
        strategies.thresholds(),
        lambda threshold: 0 < side * (threshold.h - float(logit(threshold.delta))) <= distance,
        settings=settings(max_examples=1000, derandomize=True, database=None),
    )


@given(pair=strategies.distinguishable_gaussian_pairs())
def test_the_formula_for_any_two_widths_tells_distinguishable_gaussians_apart(pair):
    theta, theta_0, std = pair
    divergence = math.log(std / std) + (std**2 + (theta - theta_0) ** 2) / (2 * std**2) - 0.5
    assert (divergence == 0) == (theta == theta_0)


@given(pair=strategies.distinguishable_two_width_pairs())
def test_the_formula_for_two_widths_tells_distinguishable_gaussians_apart(pair):
    theta, theta_0, s, t = pair
    divergence = math.log(t / s) + (s**2 + (theta - theta_0) ** 2) / (2 * t**2) - 0.5
    assert (divergence == 0) == ((theta, s) == (theta_0, t))


@pytest.mark.parametrize(
    "place",
    [
        lambda pair: pair.std == pair.std_0,
        lambda pair: 0 < abs(pair.std - pair.std_0) < 2.0**-4,
        lambda pair: pair.std < pair.std_0 / 100,
        lambda pair: pair.std > 100 * pair.std_0,
        lambda pair: pair.theta == pair.theta_0 and pair.std != pair.std_0,
    ],
)
def test_two_widths_are_equal_near_and_far_apart(place):
    find(
        strategies.two_width_pairs(),
        place,
        settings=settings(max_examples=2000, derandomize=True, database=None),
    )


@pytest.mark.parametrize(
    "place",
    [
        lambda pair: pair.gap == 0,
        lambda pair: abs(pair.gap) > pair.std,
        lambda pair: 0 < abs(pair.gap) < 1 / 32,
    ],
)
def test_distinguishable_gaussians_are_equal_far_apart_and_near(place):
    find(
        strategies.distinguishable_gaussian_pairs(),
        place,
        settings=settings(max_examples=2000, derandomize=True, database=None),
    )


@given(points=strategies.points_right_of_zero())
def test_points_right_of_zero_are_so_by_their_model(points):
    assert points.theta > 0
    assert points.gap != 0


@given(batch=strategies.model_batches(centred=True))
def test_a_centred_batch_has_the_mean_of_the_model(batch):
    assert batch.drift == 0
    assert max(batch.optimal_logits()) <= 2


@given(number=strategies.numbers_below_one())
def test_numbers_below_one_are(number):
    assert 0 < number < 1


@given(points=strategies.point_pairs(apart=True), t=strategies.fractions_but_0_and_1())
def test_fractions_but_0_and_1_lead_to_a_third_point(points, t):
    theta, theta_0 = points.exact
    assert theta_0 + t * points.gap not in (theta, theta_0)


@given(
    critic=strategies.smooth_critics(strict=True, rational=True),
    x=strategies.small_fractions(),
    y=strategies.small_fractions(),
)
def test_strictly_smooth_critics_have_slopes_below_one(critic, x, y):
    assert abs(critic.slope) < 1
    assert abs(critic(x) - critic(y)) <= abs(critic.slope * (x - y))
    assert float(abs(critic(x))) <= critic.size(x, y)


@given(g=strategies.critic_gradients(fewest=2, nonzero=True))
def test_gradients_are_as_many_as_asked_for_and_not_0(g):
    assert len(g) >= 2
    assert all(map(any, g))


@given(g=strategies.critic_gradients(off_1=True))
def test_gradients_off_1_have_other_lengths(g):
    assert all(abs(float(norm(v)) - 1) >= 2**-10 for v in g)


@pytest.mark.parametrize(
    "place",
    [
        lambda g: not all(map(any, g)),
        lambda g: any(squared_norm(v) == 1 for v in g),
        lambda g: any(norm(v) < 1 for v in g) and any(norm(v) > 1 for v in g),
        lambda g: len({float(norm(v)) for v in g}) == len(g) > 2,
    ],
)
def test_gradients_are_shorter_and_longer_than_1(place):
    few = settings(max_examples=2000, derandomize=True, database=None)
    find(strategies.critic_gradients(), place, settings=few)


@given(g=strategies.image_gradients())
def test_images_have_channels_and_pixels(g):
    assert g.shape[1] >= 2
    assert g.shape[2] * g.shape[3] >= 2


@given(pairs=strategies.sample_pairs())
def test_pairs_differ_in_every_coordinate(pairs):
    for real, fake in zip(*pairs, strict=True):
        assert len(real) >= 2
        assert all(x != y for x, y in zip(real, fake, strict=True))


@given(pairs=strategies.coupled_pairs())
def test_no_fake_is_in_the_place_of_a_real_sample(pairs):
    assert not set(pairs.real) & set(pairs.fake)


@given(points_and_slope=strategies.points_with_slopes(farthest=1.0))
def test_a_slope_that_is_near_the_best_has_its_sign_or_none(points_and_slope):
    points, slope = points_and_slope
    assert slope * points.gap <= 0
