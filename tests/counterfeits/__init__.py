"""Counterfeits: wrong implementations, each with one function replaced by a mistake people make.

To add one, write a function in the module of its subject and decorate it:

    @counterfeit("kl_divergence", "KL in the other direction")
    def with_its_arguments_swapped(p, q):
        return impl.kl_divergence(q, p)

It is found by import; there is no list to add it to.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import impl
from spec.interface import GRADIENTS, SLOPES
from tests.subjects import gradients

Function = Callable[..., Any]

REFERENCE = {name: getattr(impl, name) for name in impl.__all__} | {
    gradient.name: getattr(gradients, gradient.name) for gradient in (*GRADIENTS, *SLOPES)
}
"""The functions of the reference library, and their gradients, which it leaves to others."""


@dataclass(frozen=True)
class Counterfeit:
    """A mistake in one function.

    Attributes
    ----------
    function
        The name of the function that is replaced.
    mistake
        The mistake, in a few words: the name of what replaces it.
    reason
        Why anyone would make it, or what it comes to, in one line.
    replacement
        What replaces it.
    """

    function: str
    mistake: str
    reason: str
    replacement: Function

    @property
    def name(self) -> str:
        """The function and its mistake."""
        return f"{self.function}: {self.mistake}"

    def functions(self) -> SimpleNamespace:
        """The functions of the reference library, one of them replaced."""
        return replaced(self.function, self.replacement)


def replaced(name: str, function: Function) -> SimpleNamespace:
    """The functions of the reference library, one of them replaced.

    What takes its place has the signature of the original, so that a claim which looks whether it
    accepts weights finds that it does.
    """

    # Around it, since what takes the place may be a function of the library itself.
    @functools.wraps(REFERENCE[name])
    def stand_in(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return SimpleNamespace(**REFERENCE | {name: stand_in})


def counterfeit(function: str, reason: str) -> Callable[[Function], Function]:
    """Record that what is decorated is a mistake in the function of that name."""
    if function not in REFERENCE:
        raise ValueError(f"there is no function {function!r} to counterfeit")

    def record(replacement: Function) -> Function:
        mistake = replacement.__name__.strip("_").replace("_", " ")
        vars(replacement)["counterfeit"] = Counterfeit(function, mistake, reason, replacement)
        return replacement

    return record


@functools.cache
def gallery() -> tuple[Counterfeit, ...]:
    """All counterfeits there are, subject by subject, in the order in which they are written."""
    return tuple(
        member.counterfeit
        for module in pkgutil.iter_modules(__path__)
        for member in vars(importlib.import_module(f"{__name__}.{module.name}")).values()
        if isinstance(getattr(member, "counterfeit", None), Counterfeit)
    )
