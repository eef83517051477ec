"""Logits, probabilities, and batches of them."""

import math
from collections.abc import Iterator
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.logistic import Threshold, logit
from spec.machinery.numbers.precision import Precision, by_precision, precision
from spec.strategies.numbers import fine_numbers

Element = TypeVar("Element")

LARGEST_IN_USE = 10_000
"""The largest logit that is met in training."""


def largest_moderate(format: Precision) -> float:
    """The largest moderate logit: log(1 − σ(h)), taken naively, there still has most digits.

    In double precision it is 8, which leaves ten digits of sixteen; in single precision 4.
    """
    return float(format.digits // 6)


@cache
def moderate_logits(
    min_value: float | None = None, max_value: float | None = None
) -> SearchStrategy[float]:
    """Logits at which a textbook formula still has most of its digits."""

    def logits(format: Precision) -> SearchStrategy[float]:
        largest = largest_moderate(format)
        return fine_numbers(
            format,
            -largest if min_value is None else min_value,
            largest if max_value is None else max_value,
        )

    return by_precision(logits)


@cache
def logits_in_use() -> SearchStrategy[float]:
    """Logits of sizes that are met in training.

    Where e^−h is a small part of 1 (18) and where σ rounds to 1 (37), where it goes subnormal
    (−708) and vanishes (−745), and where h is next to nothing, are each drawn often; and likewise
    in formats other than double precision.
    """
    return by_precision(lambda format: st.one_of(*_either_sign(format, *_sizes_in_use(format))))


@cache
def whole_range_logits() -> SearchStrategy[float]:
    """Finite logits of any size: those met in training, and those of which two have no sum."""

    def logits(format: Precision) -> SearchStrategy[float]:
        half = 2.0**format.largest_exponent
        sizes = (*_sizes_in_use(format), (0, format.largest))
        return st.one_of(*_either_sign(format, *sizes), st.just(half), st.just(-half))

    return by_precision(logits)


@cache
def saturated_logits() -> SearchStrategy[float]:
    """Logits of sizes that are met in training, from where σ or 1 − σ vanishes on."""

    def logits(format: Precision) -> SearchStrategy[float]:
        *_, vanishes = _turning_points(format)
        return st.one_of(*_either_sign(format, (vanishes, LARGEST_IN_USE)))

    return by_precision(logits)


def _turning_points(format: Precision) -> tuple[float, ...]:
    """Where σ rounds to 1, and the sizes at which it goes subnormal and vanishes below 0."""
    bits = (format.digits, -format.smallest_exponent, 1 - format.smallest_subnormal_exponent)
    return tuple(each * math.log(2) for each in bits)


def _sizes_in_use(format: Precision) -> list[tuple[float, float]]:
    rounds_to_1, goes_subnormal, vanishes = _turning_points(format)
    return [
        (0, 50),
        (0, LARGEST_IN_USE),
        (0.5 * rounds_to_1, 1.2 * rounds_to_1),
        (0.92 * goes_subnormal, 1.07 * vanishes),
        (goes_subnormal, vanishes),
        (0, 2.0 ** -(5 * format.digits // 8)),
    ]


def _either_sign(format: Precision, *sizes: tuple[float, float]) -> Iterator[SearchStrategy[float]]:
    yield from (format.floats(least, most) for least, most in sizes)
    yield from (format.floats(-most, -least) for least, most in sizes)


@cache
def moderate_probabilities() -> SearchStrategy[float]:
    """Numbers in (0, 1), no nearer to either end than a moderate logit takes σ."""

    def probabilities(format: Precision) -> SearchStrategy[float]:
        smallest = 2.0 ** -int(largest_moderate(format) / math.log(2))
        return fine_numbers(format, smallest, 1 - smallest)

    return by_precision(probabilities)


@cache
@st.composite
def thresholds(draw: st.DrawFn) -> Threshold:
    """Logits on either side of log(δ/(1 − δ)): as close to it as any σ can tell, and far from it.

    Unit roundoffs of δ and 1 − δ beside 1, and of the logit, are no more than half of the distance.
    """
    format = precision()
    delta = draw(moderate_probabilities())
    boundary = float(logit(delta))
    margin = 8 * float(format.unit_roundoff) * (1 + abs(boundary)) / (delta * (1 - delta))
    distance = max(2.0 ** draw(st.integers(-22, 3)), 2 * margin)
    return Threshold(delta, format.rounded(boundary + draw(st.sampled_from([1, -1])) * distance))


@cache
def batches(
    elements: SearchStrategy[Element], min_size: int = 1, max_size: int = 8
) -> SearchStrategy[list[Element]]:
    """Batches of a few samples, of one as well."""
    by_size = {
        size: st.tuples(*[elements] * size).map(list) for size in range(min_size, max_size + 1)
    }
    return st.sampled_from([*by_size]).flatmap(by_size.__getitem__)
