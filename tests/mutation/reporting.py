"""What came of the mutants: beside the list of equivalent ones, and in a file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from tests.mutation.verdicts import Mutant, Verdict

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
RESULTS = Path(__file__).with_name("results.json")

COLUMNS = {"claims": "killed by the claims", "tests": "killed in `tests/`", "": "equivalent"}
"""The fates of a mutant, by the suite that killed it."""


def equivalent() -> dict[Mutant, str]:
    """The mutants that compute the same as the original, each with the reason why."""
    groups = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]
    return {
        Mutant(group["module"], *mutant): group["reason"]
        for group in groups
        for mutant in group["mutants"]
    }


def complaints(verdicts: Iterable[Verdict]) -> list[str]:
    """What is wrong: survivors that are not listed, and listed mutants that did not survive."""
    verdicts = list(verdicts)
    survivors = {each.mutant for each in verdicts if not each.suite}
    modules = {each.mutant.module for each in verdicts}
    listed = {mutant for mutant in equivalent() if mutant.module in modules}
    return [
        *(f"survives, and is not listed: {mutant}" for mutant in sorted(survivors - listed)),
        *(f"is listed, and does not survive: {mutant}" for mutant in sorted(listed - survivors)),
    ]


def summary(verdicts: Iterable[Verdict]) -> str:
    """How many mutants there were of each module, and what came of them."""
    verdicts = list(verdicts)
    lines = [f"| of `impl` | mutants | {' | '.join(COLUMNS.values())} |", "| --- " * 5 + "|"]
    for module in sorted({each.mutant.module for each in verdicts}):
        own = [each for each in verdicts if each.mutant.module == module]
        lines.append(_row(f"`{module}`", own))
    return "\n".join([*lines, _row("all of it", verdicts)]) + "\n"


def _row(name: str, verdicts: list[Verdict]) -> str:
    counts = [sum(each.suite == suite for each in verdicts) for suite in COLUMNS]
    return f"| {name} | {' | '.join(f'{count:,}' for count in (len(verdicts), *counts))} |"


def save(verdicts: Iterable[Verdict], judged: Iterable[str], modules: Iterable[str]) -> None:
    """Write what came of the mutants of the modules judged beside what is known of the others."""
    others = set(modules) - set(judged)
    known = [each for each in saved() if each.mutant.module in others]
    verdicts = sorted([*known, *verdicts], key=lambda each: each.mutant.module)
    rows = [(*astuple(each.mutant), each.suite, each.by) for each in verdicts]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    RESULTS.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def saved() -> list[Verdict]:
    """What came of the mutants of each module when they were last judged."""
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))
    return [Verdict(Mutant(*mutant), suite, by) for *mutant, suite, by in rows]
