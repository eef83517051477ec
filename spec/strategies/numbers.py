"""Numbers of ordinary size, of which nothing is lost that a textbook formula keeps.

None is next to nothing without being 0, and the sums and differences of a few are floats.
"""

from __future__ import annotations

import math

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.machinery.numbers.precision import Precision, by_precision


def fine_bits(format: Precision) -> int:
    """The k for which ordinary numbers are multiples of 2^-k.

    So it is 40 in double precision, and 16 in single precision.
    """
    return min(40, format.digits - 8)


def multiples(lower: float, upper: float, grain: float) -> SearchStrategy[float]:
    """Floats between two multiples of the grain that are multiples of it as well."""
    return st.floats(lower, upper).map(lambda number: rounded_up(number, grain))


def rounded_up(number: float, grain: float) -> float:
    """The least multiple of the grain that is no less than the number."""
    return math.ceil(number / grain) * grain


def fine_numbers(format: Precision, lower: float, upper: float) -> SearchStrategy[float]:
    """Ordinary numbers of a format."""
    grain = 2.0 ** -fine_bits(format)
    return multiples(rounded_up(lower, grain), -rounded_up(-upper, grain), grain)


def floats(lower: float, upper: float) -> SearchStrategy[float]:
    """Ordinary numbers from lower to upper, which are no larger than 2^8."""
    return by_precision(lambda format: fine_numbers(format, lower, upper))
