"""Sets of features, of real samples and of fakes, whose kernels are exact."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.kernel_distance import FeatureSets, SampledSets
from spec.machinery.numbers.precision import precision

LARGEST = 3
"""The largest coordinate."""

DRAWN = {(1, 2): 1, (2, 2): 3, (2, 3): 4, (3, 2): 6}
"""In how many ways samples can be drawn from a set: by its size, and how many are drawn."""

SIZES = [(one, other) for one in DRAWN for other in DRAWN if DRAWN[one] * DRAWN[other] <= 12]
"""Two such sizes and numbers, for which there are few pairs of ways."""


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
def sampled_sets(draw: st.DrawFn) -> SampledSets:
    """Two sets of one to three samples, and how many to draw from either: few ways to do that."""
    d = draw(st.integers(1, 2))
    (size, n), (other, m) = draw(st.sampled_from(SIZES))
    real, fake = draw(_points(d, size, size, LARGEST)), draw(_points(d, other, other, LARGEST))
    return SampledSets(real, fake, n, m)


@cache
@st.composite
def sets_with_subsets(draw: st.DrawFn) -> SampledSets:
    """Two sets of two to four samples, and sizes of subsets of them."""
    d = draw(st.integers(1, 2))
    real, fake = (draw(_points(d, 2, 4, LARGEST)) for _ in range(2))
    n, m = (draw(st.integers(2, len(side))) for side in (real, fake))
    return SampledSets(real, fake, n, m)


@cache
@st.composite
def far_feature_sets(draw: st.DrawFn) -> FeatureSets:
    """Two sets of a few samples each, about a point as far out as 2^12, or 2^8 in single precision.

    There the cube of a kernel has lost all digits that tell one sample from another; the more so if
    they are near each other.
    """
    d = draw(st.integers(1, 3))
    points = _points(d, 2, 4, LARGEST)
    spread = draw(st.sampled_from([1.0, 2.0**-8]))
    real, fake = ([[spread * x for x in point] for point in draw(points)] for _ in range(2))
    is_double = precision().digits > 32
    further = [2.0**k for k in range(7, 13 if is_double else 9)]
    # Half of the time no further out than features are in use.
    centers = [0.0, 900.0] if is_double and draw(st.booleans()) else [0.0, *further]
    center = st.lists(st.sampled_from(centers), min_size=d, max_size=d)
    return FeatureSets(real, fake).shifted(draw(center))
