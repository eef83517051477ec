"""The Bures distance of two covariances, squared: how far two Gaussians with one mean are apart.

It is B² = tr(Σ + T − 2(Σ^½ T Σ^½)^½). The trace less twice the root loses every digit where Σ and T
are close, so B² is a sum of squares there. No square root of a matrix is formed anywhere.
"""

import numpy as np

from impl._blocks import Float64Array

FAR_APART = 2.0**-10
"""Where B² is more than this part of the traces, their difference has digits to spare."""

ROUNDOFF = 2.0**-53


def between_factors(a: Float64Array, b: Float64Array) -> float:
    """Return B² of AᵀA and BᵀB.

    The trace of (Σ^½ T Σ^½)^½ is the sum of the singular values of ABᵀ, and B² is the least of all
    ‖A − QB‖² with QᵀQ = I: that of the orthogonal polar factor of ABᵀ.
    """
    traces = _square(a) + _square(b)
    result = traces - 2 * np.linalg.svd(a @ b.T, compute_uv=False).sum()
    if result > FAR_APART * traces:
        return float(result)
    rows = max(len(a), len(b))
    a, b = _with_rows(a, rows), _with_rows(b, rows)
    left, _, right = np.linalg.svd(a @ b.T)
    return _square(a - left @ (right @ b))


def between_covariances(first: Float64Array, second: Float64Array) -> float:
    """Return B² of two covariances."""
    traces = np.trace(first) + np.trace(second)
    factors = _triangular(first), _triangular(second)
    if factors[0] is not None and factors[1] is not None:
        a, b = factors
        if _square(a - b) > FAR_APART * traces:
            result = traces - 2 * np.linalg.svd(a.T @ b, compute_uv=False).sum()
            if result > FAR_APART * traces:
                return float(result)
    values, vectors = _range(first)
    others, axes = _range(second)
    if len(others) > len(values):
        first, second = second, first
        values, vectors, others, axes = others, axes, values, vectors
    roots = np.sqrt(values)[:, None]
    factor = axes * np.sqrt(others)
    inside = vectors.T @ factor
    left, singular, _ = np.linalg.svd(roots * inside, full_matrices=True)
    gammas = np.zeros(len(values))
    gammas[: len(singular)] = singular
    difference = vectors.T @ (second - first) @ vectors
    terms = left.T @ (roots * difference) / (gammas[:, None] + values)
    return _square(terms) + _square(factor - vectors @ inside)


def _triangular(covariance: Float64Array) -> Float64Array | None:
    """Return L of Σ = LLᵀ, if Σ is far from singular."""
    try:
        factor = np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        return None
    if (np.diagonal(factor) ** 2 < 2.0**-36 * np.diagonal(covariance)).any():
        return None
    return factor


def _range(covariance: Float64Array) -> tuple[Float64Array, Float64Array]:
    values, vectors = np.linalg.eigh(covariance)
    kept = values > 16 * len(values) * ROUNDOFF * values[-1]
    return values[kept], vectors[:, kept]


def _square(array: Float64Array) -> float:
    return float(np.vdot(array, array))


def _with_rows(array: Float64Array, rows: int) -> Float64Array:
    return np.concatenate((array, np.zeros((rows - len(array), array.shape[1]))))
