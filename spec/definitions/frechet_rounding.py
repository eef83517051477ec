"""How well a Fréchet distance can be known in floating-point numbers.

What is bounded is the error of D, the root of what is published: it moves no more than the roots of
the covariances do, or than the samples about their mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from spec.definitions.matrices import Matrix, squared_norm
from spec.definitions.moments import Moments, sample_moments
from spec.machinery.numbers.comparison import ROUNDINGS
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real


@in_high_precision
def within(square: Any, shift: Decimal) -> Real:
    """D², of which the root may be off by a shift."""
    value = exact(square)
    root = max(value, Decimal(0)).sqrt()
    return Real.of(value).with_error(shift * (2 * root + shift))


@in_high_precision
def root_of(square: Any, shift: Decimal) -> Real:
    """D of a D² that was returned, which may be off by a shift; nan if D² is negative by more."""
    value = exact(square)
    if -(shift**2) <= value < 0:
        value = Decimal(0)
    root = Decimal("nan") if value < 0 else value.sqrt()
    return Real.of(root).with_error(shift)


@in_high_precision
def rounding(*moments: Moments) -> Decimal:
    """By how much D is off if covariances are rounded: √(c·d·u)(√tr Σ + √tr T).

    A method that is backward stable is off by d·u·tr Σ in a covariance. Then the root of the
    covariance is off by √(d·u·tr Σ) (R. T. Powers and E. Størmer, 1970), and D by no more.
    """
    covariances = _roots(len(each.mean) * _unit() * each.trace for each in moments)
    means = _roots(squared_norm(each.mean) for each in moments)
    return covariances + exact(_unit()) * means


@in_high_precision
def sample_rounding(*samples: Matrix) -> Decimal:
    """By how much D is off if sample covariances are as rounded as moments about 0 are."""
    return _roots(len(rows[0]) * _unit() * _about_0(rows) for rows in samples)


@in_high_precision
def centered_rounding(*samples: Matrix) -> Decimal:
    """By how much D is off if samples about their mean are rounded: c·u·d(‖x̃‖ + ‖ỹ‖).

    They are over the root of the divisor of the covariance. D is the least of all ‖x̃ − Qỹ‖ with
    QᵀQ = I, and moves no more than these do.
    """
    sizes = _roots(sample_moments(rows).trace for rows in samples)
    return exact(_unit() * len(samples[0][0])) * sizes


@in_high_precision
def mean_rounding(offset: float, features: int) -> Decimal:
    """By how much a mean is off if each number of it is rounded at some distance from 0."""
    return exact(_unit() * abs(Fraction(offset))) * exact(features).sqrt()


def of_rounded(square: Any, *moments: Moments) -> Real:
    """D², as far as it is known of covariances that are rounded."""
    return within(square, rounding(*moments))


def of_rounded_samples(square: Any, *samples: Matrix) -> Real:
    """D², as far as it is known of sample covariances that are rounded."""
    return within(square, sample_rounding(*samples))


def _unit() -> Fraction:
    return ROUNDINGS * Fraction(precision().unit_roundoff)


def _roots(numbers: Iterable[Fraction]) -> Decimal:
    return sum((exact(each).sqrt() for each in numbers), Decimal(0))


def _about_0(rows: Matrix) -> Fraction:
    """The sum of all squares, over the divisor of the covariance."""
    return sum((squared_norm(row) for row in rows), Fraction(0)) / max(1, len(rows) - 1)
