"""Classes told apart by the means of their features, and the log-ratios of their densities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from spec.definitions.divergence import Distribution
from spec.definitions.gaussian import gaussian_log_density
from spec.definitions.logistic import log_ratio
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real, exp, total

Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]


class ClassMeans(NamedTuple):
    """The means of m classes in the features, μ in the data and μ̂ in the model."""

    data_means: Matrix
    model_means: Matrix

    @property
    def pairs(self) -> list[tuple[Vector, Vector]]:
        """For each class its two means, μ and μ̂."""
        return list(zip(self.data_means, self.model_means, strict=True))


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
        return ClassMeans(self.data_means, self.model_means).pairs

    @property
    def samples(self) -> list[tuple[Vector, Vector, Vector]]:
        """For each sample its features φ, and the means μ_y and μ̂_y of its class."""
        return [(phi, *self.means[y]) for phi, y in zip(self.features, self.labels, strict=True)]

    @property
    def one_hot(self) -> list[list[int]]:
        """The labels as rows of the identity."""
        return [[int(i == y) for i in range(self.classes)] for y in self.labels]

    @property
    def logits(self) -> list[Real]:
        """For each sample the optimal logit h*, of the terms of the squares expanded."""
        return [square_ratio(*sample) for sample in self.samples]

    @property
    def terms(self) -> Decimal:
        """The size of the squares that a logit may be added up from."""
        return max(logit.terms for logit in self.logits)

    @property
    def densities(self) -> list[tuple[Real, Real]]:
        """For each sample its density in its class, N(φ|μ_y, I) in the data and N(φ|μ̂_y, I)."""
        return [
            (exp(log_density(phi, mu)), exp(log_density(phi, mu_hat)))
            for phi, mu, mu_hat in self.samples
        ]

    @property
    def rounded_densities(self) -> tuple[list[float], list[float]]:
        """Those of all samples in the data and those in the model, rounded."""
        rounded = precision().rounded
        p, q = zip(*self.densities, strict=True)
        return [rounded(float(x)) for x in p], [rounded(float(x)) for x in q]

    @property
    def rounded_parameters(self) -> tuple[Matrix, Vector]:
        """A and b of the projection form, rounded."""
        rounded = precision().rounded
        A = tuple(tuple(rounded(float(a)) for a in difference(*means)) for means in self.means)
        return A, tuple(rounded(float(bias(*means))) for means in self.means)

    def shifted(self, by: Sequence[float]) -> LabelledFeatures:
        """The batch with the features and every mean moved by one vector, and rounded."""
        rounded = precision().rounded

        def moved(rows: Matrix) -> Matrix:
            return tuple(
                tuple(rounded(x + s) for x, s in zip(row, by, strict=True)) for row in rows
            )

        return LabelledFeatures(
            moved(self.features), self.labels, moved(self.data_means), moved(self.model_means)
        )

    def transformed(self, by: Sequence[Matrix]) -> LabelledFeatures:
        """The batch with the features and means of each class multiplied by the class's matrix."""

        def moved(rows: Matrix, labels: Iterable[int]) -> Matrix:
            return tuple(whitened(by[label], row) for row, label in zip(rows, labels, strict=True))

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


def bias(data_mean: Vector, model_mean: Vector) -> Real:
    """½(‖μ̂‖² − ‖μ‖²)."""
    return (inner(model_mean, model_mean) - inner(data_mean, data_mean)) / 2


def prior_log_ratios(p: Distribution, q: Distribution) -> list[Real]:
    """log p(y)/q(y), for each class."""
    return [log_ratio(a, b) for a, b in zip(p.exact, q.exact, strict=True)]


def joint_log_ratios(batch: LabelledFeatures, p: Distribution, q: Distribution) -> list[Real]:
    """log p(x, y)/q(x, y) = log p(x|y)/q(x|y) + log p(y)/q(y), for each sample."""
    shifts = prior_log_ratios(p, q)
    return [logit + shifts[y] for logit, y in zip(batch.logits, batch.labels, strict=True)]


def product(matrix: Iterable[Iterable[Any]], vector: Sequence[Any]) -> list[Real]:
    """The product of a matrix and a vector."""
    return [inner(row, vector) for row in matrix]


def transposed(matrix: Matrix) -> Matrix:
    """The matrix with its rows for columns."""
    return tuple(zip(*matrix, strict=True))


def whitened(whitening: Matrix, vector: Vector) -> Vector:
    """Wφ, rounded unless the numbers are dyadic and of moderate size."""
    return tuple(map(float, product(whitening, vector)))


def inverse_covariance(whitening: Matrix) -> list[list[Real]]:
    """Σ⁻¹ = WᵀW."""
    columns = transposed(whitening)
    return [product(columns, column) for column in columns]


def covariance_log_ratios(batch: LabelledFeatures, whitenings: Sequence[Matrix]) -> list[Real]:
    """log N(φ|μ_y, Σ_y)/N(φ|μ̂_y, Σ_y) for each sample, with Σ_y⁻¹ = WᵀW of its class."""
    inverses = [inverse_covariance(whitening) for whitening in whitenings]

    def square(phi: Vector, mean: Vector, y: int) -> Real:
        """(φ − μ)ᵀΣ⁻¹(φ − μ)."""
        delta = difference(phi, mean)
        return inner(delta, product(inverses[y], delta))

    return [
        (square(phi, mu_hat, y) - square(phi, mu, y)) / 2
        for (phi, mu, mu_hat), y in zip(batch.samples, batch.labels, strict=True)
    ]
