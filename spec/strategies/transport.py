"""Samples on the line, and the order of the distance that is taken of them."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.transport import ORDERS, OrderedSamples, WeightedPoints
from spec.machinery.numbers.precision import Precision, by_precision
from spec.strategies.divergence import distributions
from spec.strategies.generator import sixteenths
from spec.strategies.logistic import batches

MOST = 5
"""The largest number of points that are matched with as many."""


@cache
@st.composite
def matched_samples(draw: st.DrawFn) -> OrderedSamples:
    """Two samples of one size, in any order and with ties, and an order."""
    n = draw(st.integers(1, MOST))
    points = st.tuples(*[sixteenths(-4, 4)] * n).map(list)
    return OrderedSamples(draw(points), draw(points), draw(st.sampled_from(ORDERS)))


@cache
def unmatched_samples(*orders: int) -> SearchStrategy[OrderedSamples]:
    """Two samples of any two sizes, and an order, one of these if some are named."""
    points = batches(sixteenths(-4, 4), max_size=MOST)
    return st.builds(OrderedSamples, points, points, st.sampled_from(orders or ORDERS))


@cache
@st.composite
def weighted_points(draw: st.DrawFn) -> WeightedPoints:
    """Two distributions over a few points on the line, with zeros or without, and an order."""
    size = draw(st.integers(1, 4))
    points = draw(st.tuples(*[sixteenths(-4, 4)] * size))
    p, q = (draw(distributions(size, denominator=8)) for _ in range(2))
    return WeightedPoints(points, p, q, draw(st.sampled_from(ORDERS)))


@cache
def scales() -> SearchStrategy[float]:
    """Powers of two next to the ends of the range of floats: 2^-900 and 2^900, and 1."""

    def powers(format: Precision) -> SearchStrategy[float]:
        largest = 900 * format.largest_exponent // 1023
        return st.sampled_from([0, -largest, largest]).map(lambda k: 2.0**k)

    return by_precision(powers)
