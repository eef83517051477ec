"""Weights whose singular values are known, and where a power iteration on them starts."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.spectral import UNIT, Convolution, Network, Start, Weight, image
from spec.machinery.numbers.precision import by_precision
from spec.strategies.generator import sixteenths

LARGEST = 3
"""The largest number of rows or of columns."""

MOST = 6
"""The largest singular value, in units."""

FINER = 2**10
"""How much smaller units are in which singular values next to each other are counted."""

ORTHOGONAL: dict[int, list[tuple[tuple[int, ...], ...]]] = {
    1: [((1,),)],
    2: [((1, 0), (0, 1)), ((3, 4), (-4, 3)), ((4, -3), (3, 4))],
    3: [
        ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        ((1, 2, 2), (2, 1, -2), (2, -2, 1)),
        ((3, 4, 0), (-4, 3, 0), (0, 0, 5)),
    ],
}
"""Orthogonal vectors of whole numbers and of one length, by their dimension."""


@cache
@st.composite
def weights(draw: st.DrawFn, rows: int | None = None, columns: int | None = None) -> Weight:
    """Weights of a few rows and columns, singular ones among them, but not 0.

    Some have singular values next to each other, which a few steps do not tell apart.
    """
    m = rows or draw(st.integers(1, LARGEST))
    n = columns or draw(st.integers(1, LARGEST))
    left, right = (draw(st.sampled_from(ORTHOGONAL[size])) for size in (m, n))
    others = draw(st.tuples(*[st.integers(0, MOST)] * (min(m, n) - 1)))
    first = draw(st.integers(1, MOST))
    if draw(st.integers(0, 3)):
        return Weight(left, right, tuple(sorted((first, *others), reverse=True)))
    close = sorted((FINER * first, *(FINER * first - k for k in others)), reverse=True)
    return Weight(left, right, tuple(close), UNIT / FINER)


@cache
@st.composite
def starts(draw: st.DrawFn) -> Start:
    """Weights, and vectors to start from, some of them at right angles to the best one."""
    weight = draw(weights())
    u = draw(st.tuples(*[st.integers(-3, 3).map(float)] * len(weight.left[0])))
    if not any(image(weight.transposed.matrix, u)):
        u = tuple(map(float, weight.left[0]))
    return Start(weight, u)


@cache
@st.composite
def aligned_starts(draw: st.DrawFn) -> Start:
    """Weights, and vectors to start from that lean towards the best one."""
    weight = draw(weights())
    shares = [draw(st.integers(1, 3)), *(draw(st.integers(-3, 3)) for _ in weight.left[1:])]
    columns = zip(*weight.left, strict=True)
    u = (sum(share * x for share, x in zip(shares, row, strict=True)) for row in columns)
    return Start(weight, tuple(map(float, u)))


@cache
@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Networks of one layer or two, with ReLUs, leaky ones or none, and two points."""
    widths = [draw(st.integers(1, LARGEST)) for _ in range(draw(st.integers(2, 3)))]
    layers = [draw(weights(m, n)) for n, m in zip(widths, widths[1:], strict=False)]
    point = st.tuples(*[sixteenths(-2, 2)] * widths[0])
    return Network(tuple(layers), draw(st.sampled_from([0.0, 0.25, 1.0])), draw(point), draw(point))


@cache
@st.composite
def convolutions(draw: st.DrawFn) -> Convolution:
    """Kernels of one or two outputs, and images or, with one row, signals to convolve with them."""
    outputs, inputs = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    high = draw(st.integers(1, 2))
    wide, rows, columns = (
        draw(st.integers(1, 3)),
        draw(st.integers(1, high)),
        draw(st.integers(1, 3)),
    )
    kernel = draw(_arrays(outputs, inputs, high, wide))
    return Convolution(kernel, draw(_arrays(inputs, rows, columns)))


@cache
def _arrays(*shape: int) -> SearchStrategy[Any]:
    """Nested lists of small whole numbers."""
    if not shape:
        return st.integers(-2, 2).map(float)
    return st.lists(_arrays(*shape[1:]), min_size=shape[0], max_size=shape[0])


def powers_of_two() -> SearchStrategy[float]:
    """Powers of two, up to where the square of a number over- or underflows by far.

    In double precision they are from 1e-200 to 1e200.
    """

    def powers(largest: int) -> SearchStrategy[float]:
        return st.sampled_from([0, -largest, largest, -largest // 16, largest // 16]).map(
            lambda k: 2.0**k
        )

    return by_precision(lambda format: powers(13 * format.largest_exponent // 20))
