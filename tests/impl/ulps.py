"""Errors of floats, measured against `mpmath` in units in the last place (ulp)."""

import math
import sys
from collections.abc import Callable
from fractions import Fraction

import mpmath

BITS = 300


def exactly(formula: Callable[..., mpmath.mpf], *arguments: float | Fraction) -> mpmath.mpf:
    """Return a formula of numbers taken exactly, worked out in 300 bits."""
    with mpmath.workprec(BITS):
        return +formula(*map(as_mpf, arguments))


def as_mpf(number: float | Fraction) -> mpmath.mpf:
    """Return a number in the working precision."""
    if isinstance(number, Fraction):
        return mpmath.mpf(number.numerator) / number.denominator
    return mpmath.mpf(float(number))


def ulp(value: mpmath.mpf | Fraction | float) -> float:
    """Return the spacing of floats at a value, 2**-1074 at the least."""
    return math.ulp(min(abs(float(value)), sys.float_info.max))


def error_in_ulps(
    computed: float, exact: mpmath.mpf, size: mpmath.mpf | float | None = None
) -> float:
    """Return |computed − exact| in ulps of the exact value, or of the size given.

    Where the two are the same infinity, or both nan, the error is 0; where only one is, it is
    infinite. A finite value beyond the largest float counts as that infinity.
    """
    nearest = float(exact)
    if math.isnan(nearest) or math.isinf(nearest) or not math.isfinite(computed):
        alike = computed == nearest or (math.isnan(nearest) and math.isnan(computed))
        return 0.0 if alike else math.inf
    with mpmath.workprec(BITS):
        return float(abs(as_mpf(computed) - exact) / ulp(exact if size is None else size))
