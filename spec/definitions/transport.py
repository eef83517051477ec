"""Transport on the line at a cost that is a power of the distance."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.critic import evenly
from spec.definitions.divergence import Distribution
from spec.machinery.numbers.high_precision import CONTEXT
from spec.machinery.numbers.reals import Real

ORDERS = (1, 2, 3)
"""The powers of which exact costs are taken."""


def least_matching_cost(x: Sequence[float], y: Sequence[float], order: int) -> Fraction:
    """min over π of (1/n) Σ |x_i − y_π(i)|^p, over all n! matchings, exactly."""
    costs = [[abs(Fraction(a) - Fraction(b)) ** order for b in y] for a in x]
    places = itertools.permutations(range(len(y)))
    least = min(sum(row[j] for row, j in zip(costs, each, strict=True)) for each in places)
    return Fraction(least, len(x))


def transport_cost(
    x: Sequence[float],
    y: Sequence[float],
    order: int,
    x_masses: Sequence[Fraction] | None = None,
    y_masses: Sequence[Fraction] | None = None,
) -> Fraction:
    """W_p^p: the cost of moving the lowest mass to the lowest place not yet filled, exactly.

    Without masses, the points of a sample share the mass 1 evenly.
    """
    supply = sorted(zip(map(Fraction, x), x_masses or evenly(x), strict=True))
    demand = sorted(zip(map(Fraction, y), y_masses or evenly(y), strict=True))
    cost, (b, due) = Fraction(0), demand.pop(0)
    for a, mass in supply:
        while mass:
            moved = min(mass, due)
            cost += moved * abs(a - b) ** order
            mass, due = mass - moved, due - moved
            if not due and demand:
                b, due = demand.pop(0)
    return cost


def distance_of_order(cost: Fraction, order: int) -> Real:
    """W_p, of W_p^p."""
    return Real.of(CONTEXT.power(Real.of(cost).value, 1 / Decimal(order)) if cost else 0)


def diameter(*samples: Sequence[float]) -> Fraction:
    """The largest distance of two points of several samples."""
    points = [Fraction(point) for sample in samples for point in sample]
    return max(points) - min(points)


class OrderedSamples(NamedTuple):
    """Two samples on the line, and the order of their distance."""

    x: list[float]
    y: list[float]
    order: int

    @property
    def size(self) -> Fraction:
        """What a cost may be at most: the largest distance of two points to the power p."""
        return diameter(self.x, self.y) ** self.order

    def scaled(self, factor: float) -> OrderedSamples:
        """The samples with each point multiplied by a number."""
        return OrderedSamples(
            [factor * a for a in self.x], [factor * b for b in self.y], self.order
        )


class WeightedPoints(NamedTuple):
    """Points on the line, two distributions over them, and the order of their distance."""

    points: tuple[float, ...]
    p: Distribution
    q: Distribution
    order: int

    @property
    def cost(self) -> Fraction:
        """W_p^p, exactly."""
        p, q = self.p.exact, self.q.exact
        return transport_cost(self.points, self.points, self.order, p, q)

    @property
    def size(self) -> Fraction:
        """What a cost may be at most: the largest distance of two points to the power p."""
        return diameter(self.points) ** self.order

    @property
    def weights(self) -> dict[str, Any]:
        """The masses of the points, by keyword."""
        return {"x_weights": self.p.masses, "y_weights": self.q.masses}
