"""Portraits: what a subject has of a function along a path through its arguments.

A subject is called in this process; a call that fails is a gap.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from spec import interface
from spec.definitions.by_name import DEFINITIONS, Definition, definition_of, parts
from spec.definitions.calculus import Slopes
from spec.definitions.f_divergence import (
    F_DIVERGENCES,
    names_with_the_activation_proposed,
    offered_names,
)
from spec.definitions.frechet import of_its_terms
from spec.definitions.moments import Moments, sample_moments
from spec.interface import FUNCTIONS, NAMED
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.interface import Function
from spec.machinery.numbers.reals import Real
from spec.report.curves import Curve, Line
from spec.report.paths import Nested, Path, moved, path_of


@dataclass(frozen=True)
class Portrait:
    """One curve of a function.

    Attributes
    ----------
    function
        The function.
    subtitle
        What of it is shown: its value, its gradient, one of several of its name or of its results.
    axis
        What goes along it, in words.
    scale
        How it goes along: as Matplotlib calls it.
    curve
        The curve.
    """

    function: Function
    subtitle: str
    axis: str
    scale: str
    curve: Curve


def portraits(
    implementation: Implementation, names: Container[str]
) -> Iterator[tuple[Function, list[Portrait]]]:
    """The functions of some names that an implementation offers, with the portraits they have."""
    for function in FUNCTIONS:
        if (
            function.name not in names
            or function.name not in DEFINITIONS
            or not implementation.offers(function.name)
            or function.derivative_of is not None  # it is shown beside that
        ):
            continue
        found = [each for each in _of(function, implementation) if each.curve.points]
        implementation.forget_calls()
        if found:
            yield function, found


def _of(function: Function, implementation: Implementation) -> Iterator[Portrait]:
    for names in _names(function, implementation):
        path = path_of(function, names)
        if path is None:
            continue
        call = getattr(implementation, function.name)
        lines = _lines(function, call, names, path)
        titles = function.name.split("_and_") if len(lines) > 1 else [*names, "value"]
        for title, line in zip(titles, lines, strict=False):
            yield _portrait(function, title, path, line)
        if path.ordinary is not None and not names:
            yield from _gradient(function, implementation, path)


def _portrait(function: Function, title: str, path: Path, line: Line) -> Portrait:
    curve = line.curve(path.numbers, path.ordinary)
    return Portrait(function, title, path.axis, path.scale, curve)


def _names(function: Function, implementation: Implementation) -> list[list[str]]:
    """The names that a function is to be given before other arguments, as often as it has any.

    What goes through an activation, which is the choice of who writes it, is shown where that is
    the one that is proposed.
    """
    if interface.divergence_name not in function.arguments.values():
        return [[]]
    named = names_with_the_activation_proposed if function in interface.ACTIVATED else offered_names
    try:
        return [[name] for name in named(implementation)]
    except Exception:  # it says that it offers one which does not exist, or cannot be asked
        return []


def _lines(
    function: Function, call: Callable[..., Any], names: Sequence[str], path: Path
) -> list[Line]:
    """A line for each result of a function."""
    define = _definition(function)

    def arguments(x: float) -> list[Any]:
        return [*names, *path.arguments(x)]

    def line(k: int) -> Line:
        return Line(
            _part(call, k, number),
            lambda x, _: _number(parts(define(*arguments(x)))[k]),
            arguments,
            _together(function, names, path),
        )

    number = len(parts(define(*arguments(path.numbers[0]))))
    return [line(k) for k in range(number)]


KNOWN_BETTER: dict[str, Definition] = {
    "f_discriminator_loss": lambda name, real, fake: F_DIVERGENCES[name].loss(*real, *fake),
    "f_generator_loss": lambda name, fake: -F_DIVERGENCES[name].conjugate_of_activation(*fake),
    "frechet_distance": lambda mu, a, nu, b: of_its_terms(Moments(mu, a), Moments(nu, b)),
    "frechet_inception_distance": lambda x, y: of_its_terms(sample_moments(x), sample_moments(y)),
}
"""Definitions that know more digits of what is due than those which claims go by.

An activation may be so near to its limit that fifty digits do not tell them apart, and distances
are what they are, not what is left of them once moments have been rounded.
"""


def _definition(function: Function) -> Definition:
    return KNOWN_BETTER.get(function.name) or definition_of(function)


def _part(call: Callable[..., Any], k: int, number: int) -> Callable[..., Any]:
    """One of the results of a function that has a number of these."""
    return lambda *arguments: parts(call(*arguments), number)[k]


def _together(
    function: Function, names: Sequence[str], path: Path
) -> Callable[[Sequence[float]], list[Any]] | None:
    together = path.together(function)
    return None if together is None else lambda xs: [*names, *together(xs)]


def _number(result: Nested) -> Real:
    """The only number in a result, which may be of a batch of one."""
    while isinstance(result, list):
        (result,) = result
    return Real.of(result)


def _gradient(function: Function, implementation: Implementation, path: Path) -> Iterator[Portrait]:
    """The derivative that is offered, or else the gradient, in the first argument that it is in."""
    offered: list[Function] = [
        *(each for each in FUNCTIONS if each.derivative_of == function.name),
        *(each for each in NAMED.values() if each.gradient_of is function),
    ]
    for each in offered:
        if not implementation.offers(each.name):
            continue
        call = getattr(implementation, each.name)
        if each.gradient_of is None:
            line = _lines(each, call, [], path)[0]
        else:
            line = Line(
                _part(call, 0, len(function.required)),
                lambda x, got: _slope(function, path, x, got),
                path.arguments,
                path.together(function),
            )
        several = len(function.arrays) > 1
        argument = (each.derivative_in or function.required)[0]
        title = f"gradient in {argument}" if several else "gradient"
        yield _portrait(function, title, path, line)
        return


def _slope(function: Function, path: Path, x: float, got: float) -> Real:
    """The slope of the definition: where that has a kink, what is nearest to what was returned."""
    size = min(Fraction(1), abs(Fraction(x))) or Fraction(1)
    define = _definition(function)
    first, *others = path.arguments(x)
    found = Slopes(lambda step: _number(define(moved(first, step * size), *others)))
    return found.nearest(got * float(size) if math.isfinite(got) else 0) / size
