"""Numbers of ordinary size, of which nothing is lost that a textbook formula keeps.

None is next to nothing without being 0, and the sums and differences of a few are floats.
"""

from __future__ import annotations

import math
from functools import cache

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


@cache
def floats(lower: float, upper: float) -> SearchStrategy[float]:
    """Ordinary numbers from lower to upper, which are no larger than 2^8."""
    return by_precision(lambda format: fine_numbers(format, lower, upper))


@cache
def whole_numbers(count: int, lower: int, upper: int) -> SearchStrategy[tuple[int, ...]]:
    """So many whole numbers: one draw for all of them, the simplest are those nearest 0."""
    numbers = sorted(range(lower, upper + 1), key=abs)
    # A byte more than is needed makes one number hardly more likely than another.
    width = 1 + (len(numbers) > 2**6)
    places = range(0, count * width, width)
    return st.binary(min_size=count * width, max_size=count * width).map(
        lambda drawn: tuple(
            numbers[int.from_bytes(drawn[i : i + width]) % len(numbers)] for i in places
        )
    )
