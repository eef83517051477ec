"""The gradients of functions, from their definitions: what they rise by in every direction.

A batch may move in any of its numbers, and so may vectors. Of a distribution some mass moves from
one point to another, since it is nothing else where the masses do not sum to 1: Σ p log p/q and
Σ (p log p/q − p + q) are one divergence, and their gradients differ by the same number at every
point.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from spec.definitions.by_name import DEFINITIONS
from spec.definitions.calculus import SIDE, Slopes
from spec.definitions.conditional import CONDITIONAL_LOSSES, Discriminator, OnTheWay
from spec.interface import distribution
from spec.machinery.claims.interface import Function
from spec.machinery.numbers.reals import Real, total

Index = tuple[int, ...]
"""The place of a number in an array."""


class Point:
    """Where a function has slopes: its arguments, of which one or another may move.

    Parameters
    ----------
    function
        The function.
    arguments
        All its arguments.
    """

    def __init__(self, function: Function, arguments: Sequence[Any]) -> None:
        self.function = function
        self.arguments = arguments
        self.here = functools.cache(functools.partial(self._value, arguments))

    def element(self, index: Index) -> Index:
        """Where to evaluate what goes element by element; anything else is evaluated as a whole."""
        return index if self.function.shape == "elementwise" else ()

    def beside(self, place: int, argument: Any, element: Index) -> Real:
        """What the function comes to with another argument in some place."""
        arguments = [*self.arguments]
        arguments[place] = argument
        return self._value(arguments, element)

    def _value(self, arguments: Sequence[Any], element: Index) -> Real:
        for i in element:
            arguments = [x[i] if isinstance(x, list) else x for x in arguments]
        value: Real = DEFINITIONS[self.function.name](*arguments)
        return value


class Argument:
    """One argument of a function, in which it has a gradient.

    Parameters
    ----------
    point
        The function, and all its arguments.
    place
        Which of them it is.
    """

    def __init__(self, point: Point, place: int) -> None:
        function = point.function
        self._point = point
        self._place = place
        self._own = point.arguments[place]
        self._is_distribution = function.arguments[function.required[place]] is distribution

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of it, and of a gradient in it."""
        return np.shape(self._own)

    def directions(self) -> list[tuple[Index, ...]]:
        """The index of every number or, of masses, of every point with some but the first.

        Such a mass grows as that of the first one shrinks, whose index is beside it.
        """
        if not self._is_distribution:
            return [(index,) for index in np.ndindex(self.shape)]
        source, *others = self._support()
        return [((point,), (source,)) for point in others]

    @property
    def has_ties(self) -> bool:
        """Whether two of its numbers are equal, which masses are often and samples rarely."""
        numbers = np.ravel(self._own).tolist()
        return not self._is_distribution and len({*numbers}) < len(numbers)

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
        here = self.value(direction, Fraction(0))
        slope, steeper = (
            (self.value(direction, step) - here) / step for step in (2**40 * SIDE, SIDE)
        )
        if steeper.value.is_infinite():
            return 1 if steeper > 0 else -1
        return (steeper - slope > 1) - (slope - steeper > 1)

    def _support(self) -> list[int]:
        return [point for point, mass in enumerate(self._own) if mass]

    def value(self, direction: Sequence[Index], step: Fraction) -> Real:
        """What the function comes to a step in some direction."""
        element = self._point.element(direction[0])
        if not step:
            return self._point.here(element)
        moved = np.array(self._own, dtype=object)
        for index, by in zip(direction, (step, -step), strict=False):
            moved[index] = Fraction(moved[index]) + by
        return self._point.beside(self._place, moved.tolist(), element)


class Direction:
    """A direction v in which an argument x may move, if there is any.

    Where numbers of the argument are equal, it is every direction there is: such arguments are
    rare, and some gradients are wrong of them alone.

    Parameters
    ----------
    argument
        The argument.
    choice
        The number of the direction, of however many there are, over and over again.
    """

    def __init__(self, argument: Argument, choice: int) -> None:
        self._argument = argument
        self._directions = argument.directions()
        if self._directions and not argument.has_ties:
            self._directions = [self._directions[choice % len(self._directions)]]

    def times(self, gradient: Any) -> Any:
        """∇f·v, in the place of the number that grows; what has another shape stays as it is."""
        if np.shape(gradient) != self._argument.shape:
            return gradient
        return self._in_its_place(self._product, gradient)

    def slope(self, *, nearest_to: Any) -> Any:
        """d/dt f(x + tv) at t = 0, in the same place: at a kink, what is nearest to a gradient."""
        if np.shape(nearest_to) != self._argument.shape:
            return np.zeros(self._argument.shape)
        return self._in_its_place(self._nearest, nearest_to)

    def _in_its_place(self, number: Callable[[Any, Any], Real], gradient: Any) -> Any:
        """A number for each direction, among zeros in an array of the shape of a gradient."""
        numbers = np.full(self._argument.shape, 0.0, dtype=object)
        for v in self._directions:
            numbers[v[0]] = number(v, gradient)
        return numbers

    def _product(self, v: Sequence[Index], gradient: Any) -> Real:
        numbers = [float(gradient[index]) for index in v]
        if not all(map(math.isfinite, numbers)):
            return Real.of(math.nan)
        first, *others = map(Real.of, numbers)
        return first - total(others)

    def _nearest(self, v: Sequence[Index], gradient: Any) -> Real:
        found = Slopes(functools.partial(self._argument.value, v))
        return found.nearest(self._product(v, gradient))


def slope_towards(slope: Function, h: Discriminator, v: Discriminator, *batches: Any) -> Real:
    """What a loss of a discriminator h rises by towards another one, v, from its definition."""
    function = slope.gradient_of
    if function is None:
        raise TypeError(f"{slope} is no slope")
    definition = CONDITIONAL_LOSSES[function.name]
    return Slopes(lambda step: definition(OnTheWay(h, v, step), *batches)).above


def arguments_of(gradient: Function, arguments: Sequence[Any]) -> list[Argument]:
    """The arguments in which a gradient is, in their order."""
    function = gradient.gradient_of
    if function is None:
        raise TypeError(f"{gradient} is no gradient")
    places = map(function.required.index, function.arrays)
    point = Point(function, arguments)
    return [Argument(point, place) for place in places]


def directions_of(gradient: Function, arguments: Sequence[Any], choice: int) -> list[Direction]:
    """One direction in each of the arguments in which a gradient is, chosen by a number."""
    return [Direction(argument, choice) for argument in arguments_of(gradient, arguments)]
