"""How hard a property is tried: by which settings of Hypothesis, and from which seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from hypothesis import Phase, core, settings
from hypothesis.statistics import collector

from spec.machinery.claims.shards import shards

LONGEST = 1000
"""The most examples of one search: Hypothesis remembers all of them for as long as it lasts."""

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


@contextmanager
def watched_replays() -> Iterator[Callable[[], bool]]:
    """Tell, of the searches inside, whether one of them replayed what it found."""
    failures: list[int] = []
    statistics_of: Any = collector  # whose type is that of None, which it holds at first
    told = statistics_of.value

    def note(statistics: Any) -> None:
        failures.append(statistics.get("reuse-phase", {}).get("distinct-failures", 0))
        if told is not None:
            told(statistics)

    with statistics_of.with_value(note):
        yield lambda: any(failures)


def searches(test: Callable[..., Any]) -> Iterator[tuple[settings, int | None]]:
    """How each of the searches is tried that a property is tried by, and from which seed.

    There are several where it is tried with many examples, so that these take no more memory than
    few do. What is not drawn is tried by the first.
    """
    how, seed = settings_of(test), getattr(test, SEED, None)
    if how.max_examples <= LONGEST:
        yield how, seed
        return
    if seed is None:
        seed = 0 if how.derandomize else core.global_force_seed
    if seed is not None and not isinstance(seed, int):
        seed = Random(seed).getrandbits(64)  # A person may name any word.
    drawn = [phase for phase in how.phases if phase not in (Phase.explicit, Phase.reuse)]
    for part in shards(-(-how.max_examples // LONGEST), how.max_examples):
        phases = how.phases if part.index == 1 else drawn
        number = part.examples(how.max_examples)
        seed_of_part = None if seed is None else seed + part.index
        yield settings(how, max_examples=number, phases=phases), seed_of_part
