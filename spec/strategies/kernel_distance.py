"""Sets of features, of real samples and of fakes, whose kernels are exact."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.kernel_distance import FeatureSets, SampledSets
from spec.machinery.numbers.precision import precision

LARGEST = 3
"""The largest coordinate."""


@cache
def _points(d: int, least: int, most: int, largest: int) -> SearchStrategy[list[list[float]]]:
    """Samples with small whole coordinates."""
    coordinates = st.integers(-largest, largest).map(float)
    point = st.lists(coordinates, min_size=d, max_size=d)
    return st.lists(point, min_size=least, max_size=most)


@cache
@st.composite
def feature_sets(draw: st.DrawFn, least: int = 1, most: int = 4) -> FeatureSets:
    """Two sets of a few samples each, of up to three features."""
    points = _points(draw(st.integers(1, 3)), least, most, LARGEST)
    return FeatureSets(draw(points), draw(points))


@cache
@st.composite
def sets_of_equal_moments(draw: st.DrawFn) -> FeatureSets:
    """Two different sets of which the first three moments agree.

    Along one direction the one is ±1, and the other is 0 for six samples of eight and ±2.
    """
    d = draw(st.integers(1, 2))
    (direction,) = draw(_points(d, 1, 1, LARGEST))
    direction = direction if any(direction) else [1.0] * d
    sides = [[1.0, -1.0], [0.0] * 6 + [2.0, -2.0]]
    if draw(st.booleans()):
        sides.reverse()
    real, fake = ([[t * x for x in direction] for t in side] for side in sides)
    return FeatureSets(real, fake)


def alike_or_not() -> SearchStrategy[FeatureSets]:
    """Two sets of a few samples each, equal ones and ones of equal moments among them."""
    equal = feature_sets().map(lambda sets: FeatureSets(sets.real, sets.real))
    return feature_sets() | equal | sets_of_equal_moments()


@cache
@st.composite
def shifted_sets(draw: st.DrawFn) -> tuple[FeatureSets, FeatureSets]:
    """Two sets of a few samples each, and both of them after a shift."""
    sets = draw(feature_sets())
    (shift,) = draw(_points(len(sets.real[0]), 1, 1, LARGEST))
    return sets, sets.shifted(shift)


@cache
@st.composite
def sampled_sets(draw: st.DrawFn, *, subsets: bool = False) -> SampledSets:
    """Two sets of a few samples each, and sizes of 2 or more to sample from them.

    If `subsets`, a sample is a subset; if not, it is drawn with replacement.
    """
    d = draw(st.integers(1, 2))
    sides, sizes = [], []
    for _ in range(2):
        points = draw(_points(d, 2 if subsets else 1, 4 if subsets else 3, LARGEST))
        # Three of three samples can be drawn in ten ways, and nothing is learnt from as many.
        most = len(points) if subsets else 3 if len(points) < 3 else 2
        sides.append(points)
        sizes.append(draw(st.integers(2, most)))
    real, fake = sides
    n, m = sizes
    return SampledSets(real, fake, n, m)


@cache
@st.composite
def far_feature_sets(draw: st.DrawFn) -> FeatureSets:
    """Two sets of a few samples each, about a point as far out as 2^12, or 2^8 in single precision.

    There the cube of a kernel has lost all digits that tell one sample from another.
    """
    d = draw(st.integers(1, 3))
    points = _points(d, 2, 4, LARGEST)
    sets = FeatureSets(draw(points), draw(points))
    most = 12 if precision().digits > 32 else 8
    center = st.sampled_from([0.0, *(2.0**k for k in range(7, most + 1))])
    return sets.shifted(draw(st.lists(center, min_size=d, max_size=d)))
