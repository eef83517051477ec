"""Gaussians whose distance is known: by a closed form, or since the best map between them is.

No root of a matrix is taken anywhere. The closed forms take roots of numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.frechet_rounding import (
    centered_rounding,
    mean_rounding,
    of_rounded,
    of_rounded_samples,
    root_of,
    within,
)
from spec.definitions.matrices import (
    Matrix,
    Vector,
    conjugated,
    image,
    inner,
    inverse,
    less_identity,
    square_of_difference,
    squared_distance,
    squared_norm,
    trace,
    whole,
)
from spec.definitions.moments import (
    Finite,
    Moments,
    of_moments,
    sample_mean,
    sample_moments,
    spread,
)
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real


class Transport(NamedTuple):
    """A Gaussian, and its image under x ↦ Ax + b for a positive semi-definite A.

    The map is the gradient of a convex function, so that no other one moves the one Gaussian to the
    other at a lower cost: what it costs is the distance.
    """

    real: Moments
    map: Matrix
    fake_mean: Vector

    @property
    def fake(self) -> Moments:
        """The image: AΣA."""
        return Moments(self.fake_mean, conjugated(self.real.covariance, self.map))

    @property
    def moments(self) -> list[Any]:
        """μ, Σ, ν and AΣA, in floats."""
        return of_moments(self.real, self.fake)

    @property
    def cost(self) -> Fraction:
        """‖μ − ν‖² + tr((A − I)Σ(A − I)), exactly."""
        moved = conjugated(self.real.covariance, less_identity(self.map))
        return squared_distance(self.real.mean, self.fake_mean) + Fraction(trace(moved))

    @property
    def distance(self) -> Real:
        """The cost, as far as it is known of covariances that are rounded."""
        return of_rounded(self.cost, self.real, self.fake)

    @property
    def accurate_distance(self) -> Real:
        """The cost, known to (2¹⁴ + 64 κ) d u of it, with tr Σ tr Σ⁻¹ for the condition κ of Σ."""
        condition = self.real.trace * Fraction(trace(inverse(self.real.covariance)))
        unit = len(self.fake_mean) * Fraction(precision().unit_roundoff)
        return Real.of(self.cost).with_error((2**14 + 64 * condition) * unit * self.cost)

    def scaled(self, factor: float) -> list[Any]:
        """Their moments where all samples are times a power of two, in floats."""
        mean, covariance, fake_mean, fake_covariance = self.moments
        means = ([factor * x for x in each] for each in (mean, fake_mean))
        covariances = (
            [[factor**2 * x for x in row] for row in each] for each in (covariance, fake_covariance)
        )
        return [x for both in zip(means, covariances, strict=True) for x in both]

    def __repr__(self) -> str:
        return f"{self.real!r}, A {self.map!r}, ν {self.fake_mean!r}"


class Moved(NamedTuple):
    """Samples x_i, and the map to y_i = Ax_i + b for a positive semi-definite A."""

    x: Matrix
    map: Matrix
    shift: Vector

    @property
    def y(self) -> list[list[float]]:
        """Ax_i + b."""
        return [
            [float(a + b) for a, b in zip(image(self.map, row), self.shift, strict=True)]
            for row in self.x
        ]

    @property
    def cost(self) -> Fraction:
        """‖x̄ − ȳ‖² + tr((A − I)Σ(A − I)), exactly: of the moves y_i − x_i, mean and spread."""
        numbers, unit = whole(*self.x, *self.y)
        pairs = zip(numbers[: len(self.x)], numbers[len(self.x) :], strict=True)
        moves = [[Fraction(b - a, unit) for a, b in zip(*pair, strict=True)] for pair in pairs]
        return squared_norm(sample_mean(moves)) + spread(moves)

    @property
    def distance(self) -> Real:
        """The cost, as far as it is known of covariances that are rounded."""
        return of_rounded_samples(self.cost, self.x, self.y)

    @property
    def accurate_distance(self) -> Real:
        """The cost, as far as it is known of samples about their mean that are rounded."""
        return within(self.cost, centered_rounding(self.x, self.y))

    @property
    def from_itself(self) -> Real:
        """0, as far as it is known of samples x about their mean that are rounded."""
        return within(0, centered_rounding(self.x, self.x))

    def distance_at(self, offset: float) -> Real:
        """The cost, as far as it is known of samples, and means that are so far from 0."""
        of_means = mean_rounding(offset, len(self.shift))
        return within(self.cost, of_means + centered_rounding(self.x, self.y))

    def __repr__(self) -> str:
        return f"x {self.x!r}, A {self.map!r}, b {self.shift!r}"


class Beam(NamedTuple):
    """A Gaussian, and one whose samples are on the line ν + tv."""

    moments: Moments
    fake_mean: Vector
    direction: Vector

    @property
    def line(self) -> Moments:
        """The second one, of covariance vvᵀ."""
        return Moments(self.fake_mean, [[x * y for y in self.direction] for x in self.direction])

    @property
    def distance(self) -> Real:
        """‖μ − ν‖² + tr Σ + ‖v‖² − 2√(vᵀΣv)."""
        along = inner(self.direction, image(self.moments.covariance, self.direction))
        return _less_roots([Fraction(along)], self.moments, self.line)

    def __repr__(self) -> str:
        return f"{self.moments!r}, v {self.direction!r}, ν {self.fake_mean!r}"


class Rotated(NamedTuple):
    """Two sets of samples, and an orthogonal map."""

    x: Matrix
    y: Matrix
    map: Matrix

    @property
    def images(self) -> tuple[Matrix, Matrix]:
        """Both sets under the map."""
        x, y = ([image(self.map, row) for row in rows] for rows in (self.x, self.y))
        return x, y

    def __repr__(self) -> str:
        return f"x {self.x!r}, y {self.y!r}, Q {self.map!r}"


class Rivals(NamedTuple):
    """Data of known moments, and two generators that are compared by two samples of each."""

    data: Finite
    generators: tuple[Finite, Finite]

    def expected(self, measure: Callable[..., Any]) -> list[Real]:
        """The mean over draws from each generator of a measure of the moments of data and draw."""
        data = self.data.moments
        return [
            each.expected(lambda draw: measure(*of_moments(data, sample_moments(draw))))
            for each in self.generators
        ]

    def is_in_order(self, found: list[Real], slack: float) -> bool:
        """Whether the generator at the lower distance has the lower of two numbers, about."""
        one, other = (closed_form(self.data.moments, each.moments) for each in self.generators)
        better, worse = found if one < other else found[::-1]
        return one == other or better <= worse + slack

    def __repr__(self) -> str:
        one, other = self.generators
        return f"P {self.data.points!r}, Q₁ {one.points!r}, Q₂ {other.points!r}"


def frechet_distance(
    real_mean: Vector, real_covariance: Matrix, fake_mean: Vector, fake_covariance: Matrix
) -> Real:
    """‖μ − ν‖² + tr(Σ + T − 2(Σ^½ T Σ^½)^½), for one feature or two."""
    real, fake = Moments(real_mean, real_covariance), Moments(fake_mean, fake_covariance)
    return of_rounded(closed_form(real, fake), real, fake)


def frechet_inception_distance(x: Matrix, y: Matrix, ddof: int = 1) -> Real:
    """The same of the moments of samples, with divisor n − ddof."""
    square = closed_form(sample_moments(x, ddof), sample_moments(y, ddof))
    return of_rounded_samples(square, x, y)


@in_high_precision
def closed_form(real: Moments, fake: Moments) -> Decimal:
    """D², for one feature or two: ‖μ − ν‖² + tr Σ + tr T − 2 tr (ΣT)^½.

    For one feature that is (μ − ν)² + (√Σ − √T)². For two the trace of the root is
    √(tr ΣT + 2√(det Σ det T)): its square is the trace of ΣT, and twice the root of its
    determinant.
    """
    (one, unit), (other, other_unit) = whole(*real.covariance), whole(*fake.covariance)
    if (one, unit) == (other, other_unit):
        # The root is exact, and its last digit would be all that is left.
        return exact(squared_distance(real.mean, fake.mean))
    product = exact(sum(inner(r, s) for r, s in zip(one, other, strict=True)))
    determinants = exact(_determinant(one) * _determinant(other))
    root = ((product + 2 * determinants.sqrt()) / (unit * other_unit)).sqrt()
    return exact(_apart(real, fake)) - 2 * root


def of_its_terms(real: Moments, fake: Moments) -> Real:
    """D², of the terms that its closed form has: of it more is known than of rounded moments."""
    return Real.of(closed_form(real, fake)).with_terms(_apart(real, fake))


def of_diagonals(real: Moments, fake: Moments) -> Real:
    """‖μ − ν‖² + Σ (√a_i − √b_i)², for the diagonals a and b of two covariances."""
    products = (
        Fraction(real.covariance[i][i]) * Fraction(fake.covariance[i][i])
        for i in range(len(real.mean))
    )
    return _less_roots([*products], real, fake)


@in_high_precision
def least_distance(real: Moments, fake: Moments) -> Decimal:
    """‖μ − ν‖² + ‖Σ − T‖²/(√tr Σ + √tr T)², with the norm of all numbers.

    D² less the means is ‖X − Y‖² for some XXᵀ = Σ and YYᵀ = T, and Σ − T is X(X − Y)ᵀ + (X − Y)Yᵀ.
    """
    pairs = zip(real.covariance, fake.covariance, strict=True)
    apart = sum((squared_distance(r, s) for r, s in pairs), Fraction(0))
    size = (exact(real.trace).sqrt() + exact(fake.trace).sqrt()) ** 2
    return exact(squared_distance(real.mean, fake.mean)) + (exact(apart) / size if size else 0)


def least_transport(x: Matrix, y: Matrix) -> Fraction:
    """W₂² of two samples of one size: the least mean of ‖x_i − y_π(i)‖² over all orders π."""
    numbers, unit = whole(*x, *y)
    costs = [
        [square_of_difference(row, other) for other in numbers[len(x) :]]
        for row in numbers[: len(x)]
    ]
    orders = itertools.permutations(range(len(y)))
    least = min(sum(row[k] for row, k in zip(costs, each, strict=True)) for each in orders)
    return Fraction(least, unit**2 * len(x))


def distance(impl: Any, real: Moments, fake: Moments) -> Real:
    """D of two Gaussians, as an implementation has it, and as far as it can."""
    return root_of(of_rounded(impl.frechet_distance(*of_moments(real, fake)), real, fake))


def sample_distance(impl: Any, x: Matrix, y: Matrix) -> Real:
    """D² of two samples, as an implementation has it, and as far as it can."""
    return of_rounded_samples(impl.frechet_inception_distance(x, y), x, y)


def distance_by_n(impl: Any, x: Matrix, y: Matrix) -> Real:
    """The same of samples of one size n, of covariances with divisor n in place of n − 1."""
    n = len(x)
    means = squared_distance(sample_mean(x), sample_mean(y))
    return means / n + Fraction(n - 1, n) * sample_distance(impl, x, y)


def expected_distance(impl: Any, real: Finite, fake: Finite) -> Real:
    """The mean of the same over all draws from two populations."""

    def from_draw(x: Matrix) -> Real:
        return fake.expected(lambda y: sample_distance(impl, x, y))

    return real.expected(from_draw)


@in_high_precision
def _less_roots(products: list[Fraction], real: Moments, fake: Moments) -> Real:
    """‖μ − ν‖² + tr Σ + tr T, less twice the roots of some numbers."""
    roots = sum((exact(each).sqrt() for each in products), Decimal(0))
    return of_rounded(exact(_apart(real, fake)) - 2 * roots, real, fake)


def _apart(real: Moments, fake: Moments) -> Fraction:
    """‖μ − ν‖² + tr Σ + tr T: what independent samples are apart, squared, on average."""
    return squared_distance(real.mean, fake.mean) + real.trace + fake.trace


def _determinant(matrix: list[list[int]]) -> int:
    """The determinant of two rows; of a single row, which has no other beside it, 0."""
    if len(matrix) == 1:
        return 0
    (a, b), (c, d) = matrix
    return a * d - b * c
