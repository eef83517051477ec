"""Which claims a person means, by their ids."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class NoSuchClaim(LookupError):
    """A selector that chooses no claim. The message offers the nearest ids."""


def is_selected(id: str, selector: str) -> bool:
    """Whether a claim's id is the selector, or goes on where the selector ends a word."""
    stem = selector.rstrip("/")
    return id == stem or id.startswith(tuple(stem + mark for mark in "./-["))


def family(id: str) -> str:
    """The id of the family that a member is of; any other id as it is."""
    return id.partition("[")[0]


def selected_ids(ids: Iterable[str], selectors: Iterable[str]) -> set[str]:
    """The ids that the selectors choose: an id, a family, or a part with all its claims.

    Raises
    ------
    NoSuchClaim
        If a selector chooses none.
    """
    known = list(dict.fromkeys(ids))
    chosen: set[str] = set()
    for selector in selectors:
        matches = (
            {id for id in known if id == selector}
            or {id for id in known if family(id) == selector}
            or {id for id in known if is_selected(id, selector)}
        )
        if not matches:
            raise NoSuchClaim(f"{selector}: no such claim. {_nearest(selector, known)}")
        chosen |= matches
    return chosen


def _nearest(selector: str, ids: list[str]) -> str:
    """A sentence that offers what the person may have meant."""
    if not ids:
        return "No claim was collected here: are the paths right?"
    names = {id.partition("/")[2]: id for id in ids}
    close = difflib.get_close_matches(selector, ids, n=3, cutoff=0.5)
    close += [names[name] for name in difflib.get_close_matches(selector, names, n=3)]
    close += [id for id in ids if id.startswith(selector)][:5]
    if close:
        return f"Did you mean {', or '.join(dict.fromkeys(close))}?"
    parts = dict.fromkeys(id.partition("/")[0] for id in ids)
    return f"There are claims of {', '.join(parts)}; --list-claims prints them all."
