"""Balls about the samples of a set, each as large as the distance to its k-th nearest neighbour."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.matrices import square_of_difference, whole
from spec.machinery.claims.guard import NotOffered

Point = Sequence[float]
Points = Sequence[Point]

BALLS = ("closed", "open")
"""What the balls of an implementation may be, as it says in an attribute `balls`."""


def _hits(centers: Points, points: Points, k: int) -> list[list[bool]]:
    """Which points are in the ball about each center: in whole numbers, whatever their unit."""
    numbers, _ = whole(*centers, *points)
    middles, others = numbers[: len(centers)], numbers[len(centers) :]
    found = []
    for middle in middles:
        # The first of them is from the center to itself.
        radius = sorted(square_of_difference(middle, each) for each in middles)[k]
        found.append([square_of_difference(middle, other) <= radius for other in others])
    return found


def share_in_balls(centers: Points, points: Points, k: int) -> Fraction:
    """The share of the points that are in the ball about some center."""
    hits = _hits(centers, points, k)
    return Fraction(sum(map(any, zip(*hits, strict=True))), len(points))


def density(centers: Points, points: Points, k: int) -> Fraction:
    """How many balls a point is in, on average over the points, as a share of k."""
    return _density(_hits(centers, points, k), k)


def coverage(centers: Points, points: Points, k: int) -> Fraction:
    """The share of the balls in which there is some point."""
    return _coverage(_hits(centers, points, k))


def _density(hits: list[list[bool]], k: int) -> Fraction:
    return Fraction(sum(map(sum, hits)), k * len(hits[0]))


def _coverage(hits: list[list[bool]]) -> Fraction:
    return Fraction(sum(map(any, hits)), len(hits))


def precision_and_recall(real: Points, fake: Points, k: int) -> tuple[Fraction, Fraction]:
    """The share of fakes in balls of reals, and of reals in balls of fakes."""
    return share_in_balls(real, fake, k), share_in_balls(fake, real, k)


def density_and_coverage(real: Points, fake: Points, k: int) -> tuple[Fraction, Fraction]:
    """How many balls of reals fakes are in, over k, and the share of balls that hold a fake."""
    hits = _hits(real, fake, k)
    return _density(hits, k), _coverage(hits)


class NeighbourSets(NamedTuple):
    """Features of real samples and of fakes, and k.

    No two distances of samples that differ are equal, and no fake is where a real sample is.
    """

    real: list[list[float]]
    fake: list[list[float]]
    k: int

    @property
    def swapped(self) -> NeighbourSets:
        """The fakes for reals, and the reals for fakes."""
        return NeighbourSets(self.fake, self.real, self.k)

    @property
    def doubled(self) -> NeighbourSets:
        """Each sample twice, so that its nearest other one is where it is itself."""
        return NeighbourSets(2 * self.real, 2 * self.fake, self.k)

    @property
    def next(self) -> NeighbourSets:
        """The same sets, with one neighbour more."""
        return self._replace(k=self.k + 1)

    @property
    def twice_the_reals(self) -> NeighbourSets:
        """The real samples for fakes as well."""
        return self._replace(fake=self.real)

    def shifted(self, shift: float) -> NeighbourSets:
        """Both sets with a number added to each coordinate."""
        real, fake = ([[x + shift for x in point] for point in side] for side in self[:2])
        return NeighbourSets(real, fake, self.k)


class Pool(NamedTuple):
    """Features of n + m samples, no two distances of which are equal, and k."""

    points: list[list[float]]
    n: int
    k: int

    @property
    def m(self) -> int:
        """The number of samples that are fakes, if n are real."""
        return len(self.points) - self.n

    def halves(self) -> Iterator[NeighbourSets]:
        """All ways to call n of them real, and the others fakes."""
        for places in itertools.combinations(range(len(self.points)), self.n):
            real = [self.points[place] for place in places]
            fake = [point for place, point in enumerate(self.points) if place not in places]
            yield NeighbourSets(real, fake, self.k)

    @property
    def expected_coverage(self) -> Fraction:
        """1 − Π (n − i)/(n + m − i), over i from 1 to k."""
        missed = Fraction(1)
        for i in range(1, self.k + 1):
            missed *= Fraction(self.n - i, self.n + self.m - i)
        return 1 - missed


class Collapse(NamedTuple):
    """Real samples, fakes which are at a few of them, and k: more than k fakes at each of these."""

    real: list[list[float]]
    fake: list[list[float]]
    k: int

    @property
    def share(self) -> Fraction:
        """The share of the real samples where there is a fake."""
        return Fraction(sum(point in self.fake for point in self.real), len(self.real))

    def of(self, implementation: Any) -> tuple[list[list[float]], list[list[float]], int]:
        """The sets and k, for an implementation whose balls are closed.

        Raises
        ------
        NotOffered
            If they are open, as it says in an attribute `balls`: a ball of radius 0 is empty then.
        ValueError
            If it says that they are something else.
        """
        balls = getattr(implementation, "balls", "closed")
        if balls not in BALLS:
            raise ValueError(f"balls is {balls!r}, which is none of {', '.join(BALLS)}")
        if balls == "open":
            raise NotOffered("its balls are open, and one of radius 0 is empty")
        return self.real, self.fake, self.k
