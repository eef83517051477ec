"""Critics: functions D on the line, of the number type they are given."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.critic import CriticPair
from spec.strategies.divergence import batch_pairs
from spec.strategies.generator import sixteenths


@dataclass(frozen=True, repr=False)
class ShapedCritic:
    """A critic that is shown as its formula.

    A fraction is given a fraction, without rounding, and a float is given a float.
    """

    formula: str
    value: Callable[[Any], Any]

    def __call__(self, x: Any) -> Any:
        """D(x)."""
        return self.value(x) + 0 * x

    def __repr__(self) -> str:
        return self.formula


@cache
def small_fractions() -> SearchStrategy[Fraction]:
    """Fractions of small numerator and denominator, most of which are not floats."""
    return st.builds(Fraction, st.integers(-12, 12), st.integers(1, 6))


@cache
def fractions_but_0_and_1() -> SearchStrategy[Fraction]:
    """Fractions t other than 0 and 1: of two points apart, θ0 + t(θ − θ0) is then neither."""
    return small_fractions().map(lambda t: Fraction(1, 2) if t in (0, 1) else t)


@cache
def critics() -> SearchStrategy[ShapedCritic]:
    """Critics of many shapes, bounded and not, continuous and not, constants among them."""
    factor, number = st.one_of(st.just(Fraction(1)), small_fractions()), small_fractions()
    return st.one_of(
        st.builds(_line, factor, number),
        st.builds(_constant, number),
        st.builds(_parabola, factor, number),
        st.builds(_kink, factor, number),
        st.builds(_step, number, number, number),
        st.builds(_bump, factor, number),
        st.builds(_sawtooth, factor),
    )


def _constant(c: Fraction) -> ShapedCritic:
    return ShapedCritic(str(c), lambda x: c)


def _line(a: Fraction, c: Fraction) -> ShapedCritic:
    return ShapedCritic(_sum(c, a, "x"), lambda x: a * x + c)


def _parabola(a: Fraction, c: Fraction) -> ShapedCritic:
    return ShapedCritic(_sum(0, a, f"{_from(c)}²"), lambda x: a * (x - c) * (x - c))


def _kink(a: Fraction, c: Fraction) -> ShapedCritic:
    return ShapedCritic(_sum(0, a, f"|{_from(c)}|"), lambda x: a * abs(x - c))


def _step(a: Fraction, b: Fraction, c: Fraction) -> ShapedCritic:
    return ShapedCritic(f"({a} if x < {c} else {b})", lambda x: a if x < c else b)


def _bump(a: Fraction, c: Fraction) -> ShapedCritic:
    return ShapedCritic(_sum(0, a, f"1/(1 + {_from(c)}²)"), lambda x: a / (1 + (x - c) * (x - c)))


def _sawtooth(a: Fraction) -> ShapedCritic:
    return ShapedCritic(_sum(0, a, "(x − ⌊x⌋)"), lambda x: a * (x - math.floor(x)))


def _from(centre: Fraction) -> str:
    """How x − centre is written."""
    return f"(x − {centre})" if centre > 0 else f"(x + {-centre})" if centre else "x"


def _sum(constant: Fraction | int, factor: Fraction, function: str) -> str:
    """How constant + factor·function is written."""
    if not factor:
        return str(constant)
    product = (
        function if factor == 1 else f"−{function}" if factor == -1 else f"{factor}·{function}"
    )
    return f"{constant} + {product}" if constant else product


def _huber(t: Any) -> Any:
    """t²/2 up to t = 1, and on in a straight line."""
    return t * t / 2 if abs(t) <= 1 else abs(t) - Fraction(1, 2)


def _log_cosh(t: float) -> float:
    return abs(t) + math.log1p(math.exp(-2 * abs(t))) - math.log(2)


RATIONAL_SHAPES: dict[str, Callable[[Any], Any]] = {
    "{}": lambda t: t,
    "{0}/(1 + |{0}|)": lambda t: t / (1 + abs(t)),
    "huber({})": _huber,
    "1/(1 + {}²)": lambda t: 1 / (1 + t * t),
}
"""Differentiable functions with slopes of at most 1 in size that take fractions to fractions."""

TRANSCENDENTAL_SHAPES: dict[str, Callable[[Any], Any]] = {
    "sin({})": math.sin,
    "tanh({})": math.tanh,
    "arctan({})": math.atan,
    "log cosh({})": _log_cosh,
    "√(1 + {}²)": lambda t: math.hypot(1, t),
}
"""Smooth functions with slopes of at most 1 in size, of floats."""


@dataclass(frozen=True, repr=False)
class SmoothCritic:
    """The differentiable critic D(x) = offset + slope·width·shape((x − centre)/width).

    Attributes
    ----------
    shape
        The name of a function with slopes of at most 1 in size, so that those of D are at most
        |slope|.
    """

    shape: str
    slope: Fraction
    width: Fraction
    centre: Fraction
    offset: Fraction

    def __call__(self, x: Any) -> Any:
        """D(x)."""
        shape = (RATIONAL_SHAPES | TRANSCENDENTAL_SHAPES)[self.shape]
        return self.offset + self.slope * self.width * shape((x - self.centre) / self.width)

    def size(self, *places: float) -> float:
        """The size of the terms that D is evaluated from, at the place where they are largest."""
        distance = max(map(abs, places)) + abs(self.centre) + self.width
        return float(abs(self.offset) + abs(self.slope) * distance)

    def __repr__(self) -> str:
        argument = _from(self.centre)
        if self.width != 1:
            argument = f"({argument}/{self.width})"
        return _sum(self.offset, self.slope * self.width, self.shape.format(argument))


@cache
def smooth_critics(*, strict: bool = False, rational: bool = False) -> SearchStrategy[SmoothCritic]:
    """Differentiable critics with slopes of at most 1 in size, or below 1 if `strict`.

    Most are as steep as they may be, and many are lines: these attain the bounds that there are.
    If `rational`, they take fractions to fractions.
    """
    steepest = 1 - Fraction(1, 2**30) if strict else Fraction(1)
    shapes = list(RATIONAL_SHAPES) if rational else [*RATIONAL_SHAPES, *TRANSCENDENTAL_SHAPES]
    line = shapes[0]
    return st.builds(
        SmoothCritic,
        shape=st.sampled_from([line, line, *shapes]),
        slope=st.sampled_from([Fraction(1, 2), *[steepest, -steepest] * 3, Fraction(-1, 3), 0]),
        width=st.sampled_from([Fraction(1), Fraction(3), Fraction(1, 2)]),
        centre=small_fractions(),
        offset=small_fractions(),
    )


@cache
@st.composite
def critic_pairs(draw: st.DrawFn, most: int) -> CriticPair:
    """Pairs that batches represent, with the value of a critic at each point, of at most some size.

    Each point of the support has mass in one of the two distributions at least.
    """
    p, q = draw(batch_pairs()).without_empty_points()
    values = draw(st.tuples(*[sixteenths(-most, most)] * len(p)))
    return CriticPair(p, q, values)
