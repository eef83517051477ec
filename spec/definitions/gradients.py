"""The gradients of functions, from their definitions: what they rise by in every direction.

A batch may move in any of its numbers, and so may vectors. Of a distribution some mass moves from
one point to another, since it is nothing else where the masses do not sum to 1: Σ p log p/q and
Σ (p log p/q − p + q) are one divergence, and their gradients differ by the same number at every
point.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from spec.definitions.by_name import DEFINITIONS
from spec.definitions.calculus import SIDE, Slopes, slopes
from spec.definitions.conditional import CONDITIONAL_LOSSES, Discriminator, OnTheWay
from spec.interface import distribution
from spec.machinery.claims.interface import Function
from spec.machinery.numbers.reals import Real, total

Index = tuple[int, ...]
"""The place of a number in an array."""

Direction = tuple[Index, ...]
"""The index of a number that grows and, where masses move, after it of the one that shrinks."""


class Argument:
    """One argument of a function, in which it has a gradient.

    Parameters
    ----------
    function
        The function.
    arguments
        All its arguments.
    place
        Which of them it is.
    """

    def __init__(self, function: Function, arguments: Sequence[Any], place: int) -> None:
        self._function = function
        self._arguments = arguments
        self._place = place
        self._own = arguments[place]
        self._is_distribution = function.arguments[function.required[place]] is distribution

    def along(self, gradient: Any) -> Any:
        """What a gradient says of every direction; what has another shape stays as it is."""
        if np.shape(gradient) != np.shape(self._own):
            return gradient
        return [_along(direction, gradient) for direction in self._directions()]

    def nearest(self, gradient: Any) -> Any:
        """What the definition says of every direction: at a kink, what is nearest to a gradient."""
        if np.shape(gradient) != np.shape(self._own):
            return np.zeros(np.shape(self._own))
        return [
            self._slopes(direction).nearest(_along(direction, gradient))
            for direction in self._directions()
        ]

    def limits(self) -> list[int]:
        """The sign of the slope in every number if it is infinite in the limit, and 0 if not.

        In a distribution it is so at points without mass alone, as they gain some.
        """
        if not self._is_distribution:
            return [0] * len(self._own)
        return [0 if mass else self._limit(point) for point, mass in enumerate(self._own)]

    def _limit(self, point: int) -> int:
        """The sign of the slope at a point without mass, if it grows as the mass vanishes.

        That of p log p, which is 1 + log p, grows by 27 as p shrinks by 2^40.
        """
        direction = (point,), (self._support()[0],)
        slope, steeper = (
            (self._value(direction, step) - self._value((), step)) / step
            for step in (2**40 * SIDE, SIDE)
        )
        if steeper.value.is_infinite():
            return 1 if steeper > 0 else -1
        return (steeper - slope > 1) - (slope - steeper > 1)

    def _support(self) -> list[int]:
        return [point for point, mass in enumerate(self._own) if mass]

    def _directions(self) -> Iterator[Direction]:
        """Every number, or every point with mass, from the first of them."""
        if not self._is_distribution:
            yield from ((index,) for index in np.ndindex(np.shape(self._own)))
            return
        source, *others = self._support()
        yield from (((point,), (source,)) for point in others)

    def _slopes(self, direction: Direction) -> Slopes:
        def value(step: Fraction) -> Real:
            is_here = not step and self._function.shape != "elementwise"
            return self._here if is_here else self._value(direction, step)

        return slopes(value)

    @functools.cached_property
    def _here(self) -> Real:
        """What the function comes to where the arguments are, whatever the direction."""
        return self._value((), Fraction(0))

    def _value(self, direction: Direction, step: Fraction) -> Real:
        """What the function comes to a step in some direction."""
        moved = np.array(self._own, dtype=object)
        for index, by in zip(direction, (step, -step), strict=False):
            moved[index] = Fraction(moved[index]) + by
        arguments = [*self._arguments]
        arguments[self._place] = moved.tolist()
        if self._function.shape == "elementwise":
            (place,) = direction[0]
            arguments = [x[place] if isinstance(x, list) else x for x in arguments]
        value: Real = DEFINITIONS[self._function.name](*arguments)
        return value


def _along(direction: Direction, gradient: Any) -> Real:
    numbers = [float(gradient[index]) for index in direction]
    if not all(map(math.isfinite, numbers)):
        return Real.of(math.nan)
    first, *others = map(Real.of, numbers)
    return first - total(others)


def slope_towards(slope: Function, h: Discriminator, v: Discriminator, *batches: Any) -> Real:
    """What a loss of a discriminator h rises by towards another one, v, from its definition."""
    function = slope.gradient_of
    if function is None:
        raise TypeError(f"{slope} is no slope")
    definition = CONDITIONAL_LOSSES[function.name]
    return slopes(lambda step: definition(OnTheWay(h, v, step), *batches)).above


def arguments_of(gradient: Function, arguments: Sequence[Any]) -> list[Argument]:
    """The arguments in which a gradient is, in their order."""
    function = gradient.gradient_of
    if function is None:
        raise TypeError(f"{gradient} is no gradient")
    places = map(function.required.index, function.arrays)
    return [Argument(function, arguments, place) for place in places]
