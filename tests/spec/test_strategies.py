"""What strategies promise of what they draw."""

import math
from fractions import Fraction

import pytest
from hypothesis import find, given, settings

from spec import strategies
from spec.definitions import optimum
from spec.strategies.divergence import BATCH


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
    return 0 < gap < 1e-9


def of_extreme_ratio(pair):
    return any(a > 2**30 * b > 0 for a, b in zip(pair.p.exact, pair.q.exact, strict=True))


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


@given(network=strategies.generator_discriminator_pairs())
def test_the_derivatives_of_a_network_are_known(network):
    step = 2.0**-20
    z = [-1.5, 0.25, 2.0]
    right = network.logits(0.5 + step, 0.75, z[1])
    left = network.logits(0.5 - step, 0.75, z[1])
    slope = network.logit_jacobian(0.5, 0.75, z)[1, 0]
    assert abs((right - left) / (2 * step) - slope) < 16 * step
    assert (
        abs(float(network.exact_logit(0.5, 0.75, z[1])) - network.logits(0.5, 0.75, z[1])) < 1e-14
    )
