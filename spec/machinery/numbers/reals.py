"""Real numbers that remember the size of the terms they were added up from.

A floating-point evaluation of a sum is off by a small multiple of the unit roundoff times the size
of its terms, however small the sum itself comes out. A `Real` carries that size through sums and
products, so that every comparison can derive its own tolerance.
"""

from __future__ import annotations

import numbers
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spec.machinery.numbers import high_precision
from spec.machinery.numbers.high_precision import CONTEXT, exact, in_high_precision

NO_ERROR = Decimal(0)


@dataclass(slots=True, eq=False)
class Real:
    """A real number, known to fifty digits.

    It is added to, multiplied with, divided by and compared with other numbers, exactly: two of
    them are equal if their values are. Nothing changes it. (Claims make so many that they are not
    frozen, which would take each of them twice as long to make.)

    Attributes
    ----------
    value
        The number itself, possibly infinite.
    terms
        The size of the terms that make it up: evaluating it in floating point with unit roundoff u
        may cost a small multiple of u·terms.
    error
        What is known of the error of `value`, as when it comes from a quadrature.
    """

    value: Decimal
    terms: Decimal
    error: Decimal = NO_ERROR

    @classmethod
    def of(cls, number: Any) -> Real:
        """The number as it stands: a term of its own size."""
        if isinstance(number, Real):
            return number
        value = exact(number)
        return cls(value, value.copy_abs())

    def with_terms(self, terms: Any) -> Real:
        """The same number, made up of further terms of size `terms`."""
        return Real(self.value, CONTEXT.add(self.terms, exact(terms).copy_abs()), self.error)

    def with_error(self, error: Any) -> Real:
        """The same number, known only to within `error` more."""
        return Real(self.value, self.terms, CONTEXT.add(self.error, exact(error).copy_abs()))

    @in_high_precision
    def __add__(self, other: Any) -> Real:
        other = Real.of(other)
        error = self.error + other.error if self.error or other.error else NO_ERROR
        return Real(self.value + other.value, self.terms + other.terms, error)

    __radd__ = __add__

    def __neg__(self) -> Real:
        return Real(self.value.copy_negate(), self.terms, self.error)

    def __sub__(self, other: Any) -> Real:
        return self + -Real.of(other)

    def __rsub__(self, other: Any) -> Real:
        return Real.of(other) + -self

    @in_high_precision
    def __mul__(self, other: Any) -> Real:
        other = Real.of(other)
        value = self.value * other.value
        if not value.is_finite():
            return Real.of(value)
        size, other_size = abs(self.value), abs(other.value)
        # Not every product is formed: one of no error by an infinite number would be a nan.
        error = self.error * (other_size + other.error) if self.error else NO_ERROR
        if other.error:
            error += other.error * size
        return Real(value, max(self.terms * other_size, other.terms * size), error)

    __rmul__ = __mul__

    @in_high_precision
    def __truediv__(self, other: Any) -> Real:
        other = Real.of(other)
        size = abs(other.value)
        if not size.is_nan() and size <= other.error:
            raise ZeroDivisionError(f"{self!r} is divided by {other!r}, which may be 0")
        value = self.value / other.value
        if other.value.is_infinite() or not value.is_finite():
            return Real.of(value)
        # The divisor is off by a rounding of its own terms, and the quotient by as much.
        terms = max(self.terms / size, abs(value) * (other.terms / size))
        error = self.error / size
        if other.error:
            error += abs(value) * (other.error / (size - other.error))
        return Real(value, terms, error)

    def __rtruediv__(self, other: Any) -> Real:
        return Real.of(other) / self

    def __pow__(self, exponent: int) -> Real:
        power = Real.of(1)
        for _ in range(abs(exponent)):
            power = power * self
        return power if exponent >= 0 else 1 / power

    def __abs__(self) -> Real:
        return Real(self.value.copy_abs(), self.terms, self.error)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (numbers.Real, Decimal, Real)):
            return NotImplemented
        return self._is(operator.eq, other)

    def __lt__(self, other: Any) -> bool:
        return self._is(operator.lt, other)

    def __le__(self, other: Any) -> bool:
        return self._is(operator.le, other)

    def __gt__(self, other: Any) -> bool:
        return self._is(operator.gt, other)

    def __ge__(self, other: Any) -> bool:
        return self._is(operator.ge, other)

    def _is(self, relation: Callable[[Decimal, Decimal], bool], other: Any) -> bool:
        """Whether the relation holds of the two values; none does of a nan."""
        left, right = self.value, Real.of(other).value
        return not (left.is_nan() or right.is_nan()) and relation(left, right)

    def __hash__(self) -> int:
        return hash(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __repr__(self) -> str:
        return repr(float(self))


@in_high_precision
def total(terms: Iterable[Any]) -> Real:
    """The sum of the terms, exactly."""
    value, size, error = Decimal(0), Decimal(0), NO_ERROR
    for term in terms:
        if not isinstance(term, Real):
            number = exact(term)
            value += number
            size += number.copy_abs()
            continue
        value += term.value
        size += term.terms
        if term.error:
            error += term.error
    return Real(value, size, error)


def mean(values: Iterable[Any]) -> Real:
    """The mean over a batch, exactly."""
    batch = [*values]
    return total(batch) / len(batch)


@in_high_precision
def exp(x: Any) -> Real:
    """e^x, exactly; it is off by as much, relative to its size, as rounding makes x absolutely."""
    x = Real.of(x)
    value = high_precision.exp(x.value)
    if x.value.is_infinite() or not value.is_finite():
        return Real.of(value)
    return Real(value, value * (1 + x.terms), value * high_precision.exp(x.error) * x.error)


@in_high_precision
def log(x: Any) -> Real:
    """log x, exactly, −∞ at 0; it is off by as much as rounding makes x relative to its size."""
    x = Real.of(x)
    if x.error and not x.value.is_nan() and x.value <= x.error:
        raise ValueError(f"the logarithm of {x!r}, which may be 0, is asked for")
    value = high_precision.log(x.value)
    if not value.is_finite():
        return Real.of(value)
    return Real(value, abs(value) + x.terms / x.value, x.error / (x.value - x.error))


@in_high_precision
def expm1(x: Any) -> Real:
    """e^x − 1, exactly; its terms are those of a textbook, which rounds e^x."""
    x = Real.of(x)
    rounded = exp(x)
    if not rounded.value.is_finite():
        return rounded
    return Real(high_precision.expm1(x.value), 1 + rounded.terms, rounded.error)


@in_high_precision
def log1p(x: Any) -> Real:
    """log(1 + x), exactly, −∞ at −1; its terms are those of a textbook, which rounds 1 + x."""
    x = Real.of(x)
    rounded = log(1 + x)
    if not rounded.value.is_finite():
        return rounded
    return Real(high_precision.log1p(x.value), rounded.terms, rounded.error)


@in_high_precision
def sqrt(x: Any) -> Real:
    """√x, exactly; it is off by half as much, relative to its size, as rounding makes x."""
    x = Real.of(x)
    value = x.value.sqrt()
    if not value or not value.is_finite():
        return Real.of(value)
    return Real(value, value + x.terms / (2 * value), x.error / value)
