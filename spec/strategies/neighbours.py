"""Sets of features in which it is certain who is nearer.

Whether a ball has its own edge is decided differently by different authors. So no two of the
distances within and between two sets are equal, unless that is what a claim is about.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.neighbours import Collapse, NeighbourSets, Pool
from spec.machinery.numbers.precision import Precision, by_precision
from spec.strategies.numbers import whole_numbers

MARKS = (0, 1, 4, 9, 15, 22, 32, 34)
"""A ruler of Golomb: no two pairs of its marks are as far apart."""

PITCH = MARKS[-1] + 1
"""A grid is so much wider that how far points of it are apart decides before their marks do."""

MOST = len(MARKS)
"""The largest number of samples."""

RULER = (
    *(0, 3, 15, 41, 66, 95, 97, 106, 142, 152, 220, 221, 225, 242),
    *(295, 330, 338, 354, 382, 388, 402, 415, 486, 504, 523, 546, 553, 585, 757),
)
"""A ruler of Golomb with marks for more samples: the shortest one of 28, and the next that fits.

PyTorch takes distances from products where a set has more than 25 samples.
"""

MANY = ((3, 26), (26, 3), (14, 15))
"""Numbers of reals and of fakes, for all of its marks."""

POOLED = (*((2, 2, 1),) * 3, (2, 3, 1), (3, 2, 1))
"""Numbers of reals and of fakes, mostly those that are called so in the fewest ways, and k.

k is less than either number: whoever counts all at once needs that.
"""


def told_apart(coarse: Sequence[Sequence[int]], marks: Sequence[int]) -> list[list[float]]:
    """Points of a grid, each with a mark as one more coordinate, so that all distances differ.

    If two pairs of points are as far apart on the grid as each other, their marks are not; and if
    they are not, the difference is more than that of the marks can make up for.
    """
    return [
        [*(float(PITCH * x) for x in point), float(mark)]
        for point, mark in zip(coarse, marks, strict=True)
    ]


@cache
@st.composite
def _points(draw: st.DrawFn, size: int) -> list[list[float]]:
    """So many points with one to three coordinates, no two distances of which are equal."""
    d = draw(st.sampled_from([0, 1, 2]))
    drawn = draw(whole_numbers(d * size, -1, 1))
    marks = _arranged(draw(st.integers(0, math.factorial(MOST) - 1)))
    return told_apart([drawn[i * d : i * d + d] for i in range(size)], marks[:size])


def _arranged(number: int) -> list[int]:
    """The marks in one of their orders, by the number of that order."""
    left, arranged = [*MARKS], []
    while left:
        number, place = divmod(number, len(left))
        arranged.append(left.pop(place))
    return arranged


def _sizes(beyond: int) -> list[tuple[int, int, int]]:
    """Sizes n and m of two sets, and k, so much smaller than either size less 1."""
    return [
        (n, m, k)
        for n in range(2 + beyond, MOST - 1 - beyond)
        for m in range(2 + beyond, MOST - n + 1)
        for k in range(1, min(n, m) - beyond)
    ]


@cache
@st.composite
def neighbour_sets(draw: st.DrawFn, *, beyond: int = 1) -> NeighbourSets:
    """Two sets of a few samples each, and k, with so many larger ones possible beyond it."""
    n, m, k = draw(st.sampled_from(_sizes(beyond)))
    points = draw(_points(n + m))
    return NeighbourSets(points[:n], points[n:], k)


@cache
@st.composite
def many_neighbours(draw: st.DrawFn) -> NeighbourSets:
    """Two sets on a line, in 16ths, of which one has more samples than a few, and k."""
    n, m = draw(st.sampled_from(MANY))
    k = draw(st.integers(1, min(n, m) - 2))
    order = draw(whole_numbers(len(RULER), 0, 127))
    points = [[mark / 16] for _, mark in sorted(zip(order, RULER, strict=True))]
    return NeighbourSets(points[:n], points[n:], k)


@cache
def any_neighbours() -> SearchStrategy[NeighbourSets]:
    """Two sets of a few samples, of more, or of a few that are there twice, and k."""
    return neighbour_sets() | many_neighbours() | neighbour_sets().map(lambda sets: sets.doubled)


@cache
@st.composite
def sets_of_two(draw: st.DrawFn) -> NeighbourSets:
    """Two sets of two samples each, of which either is the other's farthest neighbour as well."""
    points = draw(_points(4))
    return NeighbourSets(points[:2], points[2:], 1)


@cache
@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """Four samples or five, of which two or three are to be real and as few are to be fakes."""
    n, m, k = draw(st.sampled_from(POOLED))
    return Pool(draw(_points(n + m)), n, k)


@cache
@st.composite
def collapses(draw: st.DrawFn) -> Collapse:
    """Real samples, equal ones among them, and fakes that are all at one or two of them."""
    n, d = draw(st.integers(2, 5)), draw(st.integers(1, 2))
    drawn = draw(whole_numbers(n * d, -4, 4))
    real = [[*map(float, drawn[i * d : i * d + d])] for i in range(n)]
    k = draw(st.integers(1, min(n - 1, 3)))
    places = draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=2))
    times = k + draw(st.integers(1, 2))
    return Collapse(real, [real[place] for place in places for _ in range(times)], k)


@cache
def shifts_far_out() -> SearchStrategy[float]:
    """Whole numbers so large that their squares have lost the distances of samples, and 0.

    In double precision that is 2^30.
    """

    def shifts(format: Precision) -> SearchStrategy[float]:
        far = 2.0 ** (format.digits // 2 + 4)
        return st.sampled_from([0.0, far, -far])

    return by_precision(shifts)
