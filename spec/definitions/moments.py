"""The moments of samples, and of draws from finite populations, exactly."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.matrices import Matrix, Vector, inner, whole
from spec.machinery.numbers.reals import Real, total


class Moments(NamedTuple):
    """A mean and a covariance, of numbers that are floats, or of fractions."""

    mean: Vector
    covariance: Matrix

    @property
    def trace(self) -> Fraction:
        """tr Σ: how far the samples are from their mean, squared."""
        (variances,), unit = whole([row[i] for i, row in enumerate(self.covariance)])
        return Fraction(sum(variances), unit)

    def __repr__(self) -> str:
        return f"μ {self.mean!r}, Σ {self.covariance!r}"


def sample_mean(rows: Matrix) -> list[Fraction]:
    """The mean of samples, exactly."""
    numbers, unit = whole(*rows)
    return [Fraction(sum(column), unit * len(rows)) for column in zip(*numbers, strict=True)]


def spread(rows: Matrix) -> Fraction:
    """The trace of the covariance of samples, with divisor n − 1, exactly."""
    n = len(rows)
    numbers, unit = whole(*rows)
    squares = sum(inner(row, row) for row in numbers)
    of_mean = sum(sum(column) ** 2 for column in zip(*numbers, strict=True))
    return Fraction(n * squares - of_mean, n * (n - 1) * unit**2)


def sample_moments(rows: Matrix, ddof: int = 1) -> Moments:
    """The mean and the covariance of samples, with divisor n − ddof, exactly."""
    n = len(rows)
    numbers, unit = whole(*rows)
    columns = [*zip(*numbers, strict=True)]
    sums = [*map(sum, columns)]
    # n times a sample about the mean is whole as well.
    centered = [[n * x - s for x in each] for each, s in zip(columns, sums, strict=True)]
    divisor = (n * unit) ** 2 * (n - ddof)
    pairs = itertools.combinations_with_replacement(range(len(sums)), 2)
    known = {(i, j): Fraction(inner(centered[i], centered[j]), divisor) for i, j in pairs}
    return Moments(
        [Fraction(s, n * unit) for s in sums],
        [[known[min(i, j), max(i, j)] for j in range(len(sums))] for i in range(len(sums))],
    )


def of_moments(real: Moments, fake: Moments) -> list[Any]:
    """μ, Σ, ν and T, in floats."""
    floats: list[Any] = []
    for mean, covariance in (real, fake):
        floats += [*map(float, mean)], [[*map(float, row)] for row in covariance]
    return floats


def draws_of(points: Matrix, size: int) -> Iterator[tuple[list[Vector], Fraction]]:
    """Every sample that may be drawn with replacement, whatever its order, and its chance."""
    for places, ways in draws_from([1] * len(points), size):
        yield [points[place] for place in places], Fraction(ways, len(points) ** size)


def draws_from(counts: Sequence[int], number: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """The places that so many draws with replacement may give, in any order, and in how many ways.

    Of each place there are so many parts, any of which may be drawn each time.
    """
    support = [place for place, count in enumerate(counts) if count]
    for drawn in itertools.combinations_with_replacement(support, number):
        alike = math.prod(math.factorial(drawn.count(place)) for place in set(drawn))
        parts = math.prod(counts[place] for place in drawn)
        yield drawn, math.factorial(number) // alike * parts


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
        draws = draws_of(self.points, self.size)
        return total(Real.of(measure(draw)) * chance for draw, chance in draws)

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
