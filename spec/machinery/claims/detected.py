"""How the claims of the homework can fail: measured once, and shipped as a file."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import NamedTuple

TEETH = Path(__file__).parents[1] / "teeth.json"
"""Written by the command that measures it; the tests of the repository measure it again."""


class Teeth(NamedTuple):
    """What a claim fails for.

    Attributes
    ----------
    counterfeits
        The names of the wrong implementations that it fails for.
    notices
        The largest k for which it fails if the results of one of the functions that it calls are
        scaled by 1 ± 2^-k.
    """

    counterfeits: tuple[str, ...]
    notices: int


@functools.cache
def known_teeth() -> dict[str, Teeth]:
    """What has been measured, by the id of the claim."""
    if not TEETH.exists():
        return {}
    claims = json.loads(TEETH.read_text(encoding="utf-8"))
    return {id: Teeth(tuple(each["counterfeits"]), each["notices"]) for id, each in claims.items()}


def counterfeits_caught(id: str) -> int | None:
    """How many counterfeits the claim fails for; None where that has not been measured."""
    teeth = known_teeth().get(id)
    return None if teeth is None else len(teeth.counterfeits)


def counterfeits_known() -> int:
    """How many counterfeits there are that some claim fails for."""
    return len({name for teeth in known_teeth().values() for name in teeth.counterfeits})
