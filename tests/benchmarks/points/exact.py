"""What a result is exactly, and the formulas that tell it of more than one row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import mpmath

from tests.benchmarks.ways import Arrays
from tests.impl.ulps import as_mpf, exactly

Exact = tuple[mpmath.mpf, mpmath.mpf | None]
"""An exact result, and the size of its terms if the error is to be told in ulps of that."""


@dataclass(frozen=True)
class Point:
    """Arguments, and what works out the exact results."""

    arrays: Arrays
    exact: Callable[[], list[Exact]]


Points = dict[str, list[Point]]
"""Points in groups, of which the first are the ordinary ones."""


def points(groups: dict[str, list[Arrays]], formula: Callable[..., list[Exact]]) -> Points:
    """Return points at which one formula tells what is exact."""
    return {
        group: [Point(arrays, partial(formula, *arrays)) for arrays in cases]
        for group, cases in groups.items()
    }


def each(formula: Callable[..., Any]) -> Callable[..., list[Exact]]:
    """The formula of each of the numbers in arrays."""
    return lambda *arrays: [
        (exactly(formula, *numbers), None) for numbers in zip(*arrays, strict=True)
    ]


def sigmoid(h: mpmath.mpf) -> mpmath.mpf:
    return 1 / (1 + mpmath.exp(-h))


def softplus(h: mpmath.mpf) -> mpmath.mpf:
    return max(h, mpmath.mpf(0)) + mpmath.log1p(mpmath.exp(-abs(h)))


def mean(values: Iterable[mpmath.mpf]) -> mpmath.mpf:
    each_one = list(values)
    return mpmath.fsum(each_one) / len(each_one)


def p_log_p_over_q(p: mpmath.mpf, q: mpmath.mpf) -> mpmath.mpf:
    return p * mpmath.log(p / q) if p else p


def kl_summand(p: mpmath.mpf, q: mpmath.mpf) -> mpmath.mpf:
    return p_log_p_over_q(p, q) - p + q


def js_summand(p: mpmath.mpf, q: mpmath.mpf) -> mpmath.mpf:
    m = (p + q) / 2
    return (p_log_p_over_q(p, m) + p_log_p_over_q(q, m)) / 2


def summed(summand: Callable[..., mpmath.mpf]) -> Callable[..., list[Exact]]:
    def exact(p: Any, q: Any) -> list[Exact]:
        def formula(*masses: mpmath.mpf) -> mpmath.mpf:
            return mpmath.fsum(map(summand, masses[: len(p)], masses[len(p) :]))

        return [(exactly(formula, *p, *q), None)]

    return exact


def sum_and_size(terms: list[Fraction]) -> Exact:
    return exactly(as_mpf, sum(terms, Fraction(0))), exactly(as_mpf, sum(map(abs, terms)))
