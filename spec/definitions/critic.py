"""The Wasserstein distance: moving one distribution on the line into another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, pairwise
from typing import Any, NamedTuple

from spec.definitions.divergence import Distribution
from spec.machinery.numbers.reals import Real, total

Distance = Callable[[Sequence[float], Sequence[float]], Any]


def wasserstein_distance(
    x: Sequence[float],
    y: Sequence[float],
    x_masses: Sequence[Fraction] | None = None,
    y_masses: Sequence[Fraction] | None = None,
) -> Fraction:
    """W1 = ∫ |F − G|, with F and G the cumulative distribution functions of two samples, exactly.

    Without masses, the points of a sample share the mass 1 evenly.
    """
    surplus: defaultdict[Fraction, Fraction] = defaultdict(Fraction)
    for point, mass in zip(x, x_masses or evenly(x), strict=True):
        surplus[Fraction(point)] += mass
    for point, mass in zip(y, y_masses or evenly(y), strict=True):
        surplus[Fraction(point)] -= mass
    distance, difference = Fraction(0), Fraction(0)
    for left, right in pairwise(sorted(surplus)):
        difference += surplus[left]
        distance += abs(difference) * (right - left)
    return distance


def evenly(points: Sequence[float]) -> list[Fraction]:
    """The masses of points that share the mass 1 evenly."""
    return [Fraction(1, len(points))] * len(points)


class Populations(NamedTuple):
    """Points on the line, two distributions over them, and the sizes of batches of these."""

    points: tuple[float, ...]
    p: Distribution
    q: Distribution
    n: int
    m: int

    @property
    def samples(self) -> tuple[list[float], list[float]]:
        """The two distributions as the smallest samples that represent them."""
        p, q = (side.batch(self.points).tolist() for side in (self.p, self.q))
        return p, q

    def expected(self, distance: Distance) -> Real:
        """The expectation of a distance of two batches, over all batches that may be drawn."""
        p, q = _batches(self.points, self.p, self.n), _batches(self.points, self.q, self.m)
        fakes = list(q)
        return total(
            Real.of(distance(real, fake)) * chance * other
            for real, chance in p
            for fake, other in fakes
        )

    def __repr__(self) -> str:
        sizes = f"n = {self.n}, m = {self.m}"
        return f"points {self.points!r}, p {self.p!r}, q {self.q!r}, {sizes}"


def _batches(
    points: Sequence[float], p: Distribution, size: int
) -> Iterator[tuple[list[float], Fraction]]:
    """Every batch that may be drawn, whatever its order, and the chance that it is."""
    masses = dict(zip(range(len(points)), p.exact, strict=True))
    for places in combinations_with_replacement([i for i in masses if masses[i]], size):
        chance = Fraction(math.factorial(size))
        for place in set(places):
            chance /= math.factorial(places.count(place))
        for place in places:
            chance *= masses[place]
        yield [points[place] for place in places], chance


def sign(number: Any) -> int:
    """The sign of a number: 1, 0 or −1."""
    return int(number > 0) - int(number < 0)


class CriticPair(NamedTuple):
    """The data's p and the model's q on one support, and the value of a critic at each point."""

    p: Distribution
    q: Distribution
    values: tuple[float, ...]

    def __repr__(self) -> str:
        return f"p {self.p!r}, q {self.q!r}, D {self.values!r}"
