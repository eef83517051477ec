"""How well a number can be known that is added up from larger ones."""

from __future__ import annotations

from typing import Any

import numpy as np

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


def as_float(number: Any) -> float:
    """The number of the format in force that is nearest to a number."""
    nearest: float = precision().rounded(float(number))
    return nearest


def next_below(number: float) -> float:
    """The largest number of the format in force that is less than one of them."""
    return float(np.nextafter(precision().dtype.type(number), -np.inf))


def as_far_as_floats_go(number: Real) -> Real:
    """The number, or where it is larger than every float what it is rounded to.

    That is an infinity, but next to the largest float it is that float.
    """
    return number if abs(number) <= precision().largest else Real.of(as_float(number))
