"""Gradients of critics, pairs of real and fake samples, and critics that are optimal for them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

from spec.definitions.gaussian import PointPair
from spec.definitions.optimal_critics import CoupledPairs, IndependentPairs, coupled
from spec.definitions.penalty import ImagePairs, SamplePairs, Vector, best_slope, squared_norm
from spec.machinery.numbers.precision import precision
from spec.strategies.gaussian import point_pairs
from spec.strategies.generator import several_sixteenths, sixteenths
from spec.strategies.numbers import whole_numbers

MOST_SAMPLES = 4
MOST_COMPONENTS = 3
LONGEST = 2.0
"""The largest component of a moderate gradient."""


def _vectors(numbers: Sequence[float], dimensions: int) -> tuple[Vector, ...]:
    """The numbers as vectors of so many dimensions."""
    places = range(0, len(numbers), dimensions)
    return tuple(tuple(numbers[i : i + dimensions]) for i in places)


@cache
def _sizes(
    fewest: int, fewest_components: int, most: int = MOST_SAMPLES
) -> SearchStrategy[tuple[int, int]]:
    """Numbers of samples and of dimensions."""
    return st.sampled_from(
        [
            (n, d)
            for n in range(fewest, most + 1)
            for d in range(fewest_components, MOST_COMPONENTS + 1)
        ]
    )


@cache
@st.composite
def critic_gradients(
    draw: st.DrawFn,
    *,
    fewest: int = 1,
    most: int = MOST_SAMPLES,
    nonzero: bool = False,
    off_1: bool = False,
) -> tuple[Vector, ...]:
    """Gradients of moderate length, some shorter than 1 and some longer.

    They are of sixteenths, so that the squares of lengths are exact.

    Parameters
    ----------
    fewest, most
        The least number of samples, and the largest.
    nonzero
        Whether none is 0.
    off_1
        Whether none has length 1, nor one nearer to it than 2^-9.
    """
    n, d = draw(_sizes(fewest, 1, most))
    gradients = _vectors(draw(several_sixteenths(n * d, -LONGEST, LONGEST)), d)
    if nonzero:
        gradients = tuple(g if any(g) else (0.5, *g[1:]) for g in gradients)
    if off_1:
        gradients = tuple(g if squared_norm(g) != 1 else tuple(2 * x for x in g) for g in gradients)
    return gradients


IMAGES = [(1, 2, 2, 1), (2, 2, 1, 2), (2, 2, 2, 2), (2, 3, 2, 1), (3, 2, 1, 3)]
"""Shapes (n, c, h, w) of batches of images, each with several channels and several pixels."""

SHAPES = [*IMAGES, (2, 2, 2), (1, 2, 3), (2, 2, 1, 2, 1)]
"""Shapes (n, …) of batches of images, of signals and of volumes."""


@cache
@st.composite
def image_gradients(
    draw: st.DrawFn, *, any_axes: bool = False, nonzero: bool = False
) -> NDArray[np.float64]:
    """Gradients in images, of moderate size, as an array of four axes.

    Parameters
    ----------
    any_axes
        Whether there are gradients in signals and in volumes, too.
    nonzero
        Whether no component is 0.
    """
    shape = draw(st.sampled_from(SHAPES if any_axes else IMAGES))
    size = math.prod(shape)
    numbers = draw(_several_steps(size) if nonzero else several_sixteenths(size, -1, 1))
    return np.array(numbers).reshape(shape)


@cache
def orders_of_axes() -> SearchStrategy[tuple[int, ...]]:
    """The axes of a batch of images, the first in its place and the others in any order."""
    return st.sampled_from([(0, *axes) for axes in itertools.permutations((1, 2, 3))])


@cache
def penalty_weights() -> SearchStrategy[float]:
    """Weights of penalties, 0 among them."""
    return st.sampled_from([0.0, 1.0, 10.0]) | sixteenths(0, 20)


@cache
def offsets(largest: float) -> SearchStrategy[float]:
    """Numbers on either side of 0, and 0, as close to it as to the largest."""
    halvings = st.integers(0, 30).map(lambda k: largest * 2.0**-k)
    return st.just(0.0) | st.builds(
        lambda sign, x: sign * x, st.sampled_from([1.0, -1.0]), halvings
    )


@cache
@st.composite
def points_with_slopes(draw: st.DrawFn, *, farthest: float = 8.0) -> tuple[PointPair, float]:
    """Two points apart, and a slope as near the best one for the penalised loss as to others."""
    points = draw(point_pairs(apart=True))
    slope: float = precision().rounded(float(best_slope(points)) + draw(offsets(farthest)))
    return points, slope


@cache
@st.composite
def sample_pairs(draw: st.DrawFn) -> SamplePairs:
    """Real samples and a fake for each, in the plane or in space."""
    n, d = draw(_sizes(1, 2))
    real, steps = draw(several_sixteenths(n * d, -2, 2)), draw(_several_steps(n * d))
    fake = [x + step for x, step in zip(real, steps, strict=True)]
    return SamplePairs(_vectors(real, d), _vectors(fake, d))


@cache
def _several_steps(count: int) -> SearchStrategy[tuple[float, ...]]:
    """So many numbers that are not 0."""
    return several_sixteenths(count, -2, 2).map(lambda drawn: tuple(x or 1.0 for x in drawn))


@cache
@st.composite
def sample_pairs_with_shares(draw: st.DrawFn) -> tuple[SamplePairs, tuple[float, ...]]:
    """Real samples and a fake for each, and how far to it a point between them is: 0 and 1, too."""
    pairs = draw(sample_pairs())
    return pairs, draw(several_sixteenths(len(pairs.real), 0, 1))


@cache
@st.composite
def image_pairs(draw: st.DrawFn, *, samples: int | None = None) -> ImagePairs:
    """Real images and a fake for each, which differs in every pixel: as many as are drawn, or so.

    Often there are as many rows of pixels, or channels, as there are images.
    """
    n, *shape = draw(st.sampled_from(IMAGES))
    size = n * math.prod(shape)
    real, steps = draw(several_sixteenths(size, -2, 2)), draw(_several_steps(size))
    batches = np.array([real, real]) + np.array([[0.0] * size, steps])
    images = batches.reshape(2, n, *shape)
    return ImagePairs(*(np.resize(batch, (samples or n, *shape)) for batch in images))


@cache
@st.composite
def image_pairs_with_shares(draw: st.DrawFn) -> tuple[ImagePairs, tuple[float, ...]]:
    """Real images and a fake for each, and how far to it a point between them is."""
    pairs = draw(image_pairs())
    return pairs, draw(several_sixteenths(len(pairs.real), 0, 1))


@cache
@st.composite
def coupled_pairs(draw: st.DrawFn) -> CoupledPairs:
    """Few samples in the plane, coupled at the least cost, and points well between them."""
    n = draw(st.integers(1, 3))
    real, steps = (_vectors(draw(_several_quarters(2 * n)), 2) for _ in range(2))
    # Moved by half a quarter, no fake sample is in the place of a real one.
    fake = tuple((x + 0.125, y) for x, y in steps)
    alpha = draw(several_sixteenths(n, 1 / 8, 7 / 8))
    lean = draw(st.sampled_from([Fraction(1, 2), Fraction(0), Fraction(1)]))
    return CoupledPairs(*coupled(real, fake), alpha, lean)


@cache
def _several_quarters(count: int) -> SearchStrategy[tuple[float, ...]]:
    return whole_numbers(count, -8, 8).map(lambda drawn: tuple(k / 4 for k in drawn))


@cache
def independent_pairs() -> SearchStrategy[IndependentPairs]:
    """Two real and two fake samples on the line, two pairs of them, and a point in each.

    Real ones are even numbers, one on either side of 0, and fakes are odd ones, often between them:
    no critic that is constant is optimal, and one that is level somewhere often is.
    """
    whole = st.integers(-2, 2)
    real = st.tuples(whole.map(lambda k: 2 * k - 4), whole.map(lambda k: 2 * k + 4))
    fake = st.tuples(*[whole.map(lambda k: 2 * k + 1)] * 2)
    pair = st.tuples(st.integers(0, 1), st.integers(0, 1))
    share = sixteenths(0, 1)
    return st.builds(IndependentPairs, real, fake, st.tuples(pair, pair), st.tuples(share, share))
