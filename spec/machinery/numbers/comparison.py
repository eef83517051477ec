"""How two numbers are compared: every tolerance is derived, and every failure shows both sides.

A tolerance is `ROUNDINGS` unit roundoffs of the size of the terms that were added, which a `Real`
carries along, plus what is known of the error of the reference itself. Beside the verdict, each
comparison tells how close it came: the ratio of error to bound, by which a search can steer.
"""

from __future__ import annotations

import itertools
import math
import numbers
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.precision import PRECISIONS, Precision, precision
from spec.machinery.numbers.reals import Real

ROUNDINGS = 64
"""How many roundings a result may show: as many as the longest drawn batch has additions."""

LARGEST_RATIO = Decimal(10) ** 6
"""The ratio of error to bound by which a search is steered at most."""

EXACT = (int, Fraction, Decimal)
"""Types of numbers that few implementations return."""

LIMITS = {"=": "should be", "≤": "should be at most", "≥": "should be at least"}
"""What is said of the one side to name the other."""

NOTHING, INFINITY = Decimal(0), Decimal("Infinity")


class Deviation(NamedTuple):
    """How far a number is from what it is due to be.

    Attributes
    ----------
    got, due
        The number, and what it should be, or should not be beyond.
    size
        The error as a share of what is due, or of 1 where that is less; infinite for a nan.
    """

    got: float
    due: float
    size: float

    @property
    def digits(self) -> float:
        """How many decimal digits the number shares with what is due; infinite if all."""
        error = self.size * max(1.0, abs(self.due))
        if not error or not math.isfinite(error):
            return 0.0 if error else math.inf
        return max(0.0, math.log10(abs(self.due) / error)) if self.due else 0.0


class Disagreement(AssertionError):
    """Two sides of a claim that differ by more than rounding explains.

    Attributes
    ----------
    summary
        What differs, in a few words.
    deviation
        By how much, or None where no numbers were compared.
    """

    def __init__(self, message: str, summary: str, deviation: Deviation | None = None) -> None:
        super().__init__(message)
        self.summary = summary
        self.deviation = deviation


class ShapesDiffer(Disagreement):
    """Two sides of a claim that are arrays of different shapes: no number was compared."""


class Comparisons:
    """What is seen of the comparisons of one instance.

    Attributes
    ----------
    ratio
        How close they came to failing: the largest ratio of error to bound.
    worst
        The largest deviation, be it within the bound; None if there was none at all.
    """

    def __init__(self, tolerates: Callable[[Disagreement], bool] | None) -> None:
        self.ratio = 0.0
        self.worst: Deviation | None = None
        self._tolerates = tolerates

    def see(self, error: Decimal, bound: Decimal, left: Real, right: Real) -> None:
        """Take notice of a comparison of two numbers that differ."""
        if bound:
            self.ratio = max(self.ratio, float(min(error / bound, LARGEST_RATIO)))
        if self.worst is None or error > self.worst.size:
            deviation = _deviation(error, left, right)
            if self.worst is None or deviation.size > self.worst.size:
                self.worst = deviation

    def tolerate(self, disagreement: Disagreement) -> bool:
        """Whether a disagreement may pass."""
        return self._tolerates is not None and self._tolerates(disagreement)


_comparisons: ContextVar[Comparisons | None] = ContextVar("comparisons", default=None)


@contextmanager
def watched_comparisons(
    tolerates: Callable[[Disagreement], bool] | None = None,
) -> Iterator[Comparisons]:
    """Watch the comparisons made inside, and let those pass that are tolerated."""
    comparisons = Comparisons(tolerates)
    token = _comparisons.set(comparisons)
    try:
        yield comparisons
    finally:
        _comparisons.reset(token)


@in_high_precision
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
        error = _error(left, right)
        if error:
            bound = max(_rounding(left, terms), _rounding(right, terms)) + left.error + right.error
            _require(error, bound, left, right, "=", index)


@in_high_precision
def assert_accurate(actual: Any, expected: Any, *, ulps: int) -> None:
    """Assert that a computed result is within a few units in the last place of the number.

    Unlike `assert_close` this allows for the size of the result alone, not of its terms.
    """
    __tracebackhide__ = True
    for index, left, right in _pairs(actual, expected):
        error = _error(left, right)
        if error:
            bound = ulps * _unit_in_the_last_place(right) + right.error
            _require(error, bound, left, right, "=", index)


@in_high_precision
def assert_at_most(smaller: Any, larger: Any, *, terms: Any = 0) -> None:
    """Assert that `smaller ≤ larger`, to rounding; a nan on either side fails.

    What is told of the result is told of `smaller`, unless that alone is a number which is known
    exactly: then it is the least that `larger` should be.
    """
    __tracebackhide__ = True
    is_least = isinstance(smaller, EXACT) and not isinstance(larger, EXACT)
    result, limit = (larger, smaller) if is_least else (smaller, larger)
    for index, left, right in _pairs(result, limit):
        error = _error(left, right)
        if error and not (left > right if is_least else left < right):
            bound = _rounding(left, terms) + _rounding(right, 0) + left.error + right.error
            _require(error, bound, left, right, "≥" if is_least else "≤", index)


@in_high_precision
def assert_equal(actual: Any, expected: Any) -> None:
    """Assert that the two sides are one number, exactly."""
    __tracebackhide__ = True
    for index, left, right in _pairs(actual, expected):
        error = _error(left, right)
        if error:
            _require(error, Decimal(0), left, right, "=", index)


