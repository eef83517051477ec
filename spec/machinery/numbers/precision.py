"""The floating-point format in which the implementation under test computes.

Whatever depends on it, be it a tolerance or the range of a draw, asks for it by `precision()` when
it is needed: modules are imported under one format, and may be used under another.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Drawn = TypeVar("Drawn")


@dataclass(frozen=True)
class Precision:
    """A binary floating-point format of IEEE 754.

    Attributes
    ----------
    name
        What NumPy calls it.
    digits
        How many bits a significand has, the leading one among them.
    largest_exponent
        The exponent of the largest numbers: they are below 2 to the power one more.
    """

    name: str
    digits: int
    largest_exponent: int

    @functools.cached_property
    def dtype(self) -> np.dtype[Any]:
        """The type of NumPy's arrays of it."""
        return np.dtype(self.name)

    @functools.cached_property
    def unit_roundoff(self) -> Decimal:
        """By how much, relative to its size, rounding moves a normal number at most."""
        return Decimal(2.0**-self.digits)

    @functools.cached_property
    def smallest_exponent(self) -> int:
        """The exponent of the smallest normal number."""
        return 1 - self.largest_exponent

    @functools.cached_property
    def smallest_subnormal_exponent(self) -> int:
        """The exponent of the smallest positive number."""
        return self.smallest_exponent + 1 - self.digits

    @functools.cached_property
    def smallest_normal(self) -> float:
        """The smallest positive number that has all its digits."""
        return 2.0**self.smallest_exponent

    @functools.cached_property
    def smallest_subnormal(self) -> Decimal:
        """The smallest positive number."""
        return Decimal(2.0**self.smallest_subnormal_exponent)

    @functools.cached_property
    def largest(self) -> float:
        """The largest finite number."""
        return (2 - 2.0 ** (1 - self.digits)) * 2.0**self.largest_exponent

    def ulp(self, number: float) -> float:
        """The distance of a number of the format to the next one away from 0."""
        _, exponent = math.frexp(number)
        lowest = self.smallest_subnormal_exponent
        return math.ldexp(1.0, max(exponent - self.digits, lowest) if number else lowest)

    def rounded(self, numbers: Any) -> Any:
        """The nearest numbers of the format, held by float64: of an array-like, or of a number."""
        if self is FLOAT64:
            return numbers
        with np.errstate(over="ignore"):
            nearest = np.asarray(numbers, dtype=self.dtype).astype(np.float64)
        return nearest if nearest.ndim else float(nearest)

    def floats(self, lower: float, upper: float, **more: Any) -> SearchStrategy[float]:
        """Numbers of the format from lower to upper, which are rounded to it."""
        return _floats(self, lower, upper, **more)


@functools.lru_cache
def _floats(format: Precision, lower: float, upper: float, **more: Any) -> SearchStrategy[float]:
    """Numbers of a format, built once: to build a strategy takes longer than to draw from it."""
    width: Any = format.dtype.itemsize * 8
    return st.floats(format.rounded(lower), format.rounded(upper), width=width, **more)


FLOAT64 = Precision("float64", digits=53, largest_exponent=1023)
FLOAT32 = Precision("float32", digits=24, largest_exponent=127)

PRECISIONS = {format.name: format for format in (FLOAT64, FLOAT32)}
"""The formats that there are claims for, by name."""

_in_force: ContextVar[Precision] = ContextVar("precision", default=FLOAT64)


def precision() -> Precision:
    """The format in force."""
    return _in_force.get()


@contextmanager
def in_force(format: Precision) -> Iterator[None]:
    """Let a format be in force inside."""
    token = _in_force.set(format)
    try:
        yield
    finally:
        _in_force.reset(token)


def by_precision(build: Callable[[Precision], SearchStrategy[Drawn]]) -> SearchStrategy[Drawn]:
    """A strategy for the format in force when it is drawn from, built once for each."""
    built = functools.cache(build)

    @st.composite
    def drawn(draw: st.DrawFn) -> Drawn:
        return draw(built(precision()))

    return drawn()
