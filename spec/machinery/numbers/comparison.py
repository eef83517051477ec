"""How two numbers are compared: every tolerance is derived, and every failure shows both sides.

A tolerance is `ROUNDINGS` unit roundoffs of the size of the terms that were added, which a `Real`
carries along, plus what is known of the error of the reference itself. Beside the verdict, each
comparison tells how close it came: the ratio of error to bound, by which a search can steer.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any

import numpy as np

from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real

ROUNDINGS = 64
"""How many roundings a result may show: as many as the longest drawn batch has additions."""


class Disagreement(AssertionError):
    """Two sides of a claim that differ by more than rounding explains.

    Attributes
    ----------
    summary
        What differs, in a few words.
    got
        The number that the implementation gave, or None where no numbers were compared.
    """

    def __init__(self, message: str, summary: str, got: float | None = None) -> None:
        super().__init__(message)
        self.summary = summary
        self.got = got


class ShapesDiffer(Disagreement):
    """Two sides of a claim that are arrays of different shapes: no number was compared."""


class Closeness:
    """How close the comparisons of one instance came to failing: the largest error/bound."""

    def __init__(self) -> None:
        self.ratio = 0.0


_closeness: ContextVar[Closeness | None] = ContextVar("closeness", default=None)


@contextmanager
def measured_closeness() -> Iterator[Closeness]:
    """Gather how close the comparisons made inside came to failing."""
    closeness = Closeness()
    token = _closeness.set(closeness)
    try:
        yield closeness
    finally:
        _closeness.reset(token)


def assert_close(actual: Any, expected: Any, *, terms: Any = 0) -> None:
    """Assert that a computed result is the expected number, to rounding.

    Parameters
    ----------
    actual
        What the implementation returned, or a `Real` made from it: a number or an array.
    expected
        A `Real`, a number, or a (nested) sequence of them in the shape that `actual` should have.
    terms
        The size of further terms that a computation of `actual` goes through, where neither side
        tells.
    """
    __tracebackhide__ = True
    for index, left, right in _pairs(actual, expected):
        bound = max(_rounding(left, terms), _rounding(right, terms)) + left.error + right.error
        _require(left, right, bound, "=", index)


def assert_accurate(actual: Any, expected: Any, *, ulps: int) -> None:
    """Assert that a computed result is within a few units in the last place of the number.

    Unlike `assert_close` this allows for the size of the result alone, not of its terms.
    """
    __tracebackhide__ = True
    for index, left, right in _pairs(actual, expected):
        _require(left, right, ulps * _unit_in_the_last_place(right) + right.error, "=", index)


def assert_at_most(smaller: Any, larger: Any, *, terms: Any = 0) -> None:
    """Assert that `smaller ≤ larger`, to rounding; a nan on either side fails."""
    __tracebackhide__ = True
    for index, left, right in _pairs(smaller, larger):
        bound = _rounding(left, terms) + _rounding(right, 0) + left.error + right.error
        _require(left, right, bound, "≤", index)


def assert_equal(actual: Any, expected: Any) -> None:
    """Assert that the two sides are one number, exactly."""
    __tracebackhide__ = True
    for index, left, right in _pairs(actual, expected):
        _require(left, right, Decimal(0), "=", index)


@in_high_precision
def _rounding(number: Real, terms: Any) -> Decimal:
    """What rounding may cost a number made up of its own and further terms."""
    size = number.terms + abs(exact(terms))
    if not size.is_finite():
        return Decimal(0)
    format = precision()
    return ROUNDINGS * (format.unit_roundoff * size + format.smallest_subnormal)


@in_high_precision
def _unit_in_the_last_place(number: Real) -> Decimal:
    """The spacing of floats at the number; none where it is larger than all of them."""
    format, size = precision(), abs(float(number))
    if size == 0 or size > format.largest:
        return format.smallest_subnormal if size == 0 else Decimal(0)
    _, exponent = math.frexp(size)
    spacing = Decimal(math.ldexp(float(format.unit_roundoff), exponent))
    return max(spacing, format.smallest_subnormal)


def _pairs(left: Any, right: Any) -> Iterator[tuple[tuple[int, ...], Real, Real]]:
    """Pair the numbers on both sides, with their index."""
    __tracebackhide__ = True
    left_numbers, right_numbers = _numbers(left), _numbers(right)
    if left_numbers.shape != right_numbers.shape:
        raise ShapesDiffer(
            f"the shapes differ: {left_numbers.shape} on the left, {right_numbers.shape} on the "
            f"right\n  left  = {left!r}\n  right = {right!r}",
            summary=f"got the shape {left_numbers.shape}, expected {right_numbers.shape}",
        )
    for index in np.ndindex(left_numbers.shape):
        yield index, _real(left_numbers[index]), _real(right_numbers[index])


def _numbers(side: Any) -> np.ndarray[Any, np.dtype[Any]]:
    """One side as an array of numbers, none of them rounded."""
    return side if isinstance(side, np.ndarray) else np.array(side, dtype=object)


def _real(number: Any) -> Real:
    """A number as a Real; what is not a real number is a nan, which agrees with nothing."""
    if isinstance(number, np.ndarray) and not number.ndim:  # as one result of several may be
        number = number[()]
    is_number = isinstance(number, (numbers.Real, Decimal, Real, np.bool))
    return Real.of(number if is_number else math.nan)


@in_high_precision
def _require(
    left: Real, right: Real, bound: Decimal, relation: str, index: tuple[int, ...]
) -> None:
    """Raise unless the relation holds to within the bound; note how close it came."""
    __tracebackhide__ = True
    if left.value.is_nan() or right.value.is_nan():
        error = Decimal("Infinity")
    elif left.value == right.value or (relation == "≤" and left.value < right.value):
        error = Decimal(0)
    else:
        error = abs(left.value - right.value)
    closeness = _closeness.get()
    if closeness is not None and bound > 0:
        closeness.ratio = max(closeness.ratio, float(min(error / bound, Decimal(10) ** 6)))
    if error > bound:
        sought = f"{relation} {float(right.value)!r}".removeprefix("= ")
        at = f" at index {index[0] if len(index) == 1 else index}" if index else ""
        raise Disagreement(
            f"left {relation} right does not hold{at}\n"
            f"  left  = {float(left.value)!r}\n"
            f"  right = {float(right.value)!r}\n"
            f"  error = {float(error):.3g}\n"
            f"  bound = {float(bound):.3g}",
            summary=f"got {float(left.value)!r}, expected {sought}",
            got=float(left.value),
        )
