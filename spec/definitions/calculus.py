"""Derivatives and integrals, numerically, with what is known of their error."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spec.machinery.numbers.high_precision import DIGITS, exact, in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real

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


SIDE = Fraction(1, 2**83)
"""A step to one side, about 1e-25: the quotient keeps half of fifty digits.

As a power of two it leaves masses what they are: whole multiples of another.
"""


class Slopes:
    """The slopes on either side of 0: the same, unless there is a kink.

    Between quotients of differences, over a step to the left and one to the right, is the
    derivative of whatever is convex or concave so near to 0. They have the terms of the function,
    and are off by what is lost of fifty digits.

    Parameters
    ----------
    function
        A function known to fifty digits. It is evaluated where it is asked for alone.
    """

    def __init__(self, function: Callable[[Fraction], Real]) -> None:
        self._function = function

    @functools.cached_property
    def below(self) -> Real:
        """What the function rises by before 0."""
        return _slope(self._function(-SIDE), self._here)

    @functools.cached_property
    def above(self) -> Real:
        """What the function rises by after 0."""
        return _slope(self._here, self._function(SIDE))

    @functools.cached_property
    def _here(self) -> Real:
        return self._function(Fraction(0))

    def nearest(self, slope: Any) -> Real:
        """The number between the two that is nearest to a slope.

        If the one is that slope to a rounding, it makes no difference what the other is.
        """
        rounding = self.above.terms * precision().unit_roundoff
        if abs(self.above - slope) <= rounding:
            return self.above
        least, most = sorted((self.below, self.above))
        return min(max(Real.of(slope), least), most).with_terms(most.terms)


@in_high_precision
def _slope(left: Real, right: Real) -> Real:
    side, terms = exact(SIDE), max(left.terms, right.terms)
    error = terms * Decimal(10) ** (2 - DIGITS) / side
    return Real((right.value - left.value) / side, terms, error)


def partial_derivatives(function: Callable[[Any], Real], at: Any) -> list[Real]:
    """The derivatives of a function of a named tuple, in each of its numbers."""

    def along(name: str) -> Callable[[Decimal], Real]:
        return lambda x: function(at._replace(**{name: x}))

    return [derivative(along(name), at=number) for name, number in at._asdict().items()]


def integral(
    function: Callable[[float], Any], lower: float, upper: float, kinks: Sequence[float] = ()
) -> Real:
    """∫ function(x) dx by adaptive quadrature, to within what its two rules differ by.

    The function may have kinks or narrow peaks where `kinks` says. It may return a `Real`: then its
    own largest error and its largest terms count over the whole interval. What it returns is taken
    to have the digits of the format in force.
    """
    from scipy.integrate import quad  # half a second to import, and most runs need none

    sizes, errors, terms = [0.0], [0.0], [0.0]

    def value(x: float) -> float:
        result = function(x)
        if isinstance(result, Real):
            errors.append(float(result.error))
            terms.append(float(result.terms))
        sizes.append(abs(float(result)))
        return float(result)

    inside = sorted({kink for kink in kinks if lower < kink < upper})
    # More than rounding lets it find would make the quadrature halve its intervals in vain.
    sought = max(1e-10, float(100 * precision().unit_roundoff))
    total, estimate = quad(
        value, lower, upper, points=inside or None, limit=200, epsabs=sought, epsrel=sought
    )
    difference = _difference_of_rules(estimate, 2 * max(sizes) * (upper - lower))
    result = Real.of(total).with_terms(max(terms) * (upper - lower))
    return result.with_error(max(estimate, difference) + max(errors) * (upper - lower))


def _difference_of_rules(estimate: float, variation: float) -> float:
    """What the two rules of QUADPACK differ by at most, where it estimates an error.

    Of rules that differ by δ on an interval, the finer one is said to be wrong by v(200δ/v)^(3/2),
    where v = ∫|f − mean f|. That is less than δ, and at times less than the error. Of all intervals
    together Σδ ≤ (Σv)^(1/3) (Σ estimates)^(2/3)/200, by Hölder's inequality.
    """
    return math.cbrt(variation * estimate**2) / 200


_Z = np.linspace(-9, 9, 127)
"""Nodes for N(0, 1), whose distance is small beside that of poles about 1 away."""

_BELL = np.exp(-(_Z**2) / 2) / math.sqrt(2 * math.pi)


def normal_expectation(function: Callable[[Any], Any]) -> Real:
    """E[function(z)] for z ~ N(0, 1), of a smooth function that takes an array of nodes.

    They reach nine standard deviations, no farther: an expectation needs no logits beyond.
    """
    return trapezoid(np.asarray(function(_Z), dtype=float) * _BELL, 1 / 7)


@functools.cache
def _gauss_legendre(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The nodes of Gauss and Legendre between −1 and 1, and their weights."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return nodes, weights


def expectation_integral(function: Callable[[Any, Any], Any], lower: float, upper: float) -> Real:
    """∫ E[function(x, z)] dx for z ~ N(0, 1), of a smooth function that takes arrays of nodes.

    There are few nodes for x, which is enough where poles are no nearer than the ends are to each
    other. What the integral is off by is less than what a rule of fewer nodes makes of a
    difference.
    """
    half = (upper - lower) / 2
    rules = [_gauss_legendre(count) for count in (8, 12)]
    x = lower + half * (1 + np.concatenate([nodes for nodes, _ in rules]))
    grid = np.repeat(x, len(_Z)), np.tile(_Z, len(x))
    values = np.asarray(function(*grid), dtype=float).reshape(len(x), -1)
    (_, coarse), (_, fine) = rules
    fewer, integral_, size = (
        trapezoid(half * (weights @ numbers) * _BELL, 1 / 7)
        for weights, numbers in (
            (coarse, values[: len(coarse)]),
            (fine, values[len(coarse) :]),
            (fine, np.abs(values[len(coarse) :])),
        )
    )
    return integral_.with_terms(size.terms).with_error((integral_ - fewer).value)


def normal_density(z: float) -> float:
    """The density of N(0, 1)."""
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def normal_cumulative(z: float) -> float:
    """The probability that N(0, 1) is at most z."""
    return math.erfc(-z / math.sqrt(2)) / 2


def trapezoid(values: Any, step: float) -> Real:
    """The integral of a smooth function that vanishes at both ends of an even grid.

    Of such functions the trapezoidal rule has every digit once the step is small enough. What
    it is off by is no more than what halving the step, to this one, made of a difference. What the
    function has left at the ends stands for the tails beyond them.
    """
    g = np.asarray(values, dtype=float)
    integral_, coarser = step * float(g.sum()), 2 * step * float(g[::2].sum())
    error = abs(integral_ - coarser) + abs(float(g[0])) + abs(float(g[-1]))
    return Real.of(integral_).with_terms(step * float(np.abs(g).sum())).with_error(error)
