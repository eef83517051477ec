"""The four grades of a function, and which of them a failure comes to.

What decides is the size of the error and of the arguments, and not which claim it is that fails. A
result is *sound* if its error is at most √u of what is due, or of 1 where that is less, u being the
unit roundoff: whoever computes with it notices nothing. So a function that is sound wherever its
arguments are of a size that is met in use is *imprecise* at worst. One that is not is *wrong*, if
it happens at ordinary arguments; else it *breaks down* from some size on.
"""

from __future__ import annotations

import enum
import math

from spec.machinery.claims.interface import Size
from spec.machinery.numbers.comparison import Disagreement
from spec.machinery.numbers.precision import precision


class Grade(enum.IntEnum):
    """What is to be said of a function, or of what a claim has seen of it."""

    RIGHT = 0
    IMPRECISE = 1
    BREAKS_DOWN = 2
    WRONG = 3

    def __str__(self) -> str:
        return self.name.lower().replace("_", " ")


UNSOUND = {
    Size.ORDINARY: Grade.WRONG,
    Size.MET_IN_USE: Grade.BREAKS_DOWN,
    Size.BEYOND_USE: Grade.IMPRECISE,
}
"""The grade of what is not sound, by the size of the arguments."""


def soundness() -> float:
    """√u: the largest error of a sound result, as a share of what is due, or of 1."""
    return math.sqrt(precision().unit_roundoff)


def is_sound(failure: BaseException) -> bool:
    """Whether a failure is an error that whoever computes with the result does not notice."""
    deviation = failure.deviation if isinstance(failure, Disagreement) else None
    return deviation is not None and deviation.size <= soundness()


def grade_of(failure: BaseException, size: Size) -> Grade:
    """The grade of whatever failed so, for arguments of that size."""
    return Grade.IMPRECISE if is_sound(failure) else UNSOUND[size]
