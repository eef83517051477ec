"""Gaussians and samples of small whole numbers, of which covariances and distances are exact.

They have two features or more, as a covariance of one is no matrix to some, unless a claim is about
one feature.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.frechet import Beam, Moved, Rivals, Rotated, Transport
from spec.definitions.matrices import Matrix, Vector
from spec.definitions.moments import Finite, Moments
from spec.machinery.numbers.precision import Precision, by_precision
from spec.strategies.numbers import whole_numbers

FEWEST_FEATURES = 2
MOST_FEATURES = 4
MANY_FEATURES = 12
"""As many as show what is done with more features than one thinks of."""

MOST_SAMPLES = 5


def _rows(numbers: Vector, length: int) -> Matrix:
    """The numbers as rows of some length."""
    return tuple(tuple(numbers[i : i + length]) for i in range(0, len(numbers), length))


def _gram(rows: Matrix) -> Matrix:
    """BBᵀ, for the rows of B."""
    return tuple(tuple(sum(a * b for a, b in zip(r, s, strict=True)) for s in rows) for r in rows)


@cache
@st.composite
def _semidefinite(draw: st.DrawFn, size: int, most: int) -> Matrix:
    """BBᵀ of whole numbers, often singular, where B has fewer columns than rows."""
    columns = draw(st.sampled_from([*range(1, size + 1), size]))
    return _gram(_rows(draw(whole_numbers(size * columns, -most, most)), columns))


@cache
@st.composite
def _moments(draw: st.DrawFn, size: int) -> Moments:
    return Moments(draw(whole_numbers(size, -3, 3)), draw(_semidefinite(size, 3)))


@cache
def _sizes() -> SearchStrategy[int]:
    """Numbers of features, mostly few."""
    return st.sampled_from([*range(FEWEST_FEATURES, MOST_FEATURES + 1), MANY_FEATURES])


@cache
@st.composite
def transports(draw: st.DrawFn) -> Transport:
    """Gaussians and their images under positive semi-definite maps, singular ones among both."""
    size = draw(_sizes())
    # Of many features each is mixed with few others, which keeps the numbers small.
    map = _gram(_rows(draw(whole_numbers(2 * size, -1, 1)), 2))
    return Transport(draw(_moments(size)), map, draw(whole_numbers(size, -3, 3)))


@cache
@st.composite
def diagonal_moments(draw: st.DrawFn) -> tuple[Moments, Moments]:
    """Two Gaussians whose features are independent of each other, some of them constant."""
    size = draw(_sizes())
    variances = (draw(whole_numbers(size, -9, 9)) for _ in range(2))
    covariances = (
        tuple(tuple(abs(x) if i == j else 0 for j in range(size)) for i, x in enumerate(each))
        for each in variances
    )
    one, other = (Moments(draw(whole_numbers(size, -3, 3)), each) for each in covariances)
    return one, other


@cache
@st.composite
def beams(draw: st.DrawFn) -> Beam:
    """Gaussians, and others whose covariance is of rank one, or 0."""
    size = draw(_sizes())
    return Beam(
        draw(_moments(size)), draw(whole_numbers(size, -3, 3)), draw(whole_numbers(size, -3, 3))
    )


@cache
@st.composite
def gaussians(
    draw: st.DrawFn, count: int = 2, *, features: int | None = None
) -> tuple[Moments, ...]:
    """So many Gaussians of the same features, of few or of a given number."""
    size = features or draw(st.integers(FEWEST_FEATURES, MOST_FEATURES))
    return tuple(draw(_moments(size)) for _ in range(count))


@cache
@st.composite
def sets_of_samples(
    draw: st.DrawFn,
    count: int = 2,
    *,
    features: int = MOST_FEATURES,
    fewest: int = 2,
    most: int = MOST_SAMPLES,
) -> tuple[Matrix, ...]:
    """So many sets of samples, of few samples or of the most: quarters, of a few features."""
    length = draw(st.integers(min(FEWEST_FEATURES, features), features))
    few = [*range(fewest, min(most, MOST_SAMPLES) + 1)]
    sizes = [draw(st.sampled_from(few if most in few else [*few, most])) for _ in range(count)]
    return tuple(_quarters(draw(whole_numbers(size * length, -12, 12)), length) for size in sizes)


def _quarters(numbers: Vector, length: int) -> Matrix:
    return _rows([x / 4 for x in numbers], length)


@cache
@st.composite
def samples_of_one_size(draw: st.DrawFn) -> tuple[Matrix, Matrix]:
    """Two sets of as many samples, whose matchings can be counted."""
    length, size = draw(st.integers(FEWEST_FEATURES, 3)), draw(st.integers(2, 4))
    one, other = (_quarters(draw(whole_numbers(size * length, -12, 12)), length) for _ in range(2))
    return one, other


@cache
@st.composite
def moved_samples(
    draw: st.DrawFn, *, most: int = MOST_SAMPLES, rank_deficient: bool = False
) -> Moved:
    """Samples and their images under a positive semi-definite map.

    Parameters
    ----------
    most
        The largest number of samples.
    rank_deficient
        Whether there are no more samples than features. Then half of the maps move them but a
        little, so that the distance is small beside what a root of rounding errors comes to.
    """
    size = draw(st.integers(2, most))
    fewest = size if rank_deficient else FEWEST_FEATURES
    length = draw(st.sampled_from([*range(fewest, MOST_SAMPLES + 1), MANY_FEATURES]))
    x = _quarters(draw(whole_numbers(size * length, -8, 8)), length)
    # Of many features each is mixed with few others, which keeps the numbers small.
    columns = draw(st.integers(1, length if length < MANY_FEATURES else 2))
    map = _gram(_rows(draw(whole_numbers(length * columns, -1, 1)), columns))
    shift = draw(whole_numbers(length, -3, 3))
    if rank_deficient and draw(st.booleans()):
        near = tuple(
            tuple((i == j) + entry / 16 for j, entry in enumerate(row)) for i, row in enumerate(map)
        )
        return Moved(x, near, tuple(each / 16 for each in shift))
    return Moved(x, map, shift)


SYMMETRIES: dict[int, list[Matrix]] = {
    2: [((0, 1), (1, 0)), ((0, -1), (1, 0)), ((-1, 0), (0, 1))],
    3: [((0, 0, 1), (1, 0, 0), (0, 1, 0)), ((0, 1, 0), (-1, 0, 0), (0, 0, -1))],
    4: [
        # I − ½J is the reflection that exchanges (1, 1, 1, 1) with its negative.
        tuple(tuple((i == j) - 0.5 for j in range(4)) for i in range(4)),
        ((0, 0, 0, -1), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0)),
    ],
}
"""Orthogonal maps of so many features: signed permutations, and a reflection."""


@cache
@st.composite
def rotated_samples(draw: st.DrawFn) -> Rotated:
    """Two sets of samples, and orthogonal maps of their features."""
    x, y = draw(sets_of_samples())
    return Rotated(x, y, draw(st.sampled_from(SYMMETRIES[len(x[0])])))


POPULATIONS = [
    ((1, 4), (2, 2)),
    ((1, 2), (2, 3)),
    ((2, 3), (1, 2)),
    ((2, 3), (1, 4)),
    ((2, 2), (2, 2)),
]
"""Two numbers of points and sizes of draws from them, of which there are but few pairs."""


@cache
@st.composite
def pairs_of_populations(draw: st.DrawFn) -> tuple[Finite, Finite]:
    """Populations of two points with two features or of one point, and sizes of small draws.

    All draws from one point are the same, so that the distance of samples exceeds that of the
    populations by no more than it must.
    """
    shapes = draw(st.sampled_from(POPULATIONS))
    one, other = (
        Finite(_quarters(draw(whole_numbers(points * 2, -8, 8)), 2), size)
        for points, size in shapes
    )
    return one, other


@cache
def populations_and_samples() -> SearchStrategy[tuple[Finite, Matrix]]:
    """A population of two points, for draws of two, and three samples, of which two are equal."""

    def made(numbers: Vector) -> tuple[Finite, Matrix]:
        *points, one, other = _quarters(numbers, 2)
        return Finite(points, 2), (one, other, other)

    return whole_numbers(8, -8, 8).map(made)


@cache
@st.composite
def rivals(draw: st.DrawFn) -> Rivals:
    """Data of two points, a generator of two points, and one that has collapsed to a point.

    The second feature of all of them is 0.
    """
    pairs = whole_numbers(2, -12, 12).map(lambda numbers: tuple((x / 4, 0) for x in numbers))
    data = draw(pairs)
    spread = draw(st.just(data) | pairs)
    middle = (data[0][0] + data[1][0]) / 2 + draw(whole_numbers(1, -4, 4))[0] / 4
    return Rivals(Finite(data, 2), (Finite(spread, 2), Finite(((middle, 0),), 2)))


PROPORTIONS = [(2, 2), (1, 1), (1, 2), (2, 1), (1, 4), (4, 1)]
"""Pairs a, b of small whole numbers, of which some have one product."""


@cache
@st.composite
def balanced_samples(draw: st.DrawFn) -> tuple[Matrix, Matrix]:
    """Two sets of as many samples at two points, −a and b, of mean 0 and variance ab.

    There are b samples at −a for every a at b, and each sample is there twice: a second feature is
    1 for the one and −1 for the other.
    """
    one, other = (draw(st.sampled_from(PROPORTIONS)) for _ in range(2))
    size = math.lcm(*(sum(pair) // math.gcd(*pair) for pair in (one, other)))
    scale = draw(st.sampled_from([0.5, 0.25, 2.0]))
    x, y = (
        tuple(
            (coordinate, side)
            for coordinate in [-scale * a] * (b * size // (a + b))
            + [scale * b] * (a * size // (a + b))
            for side in (1.0, -1.0)
        )
        for a, b in (one, other)
    )
    return x, y


@cache
@st.composite
def nearly_equal_moments(draw: st.DrawFn, *, singular: bool = False) -> Transport:
    """Gaussians and their images under maps next to the identity, of numbers that are floats.

    Parameters
    ----------
    singular
        Whether the last feature is made up of the others, so that the covariance is singular.
    """
    size = draw(st.integers(FEWEST_FEATURES, MOST_FEATURES))
    drawn = _rows(draw(whole_numbers(size**2, -2, 2)), size)
    widths = [0 if singular and i == size - 1 else 1 + abs(drawn[i][i]) for i in range(size)]
    factor = [[*row[:i], widths[i], *[0] * (size - 1 - i)] for i, row in enumerate(drawn)]
    change = _rows(draw(whole_numbers(size**2, -1, 1)), size)
    step = draw(by_precision(_small_steps))
    map = [
        [(i == j) + step * (change[i][j] + change[j][i]) for j in range(size)] for i in range(size)
    ]
    mean = draw(whole_numbers(size, -3, 3))
    return Transport(Moments(mean, _gram(factor)), map, mean)


def _small_steps(format: Precision) -> SearchStrategy[Fraction]:
    """Steps 2^-s from the identity, as small as leave every number of AΣA a float."""
    smallest = min(17, (format.digits - 8) // 2)
    return st.integers(3, smallest).map(lambda s: Fraction(1, 2**s))


@cache
def feature_scales() -> SearchStrategy[float]:
    """Powers of two whose squares are not far from the largest or the smallest number."""

    def powers(format: Precision) -> SearchStrategy[float]:
        most = min(480, (format.largest_exponent - 24) // 2)
        return st.sampled_from([most, -most, most // 2, -most // 2]).map(lambda e: 2.0**e)

    return by_precision(powers)


@cache
def far_offsets() -> SearchStrategy[float]:
    """Powers of two beside which quarters are still floats: 2^30 in double precision."""
    return by_precision(
        lambda format: st.sampled_from([1.0, -1.0]).map(
            lambda sign: sign * 2.0 ** (30 * format.digits // 53)
        )
    )
