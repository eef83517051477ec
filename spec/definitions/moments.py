"""The moments of samples, and of draws from finite populations, exactly."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.matrices import Matrix, Vector, inner, squared_distance, trace
from spec.machinery.numbers.reals import Real, total


class Moments(NamedTuple):
    """A mean and a covariance, of numbers that are floats, or of fractions."""

    mean: Vector
    covariance: Matrix

    @property
    def trace(self) -> Fraction:
        """tr Σ: how far the samples are from their mean, squared."""
        return Fraction(trace(self.covariance))

    def __repr__(self) -> str:
        return f"μ {self.mean!r}, Σ {self.covariance!r}"


def sample_mean(rows: Matrix) -> list[Fraction]:
    """The mean of samples, exactly."""
    return [
        sum(map(Fraction, column), Fraction(0)) / len(rows) for column in zip(*rows, strict=True)
    ]


def spread(rows: Matrix) -> Fraction:
    """The trace of the covariance of samples, with divisor n − 1, exactly."""
    mean = sample_mean(rows)
    return sum((squared_distance(row, mean) for row in rows), Fraction(0)) / (len(rows) - 1)


def sample_moments(rows: Matrix, ddof: int = 1) -> Moments:
    """The mean and the covariance of samples, with divisor n − ddof, exactly."""
    n = len(rows)
    mean = sample_mean(rows)
    columns = zip(*rows, strict=True)
    centered = [
        [Fraction(x) - middle for x in each] for each, middle in zip(columns, mean, strict=True)
    ]
    return Moments(mean, [[inner(a, b) / (n - ddof) for b in centered] for a in centered])


def of_moments(real: Moments, fake: Moments) -> list[Any]:
    """μ, Σ, ν and T, in floats."""
    floats: list[Any] = []
    for mean, covariance in (real, fake):
        floats += [*map(float, mean)], [[*map(float, row)] for row in covariance]
    return floats


class Finite(NamedTuple):
    """A population of a few points, each as likely as any other, and the size of draws from it."""

    points: Matrix
    size: int

    @property
    def moments(self) -> Moments:
        """Its own mean and covariance, for which the divisor is the number of points."""
        return sample_moments(self.points, ddof=0)

    @property
    def spread(self) -> Fraction:
        """tr Σ/n: how far the mean of a draw is from its own, squared, on average."""
        return self.moments.trace / self.size

    def expected(self, measure: Callable[[list[Vector]], Any]) -> Real:
        """The mean of a measure over all draws with replacement; their order does not matter."""
        places = itertools.product(range(len(self.points)), repeat=self.size)
        draws = Counter(tuple(sorted(each)) for each in places)
        return total(
            Real.of(measure([self.points[i] for i in draw])) * Fraction(count, draws.total())
            for draw, count in draws.items()
        )

    def __repr__(self) -> str:
        return f"{self.size} of {self.points!r}"


def without_each(rows: Matrix) -> Iterator[Matrix]:
    """The samples without one of them, for each of them."""
    return ([*rows[:i], *rows[i + 1 :]] for i in range(len(rows)))


def times(factor: float, rows: Matrix) -> list[list[float]]:
    """Every number times a factor."""
    return [[factor * x for x in row] for row in rows]


def shifted(by: float, rows: Matrix) -> list[list[float]]:
    """Every number, and the same one added to it."""
    return [[by + x for x in row] for row in rows]
