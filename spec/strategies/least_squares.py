"""Targets for the outputs of a discriminator, and outputs near them."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.least_squares import Coding, TwoCells
from spec.machinery.numbers.precision import precision
from spec.strategies.generator import sixteenths
from spec.strategies.logistic import batches
from spec.strategies.numbers import whole_numbers

MOST = 16
"""The most parts of a distribution that one cell of two has."""

PARTS = 64
"""The number of parts of a distribution."""


@cache
def codings() -> SearchStrategy[Coding]:
    """Targets a, b and c of moderate size, in any order."""
    return st.builds(Coding, sixteenths(-2, 2), sixteenths(-2, 2), sixteenths(-2, 2))


@cache
def ascending_codings() -> SearchStrategy[Coding]:
    """Targets a < b ≤ c, such as 0, 1, 1."""
    steps = sixteenths(1 / 16, 1), sixteenths(0, 1)
    return st.builds(
        lambda a, first, second: Coding(a, a + first, a + first + second),
        sixteenths(-2, 1),
        *steps,
    )


@cache
def chi_squared_codings() -> SearchStrategy[Coding]:
    """Targets with b − c = 1 and b − a = 2, such as −1, 1, 0."""
    return sixteenths(-1, 1).map(lambda c: Coding(c - 1, c + 1, c))


@cache
@st.composite
def two_cells(draw: st.DrawFn) -> TwoCells:
    """Two points at which the shares p/(p + q) of the data differ, and do not add up to 1."""
    p_x, q_x, p_y, q_y = draw(whole_numbers(4, 1, MOST))
    if p_x * q_y == q_x * p_y or p_x * p_y == q_x * q_y:
        p_y, q_y = 1, MOST + 1  # which is farther from even than the first can be
    return TwoCells((p_x / PARTS, q_x / PARTS), (p_y / PARTS, q_y / PARTS))


class CodedBatches(NamedTuple):
    """Outputs on a real and on a fake batch, and what they are to be."""

    real: tuple[float, ...]
    fake: tuple[float, ...]
    coding: Coding


@cache
@st.composite
def outputs_near_targets(draw: st.DrawFn) -> CodedBatches:
    """Outputs on their targets or next to them, where their square has no digit of the distance.

    In double precision that is within 2^-27, in single precision within 2^-11.
    """
    coding = draw(codings())
    unit = math.ldexp(1.0, -(precision().digits * 4 // 7))
    steps = batches(st.integers(-8, 8), max_size=4)
    real = tuple(coding.b + k * unit for k in draw(steps))
    return CodedBatches(real, tuple(coding.a + k * unit for k in draw(steps)), coding)
