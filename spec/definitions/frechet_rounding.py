"""How well a Fréchet distance can be known in floating-point numbers.

What is bounded is the error of D, the root of what is published: it moves no more than the roots of
the covariances do, or than the samples about their mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from spec.definitions.matrices import Matrix, inner, squared_norm, whole
from spec.definitions.moments import Moments, spread
from spec.machinery.numbers.comparison import ROUNDINGS
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real


@in_high_precision
def within(square: Any, shift: Decimal) -> Real:
    """D², of which the root may be off by a shift."""
    value = exact(square)
    if not value.is_finite():
        return Real.of(value)
    root = max(value, Decimal(0)).sqrt()
    return Real.of(value).with_error(shift * (2 * root + shift))


@in_high_precision
def of_rounded(square: Any, real: Moments, fake: Moments) -> Real:
    """D², as far as it is known of covariances that are rounded, and of their product.

    A method that is backward stable is off by d·u·tr Σ in a covariance. Then the root of the
    covariance is off by √(d·u·tr Σ) (R. T. Powers and E. Størmer, 1970), and D by no more. A
    textbook takes the root of the product, which is off by d·u·tr Σ tr T: where that is 0 in some
    direction, the root is off by √(d·u·tr Σ tr T), and D² by twice as much.
    """
    means = _roots(squared_norm(each.mean) for each in (real, fake))
    traces = real.trace, fake.trace
    return _loosely(square, len(real.mean), traces).with_error(_unit() * means**2)


def of_rounded_samples(square: Any, x: Matrix, y: Matrix) -> Real:
    """The same of sample covariances, which are as rounded as moments about 0 are."""
    return _loosely(square, len(x[0]), (_about_0(x), _about_0(y)))


@in_high_precision
def root_of(known: Real) -> Real:
    """D, as far as it is known of a D² that is, which may be negative by as much; else nan."""
    value, error = known.value, known.error
    if value.is_nan() or value < -error:
        return Real.of(Decimal("nan"))
    if value.is_infinite():
        return known
    root = max(value, Decimal(0)).sqrt()
    least = max(value - error, Decimal(0)).sqrt()
    return Real.of(root).with_error(max(root - least, (root * root + error).sqrt() - root))


@in_high_precision
def centered_rounding(*samples: Matrix) -> Decimal:
    """By how much D is off if samples about their mean are rounded: c·u·d(‖x̃‖ + ‖ỹ‖).

    They are over the root of the divisor of the covariance. D is the least of all ‖x̃ − Qỹ‖ with
    QᵀQ = I, and moves no more than these do.
    """
    sizes = _roots(map(spread, samples))
    return _unit() * len(samples[0][0]) * sizes


@in_high_precision
def mean_rounding(offset: float, features: int) -> Decimal:
    """By how much a mean is off if each number of it is rounded at some distance from 0."""
    return _unit() * abs(exact(offset)) * exact(features).sqrt()


@in_high_precision
def _loosely(square: Any, features: int, traces: tuple[Fraction, Fraction]) -> Real:
    one, other = (exact(trace).sqrt() for trace in traces)
    part = (features * _unit()).sqrt()
    return within(square, part * (one + other)).with_error(2 * part * one * other)


def _unit() -> Decimal:
    return ROUNDINGS * precision().unit_roundoff


def _roots(numbers: Iterable[Fraction]) -> Decimal:
    return sum((exact(each).sqrt() for each in numbers), Decimal(0))


def _about_0(rows: Matrix) -> Fraction:
    """The sum of all squares, over the divisor of the covariance."""
    numbers, unit = whole(*rows)
    return Fraction(sum(inner(row, row) for row in numbers), unit**2 * max(1, len(rows) - 1))
