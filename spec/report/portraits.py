"""Portraits: each function of one variable, and each divergence, as a subject has it.

Which functions these are, and over which range they are shown, follows from the domains of their
arguments. A subject is called in this process; a call that fails is a gap.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from spec import interface
from spec.definitions.by_name import DEFINITIONS
from spec.definitions.calculus import slopes
from spec.definitions.f_divergence import offered_names
from spec.interface import FUNCTIONS, NAMED
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.interface import Domain, Function, Range
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real
from spec.report.curves import Curve, Line

FREE = {interface.reals, interface.probabilities, interface.slopes, interface.batch}
"""Domains of which a number may be any, whatever is beside it."""

PER_DECADE = 16
"""How many numbers of a decade are shown."""


@dataclass(frozen=True)
class Portrait:
    """One curve of a function.

    Attributes
    ----------
    function
        The function.
    subtitle
        What of it is shown: its value, its gradient, one of several of its name.
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
            or function.derivative_of is not None
            or function in interface.ACTIVATED  # what is due is the choice of who writes it
        ):
            continue
        found = [each for each in _of(function, implementation) if each.curve.points]
        implementation.forget_calls()
        if found:
            yield function, found


def _of(function: Function, implementation: Implementation) -> Iterator[Portrait]:
    for names in _names(function, implementation):
        if _is_of_one_variable(function):
            yield from _over_a_range(function, implementation, names)
        elif _compares(function, names):
            yield _near_equals(function, implementation, names)


def _names(function: Function, implementation: Implementation) -> list[dict[str, str]]:
    """The names that a function is to be given, of those that are offered, by its argument."""
    argument = next(
        (
            name
            for name in function.required
            if function.arguments[name] is interface.divergence_name
        ),
        None,
    )
    if argument is None:
        return [{}]
    try:
        return [{argument: name} for name in offered_names(implementation)]
    except ValueError:  # it says that it offers one which does not exist
        return []


def _free(function: Function) -> list[str]:
    """The arguments that are required, and are no names."""
    return [
        name
        for name in function.required
        if function.arguments[name] is not interface.divergence_name
    ]


def _is_of_one_variable(function: Function) -> bool:
    free = _free(function)
    return len(free) == 1 and _is_free(function, function.arguments[free[0]])


def _is_free(function: Function, domain: Domain) -> bool:
    if domain is interface.gradients:
        return function.shape == "of samples"
    return domain in FREE and function.shape in ("elementwise", "of batches")


def _over_a_range(
    function: Function, implementation: Implementation, names: dict[str, str]
) -> Iterator[Portrait]:
    """The value of a function over what training meets, and its gradient if there is one."""
    (argument,) = _free(function)
    domain = function.arguments[argument]
    numbers, scale = _range(domain)
    title = ", ".join(names.values()) or "value"
    value = _line(function, getattr(implementation, function.name), names)
    yield Portrait(function, title, argument, scale, value.curve(numbers, domain.ordinary))
    gradient = None if names else _gradient_line(function, implementation)
    if gradient is not None:
        curve = gradient.curve(numbers, domain.ordinary)
        yield Portrait(function, "gradient", argument, scale, curve)


def _gradient_line(function: Function, implementation: Implementation) -> Line | None:
    """The derivative of a function of one variable that is offered, or else the gradient."""
    offered: list[Function] = [
        *(each for each in FUNCTIONS if each.derivative_of == function.name),
        *(each for each in NAMED.values() if each.gradient_of is function),
    ]
    for each in offered:
        if implementation.offers(each.name):
            call = getattr(implementation, each.name)
            if each.gradient_of is None:
                return _line(each, call, {})
            return Line(
                _first(call),
                lambda x, got: _slope(function, x, got),
                lambda x: [_argument(function, x)],
                lambda xs: [_together(function, xs)],
            )
    return None


def _first(gradient: Callable[..., Any]) -> Callable[..., Any]:
    """The part of a gradient in the first argument."""
    return lambda *arguments: gradient(*arguments)[0]


def _line(function: Function, call: Callable[..., Any], names: dict[str, str]) -> Line:
    """The line of a function of one variable, with what its definition says."""
    return Line(
        call,
        lambda x, _: Real.of(_defined(function, names, x)),
        lambda x: [*names.values(), _argument(function, x)],
        lambda xs: [*names.values(), _together(function, xs)],
    )


def _argument(function: Function, x: Any) -> Any:
    """The argument that a number makes: an array of one, or a batch of one."""
    return [[x]] if function.shape == "of samples" else [x]


def _together(function: Function, xs: Sequence[float]) -> list[Any]:
    """The argument that several numbers make, of a function that knows leading axes."""
    if function.shape == "of samples":
        raise TypeError("the samples are one batch")
    return list(xs) if function.shape == "elementwise" else [[x] for x in xs]


def _defined(function: Function, names: dict[str, str], x: Any) -> Any:
    definition = DEFINITIONS[function.name]
    argument = x if function.shape == "elementwise" else _argument(function, x)
    (value,) = _numbers(definition(*names.values(), argument))
    return value


