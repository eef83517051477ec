"""Weights whose singular values are known, and where a power iteration on them starts."""

from __future__ import annotations

import itertools
import math
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.spectral import UNIT, Convolution, Network, Start, Weight, image
from spec.machinery.numbers.precision import by_precision
from spec.strategies.generator import several_sixteenths
from spec.strategies.numbers import whole_numbers

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
    more, *others = draw(whole_numbers(min(m, n), 0, MOST))
    first = more or 1
    if draw(st.integers(0, 3)):
        return Weight(left, right, tuple(sorted((first, *others), reverse=True)))
    close = sorted((FINER * first, *(FINER * first - k for k in others)), reverse=True)
    return Weight(left, right, tuple(close), UNIT / FINER)


@cache
@st.composite
def starts(draw: st.DrawFn) -> Start:
    """Weights, and vectors to start from, some of them at right angles to the best one."""
    weight = draw(weights())
    u = tuple(map(float, draw(whole_numbers(len(weight.left[0]), -3, 3))))
    if not any(image(weight.transposed.matrix, u)):
        u = tuple(map(float, weight.left[0]))
    return Start(weight, u)


@cache
@st.composite
def aligned_starts(draw: st.DrawFn) -> Start:
    """Weights, and vectors to start from that lean towards the best one."""
    weight = draw(weights())
    shares = draw(st.integers(1, 3)), *draw(whole_numbers(len(weight.left) - 1, -3, 3))
    columns = zip(*weight.left, strict=True)
    u = (sum(share * x for share, x in zip(shares, row, strict=True)) for row in columns)
    return Start(weight, tuple(map(float, u)))


@cache
@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Networks of one layer or two, with ReLUs, leaky ones or none, and two points."""
    widths = draw(whole_numbers(draw(st.sampled_from([2, 3])), 1, LARGEST))
    layers = [draw(weights(m, n)) for n, m in zip(widths, widths[1:], strict=False)]
    point = several_sixteenths(widths[0], -2, 2)
    return Network(tuple(layers), draw(st.sampled_from([0.0, 0.25, 1.0])), draw(point), draw(point))


SHAPES = [
    (outputs, inputs, high, wide, rows, columns)
    for outputs, inputs, high in itertools.product((1, 2), repeat=3)
    for wide, rows, columns in itertools.product((1, 2, 3), range(1, high + 1), (1, 2, 3))
]
"""Numbers of outputs and of inputs, and the heights and widths of kernels and of images."""


@cache
@st.composite
def convolutions(draw: st.DrawFn) -> Convolution:
    """Kernels of one or two outputs, and images or, with one row, signals to convolve with them."""
    outputs, inputs, high, wide, rows, columns = draw(st.sampled_from(SHAPES))
    kernel = draw(_arrays(outputs, inputs, high, wide))
    return Convolution(kernel, draw(_arrays(inputs, rows, columns)))


@cache
def _arrays(*shape: int) -> SearchStrategy[Any]:
    """Nested lists of small whole numbers."""
    return whole_numbers(math.prod(shape), -2, 2).map(
        lambda drawn: np.array(drawn, dtype=float).reshape(shape).tolist()
    )


@cache
def powers_of_two() -> SearchStrategy[float]:
    """Powers of two, up to where the square of a number over- or underflows by far.

    In double precision they are from 1e-200 to 1e200.
    """

    def powers(largest: int) -> SearchStrategy[float]:
        return st.sampled_from([0, -largest, largest, -largest // 16, largest // 16]).map(
            lambda k: 2.0**k
        )

    return by_precision(lambda format: powers(13 * format.largest_exponent // 20))
