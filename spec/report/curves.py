"""Curves: what a subject returns along a line of arguments, beside what is due there."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from spec.machinery.claims.interface import Range
from spec.machinery.claims.time_limit import TookTooLong, time_limit
from spec.machinery.numbers.comparison import ROUNDINGS
from spec.machinery.numbers.high_precision import CONTEXT, exact, in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real

SECONDS = 3.0
"""How long a subject may take for one curve, before the rest of it is a gap."""

HALVINGS = 24
"""How often the interval is halved in which a function breaks down."""


class Point(NamedTuple):
    """A place, what a subject returns there, and what is due.

    What it returns is a nan if it is one, or if the call failed.
    """

    x: float
    got: float
    due: Real

    @property
    def is_there(self) -> bool:
        """Whether there is a number to show."""
        return math.isfinite(self.got) and math.isfinite(float(self.due))

    @property
    def is_sound(self) -> bool:
        """Whether the error is at most √u of what is due, or of 1 where that is less."""
        allowed = math.sqrt(precision().unit_roundoff) * max(1.0, abs(float(self.due)))
        return self._error == 0 or float(self._error) <= allowed

    @property
    def lost(self) -> float:
        """How many decimal digits of what is due are lost: 0 to all that the format has."""
        all_of_them = digits()
        error = self._error
        if not error:
            return 0.0
        due = abs(self.due.value)
        if not error.is_finite() or not due or not due.is_finite():
            return all_of_them
        # Numbers next to 0 have fewer digits to lose.
        share = CONTEXT.divide(error, max(due, exact(precision().smallest_normal)))
        return min(max(all_of_them + float(share.log10()), 0.0), all_of_them)

    @property
    def explained(self) -> float:
        """How many digits are lost by what adds up its terms, and rounds each of them."""
        due, terms = abs(self.due.value), self.due.terms
        if not due or not due.is_finite() or terms <= due:
            return 0.0
        return min(float(CONTEXT.divide(terms, due).log10()), digits())

    @property
    @in_high_precision
    def _error(self) -> Any:
        """The distance to what is due, as far as that is known and the format can hold it."""
        format = precision()
        due = self.due.value
        if math.isnan(self.got):
            return exact(math.inf)
        if abs(due) > exact(format.largest):
            return exact(
                0 if abs(self.got) >= format.largest and self.got * float(due) > 0 else math.inf
            )
        if not math.isfinite(self.got):
            return exact(math.inf)
        known_to = format.smallest_subnormal + self.due.error
        return max(abs(exact(self.got) - due) - known_to, exact(0))


def digits() -> float:
    """How many decimal digits a number of the format in force has."""
    return -math.log10(precision().unit_roundoff)


@dataclass(frozen=True)
class Curve:
    """What a subject returns along a line, and where that stops to be of use.

    Attributes
    ----------
    points
        The points, from left to right.
    breaks
        The places beyond which the errors are no longer small, the left one and the right one; each
        of them None if there is no such place on that side.
    """

    points: tuple[Point, ...]
    breaks: tuple[float | None, float | None] = (None, None)

    @cached_property
    def worst(self) -> float:
        """The most digits that are lost anywhere."""
        return max(point.lost for point in self.points)

    @property
    def gaps(self) -> int:
        """How often there is no number although one is due."""
        return sum(not (math.isfinite(point.got) or point.is_sound) for point in self.points)

    @property
    def is_explained(self) -> bool:
        """Whether no more is lost anywhere than by rounding terms, each a few times."""
        few = math.log10(ROUNDINGS)
        return all(point.lost <= point.explained + few for point in self.points)


class Line(NamedTuple):
    """A line of arguments, each made of one number.

    Attributes
    ----------
    function
        What the subject has, of the arguments.
    definition
        What is due, of the number; it may depend on what the subject returned, as at a kink.
    arguments
        The arguments that a number makes.
    together
        The arguments that all numbers make at once, with an axis for them; None if there are none.
    """

    function: Callable[..., Any]
    definition: Callable[[float, float], Real]
    arguments: Callable[[float], Sequence[Any]]
    together: Callable[[Sequence[float]], Sequence[Any]] | None = None

    def curve(self, numbers: Sequence[float], ordinary: Range | None) -> Curve:
        """The curve over some numbers.

        Parameters
        ----------
        numbers
            The numbers, from left to right.
        ordinary
            Those from which a place is sought where it breaks down, to either side; none if None.
        """
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            found = dict(zip(numbers, self._values(numbers), strict=True))
            points = tuple(filter(None, (self._point(x, got) for x, got in found.items())))
            breaks = (None, None) if ordinary is None else self._breaks(points, ordinary)
        return Curve(points, breaks)

    def _values(self, numbers: Sequence[float]) -> list[float]:
        """What the subject returns: all at once if it can, or one after the other."""
        found: list[float] = []
        try:
            with time_limit(SECONDS):
                at_once = self._at_once(numbers)
                if at_once is not None:
                    return at_once
                for x in numbers:
                    found.append(self._value(x))
        except TookTooLong:
            pass
        return found + [math.nan] * (len(numbers) - len(found))

    def _at_once(self, numbers: Sequence[float]) -> list[float] | None:
        if self.together is None:
            return None
        try:
            values = np.asarray(self.function(*self.together(numbers)), dtype=float)
        except Exception:  # it may take one at a time alone
            return None
        if values.size != len(numbers):
            return None
        return [float(value) for value in values.ravel()]

    def _value(self, x: float) -> float:
        try:
            return float(np.asarray(self.function(*self.arguments(x)), dtype=float).item())
        except Exception:  # which is a gap of the curve, whatever it is
            return math.nan

    def _point(self, x: float, got: float) -> Point | None:
        """The point at a number; None where the definition says nothing."""
        try:
            due = self.definition(x, got)
        except ArithmeticError:
            return None
        return None if due.value.is_nan() else Point(x, got, due)

    def _breaks(
        self, points: Sequence[Point], ordinary: Range
    ) -> tuple[float | None, float | None]:
        """The places on either side of what is ordinary where errors begin to be large."""
        middle = min(range(len(points)), key=lambda k: _distance(points[k].x, ordinary))
        left, right = points[middle::-1], points[middle:]
        if all(math.isnan(point.got) for point in points):
            return None, None
        return self._break(left), self._break(right)

    def _break(self, outwards: Sequence[Point]) -> float | None:
        for sound, unsound in zip(outwards, outwards[1:], strict=False):
            if not unsound.is_sound:
                return self._between(sound.x, unsound.x) if sound.is_sound else sound.x
        return None

    def _between(self, sound: float, unsound: float) -> float:
        """The last number, to some digits, at which the subject is sound."""
        try:
            with time_limit(SECONDS):
                for _ in range(HALVINGS):
                    half = precision().rounded((sound + unsound) / 2)
                    point = self._point(half, self._value(half))
                    if point is not None and point.is_sound:
                        sound = half
                    else:
                        unsound = half
        except TookTooLong:
            pass
        return unsound


def _distance(x: float, ordinary: Range) -> float:
    """How far a number is from the middle of those that are ordinary."""
    least = ordinary.most if ordinary.least is None else ordinary.least
    return abs(x - (least + ordinary.most) / 2)
