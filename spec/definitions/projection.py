"""Classes told apart by the means of their features, and the log-ratios of their densities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.gaussian import gaussian_log_density
from spec.machinery.numbers.high_precision import exact, exp, in_high_precision
from spec.machinery.numbers.precision import precision as format_in_force
from spec.machinery.numbers.reals import Real, total

Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]


class LabelledFeatures(NamedTuple):
    """A batch of n labelled feature vectors, and the means of m classes, of data and of model.

    Its fields are in the order of the arguments of `conditional_logits`.
    """

    features: Matrix
    labels: tuple[int, ...]
    data_means: Matrix
    model_means: Matrix

    @property
    def classes(self) -> int:
        """The number m of classes."""
        return len(self.data_means)

    @property
    def means(self) -> list[tuple[Vector, Vector]]:
        """For each class its two means, μ and μ̂."""
        return list(zip(self.data_means, self.model_means, strict=True))

    @property
    def samples(self) -> list[tuple[Vector, Vector, Vector]]:
        """For each sample its features φ, and the means μ_y and μ̂_y of its class."""
        return [(phi, *self.means[y]) for phi, y in zip(self.features, self.labels, strict=True)]

    @property
    def one_hot(self) -> list[list[int]]:
        """The labels as rows of the identity."""
        return [[int(i == y) for i in range(self.classes)] for y in self.labels]

    def shifted(self, by: Sequence[float]) -> LabelledFeatures:
        """The bank with the features and every mean moved by one vector, and rounded."""
        rounded = format_in_force().rounded

        def moved(rows: Matrix) -> Matrix:
            return tuple(
                tuple(rounded(x + s) for x, s in zip(row, by, strict=True)) for row in rows
            )

        return LabelledFeatures(
            moved(self.features), self.labels, moved(self.data_means), moved(self.model_means)
        )

    def transformed(self, by: Sequence[Matrix]) -> LabelledFeatures:
        """The bank with the features and means of each class multiplied by the class's matrix.

        The products are rounded, unless the numbers are dyadic and of moderate size.
        """

        def moved(rows: Matrix, labels: Iterable[int]) -> Matrix:
            return tuple(
                tuple(float(inner(line, row)) for line in by[label])
                for row, label in zip(rows, labels, strict=True)
            )

        classes = range(self.classes)
        return LabelledFeatures(
            moved(self.features, self.labels),
            self.labels,
            moved(self.data_means, classes),
            moved(self.model_means, classes),
        )


def inner(left: Iterable[Any], right: Iterable[Any]) -> Real:
    """The inner product of two vectors."""
    return total(Real.of(x) * y for x, y in zip(left, right, strict=True))


def difference(left: Vector, right: Vector) -> list[Real]:
    """The difference of two vectors; its terms are those of both."""
    return [Real.of(x) - y for x, y in zip(left, right, strict=True)]


@in_high_precision
def squared_distance(left: Vector, right: Vector) -> Real:
    """‖u − v‖²; its terms are those of the square expanded."""
    pairs = [(exact(x), exact(y)) for x, y in zip(left, right, strict=True)]
    value = sum(((x - y) ** 2 for x, y in pairs), Decimal(0))
    return Real(value, sum(((abs(x) + abs(y)) ** 2 for x, y in pairs), Decimal(0)))


def square_ratio(phi: Vector, data_mean: Vector, model_mean: Vector) -> Real:
    """−½‖φ − μ‖² + ½‖φ − μ̂‖²; its terms are those of the squares expanded."""
    return (squared_distance(phi, model_mean) - squared_distance(phi, data_mean)) / 2


def log_density(phi: Vector, mean: Vector) -> Real:
    """log N(φ|μ, I), normaliser and all."""
    return total(gaussian_log_density(x, m, 1) for x, m in zip(phi, mean, strict=True))


@in_high_precision
def densities(phi: Vector, data_mean: Vector, model_mean: Vector) -> tuple[Decimal, Decimal]:
    """N(φ|μ, I) and N(φ|μ̂, I)."""
    return exp(log_density(phi, data_mean).value), exp(log_density(phi, model_mean).value)


def precision(whitening: Matrix) -> list[list[Fraction]]:
    """Σ⁻¹ = WᵀW."""
    columns = [[Fraction(x) for x in column] for column in zip(*whitening, strict=True)]
    return [[_dot(left, right) for right in columns] for left in columns]


def precision_slope(inverse: list[list[Fraction]], mu: Vector, nu: Vector) -> list[Fraction]:
    """Σ⁻¹(μ − μ̂)."""
    delta = [Fraction(m) - Fraction(n) for m, n in zip(mu, nu, strict=True)]
    return [_dot(row, delta) for row in inverse]


def covariance_log_ratio(
    inverse: list[list[Fraction]], phi: Vector, data_mean: Vector, model_mean: Vector
) -> Fraction:
    """log N(φ|μ, Σ)/N(φ|μ̂, Σ), whose normalisers are the same."""

    def square(mean: Vector) -> Fraction:
        delta = [Fraction(x) - Fraction(m) for x, m in zip(phi, mean, strict=True)]
        return _dot(delta, precision_slope(inverse, phi, mean))

    return (square(model_mean) - square(data_mean)) / 2


def _dot(left: Iterable[Fraction], right: Iterable[Fraction]) -> Fraction:
    return sum((x * y for x, y in zip(left, right, strict=True)), Fraction(0))
