"""Which points are in the balls around others, decided as if in exact arithmetic.

Three ways to a squared distance take turns, each a hundred times as much work as the one before it,
and each is asked only what the one before could not tell from its error bound: products about the
common mean, then sums of squared differences, then integers.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from impl._blocks import Float64Array, RealArray
from impl.metrics._features import about_their_mean, exponent_of, in_units

ROUNDOFF = 2.0**-53

ROWS = 256
"""Rows in a block: distances are those between the rows of two of them."""

SMALLEST_EXPONENT = -1000
"""Features are not made larger than by the inverse of that power of two, which is a float64."""

UNDERFLOWN = 2.0**-1000
"""What squares lose that underflow is far less, beside features of which the largest is about 1."""

SMALL = 2.0**-400
"""Differences above it have squares that do not underflow, nor do those 2**-53 times as large."""

SMALLEST = 2.0**-1074

Places = NDArray[np.intp]


class Cloud:
    """Points, as they are and about a mean in a unit of their own.

    Attributes
    ----------
    features
        The points, a row for each.
    exponent
        Of two, the power that is the unit.
    centred
        The points in that unit, less the mean.
    squares
        The squared norms of those.
    """

    def __init__(self, features: RealArray, exponent: int, centred: Float64Array) -> None:
        self.features = features
        self.exponent = exponent
        self.centred = centred
        self.squares = np.einsum("ij,ij->i", centred, centred)

    def __len__(self) -> int:
        return len(self.features)

    def points(self, places: Places | list[int]) -> Float64Array:
        """Return some of the points as they are."""
        return self.features[places].astype(np.float64)


def two_clouds(real: RealArray, fake: RealArray) -> tuple[Cloud, Cloud]:
    """Return two sets of features about their common mean."""
    exponent = max(SMALLEST_EXPONENT, exponent_of(real, fake))
    x, y = in_units(real, exponent), in_units(fake, exponent)
    about_their_mean(x, y)
    return Cloud(real, exponent, x), Cloud(fake, exponent, y)


def blocks_of_squares(x: Cloud, y: Cloud) -> Iterator[tuple[slice, slice, Float64Array]]:
    """Yield approximate squared distances, with the rows and columns that they are of.

    Of distances among the points of one cloud, those below the diagonal are left out.
    """
    for i in range(0, len(x), ROWS):
        rows = slice(i, min(i + ROWS, len(x)))
        for j in range(i if x is y else 0, len(y), ROWS):
            columns = slice(j, min(j + ROWS, len(y)))
            yield rows, columns, _squares(x, rows, y, columns)


class Balls:
    """Closed balls around the points of a cloud, each to the k-th nearest other one.

    With products of n numbers the squared distance D of points x and y, of squared norms p and q
    about the mean, comes out as A with |A − D| ≤ ε(p + q), where ε = 4(d + 4) 2**-53 allows for the
    rounding of the products, of the norms, of the sum of the three and of the points less their
    mean, and as much again. As q ≤ 2p + 2D, |A − D| ≤ ε(3p + 2D): a bound that knows x and D alone.
    So if K is the k-th least A of x, and R the k-th least D, then A below K by more than 8ε(p + K)
    means that D < R, and A above K by more than that means that D > R.
    """

    def __init__(self, cloud: Cloud, k: int) -> None:
        self.cloud = cloud
        self.k = k
        radii = _nearest(cloud, k)
        epsilon = 4 * (cloud.features.shape[1] + 4) * ROUNDOFF
        margins = 8 * epsilon * (cloud.squares + np.abs(radii)) + UNDERFLOWN
        self._inner, self._outer = radii - margins, radii + margins
        self._shells: dict[int, _Shell] = {}

    def hold(
        self, rows: slice, other: Cloud, columns: slice, squares: Float64Array
    ) -> NDArray[np.bool_]:
        """Return which balls, by rows, hold which points of another cloud, by columns."""
        inside: NDArray[np.bool_] = squares <= self._inner[rows, np.newaxis]
        unsure = (squares <= self._outer[rows, np.newaxis]) ^ inside
        places = np.flatnonzero(unsure.any(axis=1))
        self._find_shells([i for i in places + rows.start if i not in self._shells])
        for place in places:
            points = np.flatnonzero(unsure[place])
            shell = self._shells[place + rows.start]
            inside[place, points] = shell.reaches(other, points + columns.start)
        return inside

    def _find_shells(self, centres: list[int]) -> None:
        for start in range(0, len(centres), ROWS):
            some = np.array(centres[start : start + ROWS])
            squares = _squares(self.cloud, some, self.cloud, slice(None))
            squares[np.arange(len(some)), some] = np.inf
            for centre, row in zip(some, squares, strict=True):
                inside = row <= self._inner[centre]
                candidates = np.flatnonzero((row <= self._outer[centre]) ^ inside)
                rank = self.k - 1 - int(np.count_nonzero(inside))
                self._shells[centre] = _Shell(self.cloud, centre, candidates, rank)


class _Shell:
    """The sphere around one point on which a neighbour of it lies.

    Parameters
    ----------
    cloud
        Where the point and its neighbours are from.
    centre
        Which is the point.
    candidates
        Which are the neighbours that may be the one.
    rank
        How many of them are nearer than it.
    """

    def __init__(self, cloud: Cloud, centre: int, candidates: Places, rank: int) -> None:
        low, high = _between(cloud, centre, cloud, candidates)
        self._low, self._high = np.partition(low, rank)[rank], np.partition(high, rank)[rank]
        self._cloud, self._centre = cloud, centre
        self._candidates = candidates[(low <= self._high) & (high >= self._low)]
        self._rank = rank - np.count_nonzero(high < self._low)

    def reaches(self, other: Cloud, points: Places) -> NDArray[np.bool_]:
        """Return which points of another cloud are no farther than the neighbour."""
        low, high = _between(self._cloud, self._centre, other, points)
        inside: NDArray[np.bool_] = high <= self._low
        unsure = (low <= self._high) ^ inside
        if np.count_nonzero(unsure):
            inside[unsure] = self._exactly(other, points[unsure])
        return inside

    def _exactly(self, other: Cloud, points: Places) -> NDArray[np.bool_]:
        centre, neighbours = (
            self._cloud.points([self._centre]),
            self._cloud.points(self._candidates),
        )
        features = other.points(points)
        if (features == neighbours[0]).all() and (neighbours == neighbours[0]).all():
            return np.ones(len(features), bool)
        whole = _integers(np.concatenate((centre, neighbours, features)))
        squares = np.add.reduce((whole[1:] - whole[0]) ** 2, axis=1)
        reach = sorted(squares[: len(neighbours)])[self._rank]
        return np.array(squares[len(neighbours) :] <= reach, bool)


def _nearest(cloud: Cloud, k: int) -> Float64Array:
    """Return the approximate squared distance of each point to its k-th nearest other one."""
    nearest = np.full((len(cloud), k), np.inf)
    for rows, columns, squares in blocks_of_squares(cloud, cloud):
        if rows == columns:
            np.fill_diagonal(squares, np.inf)
        else:
            nearest[columns] = _least(k, nearest[columns], squares.T)
        nearest[rows] = _least(k, nearest[rows], squares)
    farthest: Float64Array = np.maximum.reduce(nearest, axis=1)
    return farthest


def _least(k: int, one: Float64Array, other: Float64Array) -> Float64Array:
    return np.partition(np.concatenate((one, other), axis=1), k - 1, axis=1)[:, :k]


def _squares(x: Cloud, rows: slice | Places, y: Cloud, columns: slice) -> Float64Array:
    """Return squared distances, ‖x‖² + ‖y‖² − 2xᵀy."""
    squares = x.centred[rows] @ y.centred[columns].T
    squares *= -2.0
    squares += x.squares[rows, np.newaxis]
    squares += y.squares[columns]
    return squares


def _between(
    cloud: Cloud, centre: int, other: Cloud, places: Places
) -> tuple[Float64Array, Float64Array]:
    """Return bounds of the squared distances of a point and others, from their differences.

    They are equal where the distance is exact: where the points are one, or both are multiples of a
    unit of which all differences are so few that their squares add up without rounding.
    """
    point, points = cloud.points([centre]), other.points(places)
    exponent, d = cloud.exponent, point.size
    differences = in_units(points, exponent) - in_units(point, exponent)
    squares = np.einsum("ij,ij->i", differences, differences)
    farthest = np.maximum.reduce(np.abs(differences), axis=1)
    bits = (53 - (d - 1).bit_length()) // 2
    # Every float64 is a multiple of the smallest.
    unit = np.maximum(np.ldexp(1.0, np.frexp(farthest)[1] + exponent - bits), SMALLEST)
    exact = _are_multiples(point, unit) & _are_multiples(points, unit) & (farthest > SMALL)
    exact |= (points == point).all(axis=1)
    errors = np.where(exact, 0.0, 2 * (d + 4) * ROUNDOFF * squares + UNDERFLOWN)
    return squares - errors, squares + errors


def _are_multiples(numbers: Float64Array, unit: Float64Array) -> NDArray[np.bool_]:
    units = unit[:, np.newaxis]
    result: NDArray[np.bool_] = (np.rint(numbers / units) * units == numbers).all(axis=1)
    return result


def _integers(numbers: Float64Array) -> NDArray[np.object_]:
    """Return numbers as integers, in a unit of which all of them are multiples."""
    fractions, exponents = np.frexp(numbers)
    shifts = (exponents - exponents.min()).astype(object)
    integers: NDArray[np.object_] = np.ldexp(fractions, 53).astype(np.int64).astype(object)
    shifted: NDArray[np.object_] = integers << shifts
    return shifted
