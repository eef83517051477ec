"""The Bures distance of two covariances, squared: how far two Gaussians with one mean are apart.

It is B² = tr(Σ + T − 2(Σ^½ T Σ^½)^½). Traces less twice a root lose every digit where Σ and T are
close, so there B² is a sum of squares instead. No square root of a matrix is formed anywhere.

With Σ = AᵀA and T = BᵀB, the trace of the root is the sum of the singular values of ABᵀ. And with
the transport map I + Y, the symmetric one that takes Σ to T, B² = tr YΣY. See R. Bhatia, T. Jain
and Y. Lim, "On the Bures-Wasserstein distance between positive definite matrices", Expositiones
Mathematicae 37 (2019).
"""

from functools import cached_property

import numpy as np

from impl._arguments import DOUBLE_ROUNDOFF
from impl._blocks import Float64Array, RealArray
from impl.metrics._lapack import cholesky_factor, singular_values
from impl.metrics._moments import Moments

FAR_APART = 2.0**-10
"""Where B² is more than this part of the traces, their difference has lost ten bits at most."""

SAFE_PIVOT = 2.0**-36
"""A pivot of a Cholesky factorisation, beside its diagonal entry, that is no rounding error."""

FEW_ROUNDOFFS = 8
"""Singular values may be taken by way of their squares, in half the time, if it costs no more."""

RANK_ROUNDOFFS = 16
"""In a matrix of d rows, an eigenvalue of 16d roundoffs of the largest may be none."""

LARGEST_STEP = 0.5
"""If no eigenvalue of Y is below −½, I + Y is positive, and so is *the* map from Σ to T."""

ITERATIONS = 8

COLUMNS = 256
"""Columns of factors that are turned at a time, so that no more copies of them are made."""


class Covariance:
    """A symmetric matrix, and what is worked out of it once."""

    def __init__(self, matrix: Float64Array, lasting: bool = True) -> None:
        self.matrix = matrix
        self.variances = np.diagonal(matrix).copy()
        self.trace = float(np.add.reduce(self.variances))
        self._lasting = lasting

    @cached_property
    def triangular(self) -> Float64Array | None:
        """L of Σ = LLᵀ, or None if Σ is not positive definite to rounding.

        If the matrix need not last, it takes the memory of that.
        """
        return cholesky_factor(self.matrix, in_place=not self._lasting)

    @cached_property
    def spectrum(self) -> tuple[Float64Array, Float64Array]:
        """Eigenvalues in ascending order, and eigenvectors."""
        values, vectors = np.linalg.eigh(self.matrix)
        return values, vectors

    @cached_property
    def range(self) -> tuple[Float64Array, Float64Array]:
        """The eigenvalues that are not 0 to rounding, and their eigenvectors."""
        values, vectors = self.spectrum
        kept = values > RANK_ROUNDOFFS * len(values) * DOUBLE_ROUNDOFF * values[-1]
        return values[kept], vectors[:, kept]


def between_covariances(first: Covariance, second: Covariance) -> float:
    """Return B² of two covariances, in one of three ways."""
    result = between_far_apart(first, second)
    if result is None:
        result = _by_iteration(first, second)
    return _by_singular_vectors(first, second) if result is None else result


def between_far_apart(
    first: Covariance,
    second: Covariance,
    safe_pivot: float = SAFE_PIVOT,
    roundoffs: float = FEW_ROUNDOFFS,
) -> float | None:
    """Return B² from the traces, if neither Σ nor T is close to singular, and they are not close.

    For any factors B² ≤ ‖A − B‖²: where the Cholesky factors are close, nothing else is tried.
    """
    traces = first.trace + second.trace
    a, b = first.triangular, second.triangular
    if a is None or b is None or _square(a - b) <= FAR_APART * traces:
        return None
    for factor, covariance in ((a, first), (b, second)):
        if (np.diagonal(factor) ** 2 < safe_pivot * covariance.variances).any():
            return None
    product = a.T @ b
    squares = np.linalg.eigvalsh(product @ product.T)
    singular = np.sqrt(squares)
    # Rounding of the largest square is half as much in a root, divided by that root. It is of
    # either sign, so that of d roots together is less by √d, but for rare luck.
    allowed = max(roundoffs, np.sqrt(len(squares)))
    if not squares[-1] * (0.5 / singular).sum() <= allowed * traces:
        singular = singular_values(product)
    return _less_twice(traces, singular)


def between_samples(x: Moments, y: Moments) -> float:
    """Return B² of the covariances AᵀA and BᵀB of samples.

    It is the least ‖A − QB‖² with QᵀQ = I, once zero rows have made A as long as B: that of the
    orthogonal polar factor Q = UVᵀ of ABᵀ = USVᵀ. This is ‖UᵀA − VᵀB‖².
    """
    a = x.factor()
    product, square = _product_and_square(a, y)
    result = _less_twice(_square(a) + square, singular_values(product))
    if result is None:
        del product
        result = _by_polar_factor(a, y.factor())
    return result


