"""Which points are in the balls around others, decided as if in exact arithmetic.

Ways to a squared distance take turns, and each is asked only what those before it could not tell
from their error bounds: products about the common mean, then sums of squared differences, which are
a hundred times as much work, then integers, which are that once more. Points on a grid, such as
integers, need no more than products. Copies of a point, which a collapsed generator makes, would be
as near to one another as can be: of each only as many are kept as there are neighbours to count.
And of a crowd of points that differ by little, products about one of them tell most.
"""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from impl._blocks import BLOCK, Float64Array, RealArray, contiguous, largest
from impl.metrics._features import blocks_of_rows, common_mean, exponent_of, in_units

ROUNDOFF = 2.0**-53

ROWS = 384
"""Rows in a block: distances are those between the rows of two of them."""

CROWD = 4
"""So many times as many pairs as points are too many to look at one by one."""

UNDERFLOWN = 2.0**-900
"""Beside it, what is lost of squares that underflow is nothing."""

Places = NDArray[np.intp]


class Cloud:
    """Points, as they are and about a centre in a unit of their own.

    Attributes
    ----------
    features
        The points, a row for each.
    weights
        How many points each of them stands for.
    exponent
        Of two, the power that is the unit.
    centred
        The points in that unit, less the centre.
    halves
        Half the squared norms of those.
    exact
        Whether nothing was rounded in the last two, and nothing is in products of them.
    """

    def __init__(
        self,
        features: RealArray,
        weights: Float64Array,
        exponent: int,
        centred: Float64Array,
        exact: bool = False,
    ) -> None:
        self.features = features
        self.weights = weights
        self.exponent = exponent
        self.centred = centred
        self.halves = 0.5 * np.einsum("ij,ij->i", centred, centred)
        self.exact = exact

    def __len__(self) -> int:
        return len(self.features)

    def points(self, places: Places | list[int]) -> Float64Array:
        """Return some of the points as they are."""
        return self.features[places].astype(np.float64)

    def share(self, counted: NDArray[np.bool_]) -> np.float64:
        """Return the part that some make up of all the points that these stand for."""
        return np.float64(self.weights @ counted / np.add.reduce(self.weights))


