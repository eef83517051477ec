"""How well a number can be known that is added up from larger ones."""

from __future__ import annotations

from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real


def to_its_terms(number: Real, *, ulps: int) -> Real:
    """The number, known only to a few ulps of the terms that it is added up from."""
    if not number.value.is_finite():
        return number
    return number.with_error(2 * ulps * precision().unit_roundoff * number.terms)


def as_it_stands(number: Real) -> Real:
    """The number as one term, of its own size, whatever a textbook adds up to get it."""
    return Real.of(number.value)
