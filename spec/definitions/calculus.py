"""Derivatives and integrals, numerically, with what is known of their error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spec.machinery.high_precision import exact, in_high_precision
from spec.machinery.reals import Real

STEP = Decimal("1e-12")
"""A step whose square is negligible beside 1, and which leaves most of fifty digits."""


@in_high_precision
def derivative(function: Callable[[Decimal], Real], at: Any) -> Real:
    """The derivative of a function known to fifty digits: a central difference over a tiny step.

    Its terms are those of the function.
    """
    at = exact(at)
    right, left = function(at + STEP), function(at - STEP)
    return Real((right.value - left.value) / (2 * STEP), max(right.terms, left.terms))


def integral(
    function: Callable[[float], float], lower: float, upper: float, kinks: Sequence[float] = ()
) -> Real:
    """∫ function(x) dx by adaptive quadrature, with the error that SciPy estimates.

    The function may have kinks or narrow peaks where `kinks` says.
    """
    from scipy.integrate import quad  # half a second to import, and most runs need none

    inside = sorted({kink for kink in kinks if lower < kink < upper})
    value, error = quad(
        function, lower, upper, points=inside or None, limit=200, epsabs=1e-13, epsrel=1e-13
    )
    return Real.of(value).with_error(error)


def normal_nodes(count: int = 64) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gauss–Hermite nodes and weights: E[g(z)] for z ~ N(0, 1) is the weighted sum of g(nodes)."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()
