"""Sets of features, of real samples and of fakes, whose kernels are exact."""

from __future__ import annotations

import itertools
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.kernel_distance import FeatureSets, SampledSets
from spec.machinery.numbers.precision import precision
from spec.strategies.numbers import whole_numbers

LARGEST = 3
"""The largest coordinate."""

MANY = [(12, 12), (12, 13), (13, 12)]
"""Numbers of reals and fakes that are more than a few.

There are no more pairs than a plain sum of their kernels can be known of, in single precision too;
and few subsets of the one set as large as the other, which some libraries are asked for.
"""

SIZES = [
    ((1, 3), (2, 2)),
    ((1, 2), (2, 3)),
    ((2, 2), (1, 3)),
    ((2, 3), (1, 2)),
    ((2, 2), (2, 2)),
]
"""Two sizes of sets and of draws from them, of which there are but few pairs."""

SUBSETS = [
    *[((3, 2), (2, 2)), ((3, 2), (4, 4)), ((4, 3), (3, 3))],
    *[((2, 2), (3, 2)), ((4, 4), (3, 2)), ((3, 3), (4, 3))],
    ((3, 2), (3, 2)),
]
"""Two sizes of sets and of subsets of them, of which there are but few pairs."""


@cache
def _points(size: int, d: int) -> SearchStrategy[list[list[float]]]:
    """So many samples with small whole coordinates."""
    return whole_numbers(size * d, -LARGEST, LARGEST).map(
        lambda drawn: [[*map(float, drawn[i * d : i * d + d])] for i in range(size)]
    )


@cache
@st.composite
def feature_sets(draw: st.DrawFn, least: int = 1, most: int = 4) -> FeatureSets:
    """Two sets of a few samples each, of up to three features."""
    sizes = range(least, most + 1)
    n, m, d = draw(st.sampled_from([*itertools.product(sizes, sizes, (1, 2, 3))]))
    points = draw(_points(n + m, d))
    return FeatureSets(points[:n], points[n:])


@cache
@st.composite
def many_features(draw: st.DrawFn) -> FeatureSets:
    """Two sets of more samples than a few, of a feature or two."""
    n, m = draw(st.sampled_from(MANY))
    points = draw(_points(n + m, draw(st.integers(1, 2))))
    return FeatureSets(points[:n], points[n:])


@cache
@st.composite
def sets_of_equal_moments(draw: st.DrawFn) -> FeatureSets:
    """Two different sets of which the first three moments agree.

    Along one direction the one is ±1, and the other is 0 for six samples of eight and ±2.
    """
    d = draw(st.integers(1, 2))
    (direction,) = draw(_points(1, d))
    direction = direction if any(direction) else [1.0] * d
    sides = [[1.0, -1.0], [0.0] * 6 + [2.0, -2.0]]
    if draw(st.booleans()):
        sides.reverse()
    real, fake = ([[t * x for x in direction] for t in side] for side in sides)
    return FeatureSets(real, fake)


@cache
def alike_or_not() -> SearchStrategy[FeatureSets]:
    """Two sets of a few samples each, equal ones and ones of equal moments among them."""
    equal = feature_sets().map(lambda sets: FeatureSets(sets.real, sets.real))
    return feature_sets() | equal | sets_of_equal_moments()


@cache
@st.composite
def shifted_sets(draw: st.DrawFn) -> tuple[FeatureSets, FeatureSets]:
    """Two sets of a few samples each, and both of them after a shift."""
    sets = draw(feature_sets())
    (shift,) = draw(_points(1, len(sets.real[0])))
    return sets, sets.shifted(shift)


@cache
@st.composite
def sampled_sets(draw: st.DrawFn) -> SampledSets:
    """Two sets of two samples or of one, and how many to draw from either: few ways to do that."""
    d = draw(st.integers(1, 2))
    (size, n), (other, m) = draw(st.sampled_from(SIZES))
    points = draw(_points(size + other, d))
    return SampledSets(points[:size], points[size:], n, m)


@cache
@st.composite
def sets_with_subsets(draw: st.DrawFn) -> SampledSets:
    """Two sets of two to four samples, and sizes of subsets of them."""
    (size, n), (other, m) = draw(st.sampled_from(SUBSETS))
    points = draw(_points(size + other, draw(st.integers(1, 2))))
    return SampledSets(points[:size], points[size:], n, m)


@cache
@st.composite
def far_feature_sets(draw: st.DrawFn) -> FeatureSets:
    """Two sets of a few samples each, about a point as far out as 2^12, or 2^8 in single precision.

    There the cube of a kernel has lost all digits that tell one sample from another; the more so if
    they are near each other.
    """
    sets = draw(feature_sets(least=2))
    spread = draw(st.sampled_from([1.0, 2.0**-8]))
    real, fake = ([[spread * x for x in point] for point in side] for side in sets)
    is_double = precision().digits > 32
    further = [2.0**k for k in range(7, 13 if is_double else 9)]
    # Half of the time no further out than features are in use.
    centers = [0.0, 900.0] if is_double and draw(st.booleans()) else [0.0, *further]
    places = draw(whole_numbers(len(real[0]), 0, len(centers) - 1))
    return FeatureSets(real, fake).shifted([centers[place] for place in places])
