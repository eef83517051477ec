"""Factorisations by LAPACK in the memory of a matrix, where NumPy would make copies of it.

They are SciPy's, which takes as long to import as all else that this library needs, and so is
imported by whoever first calls one of them.
"""

import numpy as np

from impl._blocks import Float64Array

WORK = 64
"""Numbers that LAPACK may have to itself for each column, so that it factors blocks of them."""


def cholesky_factor(matrix: Float64Array, *, in_place: bool) -> Float64Array | None:
    """Return L of a symmetric Σ = LLᵀ, or None if Σ is not positive definite to rounding."""
    from scipy.linalg.lapack import dpotrf

    # A symmetric matrix is its transpose, which is in the order of Fortran.
    factor, failed = dpotrf(matrix.T, clean=True, overwrite_a=in_place)
    return None if failed else np.asarray(factor.T)


def lower_triangle(rows: Float64Array) -> Float64Array:
    """Return the square lower triangular L with LᵀL = AᵀA, in whose memory it is worked out."""
    from scipy.linalg.lapack import dgerqf

    width = rows.shape[1]
    factored, *_ = dgerqf(rows.T, lwork=WORK * width, overwrite_a=True)
    return np.tril(factored.T[-width:])


def singular_values(matrix: Float64Array) -> Float64Array:
    """Return the singular values of a matrix, in whose memory they are worked out."""
    from scipy.linalg import svdvals

    return np.asarray(svdvals(matrix.T, overwrite_a=True, check_finite=False))
