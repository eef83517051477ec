"""Measures what an example of each claim costs, beside the same draws with an empty body.

Hypothesis draws the instances of a claim twice, and they are the same: once for a body that does
nothing, and once to judge the reference library on them. Times are of the processor.

``python -m tests.evidence cost`` prints all claims, the dearest first, and writes what came of it
to `cost.json` beside this file and to the page. With ids or parts it prints those claims alone.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from hypothesis.control import current_build_context

from spec.machinery.claims.ids import selected_ids
from tests.evidence import documents
from tests.evidence.matrix import INSTANCES, Instance, Row, rows

COSTS = Path(__file__).with_name("cost.json")
"""What came of it when it was last measured as a whole."""

DEAREST = 20
"""How many claims the page shows."""

WARM_UP = 2
"""How many examples come first, so that what is needed but once is no example's."""

UNKNOWN = (
    "These have not been measured yet; `python -m tests.evidence cost` does it, and writes the "
    "table here.\n"
)
"""What the page shows before anything is measured."""


class Cost(NamedTuple):
    """What the examples of a claim cost.

    Attributes
    ----------
    examples
        How many there were.
    draws
        How many choices Hypothesis made for them.
    seconds
        How long they took together.
    empty
        How long they take if nothing is done with what is drawn.
    """

    examples: int
    draws: int
    seconds: float
    empty: float

    @property
    def ratio(self) -> float:
        """How many times as long an example takes as drawing it does."""
        return self.seconds / self.empty

    @property
    def cells(self) -> tuple[str, ...]:
        """The draws of an example, its milliseconds, those of an empty one, and their ratio."""
        numbers = (self.draws, 1e3 * self.seconds, 1e3 * self.empty)
        return (*(f"{number / self.examples:.2f}" for number in numbers), f"{self.ratio:.2f}")


def cost_of(row: Row, number: int = INSTANCES) -> Cost:
    """What so many examples of a claim cost."""
    draws: list[int] = []
    trial = row.trial()
    row.draw(WARM_UP, lambda each: row.judge_reference(trial, each))

    def count(instance: Instance) -> None:
        draws.append(len(current_build_context().data.nodes))

    empty = _seconds(lambda: row.draw(number, count))
    seconds = _seconds(lambda: row.draw(number, lambda each: row.judge_reference(trial, each)))
    return Cost(len(draws), sum(draws), seconds, empty)


def _seconds(call: Callable[[], None]) -> float:
    """How long a call keeps the processor busy."""
    gc.collect()
    started = time.process_time()
    call()
    return time.process_time() - started


def total(costs: Iterable[Cost]) -> Cost:
    """What all of them cost together."""
    return Cost(*map(sum, zip(*costs, strict=True)))


def on_file() -> dict[str, Cost]:
    """What the claims cost when they were last measured as a whole; nothing if they never were."""
    content = json.loads(COSTS.read_text(encoding="utf-8")) if COSTS.exists() else {}
    return {id: Cost(**each) for id, each in content.items()}


def dearest_first(costs: dict[str, Cost]) -> list[tuple[str, Cost]]:
    """The claims by the time that an example takes."""
    return sorted(costs.items(), key=lambda each: -each[1].seconds / each[1].examples)


def table(costs: dict[str, Cost]) -> str:
    """The dearest claims, and all of them together, for the page."""
    if not costs:
        return UNKNOWN
    lines = ["| claim | draws | ms | ms if empty | ratio |", "| --- | --- | --- | --- | --- |"]
    shown = [(f"`{id}`", cost) for id, cost in dearest_first(costs)[:DEAREST]]
    for name, cost in [*shown, (f"**all {len(costs)} claims**", total(costs.values()))]:
        lines.append(f"| {' | '.join((name, *cost.cells))} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] = ()) -> None:
    """Measure all claims, or some; write what came of it if it is all."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence cost", description=__doc__)
    parser.add_argument("claim", nargs="*", help="an id or a part; all of them, if there is none")
    selectors = parser.parse_args(arguments).claim
    known = rows()
    wanted = selected_ids(known, selectors) if selectors else known
    # What there is before the claims are tried is no garbage of theirs.
    gc.freeze()
    costs = {id: cost_of(row) for id, row in known.items() if id in wanted}
    print("  draws      ms   empty   ratio")
    for id, cost in [*dearest_first(costs), ("together", total(costs.values()))]:
        print(*(f"{cell:>7}" for cell in cost.cells), f" {id}")
    if selectors:
        return
    content = {id: cost._asdict() for id, cost in costs.items()}
    COSTS.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    documents.write(cost=table(costs))
