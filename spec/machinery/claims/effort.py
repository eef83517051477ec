"""How hard a property is tried: by which settings of Hypothesis, and from which seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import settings

SETTINGS = "_hypothesis_internal_use_settings"
"""The attribute by which Hypothesis knows how a property is to be tried."""

SEED = "_hypothesis_internal_use_seed"
"""The attribute by which it knows from which seed, as the decorator `seed` sets it."""


def settings_of(test: Callable[..., Any]) -> settings:
    """How a property is tried: as it says itself, or as the profile did when it was written."""
    found: settings = getattr(test, SETTINGS, None) or settings()
    return found


@contextmanager
def tried_as(test: Callable[..., Any], how: settings, seed: int | None = None) -> Iterator[None]:
    """Let a property be tried so inside; its own seed remains if none is given."""
    attributes = vars(getattr(test, "__func__", test))
    before = {name: attributes[name] for name in (SETTINGS, SEED) if name in attributes}
    attributes[SETTINGS] = how
    if seed is not None:
        attributes[SEED] = seed
    try:
        yield
    finally:
        for name in (SETTINGS, SEED):
            attributes.pop(name, None)
        attributes.update(before)
