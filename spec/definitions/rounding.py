"""How well a number can be known that is added up from larger ones."""

from __future__ import annotations

import math
from typing import Any

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


def as_far_as_floats_go(number: Real) -> Real:
    """The number, or where it is larger than every float that infinity which stands for it."""
    largest = precision().largest
    return Real.of(math.copysign(math.inf, number)) if abs(number) > largest else number
