"""Paths: how one number makes all arguments of a function, so that there is a curve to show.

The path that a function has follows from the domains of its arguments. It goes over the range of
numbers that training meets, or to where two arguments are the same.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from spec import interface
from spec.definitions.by_name import DEFINITIONS
from spec.machinery.claims.interface import Domain, Function, Range
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real

PER_DECADE = 16
"""How many numbers of a decade are shown."""

Nested = Any
"""A number, or a list of these."""


class Path(NamedTuple):
    """A path through the arguments of a function.

    Attributes
    ----------
    axis
        What goes along it, in words.
    scale
        How it goes along: as Matplotlib calls it.
    numbers
        The numbers along it, from left to right.
    arguments
        The arguments that a number makes, without names.
    ordinary
        The numbers that are ordinary; None if errors are not expected to grow away from these.
    """

    axis: str
    scale: str
    numbers: Sequence[float]
    arguments: Callable[[Any], list[Nested]]
    ordinary: Range | None = None

    def together(self, function: Function) -> Callable[[Sequence[float]], list[Nested]] | None:
        """The arguments that several numbers make at once; None if the function has no such axis.

        What is the same for all numbers, and is no batch, is there once.
        """
        if function.shape not in ("elementwise", "of batches"):
            return None

        def arguments(numbers: Sequence[float]) -> list[Nested]:
            columns = zip(*map(self.arguments, numbers), strict=True)
            return [_joined(list(column), function) for column in columns]

        return arguments


def _joined(column: list[Nested], function: Function) -> Nested:
    if not isinstance(column[0], list):
        return column[0]
    return list(itertools.chain(*column)) if function.shape == "elementwise" else column


def path_of(function: Function, names: Sequence[str]) -> Path | None:
    """The path of a function that is given some names before other arguments, if it has one."""
    domains = {name: function.arguments[name] for name in function.required[len(names) :]}
    if function.shape == "of functions" or not domains:
        return None
    return (
        _over_a_range(function, domains)
        or _of_opposites(domains)
        or _near_equals(function, domains, names)
        or _apart(domains)
        or _of_rows(domains)
        or _of_masses(domains)
        or _beside_others(function, domains)
    )


Domains = dict[str, Domain]
"""The domains of the arguments that are required and are no names, by name."""

FREE = {interface.reals, interface.probabilities, interface.slopes, interface.batch}
"""Domains of which a number may be any, whatever is beside it."""


def _over_a_range(function: Function, domains: Domains) -> Path | None:
    """Over the range of the only argument: a number, or a batch of one, or samples of one."""
    ((name, domain), *others) = domains.items()
    of_samples = function.shape == "of samples"
    free = {interface.gradients} if of_samples else FREE
    if others or domain not in free:
        return None
    numbers, scale = _range(domain)
    return Path(name, scale, numbers, lambda x: [[[x]] if of_samples else [x]], domain.ordinary)


OUTPUTS = {interface.batch, interface.paired_batch}
"""Domains of what a discriminator returns."""


def _of_opposites(domains: Domains) -> Path | None:
    """Over what a discriminator returns for a real sample, and the opposite for a fake."""
    if len(domains) != 2 or not OUTPUTS.issuperset(domains.values()):
        return None
    (real, domain), (fake, _) = domains.items()
    numbers, scale = _range(domain)
    axis = f"{real} = −{fake}"
    return Path(axis, scale, numbers, lambda x: [[x], [-x]], domain.ordinary)


def _move(*rows: Sequence[float]) -> Callable[[Any], list[Nested]]:
    """Rows of numbers of which the first in each row is moved."""
    return lambda t: [[first + t, *others] for first, *others in rows]


BASES: dict[Domain, Callable[[Any], Nested]] = {
    interface.distribution: lambda t: [0.5 - t, 0.25 + t, 0.125, 0.125],
    interface.sample: lambda t: [1 + t, 1.25 + t, 1.5 + t],
    interface.feature_set: _move([1, 1.25], [1.5, 1.75], [1.25, 1.125]),
    interface.gaussian_features: _move([1, 1.25], [1.5, 1.75], [1.25, 1.125]),
    interface.mean: lambda t: [1 + t, 1.25],
    interface.covariance: lambda t: [[1 + t, 0.5], [0.5, 1.25]],
    interface.reals: lambda t: 1 + t,
    interface.densities: lambda t: 1 + t,
}
"""Arguments of a domain, and others at some distance from them, exactly."""

BESIDE: dict[Domain, Any] = {
    interface.positives: 1.0,
    interface.probabilities: 0.25,
    interface.densities: 0.75,
    interface.reals: 0.0,
}
"""What is beside them."""

SETS = {interface.feature_set, interface.gaussian_features}
"""Domains of sets of features: of two of these there is nothing to do but to compare them."""


def _near_equals(function: Function, domains: Domains, names: Sequence[str]) -> Path | None:
    """To where two arguments are the same, of a function that compares these."""
    pairs = {domain for domain in domains.values() if list(domains.values()).count(domain) == 2}
    compared, others = pairs & BASES.keys(), set(domains.values()) - pairs
    if not compared or pairs - compared or others - BESIDE.keys():
        return None

    def arguments(t: Any) -> list[Nested]:
        found: list[Nested] = []
        seen: set[Domain] = set()
        for domain in domains.values():
            is_compared = domain in compared
            found.append(
                BASES[domain](0.0 if domain in seen else t) if is_compared else BESIDE[domain]
            )
            seen.add(domain)
        return found

    if SETS.isdisjoint(compared):
        value = DEFINITIONS[function.name](*names, *arguments(0.0))
        # Where both are the same, what compares them is 0; but that of names is so for some alone.
        if (names and function.shape == "elementwise") or Real.of(value) != 0:
            return None
    numbers = [2.0**-k for k in range(precision().digits - 1, 2, -1)]
    return Path("distance", "log", numbers, arguments)


NEIGHBOURS = 2
"""Up to which neighbour the balls of a set go."""

SET: list[list[float]] = [[0, 0], [1, 0.25], [0.5, 1.25], [1.75, 1], [2, 2.25], [0.25, 2]]
"""Samples of which hardly any are as far apart as others."""


def _apart(domains: Domains) -> Path | None:
    """Over how far a set is from another one of the same shape."""
    if list(domains.values()) != [interface.feature_set] * 2 + [interface.neighbors]:
        return None
    numbers = _powers(-2, 1, PER_DECADE)
    return Path("distance", "log", numbers, lambda t: [SET, _move(*SET)(t), NEIGHBOURS])


def _of_rows(domains: Domains) -> Path | None:
    """Over how sure a classifier is of two samples, of two classes."""
    ((name, domain), *others) = domains.items()
    if others:
        return None
    if domain is interface.class_logits:
        numbers, scale = _range(domain)
        axis = f"{name}: (h, 0) and (0, h)"
        return Path(axis, scale, numbers, lambda h: [[[h, 0.0], [0.0, h]]], domain.ordinary)
    if domain is interface.class_probabilities:
        axis = f"{name}: (m, 1 − m) and (1 − m, m)"
        return Path(axis, "log", _masses(), lambda m: [[[m, 1 - m], [1 - m, m]]])
    return None


def _of_masses(domains: Domains) -> Path | None:
    """Over a mass of a distribution, beside one that is even."""
    if set(domains.values()) != {interface.distribution}:
        return None
    *others, last = domains
    axis = f"{last} = (m, 1 − m)" + "".join(f", {name} = (½, ½)" for name in others)
    return Path(axis, "log", _masses(), lambda m: [*([0.5, 0.5] for _ in others), [m, 1 - m]])


def _masses() -> list[float]:
    """Masses that are exact, as is what they leave of 1."""
    return [2.0**-k for k in range(precision().digits - 1, 0, -1)]


def _beside_others(function: Function, domains: Domains) -> Path | None:
    """Over the range of the first argument, beside others that stay as they are."""
    ((name, domain), *others) = domains.items()
    if function.shape != "elementwise" or any(other not in BESIDE for _, other in others):
        return None
    numbers, scale = _range(domain)
    beside = [BESIDE[other] for _, other in others]
    constants = ", ".join(f"{name} = {BESIDE[other]:g}" for name, other in others)
    return Path(
        f"{name} beside {constants}", scale, numbers, lambda x: [[x], *beside], domain.ordinary
    )


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


def moved(argument: Nested, by: Fraction) -> Nested:
    """An argument of one number, with that moved exactly."""
    if isinstance(argument, list):
        return [moved(part, by) for part in argument]
    return Fraction(argument) + by