def two_clouds(real: RealArray, fake: RealArray, k: int) -> tuple[Cloud, Cloud]:
    """Return two sets of features about one centre, for balls that reach to k-th neighbours.

    That is their common mean. If the points are on a grid about as wide as they are apart, it is
    the point of the grid next to that, so that products are exact.
    """
    (real, reals), (fake, fakes) = _without_copies(real, k), _without_copies(fake, k)
    exponent = exponent_of(real, fake)
    x, y = in_units(real, exponent), in_units(fake, exponent)
    mean = common_mean(x, y)
    x -= mean
    y -= mean
    clouds = Cloud(real, reals, exponent, x), Cloud(fake, fakes, exponent, y)
    # No sum of terms of a distance is above four times the largest half: 2**53 halves of a square
    # unit at most.
    largest_half = max(largest(cloud.halves) for cloud in clouds)
    unit = 2.0 ** ((math.frexp(largest_half)[1] - 48) // 2)
    if not all(_is_on_grid(cloud.features, math.ldexp(unit, exponent)) for cloud in clouds):
        return clouds
    centre = np.rint(mean / unit) * unit
    x, y = in_units(real, exponent) - centre, in_units(fake, exponent) - centre
    return Cloud(real, reals, exponent, x, True), Cloud(fake, fakes, exponent, y, True)


def _is_on_grid(features: RealArray, unit: float) -> bool:
    blocks = (contiguous(features[rows]) for rows in blocks_of_rows(features))
    return all(_are_multiples(block, unit).all() for block in blocks)


def _without_copies(features: RealArray, k: int) -> tuple[RealArray, Float64Array]:
    """Return points none of which is there more than k + 1 times, and how many each stands for.

    Any more would not change what is the k-th nearest other one.
    """
    weights = np.ones(len(features))
    sums = np.sort(np.add.reduce(features, axis=1))
    if (sums[1:] != sums[:-1]).all():
        return features, weights
    places: dict[bytes, list[int]] = {}
    for place, row in enumerate(features):
        places.setdefault(row.tobytes(), []).append(place)
    kept = []
    for same in places.values():
        kept += same[: k + 1]
        weights[same[0]] += len(same[k + 1 :])
    return features[kept], weights[kept]


def blocks_of_halves(x: Cloud, y: Cloud) -> Iterator[tuple[slice, slice, Float64Array]]:
    """Yield about half the squared distances, with the rows and columns that they are of.

    Of distances among the points of one cloud, those below the diagonal are left out.
    """
    for i in range(0, len(x), ROWS):
        rows = slice(i, min(i + ROWS, len(x)))
        for j in range(i if x is y else 0, len(y), ROWS):
            columns = slice(j, min(j + ROWS, len(y)))
            yield rows, columns, _halves(x, rows, y, columns)


class Balls:
    """Closed balls around the points of a cloud, each to the k-th nearest other one.

    From products the squared distance D of points x and y, of squared norms p and q about the mean,
    comes out as A with |A − D| ≤ ε(p + q), where ε = 4(d + 4) 2**-53 allows for the rounding of the
    products, of the norms, of the sum of the three and of the points less their mean, and as much
    again. As q ≤ 2p + 2D, |A − D| ≤ ε(3p + 2D): a bound that knows x and D alone. So if K is the
    k-th least A of x, and R the k-th least D, then A below K by more than 8ε(p + K) means that
    D < R, and A above K by more than that means that D > R. It is the same of half of each.
    """

    def __init__(self, cloud: Cloud, k: int) -> None:
        self.cloud = cloud
        self.k = k
        radii = _nearest(cloud, k)
        if cloud.exact:
            self._inner = radii
            return
        epsilon = 4 * (cloud.features.shape[1] + 4) * ROUNDOFF
        margins = 8 * epsilon * (cloud.halves + np.abs(radii)) + UNDERFLOWN
        self._inner, self._outer = radii - margins, radii + margins
        # Of the balls that have been asked more: bounds of D, and what it takes to tell exactly.
        self._low, self._high = np.full((2, len(cloud)), np.nan)
        self._neighbours: dict[int, tuple[Places, int]] = {}

    def hold(
        self, rows: slice, other: Cloud, columns: slice, halves: Float64Array
    ) -> NDArray[np.bool_]:
        """Return which balls, by rows, hold which points of another cloud, by columns."""
        inside: NDArray[np.bool_] = halves <= self._inner[rows, np.newaxis]
        if self.cloud.exact:
            return inside
        unsure = (halves <= self._outer[rows, np.newaxis]) ^ inside
        centres, points = np.nonzero(unsure)
        if centres.size:
            inside[unsure] = self._reach(centres + rows.start, other, points + columns.start)
        return inside

    def _reach(self, centres: Places, other: Cloud, points: Places) -> NDArray[np.bool_]:
        """Return whether balls hold points, one each, by closer looks or else exactly."""
        self._find_neighbours(np.unique(centres[np.isnan(self._low[centres])]))
        inside = np.zeros(len(points), bool)
        unsure = np.arange(len(points))
        for look in CLOSER_LOOKS:
            of, at = centres[unsure], points[unsure]
            low, high = look(self.cloud, of, other, at)
            inside[unsure] = held = high <= self._low[of]
            unsure = unsure[(low <= self._high[of]) ^ held]
        for centre in np.unique(centres[unsure]):
            some = unsure[centres[unsure] == centre]
            inside[some] = self._reaches_exactly(centre, other, points[some])
        return inside

    def _find_neighbours(self, centres: Places) -> None:
        """Find the k-th nearest neighbours, as far as closer looks can tell."""
        cloud = self.cloud
        at_once = max(1, ROWS * ROWS // len(cloud))
        for start in range(0, len(centres), at_once):
            some = centres[start : start + at_once]
            halves = _halves(cloud, some, cloud, slice(None))
            halves[np.arange(len(some)), some] = np.inf
            nearer = halves <= self._inner[some, np.newaxis]
            candidates = (halves <= self._outer[some, np.newaxis]) ^ nearer
            ranks = self.k - 1 - np.count_nonzero(nearer, axis=1)
            for look in CLOSER_LOOKS:
                rows, places = np.nonzero(candidates)
                bounds = np.full((2, *candidates.shape), np.inf)
                bounds[:, rows, places] = look(cloud, some[rows], cloud, places)
                low, high = (_of_rank(ranks, each) for each in bounds)
                nearer = bounds[1] < low
                candidates &= ~nearer & (bounds[0] <= high)
                ranks -= np.count_nonzero(nearer, axis=1)
            self._low[some], self._high[some] = low[:, 0], high[:, 0]
            for centre, rank, of_one in zip(some, ranks, candidates, strict=True):
                self._neighbours[centre] = np.flatnonzero(of_one), rank

    def _reaches_exactly(self, centre: int, other: Cloud, points: Places) -> NDArray[np.bool_]:
        places, rank = self._neighbours[centre]
        neighbours, features = self.cloud.points(places), other.points(points)
        if (features == neighbours[0]).all() and (neighbours == neighbours[0]).all():
            return np.ones(len(features), bool)
        middle = self.cloud.points([centre])
        whole = _integers(np.concatenate((middle, neighbours, features)))
        squares = np.add.reduce((whole[1:] - whole[0]) ** 2, axis=1)
        reach = sorted(squares[: len(neighbours)])[rank]
        return np.array(squares[len(neighbours) :] <= reach, bool)


def _nearest(cloud: Cloud, k: int) -> Float64Array:
    """Return about half the squared distance of each point to its k-th nearest other one."""
    nearest = np.full((len(cloud), k), np.inf)
    for rows, columns, halves in blocks_of_halves(cloud, cloud):
        if rows == columns:
            np.fill_diagonal(halves, np.inf)
        else:
            nearest[columns] = _least(k, nearest[columns], halves.T)
        nearest[rows] = _least(k, nearest[rows], halves)
    farthest: Float64Array = np.maximum.reduce(nearest, axis=1)
    return farthest


def _least(k: int, one: Float64Array, other: Float64Array) -> Float64Array:
    return np.partition(np.concatenate((one, other), axis=1), k - 1, axis=1)[:, :k]


def _halves(x: Cloud, rows: slice | Places, y: Cloud, columns: slice) -> Float64Array:
    """Return about half the squared distances, ½‖x‖² + ½‖y‖² − xᵀy."""
    products = x.centred[rows] @ y.centred[columns].T
    halves: Float64Array = np.subtract(y.halves[columns], products, out=products)
    halves += x.halves[rows, np.newaxis]
    return halves


def _of_rank(ranks: Places, numbers: Float64Array) -> Float64Array:
    """Return the number of a rank in each row, a column of them."""
    return np.take_along_axis(np.sort(numbers, axis=1), ranks[:, np.newaxis], axis=1)


def _by_products_nearby(
    cloud: Cloud, centres: Places, other: Cloud, places: Places
) -> tuple[Float64Array, Float64Array]:
    """Return bounds of the squared distances of points, one each, from products about one of them.

    A crowd are many points of which each is to be told from each of many others, as those are that
    differ by little from one and the same. What is known of the others is nothing.
    """
    rows, row = np.unique(centres, return_inverse=True)
    columns, column = np.unique(places, return_inverse=True)
    left = np.zeros((len(rows), len(columns)), bool)
    left[row, column] = True
    bounds = np.full((2, *left.shape), np.inf)
    bounds[0] = -np.inf
    while left.any():
        first = left.any(axis=1).argmax()
        crowd = np.flatnonzero(left[:, left[first]].any(axis=1))[:ROWS]
        near = np.flatnonzero(left[crowd].any(axis=0))[:ROWS]
        pairs = np.ix_(crowd, near)
        if np.count_nonzero(left[pairs]) >= CROWD * (len(crowd) + len(near)):
            bounds[0][pairs], bounds[1][pairs] = _about_the_first(
                cloud, rows[crowd], other, columns[near]
            )
        left[pairs] = False
    return bounds[0, row, column], bounds[1, row, column]


def _about_the_first(
    cloud: Cloud, centres: Places, other: Cloud, places: Places
) -> tuple[Float64Array, Float64Array]:
    """Return bounds of the squared distances of points, from products about the first of them."""
    origin = in_units(cloud.points(centres[:1]), cloud.exponent)
    x = in_units(cloud.points(centres), cloud.exponent)
    y = in_units(other.points(places), cloud.exponent)
    x -= origin
    y -= origin
    sums = np.einsum("ij,ij->i", x, x)[:, np.newaxis] + np.einsum("ij,ij->i", y, y)
    squares = sums - 2.0 * (x @ y.T)
    errors = 4 * (x.shape[1] + 4) * ROUNDOFF * sums + UNDERFLOWN
    return squares - errors, squares + errors


def _by_differences(
    cloud: Cloud, centres: Places, other: Cloud, places: Places
) -> tuple[Float64Array, Float64Array]:
    """Return bounds of the squared distances of points, one each, from their differences."""
    low, high = np.empty((2, len(places)))
    at_once = max(1, BLOCK // cloud.centred.shape[1])
    for start in range(0, len(places), at_once):
        some = slice(start, start + at_once)
        x, y = cloud.points(centres[some]), other.points(places[some])
        squares, errors = _squares_and_errors(x, y, cloud.exponent)
        low[some], high[some] = squares - errors, squares + errors
    return low, high


CLOSER_LOOKS = _by_products_nearby, _by_differences


def _squares_and_errors(
    x: Float64Array, y: Float64Array, exponent: int
) -> tuple[Float64Array, Float64Array]:
    """Return squared distances in the unit, and how far off they may be.

    They are exact where the points are one, or both are multiples of a unit of which all
    differences are so few that their squares add up without rounding.
    """
    d = x.shape[1]
    differences = in_units(x, exponent) - in_units(y, exponent)
    squares = np.einsum("ij,ij->i", differences, differences)
    farthest = np.maximum.reduce(np.abs(differences), axis=1)
    bits = (53 - (d - 1).bit_length()) // 2
    unit = np.ldexp(1.0, np.frexp(farthest)[1] + exponent - bits)[:, np.newaxis]
    exact = _are_multiples(x, unit) & _are_multiples(y, unit) & (squares > UNDERFLOWN)
    exact |= (x == y).all(axis=1)
    return squares, np.where(exact, 0.0, 2 * (d + 4) * ROUNDOFF * squares + UNDERFLOWN)


def _are_multiples(numbers: Float64Array, unit: float | Float64Array) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = (np.rint(numbers / unit) * unit == numbers).all(axis=1)
    return result


def _integers(numbers: Float64Array) -> NDArray[np.object_]:
    """Return numbers as integers, in a unit of which all of them are multiples."""
    fractions, exponents = np.frexp(numbers)
    shifts = (exponents - exponents.min()).astype(object)
    integers: NDArray[np.object_] = np.ldexp(fractions, 53).astype(np.int64).astype(object)
    shifted: NDArray[np.object_] = integers << shifts
    return shifted