def _numbers(result: Any) -> Iterator[Any]:
    """The numbers in a result, which may be of a batch of one."""
    if isinstance(result, (list, tuple)):
        for part in result:
            yield from _numbers(part)
    else:
        yield result


def _slope(function: Function, x: float, got: float) -> Real:
    """The slope of the definition: where that has a kink, what is nearest to what was returned."""
    size = min(Fraction(1), abs(Fraction(x))) or Fraction(1)
    found = slopes(lambda step: Real.of(_defined(function, {}, Fraction(x) + step * size)))
    return found.nearest(got * float(size) if math.isfinite(got) else 0) / size


def _range(domain: Domain) -> tuple[list[float], str]:
    """The numbers that training meets, and the scale on which they are shown."""
    shown = domain.in_use or domain.ordinary or Range(-1, 1)
    least = precision().smallest_normal if shown.least is None else shown.least
    if least > 0:
        numbers = _powers(
            math.log10(least), math.log10(shown.most), 1 if shown.least is None else PER_DECADE
        )
        if shown.most == 1:
            numbers = [*numbers[:-1], *(1 - 2.0**-k for k in range(1, precision().digits))]
        scale = "logit" if shown.most == 1 else "log"
    else:
        below = [-x for x in _powers(-1, math.log10(-least), PER_DECADE)] if least < 0 else []
        near = [k / 80 for k in range(-8, 9)]
        numbers = [*below, *near, *_powers(-1, math.log10(shown.most), PER_DECADE)]
        scale = "symlog"
    return sorted({precision().rounded(x) for x in numbers}), scale


def _powers(least: float, most: float, per_decade: int) -> list[float]:
    """Powers of ten from one exponent to another."""
    count = math.ceil((most - least) * per_decade)
    # A step short of both ends, which rounding might leave.
    steps = [least + (most - least) * k / count for k in range(count + 1)]
    return [10.0**step for step in steps[1:-1]] + [10.0**most]


BASES: dict[Domain, Callable[[float], Any]] = {
    interface.distribution: lambda t: [0.5 - t, 0.25 + t, 0.125, 0.125],
    interface.batch: lambda t: [1 + t, 1.25 + t, 1.5 + t],
    interface.sample: lambda t: [1 + t, 1.25 + t, 1.5 + t],
    interface.feature_set: lambda t: [[1 + t, 1.25], [1.5 + t, 1.75], [1.25 + t, 1.125]],
    interface.gaussian_features: lambda t: [[1 + t, 1.25], [1.5 + t, 1.75], [1.25 + t, 1.125]],
    interface.mean: lambda t: [1 + t, 1.25],
    interface.covariance: lambda t: [[1 + t, 0.5], [0.5, 1.25]],
    interface.reals: lambda t: 1 + t,
    interface.densities: lambda t: 1 + t,
}
"""Arguments of a domain, and others at some distance from them, exactly."""

BESIDE: dict[Domain, Any] = {interface.positives: 1.0, interface.probabilities: 0.25}
"""What is beside them."""


def _close(function: Function, names: dict[str, str], t: float) -> list[Any] | None:
    """Arguments of a function, of which those of one domain are at a distance; None if it has none.

    The first argument of a domain is moved, and the second is where it was.
    """
    domains = [function.arguments[name] for name in _free(function)]
    arguments: list[Any] = list(names.values())
    seen: set[Domain] = set()
    pairs = 0
    for domain in domains:
        if domains.count(domain) == 2 and domain in BASES:
            arguments.append(BASES[domain](0.0 if domain in seen else t))
            pairs += domain in seen
            seen.add(domain)
        elif domain in BESIDE:
            arguments.append(BESIDE[domain])
        else:
            return None
    return arguments if pairs else None


SETS = {interface.feature_set, interface.gaussian_features}
"""Domains of sets of features: of two of these there is nothing to do but to compare them."""


def _compares(function: Function, names: dict[str, str]) -> bool:
    """Whether it compares two arguments: sets of features, or it is 0 where they are the same."""
    if function.shape == "of functions":
        return False
    arguments = _close(function, names, 0.0)
    if arguments is None:
        return False
    value = DEFINITIONS[function.name](*arguments)
    if not isinstance(value, (Real, int, Fraction)):
        return False
    return not SETS.isdisjoint(function.arguments.values()) or Real.of(value) == 0


def _near_equals(
    function: Function, implementation: Implementation, names: dict[str, str]
) -> Portrait:
    """The value of a divergence, against how close its arguments are."""
    distances = [2.0**-k for k in range(precision().digits - 1, 2, -1)]

    def arguments(t: float) -> list[Any]:
        return _close(function, names, t) or []

    line = Line(
        getattr(implementation, function.name),
        lambda t, _: Real.of(DEFINITIONS[function.name](*arguments(t))),
        arguments,
    )
    title = ", ".join(names.values()) or "value"
    return Portrait(function, title, "distance", "log", line.curve(distances, None))
