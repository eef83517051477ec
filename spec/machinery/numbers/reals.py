"""Real numbers that remember the size of the terms they were added up from.

A floating-point evaluation of a sum is off by a small multiple of the unit roundoff times the size
of its terms, however small the sum itself comes out. A `Real` carries that size through sums and
products, so that every comparison can derive its own tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spec.machinery.numbers.high_precision import CONTEXT, exact, in_high_precision


@dataclass(frozen=True, slots=True)
class Real:
    """A real number, known to fifty digits.

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
    error: Decimal = Decimal(0)

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
        return Real(self.value + other.value, self.terms + other.terms, self.error + other.error)

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
        size, other_size = abs(self.value), abs(other.value)
        # Not every product is formed: one of no error by an infinite number would be a nan.
        error = self.error * (other_size + other.error) if self.error else Decimal(0)
        if other.error:
            error += other.error * size
        return Real(
            self.value * other.value, max(self.terms * other_size, other.terms * size), error
        )

    __rmul__ = __mul__

    @in_high_precision
    def __truediv__(self, number: Any) -> Real:
        divisor = exact(number)
        size = abs(divisor)
        return Real(self.value / divisor, self.terms / size, self.error / size)

    def __abs__(self) -> Real:
        return Real(self.value.copy_abs(), self.terms, self.error)

    def __float__(self) -> float:
        return float(self.value)

    def __repr__(self) -> str:
        return repr(float(self))


def total(terms: Iterable[Any]) -> Real:
    """The sum of the terms, exactly."""
    return sum((Real.of(term) for term in terms), Real(Decimal(0), Decimal(0)))


def mean(values: Iterable[Any]) -> Real:
    """The mean over a batch, exactly."""
    batch = [Real.of(value) for value in values]
    return total(batch) / len(batch)
