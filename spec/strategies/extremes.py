"""Instances from the whole range of floats, for the claims about numerical soundness."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.divergence import Distribution, DistributionPair
from spec.definitions.gaussian import GaussianPair
from spec.definitions.projection import LabelledFeatures
from spec.machinery.numbers.precision import Precision, by_precision, precision
from spec.strategies.divergence import distributions, nearly_equal_pairs
from spec.strategies.projection import labelled_features

MOST_POINTS = 5


def far(format: Precision) -> float:
    """How far from the origin means are, where expanding their squares leaves no digit.

    In double precision that is 1e8, in single precision 1e4.
    """
    return 10.0 ** math.ceil(format.digits * math.log10(2) / 2)


def outlying(format: Precision) -> float:
    """How far from the origin atoms are: 1e15 in double precision, 1e7 in single precision."""
    return 10.0 ** int(format.digits * math.log10(2))


@cache
def mantissas(format: Precision) -> SearchStrategy[float]:
    """Floats in [1, 2)."""
    return format.floats(1, 2, exclude_max=True)


@st.composite
def positive_floats(draw: st.DrawFn) -> float:
    """Positive floats, subnormal ones among them, with every exponent as likely as another."""
    format = precision()
    exponent = draw(st.integers(format.smallest_subnormal_exponent, format.largest_exponent))
    number: float = format.rounded(math.ldexp(draw(mantissas(format)), exponent))
    return number


@st.composite
def neighbours(draw: st.DrawFn, of: float) -> float:
    """A positive float that shares most of its digits with a given one, or all of them."""
    format = precision()
    most = 2 ** (format.digits - 13)
    steps = draw(st.one_of(st.integers(-4, 4), st.integers(-most, most)))
    neighbour: float = format.rounded(of + steps * format.ulp(of))
    return neighbour if 0 < neighbour < math.inf else of


def next_to_none() -> SearchStrategy[float]:
    """The smallest positive floats."""
    return st.integers(1, 8).map(lambda multiple: multiple * precision().ulp(0))


@st.composite
def extreme_densities(draw: st.DrawFn) -> tuple[float, float]:
    """Two positive densities of any size: unrelated, alike, next to none, next to the largest."""
    largest = precision().largest
    sizes = st.one_of(positive_floats(), next_to_none(), precision().floats(largest / 4, largest))
    p = draw(sizes)
    return p, draw(st.one_of(sizes, neighbours(p)))


def extreme_probabilities() -> SearchStrategy[float]:
    """Numbers in (0, 1) of any size, next to 1, and either side of 1/2."""
    return by_precision(
        lambda format: st.one_of(
            positive_floats().map(lambda x: math.ldexp(math.frexp(x)[0], min(math.frexp(x)[1], 0))),
            next_to_none(),
            st.integers(1, 2 ** min(20, format.digits // 2)).map(
                lambda steps: 1 - steps * 2.0**-format.digits
            ),
            neighbours(0.5),
            format.floats(0.25, 0.75),
        )
    )


@st.composite
def whole_range_gaussian_pairs(draw: st.DrawFn) -> GaussianPair:
    """Gaussians of any size whose KL, or its derivative, is a normal float more often than not.

    Means beside 0, means of opposite signs, whose difference may overflow, and means that share
    most of their digits are among them.
    """
    format = precision()
    least, normal = format.smallest_subnormal_exponent, -format.smallest_exponent
    most, half_of_most = format.largest_exponent, format.largest_exponent // 2
    exponent = draw(
        st.one_of(
            st.integers(least, most + 1),
            st.just(most + 1),
            st.integers(least, -normal),
        )
    )
    with_normal_kl = st.integers(
        max(least, exponent - half_of_most), min(most, exponent + half_of_most - 1)
    )
    with_normal_derivative = st.integers((exponent - normal) // 2, (exponent + normal) // 2)
    widths = [with_normal_kl, with_normal_derivative]
    if exponent < -normal:
        # Δ/σ is subnormal on the way to a Δ/σ² that is not.
        widths.append(st.integers(exponent + normal, (exponent + normal) // 2))
    width_exponent = draw(st.one_of(widths))
    significands = mantissas(format)
    std = format.rounded(math.ldexp(draw(significands), width_exponent))
    half = format.rounded(math.ldexp(draw(st.one_of(st.just(1.0), significands)), exponent - 1))
    offset = draw(
        st.one_of(
            st.just(half),
            st.just(0.0),
            st.integers(-8, format.digits + 7).map(lambda bits: half * 2.0**bits),
        )
    )
    theta, theta_0 = format.rounded(offset + half), format.rounded(offset - half)
    if not math.isfinite(theta):
        theta, theta_0 = half, -half
    return GaussianPair(*((theta_0, theta) if draw(st.booleans()) else (theta, theta_0)), std)


def nearly_equal_dyadic_pairs() -> SearchStrategy[DistributionPair]:
    """Nearly equal pairs of full support, in 2^m parts, with a KL as small as 1e-20.

    In single precision it is as small as 1e-9.
    """
    return by_precision(
        lambda format: st.integers(5, 5 * format.digits // 8).flatmap(
            lambda m: nearly_equal_pairs(denominator=2**m)
        )
    )


@st.composite
def far_labelled_features(draw: st.DrawFn) -> LabelledFeatures:
    """Banks with features and means as far from the origin as `far`, in some directions."""
    bank = draw(labelled_features())
    format = precision()
    most = far(format)
    shifts = st.one_of(st.just(0.0), st.sampled_from([most, -most]), format.floats(-most, most))
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
    format = precision()
    largest, highest_ulp = format.largest, format.ulp(format.largest)
    numbers = format.floats(-largest, largest)
    theta = draw(numbers)
    theta_0 = draw(numbers)
    if theta == theta_0:
        theta_0 = -theta or 1.0
    there = draw(
        st.one_of(
            format.floats(highest_ulp - largest, largest),
            st.integers(1, 2**20).map(lambda steps: steps * highest_ulp - largest),
            st.builds(
                math.ldexp,
                st.sampled_from([1.0, -1.0]),
                st.integers(format.digits - 3, format.largest_exponent),
            ),
        )
    )
    return TwoValuedCritic(theta, there, draw(numbers)), theta, theta_0


@cache
def points() -> SearchStrategy[float]:
    """Points on the line, of which many coincide, and some are far away."""
    return by_precision(
        lambda format: st.one_of(
            st.integers(-3, 3).map(float),
            st.sampled_from([outlying(format), -outlying(format), outlying(format) + 1]),
            format.floats(-10, 10, allow_subnormal=False),
        )
    )


@cache
def close_points() -> SearchStrategy[float]:
    """Points on the line that nearly coincide."""
    return st.integers(-3, 3).map(lambda multiple: multiple * 2.0**-40)


@cache
def huge_points() -> SearchStrategy[float]:
    """Two points on the line whose distance is no float."""
    return by_precision(
        lambda format: st.sampled_from([-1.0, 1.0]).map(
            lambda sign: sign * 2.0**format.largest_exponent
        )
    )


def samples() -> SearchStrategy[list[float]]:
    """Samples on the line, with ties and atoms far away, or all next to each other, or huge."""
    return st.one_of(
        *(
            st.lists(of, min_size=1, max_size=MOST_POINTS)
            for of in (points(), close_points(), huge_points())
        )
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
