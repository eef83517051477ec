"""Critics that attain the Wasserstein distance of samples, in the plane and on the line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from spec.definitions.critic import sign, wasserstein_distance
from spec.definitions.penalty import SamplePairs, Vector
from spec.machinery.numbers.high_precision import CONTEXT, exact, in_high_precision
from spec.machinery.numbers.reals import Real

Place = Sequence[float]


@in_high_precision
def _distance(start: Place, end: Place) -> Decimal:
    return CONTEXT.sqrt(sum((_step(start, end, k) ** 2 for k in range(len(start))), Decimal(0)))


def _step(start: Place, end: Place, k: int) -> Decimal:
    return exact(end[k]) - exact(start[k])


def _direction(start: Place, end: Place) -> list[Decimal]:
    """The vector of length 1 from one place to another, or 0 if they are the same."""
    length = _distance(start, end) or Decimal(1)
    return [_step(start, end, k) / length for k in range(len(start))]


class Anchor(NamedTuple):
    """A sample, and the value of a critic there."""

    place: Place
    value: Decimal


class _Bounds(NamedTuple):
    """The samples that bound a critic of slopes of at most 1 at a place, from below and above."""

    place: Place
    lean: Decimal
    below: Anchor
    above: Anchor

    @property
    @in_high_precision
    def value(self) -> Decimal:
        """The value of the critic that leans so far to the bound above."""
        lowest = self.below.value - _distance(self.below.place, self.place)
        highest = self.above.value + _distance(self.above.place, self.place)
        return (1 - self.lean) * lowest + self.lean * highest

    @property
    @in_high_precision
    def gradient(self) -> list[Decimal]:
        """The gradient of that critic."""
        lowest = _direction(self.place, self.below.place)
        highest = _direction(self.above.place, self.place)
        return [(1 - self.lean) * u + self.lean * v for u, v in zip(lowest, highest, strict=True)]


class CoupledPairs(NamedTuple):
    """Real and fake samples, coupled at the least cost, with a critic D that is optimal for them.

    It has slopes of at most 1, and D(real_i) − D(fake_i) = ‖real_i − fake_i‖.

    Attributes
    ----------
    real, fake
        The samples, each real one beside its fake; no real one is in the place of a fake one.
    alpha
        How far from the real sample, on the way to its fake, a point between them is.
    lean
        Which of the critics that have these values at the samples it is: 0 for the lowest, 1 for
        the highest, and for what is between them a mean of the two.
    """

    real: tuple[Vector, ...]
    fake: tuple[Vector, ...]
    alpha: tuple[float, ...]
    lean: Fraction

    @property
    def samples(self) -> SamplePairs:
        """The samples, without the critic."""
        return SamplePairs(self.real, self.fake)

    @property
    def points(self) -> list[list[Real]]:
        """α_i fake_i + (1 − α_i) real_i."""
        return self.samples.between(self.alpha)

    @property
    @in_high_precision
    def anchors(self) -> list[Anchor]:
        """The values of the critic at the samples.

        From D(fake_j) ≥ D(real_i) − ‖real_i − fake_j‖, and D(real_i) above D(fake_i) by their
        distance, D(fake_j) is the length of a longest path. The coupling has the least cost, so
        that no path gets longer by a cycle.
        """
        costs = [[_distance(x, y) for y in self.fake] for x in self.real]
        all_of_them = range(len(costs))
        at_fakes = [Decimal(0) for _ in all_of_them]
        for _ in all_of_them:
            at_fakes = [
                max(at_fakes[i] + costs[i][i] - costs[i][j] for i in all_of_them)
                for j in all_of_them
            ]
        at_reals = [at_fakes[i] + costs[i][i] for i in all_of_them]
        places = (*self.fake, *self.real)
        return [Anchor(*each) for each in zip(places, (*at_fakes, *at_reals), strict=True)]

    @property
    def directions(self) -> list[list[Decimal]]:
        """(real_i − fake_i)/‖real_i − fake_i‖."""
        return [_direction(y, x) for x, y in zip(self.real, self.fake, strict=True)]

    @property
    def values_between(self) -> list[Real]:
        """α_i D(fake_i) + (1 − α_i) D(real_i)."""
        ends = zip(self.values(self.real), self.values(self.fake), self.alpha, strict=True)
        return [alpha * of_fake + (1 - alpha) * of_real for of_real, of_fake, alpha in ends]

    @property
    def size(self) -> float:
        """The size of the largest sample, by which a point may be off in proportion."""
        return max(abs(x) + abs(y) for x, y in (*self.real, *self.fake))

    @property
    def condition(self) -> Real:
        """By how many times as much a gradient is off.

        Next to a segment the gradient leans away from its direction by no more than twice the angle
        at which the point is seen from the nearer end, an eighth of the segment away or farther.
        """
        shortest = min(map(_distance, self.real, self.fake))
        return 1 + 16 * Real.of(self.size) / shortest

    def values(self, places: Iterable[Place]) -> list[Real]:
        """D at some places."""
        return [Real.of(bounds.value) for bounds in self._bounds(places)]

    def gradients(self, places: Iterable[Place]) -> list[list[float]]:
        """∇D at some places, none of them a sample, rounded."""
        return [list(map(float, bounds.gradient)) for bounds in self._bounds(places)]

    @in_high_precision
    def _bounds(self, places: Iterable[Place]) -> list[_Bounds]:
        anchors, lean = self.anchors, exact(self.lean)
        return [
            _Bounds(
                place,
                lean,
                below=max(anchors, key=lambda a: a.value - _distance(a.place, place)),
                above=min(anchors, key=lambda a: a.value + _distance(a.place, place)),
            )
            for place in places
        ]


def coupled(real: Sequence[Vector], fake: Sequence[Vector]) -> SamplePairs:
    """The samples, each real one beside the fake that is coupled with it at the least cost."""
    orders = permutations(fake)
    return SamplePairs(
        tuple(real),
        min(orders, key=lambda order: sum(map(_distance, real, order), Decimal(0))),
    )


class IndependentPairs(NamedTuple):
    """Samples on the line, and pairs that are drawn from them independently.

    The critic D is optimal for the samples: its slope is 1 where more of the fake ones than of the
    real ones are further left, −1 where more of the real ones are, and 0 otherwise.

    Attributes
    ----------
    real, fake
        The samples, which are whole numbers.
    which
        For each pair, which of the real samples it is of, and which of the fake ones.
    alpha
        How far from the real sample of a pair, on the way to its fake, a point between them is.
    """

    real: tuple[int, ...]
    fake: tuple[int, ...]
    which: tuple[tuple[int, int], ...]
    alpha: tuple[float, ...]

    @property
    def samples(self) -> SamplePairs:
        """The pairs, each sample as a vector of one number."""
        real = tuple((float(self.real[i]),) for i, _ in self.which)
        return SamplePairs(real, tuple((float(self.fake[j]),) for _, j in self.which))

    @property
    def points(self) -> list[list[Real]]:
        """α_i fake_i + (1 − α_i) real_i."""
        return self.samples.between(self.alpha)

    @property
    def distance(self) -> Fraction:
        """W1 of the samples."""
        return wasserstein_distance(self.real, self.fake)

    def values(self, places: Iterable[int]) -> list[float]:
        """D at some whole numbers, if it is 0 left of all samples."""
        start = min(*self.real, *self.fake)
        return [float(sum(map(self._slope_right_of, range(start, place)))) for place in places]

    @property
    def slopes(self) -> list[list[float]]:
        """D' at the points; where D has a kink, the steeper of its two slopes."""
        return [[float(self._slope_at(Fraction(x.value))) for x in point] for point in self.points]

    def _slope_right_of(self, place: int) -> int:
        """D' between a whole number and the next."""
        real, fake = (
            Fraction(sum(x <= place for x in sample), len(sample))
            for sample in (self.real, self.fake)
        )
        return sign(fake - real)

    def _slope_at(self, place: Fraction) -> int:
        around = (math.floor(place), math.ceil(place) - 1)
        return max(map(self._slope_right_of, around), key=abs)