def _product_and_square(a: Float64Array, y: Moments) -> tuple[Float64Array, float]:
    """Return ABᵀ and ‖B‖², without all of B at once where it is as large as the features."""
    if y.is_long:
        b = y.factor()
        return a @ b.T, _square(b)
    product, square = np.empty((len(a), y.length)), 0.0
    for rows, part in y.parts():
        np.matmul(a, part.T, out=product[:, rows])
        square += _square(part)
    return product, square


def _by_polar_factor(a: Float64Array, b: Float64Array) -> float:
    if len(a) > len(b):
        a, b = b, a
    left, _, right = np.linalg.svd(a @ b.T)
    result = 0.0
    for start in range(0, a.shape[1], COLUMNS):
        columns = slice(start, start + COLUMNS)
        difference = right @ b[:, columns]
        difference[: len(a)] -= left.T @ a[:, columns]
        result += _square(difference)
    return result


def _less_twice(traces: float, singular: RealArray) -> float | None:
    """Return traces less twice the singular values, if it is not too small beside them."""
    result = traces - 2 * float(singular.sum())
    return result if result > FAR_APART * traces else None


def _by_iteration(first: Covariance, second: Covariance) -> float | None:
    """Return B² = tr YΣY of the transport map I + Y, if iteration finds it.

    In the basis of Σ = VΛVᵀ, (I + Y)Λ(I + Y) = VᵀTV is YΛ + ΛY = E − YΛY, with E = Vᵀ(T − Σ)V. The
    difference is formed first: it is exact where the entries of T and Σ are within a factor of 2.
    """
    values, vectors = first.range
    if len(values) < len(vectors):
        return None
    target = vectors.T @ (second.matrix - first.matrix) @ vectors
    sums = values[:, None] + values
    roots = np.sqrt(values)
    y = target / sums
    weighted = y * roots
    for _ in range(ITERATIONS):
        if not _square(y) <= LARGEST_STEP**2:
            return None
        # Y is symmetric, and so YΛY is the product of YΛ^½ and its transpose, at half the price.
        y = (target - weighted @ weighted.T) / sums
        following = y * roots
        step, result = _square(following - weighted), _square(following)
        if step <= 2.0**-100 * result:
            return result
        weighted = following
    return None


def _by_singular_vectors(first: Covariance, second: Covariance) -> float:
    """Return B² of any two covariances.

    Far apart it is from the traces: what follows divides what T is rounded to by eigenvalues of Σ.

    In the basis of the range of Σ = VΛVᵀ, let C² = Λ^½VᵀTVΛ^½ and X = C − Λ. Then
    CX + XΛ = Λ^½EΛ^½, with E = Vᵀ(T − Σ)V; so that tr E = 2 tr X + tr Λ⁻¹X², which makes B² within
    that range tr(Λ + VᵀTV − 2C) = ‖XΛ^-½‖². With C = WΓWᵀ, the entry i, j of WᵀXΛ^-½ is that of
    WᵀΛ^½E divided by γ_i + λ_j.

    Outside of that range, B² is what T = FFᵀ has there, ‖(I − VVᵀ)F‖². That is rounded as F is,
    which is much where T is close to Σ. But as (I − VVᵀ)Σ is 0, Z = Fᵀ(I − VVᵀ) also solves
    VᵀFZ = Vᵀ(T − Σ)(I − VVᵀ), and so is rounded as T − Σ is, if VᵀF has no small singular value.
    """
    if len(first.range[0]) < len(second.range[0]):
        first, second = second, first
    values, vectors = first.range
    others, axes = second.range
    roots = np.sqrt(values)[:, None]
    factor = axes * np.sqrt(others)
    inside = vectors.T @ factor
    left, singular, _ = np.linalg.svd(roots * inside)
    far_apart = _less_twice(first.trace + second.trace, singular)
    if far_apart is not None:
        return far_apart
    gammas = np.zeros((len(values), 1))
    gammas[: len(singular), 0] = singular
    change = vectors.T @ (second.matrix - first.matrix)
    difference = change @ vectors
    within = _square(left.T @ (roots * difference) / (gammas + values))
    if len(values) == len(vectors) or not len(others):
        return within
    outside = factor.T - inside.T @ vectors.T
    solved, _, _, scales = np.linalg.lstsq(inside, change - difference @ vectors.T)
    if _square(change) <= scales[-1] ** 2 * _square(factor):
        outside = np.asarray(solved)
    return within + _square(outside)


def _square(array: Float64Array) -> float:
    """Return the sum of all squares."""
    return float(np.vdot(array, array))
