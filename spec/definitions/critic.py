"""The Wasserstein distance: moving one distribution on the line into another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from spec.definitions.divergence import Distribution


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


def sign(number: Fraction) -> int:
    """The sign of a number: 1, 0 or −1."""
    return (number > 0) - (number < 0)


class CriticPair(NamedTuple):
    """The data's p and the model's q on one support, and the value of a critic at each point."""

    p: Distribution
    q: Distribution
    values: tuple[float, ...]

    def __repr__(self) -> str:
        return f"p {self.p!r}, q {self.q!r}, D {self.values!r}"
