"""Distributions on a finite support, with exact masses, and what is said of two of them."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from spec.definitions.logistic import log_ratio
from spec.definitions.moments import draws_from
from spec.machinery.numbers.reals import Real, log, total

Array = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Distribution:
    """A distribution that gives every point of its support a whole number of equal parts.

    The number of parts is a power of two, so that the masses are floats and sum to exactly 1.

    Attributes
    ----------
    counts
        How many parts each point has.
    """

    counts: tuple[int, ...]

    @functools.cached_property
    def denominator(self) -> int:
        """The number of parts there are."""
        return sum(self.counts)

    @functools.cached_property
    def exact(self) -> tuple[Fraction, ...]:
        """The masses as fractions."""
        return tuple(Fraction(count, self.denominator) for count in self.counts)

    @property
    def masses(self) -> Array:
        """The masses as floats, which they are exactly."""
        return np.array([count / self.denominator for count in self.counts])

    def batch(self, values: Iterable[float]) -> Array:
        """The smallest batch whose mean is the expectation of the values, one for each point.

        The value at each point stands in it in proportion to the mass of the point.
        """
        repeats = np.array(self.counts) // math.gcd(*self.counts)
        return np.repeat(np.asarray(list(values), dtype=float), repeats)

    def expectation(self, values: Iterable[Any]) -> Real:
        """The expectation of a value for each point, those of mass 0 left out."""
        parts = zip(values, self.counts, strict=True)
        return total(Real.of(value) * count for value, count in parts if count) / self.denominator

    def draws(self, number: int) -> Iterator[tuple[tuple[int, ...], int]]:
        """The points that so many draws may give, in any order, and in how many ways they do.

        Each of the parts may be drawn each time, so that there are denominatorⁿ ways in all.
        """
        return draws_from(self.counts, number)

    def __len__(self) -> int:
        return len(self.counts)

    def __repr__(self) -> str:
        return f"({', '.join(str(mass) for mass in self.exact)})"


def doubling(points: int) -> Distribution:
    """The distribution in which each point but the first has as much mass as all before it."""
    return Distribution((1, *(2**k for k in range(points - 1))))


def two_points(b: Fraction) -> Distribution:
    """The distribution (1 − b, b), for b a power of ½."""
    return Distribution((b.denominator - 1, 1))


class ModelMove(NamedTuple):
    """The data's distribution p, and a model before and after a move of some of its mass."""

    p: Distribution
    before: Distribution
    after: Distribution

    def __repr__(self) -> str:
        return f"p {self.p!r}, before {self.before!r}, after {self.after!r}"


class DistributionPair(NamedTuple):
    """The data's distribution p and the model's q, on one support."""

    p: Distribution
    q: Distribution

    def without_empty_points(self) -> DistributionPair:
        """The same pair on those points of the support where one of the two has mass."""
        counts = [both for both in zip(self.p.counts, self.q.counts, strict=True) if any(both)]
        p, q = (Distribution(side) for side in zip(*counts, strict=True))
        return DistributionPair(p, q)

    def __repr__(self) -> str:
        return f"p {self.p!r}, q {self.q!r}"


def mixture(p: Distribution, q: Distribution) -> Distribution:
    """m = (p + q)/2."""
    return Distribution(
        tuple(
            a * q.denominator + b * p.denominator for a, b in zip(p.counts, q.counts, strict=True)
        )
    )


def point_masses(*points: Fraction) -> list[Distribution]:
    """The distributions that have all mass at one of the points, on the support of all of them."""
    support = sorted(set(points))
    return [Distribution(tuple(int(x == point) for x in support)) for point in points]


def log_ratios(p: Distribution, q: Distribution) -> Array:
    """log p/q at every point, each correctly rounded."""
    return np.array([float(log_ratio(a, b)) for a, b in zip(p.exact, q.exact, strict=True)])


def entropy(p: Distribution) -> Real:
    """H(p) = −E_p[log p], in nats."""
    return cross_entropy(p, p)


def cross_entropy(p: Distribution, q: Distribution) -> Real:
    """−E_p[log q], in nats."""
    return -p.expectation(map(log, q.exact))


def kl_divergence(p: Distribution, q: Distribution) -> Real:
    """KL(p‖q) = E_p[log p/q], in nats."""
    ratios = (log_ratio(a, b) for a, b in zip(p.exact, q.exact, strict=True))
    return p.expectation(ratios)


def js_divergence(p: Distribution, q: Distribution) -> Real:
    """JS(p‖q) = ½KL(p‖m) + ½KL(q‖m) with m = (p + q)/2, in nats."""
    middle = mixture(p, q)
    return (kl_divergence(p, middle) + kl_divergence(q, middle)) / 2


def mirrored_js(variation: Fraction) -> Real:
    """JS of ((1 + t)/2, (1 − t)/2) and its mirror image, whose total variation is t."""
    more = (1 + variation) / 2
    return log(2) + total(log(mass) * mass for mass in (more, 1 - more) if mass)


def total_variation(p: Distribution, q: Distribution) -> Fraction:
    """TV(p, q) = ½ Σ |p − q|."""
    return l1_distance(p, q) / 2


def l1_distance(p: Distribution, q: Distribution) -> Fraction:
    """‖p − q‖₁ = Σ |p − q|."""
    return sum((abs(a - b) for a, b in zip(p.exact, q.exact, strict=True)), Fraction(0))
