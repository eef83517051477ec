"""The minimax polynomials of ``impl``, found anew from the functions that they stand for.

``python tests/minimax_coefficients.py`` prints the coefficients as they are stored in
``impl/_kernels.py``, each beside the relative error of its polynomial. The method is Remez' second
algorithm for the relative error, in 60 digits (N. Brisebarre and S. Chevillard, in J.-M. Muller et
al., Handbook of Floating-Point Arithmetic, 2nd edition, section 10.3).
"""

from collections.abc import Callable
from typing import NamedTuple

import mpmath

DIGITS = 60
EXCHANGES = 8
SAMPLES_BETWEEN_EXTREMA = 64


class Minimax(NamedTuple):
    """Coefficients, constant term first, and the relative error before they are rounded."""

    coefficients: list[float]
    relative_error: float


def kullback_leibler_series(z: mpmath.mpf) -> mpmath.mpf:
    """S(z) = Σ 2z^k/(2k + 3) = 2(atanh(u)/u − 1)/z with z = u²."""
    if z == 0:
        return mpmath.mpf(2) / 3
    u = mpmath.sqrt(z)
    return 2 * (mpmath.atanh(u) / u - 1) / z


def jensen_shannon_series(z: mpmath.mpf) -> mpmath.mpf:
    """T(z) = Σ z^k/((k + 2)(2k + 3)) = ((2t·atanh t + log(1 − z))/z − 1)/z with z = t²."""
    if z == 0:
        return mpmath.mpf(1) / 6
    t = mpmath.sqrt(z)
    return ((2 * t * mpmath.atanh(t) + mpmath.log1p(-z)) / z - 1) / z


def minimax(function: Callable[[mpmath.mpf], mpmath.mpf], end: mpmath.mpf, terms: int) -> Minimax:
    """Return the polynomial with that many terms closest to a positive function on [0, end]."""
    with mpmath.workdps(DIGITS):
        points = [end * (1 - mpmath.cos(mpmath.pi * k / terms)) / 2 for k in range(terms + 1)]
        for _ in range(EXCHANGES):
            coefficients = _equioscillating(function, points)
            points = _extrema(function, coefficients, points)
        error = max(abs(_relative_error(function, coefficients, x)) for x in points)
        return Minimax([float(c) for c in coefficients], float(error))


def _equioscillating(
    function: Callable[[mpmath.mpf], mpmath.mpf], points: list[mpmath.mpf]
) -> list[mpmath.mpf]:
    """Solve P(x_i) = (1 + (−1)^i E) f(x_i) for the coefficients of P and for E."""
    terms = len(points) - 1
    rows = [
        [x**k for k in range(terms)] + [-((-1) ** i) * function(x)] for i, x in enumerate(points)
    ]
    solution = mpmath.lu_solve(mpmath.matrix(rows), mpmath.matrix([function(x) for x in points]))
    return list(solution)[:terms]


def _extrema(
    function: Callable[[mpmath.mpf], mpmath.mpf],
    coefficients: list[mpmath.mpf],
    points: list[mpmath.mpf],
) -> list[mpmath.mpf]:
    """Move each point to the largest error nearby, keeping the two ends of the interval."""
    moved = [points[0]]
    for left, middle, right in zip(points, points[1:], points[2:], strict=False):
        low, high = (left + middle) / 2, (middle + right) / 2
        step = (high - low) / SAMPLES_BETWEEN_EXTREMA
        candidates = [low + k * step for k in range(SAMPLES_BETWEEN_EXTREMA + 1)]
        moved.append(max(candidates, key=lambda x: abs(_relative_error(function, coefficients, x))))
    return [*moved, points[-1]]


def _relative_error(
    function: Callable[[mpmath.mpf], mpmath.mpf],
    coefficients: list[mpmath.mpf],
    x: mpmath.mpf,
) -> mpmath.mpf:
    value = function(x)
    polynomial = mpmath.fsum(c * x**k for k, c in enumerate(coefficients))
    return (polynomial - value) / value


POLYNOMIALS = {
    "KULLBACK_LEIBLER": (kullback_leibler_series, mpmath.mpf(1) / 9, 10),
    "JENSEN_SHANNON": (jensen_shannon_series, mpmath.mpf(1) / 4, 12),
}


if __name__ == "__main__":
    for name, (function, end, terms) in POLYNOMIALS.items():
        found = minimax(function, end, terms)
        print(f"{name}  # relative error {found.relative_error:.1e}")
        for coefficient in found.coefficients:
            print(f"    {coefficient!r},")
