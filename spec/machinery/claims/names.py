"""Names of functions: which there are in an object, and which one a person may have meant."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

SIMILAR = 0.6
"""The ratio of `difflib` from which on a name is worth a question."""

ALIKE = 0.8
"""The ratio from which on one word is another one misspelt, if they are about as long."""


def closest(name: str, names: Iterable[str]) -> str | None:
    """The name that a person may have meant by one that there is not; None if none is similar."""
    return _closest(name, tuple(names))


@functools.cache
def _closest(name: str, names: tuple[str, ...]) -> str | None:
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=SIMILAR)), None)


def misspelt(name: str, names: Iterable[str]) -> str | None:
    """The name that this one is with a letter or two wrong; None if it may well be of its own.

    Names that share words are not alike: one function is a variant of the other.
    """
    return _misspelt(name, tuple(names))


@functools.cache
def _misspelt(name: str, names: tuple[str, ...]) -> str | None:
    words = name.split("_")
    for known in names:
        others = known.split("_")
        if len(words) == len(others) and all(map(_are_alike, words, others)):
            return known
    return None


def meant_by(name: str, names: Iterable[str]) -> list[str]:
    """The names that a person may have shortened to this one, or else the one that is closest.

    A name is shortened by leaving out words, and ends of words: `d_loss` for `discriminator_loss`.
    """
    names = list(names)
    shortened = [known for known in names if _is_short_for(name.split("_"), known.split("_"))]
    if shortened:
        least = min(known.count("_") for known in shortened)
        return [known for known in shortened if known.count("_") == least]
    close = closest(name, names)
    return [close] if close else []


def _is_short_for(words: list[str], others: list[str]) -> bool:
    """Whether others begin with the words in turn, some of them left out, and end with the last."""
    ahead = iter(others)
    in_turn = all(any(other.startswith(word) for other in ahead) for word in words if word)
    return in_turn and words[-1] == others[-1]


def _are_alike(word: str, other: str) -> bool:
    ratio = difflib.SequenceMatcher(None, word, other).ratio()
    return abs(len(word) - len(other)) <= 2 and ratio >= ALIKE


def public_functions(functions: Any) -> dict[str, Any]:
    """What an object offers to be called, by name.

    Of a module it is what `__all__` lists, or else what its own package has defined: not what it
    has imported.
    """
    if isinstance(functions, Mapping):
        return {name: value for name, value in functions.items() if callable(value)}
    listed = getattr(functions, "__all__", None)
    names = dir(functions) if listed is None else listed
    found = {name: getattr(functions, name, None) for name in names if not name.startswith("_")}
    if isinstance(functions, ModuleType) and listed is None:
        top = functions.__name__.partition(".")[0]
        found = {
            name: value
            for name, value in found.items()
            if str(getattr(value, "__module__", top)).partition(".")[0] == top
        }
    return {name: value for name, value in found.items() if callable(value)}
