"""Vectors and matrices of whole numbers and fractions, with which everything is exact."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

Vector = Sequence[Any]
Matrix = Sequence[Vector]


def whole(*rows: Vector) -> tuple[list[list[int]], int]:
    """Rows in whole numbers, and the common denominator that these are over.

    Sums and products of them are exact, and take a fraction of the time that fractions do.
    """
    ratios = [[x.as_integer_ratio() for x in row] for row in rows]
    unit = math.lcm(*{denominator for row in ratios for _, denominator in row})
    return [[x * (unit // denominator) for x, denominator in row] for row in ratios], unit


def inner(x: Vector, y: Vector) -> Any:
    """⟨x, y⟩."""
    return sum(a * b for a, b in zip(x, y, strict=True))


def image(matrix: Matrix, vector: Vector) -> list[Any]:
    """Mx."""
    return [inner(row, vector) for row in matrix]


def conjugated(covariance: Matrix, matrix: Matrix) -> list[list[Any]]:
    """MΣMᵀ."""
    half = [image(matrix, row) for row in covariance]
    return [image(matrix, row) for row in zip(*half, strict=True)]


def less_identity(matrix: Matrix) -> list[list[Any]]:
    """M − I."""
    return [[x - (i == j) for j, x in enumerate(row)] for i, row in enumerate(matrix)]


def trace(matrix: Matrix) -> Any:
    """The sum of the diagonal."""
    return sum(row[i] for i, row in enumerate(matrix))


def inverse(matrix: Matrix) -> list[list[Fraction]]:
    """The inverse of a positive definite matrix, by elimination."""
    size = len(matrix)
    rows = [
        [*map(Fraction, row), *(Fraction(i == j) for j in range(size))]
        for i, row in enumerate(matrix)
    ]
    for i in range(size):
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for k in range(size):
            if k != i:
                rows[k] = [x - rows[k][i] * y for x, y in zip(rows[k], rows[i], strict=True)]
    return [row[size:] for row in rows]


def squared_norm(vector: Vector) -> Fraction:
    """‖x‖², exactly."""
    (numbers,), unit = whole(vector)
    return Fraction(inner(numbers, numbers), unit**2)


def square_of_difference(x: Sequence[int], y: Sequence[int]) -> int:
    """‖x − y‖², of whole numbers."""
    return sum((a - b) ** 2 for a, b in zip(x, y, strict=True))


def squared_distance(x: Vector, y: Vector) -> Fraction:
    """‖x − y‖², exactly."""
    (one, other), unit = whole(x, y)
    return Fraction(square_of_difference(one, other), unit**2)
