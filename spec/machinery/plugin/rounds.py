"""Claims for as long as there is time: ``--for`` adds shards of all claims, round by round.

Workers are told what to do by xdist, to which the rounds are one long list of tests: what is beyond
its end are the same claims a round later, made where they are asked for.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeVar

import pytest

from spec.machinery.claims.shards import Shard
from spec.machinery.plugin.shards import WHOLE, claims_of, part
from spec.machinery.plugin.stash import SHARD

T = TypeVar("T")

UNITS = {"s": 1, "m": 60, "h": 3600}

PAUSE = 60.0
"""Seconds between two lines that say how far it has come."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --for."""
    parser.getgroup("claims").addoption(
        "--for",
        metavar="TIME",
        type=_seconds,
        help="Go on with further examples of all claims, round by round, until so much time has "
        "passed, as in 90s, 60m or 8h; the round in progress is finished. It takes workers: all "
        "cores, if nothing is said of them.",
    )


def _seconds(text: str) -> int:
    found = re.fullmatch(r"(\d+)([smh])", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no time, as 90s, 60m and 8h are")
    return int(found[1]) * UNITS[found[2]]


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, object, object]:
    """Start workers, to which rounds can be handed out."""
    option = config.option
    if config.getoption("--for") is not None and not hasattr(config, "workerinput"):
        has_workers = config.pluginmanager.hasplugin("xdist") and option.numprocesses != 0
        if not has_workers or option.usepdb:
            raise pytest.UsageError("--for takes workers: -n 1 is one, and --pdb has none")
        if config.getoption("--shards") != WHOLE:
            raise pytest.UsageError("--for makes shards of its own: leave out --shards")
        if option.numprocesses is None and not option.tx:
            option.numprocesses = "auto"
        option.dist = "load"
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """Hand out rounds wherever workers are told what to do."""
    seconds = config.getoption("--for")
    if seconds is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Clock(config, seconds), "claims-rounds")


class Clock:
    """What time there is, and how far the rounds have come."""

    def __init__(self, config: pytest.Config, seconds: int) -> None:
        self.config = config
        self.seconds = seconds
        self.start = self.told = time.monotonic()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """Hand out the same claims again and again."""
        from spec.machinery.plugin.scheduling import InRounds

        merging: Any = config.pluginmanager.get_plugin("claims-merging")
        return InRounds(config, log, self.begins, merging.is_settled)

    def begins(self, number: int) -> bool:
        """Whether there is time to begin a further round."""
        now = time.monotonic()
        terminal: Any = self.config.pluginmanager.get_plugin("terminalreporter")
        if now - self.told >= PAUSE:
            self.told = now
            terminal.ensure_newline()
            terminal.write_line(f"{(now - self.start) / 60:.0f} min: {number} rounds")
        return now - self.start < self.seconds


class Rounds(list[T]):
    """A list that goes on: what is beyond its end is what is in it, a round later.

    Parameters
    ----------
    elements
        What is in it.
    once
        How many of these, from the first one on, are in no later round.
    later
        Makes of an element the one that is so many rounds later.
    """

    def __init__(self, elements: Sequence[T], once: int, later: Callable[[T, int], T]) -> None:
        super().__init__(elements)
        self.once = once
        self._later = later

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice) or index < len(self):
            return super().__getitem__(index)
        rounds, place = divmod(index - self.once, len(self) - self.once)
        return self._later(super().__getitem__(self.once + place), rounds)

    def round(self, number: int) -> range:
        """The indices of a round, of which number 0 is in the list itself."""
        length = len(self) - self.once
        first = self.once + number * length
        return range(first, first + length)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """On a worker, let the claims be in the list round by round.

    There are as many of them in the list itself as give every worker something to begin with.
    """
    config = session.config
    if config.getoption("--for") is None or not hasattr(config, "workerinput"):
        return
    claims = claims_of(session)
    others = [item for item in session.items if item not in set(claims)]
    number = 1 + 2 * config.workerinput["workercount"] // max(len(claims), 1)
    parts = {_nth(item, n): item for n in range(1, number + 1) for item in claims}

    def later(item: pytest.Item, rounds: int) -> pytest.Item:
        return _nth(parts[item], item.stash[SHARD].index + rounds * number)

    session.items = Rounds([*others, *parts], len(others), later)


def _nth(item: pytest.Function, index: int) -> pytest.Item:
    """The shard of a claim that is its last one so far."""
    return part(item, Shard(index, index))
