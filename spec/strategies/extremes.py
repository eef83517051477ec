"""Instances from the whole range of floats, for the claims about numerical soundness."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.distributions import Distribution, DistributionPair
from spec.definitions.gaussians import GaussianPair
from spec.definitions.projection import FeatureBank
from spec.strategies.distributions import distributions, nearly_equal_pairs
from spec.strategies.features import feature_banks

LARGEST = sys.float_info.max
SMALLEST_EXPONENT, LARGEST_EXPONENT = -1074, 1023

FAR = 1e8
"""How far from the origin means are, where expanding their squares leaves no digit."""

MOST_POINTS = 5


def mantissas() -> SearchStrategy[float]:
    """Floats in [1, 2)."""
    return st.floats(1, 2, exclude_max=True)


@st.composite
def positive_floats(draw: st.DrawFn) -> float:
    """Positive floats, subnormal ones among them, with every exponent as likely as another."""
    exponent = draw(st.integers(SMALLEST_EXPONENT, LARGEST_EXPONENT))
    return math.ldexp(draw(mantissas()), exponent)


@st.composite
def neighbours(draw: st.DrawFn, of: float) -> float:
    """A positive float that shares most of its digits with a given one, or all of them."""
    steps = draw(st.one_of(st.integers(-4, 4), st.integers(-(2**40), 2**40)))
    neighbour = of + steps * math.ulp(of)
    return neighbour if 0 < neighbour < math.inf else of


def next_to_none() -> SearchStrategy[float]:
    """The smallest positive floats."""
    return st.integers(1, 8).map(lambda multiple: multiple * math.ulp(0))


@st.composite
def extreme_densities(draw: st.DrawFn) -> tuple[float, float]:
    """Two positive densities of any size: unrelated, alike, next to none, next to the largest."""
    sizes = st.one_of(positive_floats(), next_to_none(), st.floats(LARGEST / 4, LARGEST))
    p = draw(sizes)
    return p, draw(st.one_of(sizes, neighbours(p)))


def extreme_probabilities() -> SearchStrategy[float]:
    """Numbers in (0, 1) of any size, next to 1, and either side of 1/2."""
    return st.one_of(
        positive_floats().map(lambda x: math.ldexp(math.frexp(x)[0], min(math.frexp(x)[1], 0))),
        next_to_none(),
        st.integers(1, 2**20).map(lambda steps: 1 - steps * 2.0**-53),
        neighbours(0.5),
        st.floats(0.25, 0.75),
    )


@st.composite
def whole_range_gaussian_pairs(draw: st.DrawFn) -> GaussianPair:
    """Gaussians of any size whose KL, or its derivative, is a normal float more often than not.

    Means beside 0, means of opposite signs, whose difference may overflow, and means that share
    most of their digits are among them.
    """
    exponent = draw(
        st.one_of(
            st.integers(SMALLEST_EXPONENT, LARGEST_EXPONENT + 1),
            st.just(LARGEST_EXPONENT + 1),
            st.integers(SMALLEST_EXPONENT, -1022),
        )
    )
    with_normal_kl = st.integers(
        max(SMALLEST_EXPONENT, exponent - 511), min(LARGEST_EXPONENT, exponent + 510)
    )
    with_normal_derivative = st.integers((exponent - 1022) // 2, (exponent + 1022) // 2)
    std = math.ldexp(draw(mantissas()), draw(st.one_of(with_normal_kl, with_normal_derivative)))
    half = math.ldexp(draw(st.one_of(st.just(1.0), mantissas())), exponent - 1)
    offset = draw(
        st.one_of(
            st.just(half),
            st.just(0.0),
            st.integers(-8, 60).map(lambda bits: half * 2.0**bits),
        )
    )
    theta, theta_0 = offset + half, offset - half
    if not math.isfinite(theta):
        theta, theta_0 = half, -half
    return GaussianPair(*((theta_0, theta) if draw(st.booleans()) else (theta, theta_0)), std)


def share_pairs() -> SearchStrategy[DistributionPair]:
    """Nearly equal pairs of full support, in 2^m shares, with a KL as small as 1e-20."""
    return st.integers(5, 33).flatmap(lambda m: nearly_equal_pairs(whole=2**m))


@st.composite
def far_feature_banks(draw: st.DrawFn) -> FeatureBank:
    """Banks with features and means as far from the origin as `FAR`, in some directions."""
    bank = draw(feature_banks())
    shifts = st.one_of(st.just(0.0), st.sampled_from([FAR, -FAR]), st.floats(-FAR, FAR))
    return bank.shifted(draw(st.tuples(*[shifts] * len(bank.features[0]))))


@dataclass(frozen=True)
class TwoValuedCritic:
    """A critic with one value at a point, and another everywhere else."""

    point: float
    there: float
    elsewhere: float

    def __call__(self, x: float) -> float:
        """D(x)."""
        return self.there if x == self.point else self.elsewhere


@st.composite
def float_critics(draw: st.DrawFn) -> tuple[TwoValuedCritic, float, float]:
    """A critic, and two points θ ≠ θ0; its value at θ is any finite float but the lowest.

    Powers of two, where the spacing of floats changes, and values next to the lowest are among
    those at θ.
    """
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    theta = draw(numbers)
    theta_0 = draw(numbers)
    if theta == theta_0:
        theta_0 = -theta or 1.0
    there = draw(
        st.one_of(
            st.floats(math.nextafter(-LARGEST, 0), LARGEST),
            st.integers(1, 2**20).map(lambda steps: steps * math.ulp(LARGEST) - LARGEST),
            st.builds(math.ldexp, st.sampled_from([1.0, -1.0]), st.integers(50, LARGEST_EXPONENT)),
        )
    )
    return TwoValuedCritic(theta, there, draw(numbers)), theta, theta_0


@cache
def points() -> SearchStrategy[float]:
    """Points on the line, of which many coincide, and some are far away."""
    return st.one_of(
        st.integers(-3, 3).map(float),
        st.sampled_from([1e15, -1e15, 1e15 + 1]),
        st.floats(-10, 10, allow_subnormal=False),
    )


@cache
def close_points() -> SearchStrategy[float]:
    """Points on the line that nearly coincide."""
    return st.integers(-3, 3).map(lambda multiple: multiple * 2.0**-40)


def samples() -> SearchStrategy[list[float]]:
    """Samples on the line, with ties and atoms far away, or all next to each other."""
    return st.one_of(
        *(st.lists(of, min_size=1, max_size=MOST_POINTS) for of in (points(), close_points()))
    )


class WeightedSample(NamedTuple):
    """Points on the line, and a distribution over them."""

    points: list[float]
    masses: Distribution


@st.composite
def weighted_samples(draw: st.DrawFn) -> WeightedSample:
    """Samples whose points have unequal masses, which are floats; some have none."""
    sample = draw(samples())
    return WeightedSample(sample, draw(distributions(len(sample))))