def _error(left: Real, right: Real) -> Decimal:
    """How far apart two numbers are, which is 0 if they are equal; infinitely far from a nan."""
    one, other = left.value, right.value
    if one.is_nan() or other.is_nan():
        return INFINITY
    # A difference of two equal infinities would be a nan.
    return NOTHING if one == other else abs(one - other)


def _rounding(number: Real, terms: Any, format: Precision | None = None) -> Decimal:
    """What rounding may cost a number made up of its own and further terms."""
    size = number.terms + abs(exact(terms)) if terms else number.terms
    if not size.is_finite():
        return NOTHING
    format = format or precision()
    return ROUNDINGS * (format.unit_roundoff * size + format.smallest_subnormal)


def _unit_in_the_last_place(number: Real) -> Decimal:
    """The spacing of floats at the number; none where it is larger than all of them."""
    format, size = precision(), abs(float(number))
    if size == 0 or size > format.largest:
        return format.smallest_subnormal if size == 0 else NOTHING
    _, exponent = math.frexp(size)
    spacing = Decimal(math.ldexp(float(format.unit_roundoff), exponent))
    return max(spacing, format.smallest_subnormal)


def _pairs(left: Any, right: Any) -> Iterator[tuple[tuple[int, ...], Real, Real]]:
    """Pair the numbers on both sides, with their index."""
    __tracebackhide__ = True
    if isinstance(left, (float, Real)) and isinstance(right, (float, Real)):
        yield (), Real.of(left), Real.of(right)  # most are, and arrays take longer
        return
    left_numbers, right_numbers = _numbers(left), _numbers(right)
    if left_numbers.shape != right_numbers.shape:
        raise ShapesDiffer(
            f"the shape is not what it should be\n"
            f"  your result: {_written(left)}, of shape {left_numbers.shape}\n"
            f"  should be: {_written(right)}, of shape {right_numbers.shape}",
            summary=f"has shape {left_numbers.shape} and should have {right_numbers.shape}",
        )
    indices = itertools.product(*map(range, left_numbers.shape))
    for index, one, other in zip(indices, left_numbers.flat, right_numbers.flat, strict=True):
        yield index, _real(one), _real(other)


def _written(side: Any) -> str:
    """One side, as a person would write it down."""
    return repr(side.tolist() if isinstance(side, (np.ndarray, np.generic)) else side)


def _numbers(side: Any) -> np.ndarray[Any, np.dtype[Any]]:
    """One side as an array of numbers, none of them rounded."""
    return side if isinstance(side, np.ndarray) else np.array(side, dtype=object)


def _real(number: Any) -> Real:
    """A number as a Real; what is not a real number is a nan, which agrees with nothing."""
    if isinstance(number, np.ndarray) and not number.ndim:  # as one result of several may be
        number = number[()]
    # Those first that are most frequent, and then what takes long to tell.
    is_number = isinstance(number, (float, Real, Decimal, np.bool, numbers.Real))
    return Real.of(number if is_number else math.nan)


def _require(
    error: Decimal,
    bound: Decimal,
    left: Real,
    right: Real,
    relation: str,
    index: tuple[int, ...],
) -> None:
    """Raise unless an error is within its bound, or the failure is tolerated."""
    __tracebackhide__ = True
    comparisons = _comparisons.get()
    if comparisons is not None:
        comparisons.see(error, bound, left, right)
    if error <= bound:
        return
    disagreement = _disagreement(error, bound, left, right, relation, index)
    if comparisons is None or not comparisons.tolerate(disagreement):
        raise disagreement


def _deviation(error: Decimal, left: Real, right: Real) -> Deviation:
    due = abs(right.value)
    size = error / due if due.is_finite() and due > 1 else error
    return Deviation(float(left.value), float(right.value), float(size))


def _disagreement(
    error: Decimal,
    bound: Decimal,
    left: Real,
    right: Real,
    relation: str,
    index: tuple[int, ...],
) -> Disagreement:
    """Both sides, by how much they differ, and how much rounding would explain."""
    deviation = _deviation(error, left, right)
    limit = LIMITS[relation]
    at = f", at index {index[0] if len(index) == 1 else index}" if index else ""
    return Disagreement(
        f"the result is not what it should be{at}\n"
        f"  your result: {deviation.got!r}\n"
        f"  {limit}: {deviation.due!r}\n"
        f"  off by {float(error):.3g}, where rounding explains {float(bound):.3g}"
        f"{_hint_at_format(error, left, right)}",
        summary=f"is {deviation.got!r} and {limit} {deviation.due!r}",
        deviation=deviation,
    )


def _hint_at_format(error: Decimal, left: Real, right: Real) -> str:
    """That a number is one of a shorter format than that in force, if it is, and off by no more.

    It says nothing of numbers that are short by nature, such as ½.
    """
    number = float(left.value)
    with np.errstate(over="ignore"):
        is_short = float(np.float16(number)) == number
    for name, format in PRECISIONS.items():
        if is_short or format.digits >= precision().digits or format.rounded(number) != number:
            continue
        if error <= max(_rounding(side, 0, format) for side in (left, right)):
            return (
                f"\n  it is a {name}: if that is what it computes in, say so by an attribute "
                f"precision = {name!r} beside it, or by --precision {name}"
            )
    return ""
