"""The Wasserstein distance: moving one distribution on the line into another."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
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
    for left, right in itertools.pairwise(sorted(surplus)):
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
        batches = itertools.product(self.p.draws(self.n), self.q.draws(self.m))
        distances = total(
            Real.of(distance([self.points[i] for i in real], [self.points[i] for i in fake]))
            * (a * b)
            for (real, a), (fake, b) in batches
        )
        average: Real = distances / (self.p.denominator**self.n * self.q.denominator**self.m)
        return average

    def __repr__(self) -> str:
        sizes = f"n = {self.n}, m = {self.m}"
        return f"points {self.points!r}, p {self.p!r}, q {self.q!r}, {sizes}"


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
