"""The kernel distance: the squared maximum mean discrepancy of a kernel that is cubic."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.matrices import inner, squared_distance, whole
from spec.definitions.moments import draws_of, sample_mean
from spec.machinery.numbers.high_precision import exact
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real, total

Point = Sequence[Any]
Points = Sequence[Point]
Distance = Callable[[Points, Points], Any]


def kernel(a: Point, b: Point) -> Fraction:
    """k(a, b) = (aᵀb/d + 1)³, exactly."""
    return mean_of_pairs([a], [b])


def mean_of_itself(points: Points) -> Fraction:
    """The mean of k(x_i, x_i)."""
    numbers, unit = whole(*points)
    return _mean_kernel([(x, x) for x in numbers], unit)


def mean_of_others(points: Points) -> Fraction:
    """The mean of k(x_i, x_j) over i ≠ j, which is that over i < j."""
    numbers, unit = whole(*points)
    return _mean_kernel([*itertools.combinations(numbers, 2)], unit)


def mean_of_pairs(x: Points, y: Points) -> Fraction:
    """The mean of k(x_i, y_j)."""
    numbers, unit = whole(*x, *y)
    return _mean_kernel([*itertools.product(numbers[: len(x)], numbers[len(x) :])], unit)


def _mean_kernel(pairs: Sequence[tuple[list[int], list[int]]], unit: int) -> Fraction:
    """The mean kernel of pairs of points in whole numbers over a unit."""
    one = len(pairs[0][0]) * unit**2
    return Fraction(sum((inner(a, b) + one) ** 3 for a, b in pairs), one**3 * len(pairs))


def unbiased_distance(x: Points, y: Points) -> Real:
    """U: the mean kernel of two x, plus that of two y, less twice that of one of each."""
    distance = mean_of_others(x) + mean_of_others(y) - 2 * mean_of_pairs(x, y)
    return Real.of(distance).with_terms(kernel_terms(x, y))


def biased_distance(x: Points, y: Points) -> Real:
    """V: the same, of which the two x, or y, may be one."""
    distance = mean_of_pairs(x, x) + mean_of_pairs(y, y) - 2 * mean_of_pairs(x, y)
    return Real.of(distance).with_terms(kernel_terms(x, y))


def kernel_terms(x: Points, y: Points) -> Fraction:
    """What the mean kernels add up to at most, be they of two samples or of one with itself.

    No mean kernel of lengths is more than the mean of k(x_i, x_i), as the kernel is positive; and
    a sum of them over i ≠ j is divided by no less than half of n².
    """
    return 4 * (mean_of_itself(x) + mean_of_itself(y))


def moment_distance(x: Points, y: Points) -> Real:
    """V = Σ C(3, j) ‖M_j(x) − M_j(y)‖²/d^j, over the moments of orders j = 1, 2, 3."""
    d = len(x[0])
    orders = ((j, _moments(x, j), _moments(y, j)) for j in (1, 2, 3))
    distance = sum(Fraction(math.comb(3, j), d**j) * squared_distance(m, n) for j, m, n in orders)
    return Real.of(distance).with_terms(kernel_terms(x, y))


def _moments(points: Points, order: int) -> list[Fraction]:
    """M_j: the means of all products of j coordinates."""
    known, unit = whole(*points)
    places = itertools.product(range(len(known[0])), repeat=order)
    return [
        Fraction(
            sum(math.prod(point[i] for i in place) for point in known), len(known) * unit**order
        )
        for place in places
    ]


def remaining_terms(x: Points, y: Points) -> Fraction:
    """What is left of the kernel at most, about the mean c of all samples.

    U and V stay as they are if terms of one sample alone are dropped from k(x, y), or added to it.
    What is left, with t = (x − c)ᵀ(y − c)/d, b(x) = cᵀ(x − c)/d, a = 1 + ‖c‖²/d and
    s = a + b(x) + b(y), is t(3s² + t(3s + t)) + b(x)b(y)(6a + 3b(x) + 3b(y)).
    """
    points = [*x, *y]
    d = len(points[0])
    center = sample_mean(points)
    centered = [[Fraction(a) - c for a, c in zip(point, center, strict=True)] for point in points]
    t = max(inner(point, point) for point in centered) / d
    b = max(abs(inner(center, point)) for point in centered) / d
    a = 1 + inner(center, center) / d
    s = a + 2 * b
    return Fraction(t * (3 * s**2 + t * (3 * s + t)) + b**2 * (6 * a + 6 * b))


def within_its_remaining_terms(distance: Real, x: Points, y: Points) -> Real:
    """A distance, known to within 2⁸ unit roundoffs of what is left of the kernel."""
    return distance.with_error(2**8 * precision().unit_roundoff * exact(remaining_terms(x, y)))


class FeatureSets(NamedTuple):
    """Features of real samples and of fakes."""

    real: list[list[float]]
    fake: list[list[float]]

    @property
    def differ(self) -> bool:
        """Whether some sample is a larger share of the one set than of the other."""
        return any(
            self.real.count(point) * len(self.fake) != self.fake.count(point) * len(self.real)
            for point in (*self.real, *self.fake)
        )

    def shifted(self, shift: Sequence[float]) -> FeatureSets:
        """Both sets with a vector added to each sample."""
        real, fake = (
            [[a + b for a, b in zip(point, shift, strict=True)] for point in side] for side in self
        )
        return FeatureSets(real, fake)


class SampledSets(NamedTuple):
    """Features of real samples and of fakes, and how many of either are to be sampled from them."""

    real: list[list[float]]
    fake: list[list[float]]
    n: int
    m: int

    def over_draws(self, distance: Distance) -> Real:
        """The expectation of a distance of samples that are drawn with replacement."""
        fakes = list(draws_of(self.fake, self.m))
        return total(
            Real.of(distance(x, y)) * (chance * other)
            for x, chance in draws_of(self.real, self.n)
            for y, other in fakes
        )

    def over_subsets(self, distance: Distance) -> Real:
        """The mean of a distance over all pairs of subsets."""
        fakes = list(_subsets(self.fake, self.m))
        distances = [distance(x, y) for x in _subsets(self.real, self.n) for y in fakes]
        return total(distances) / len(distances)


def _subsets(points: list[list[float]], size: int) -> Iterator[list[list[float]]]:
    return map(list, itertools.combinations(points, size))
