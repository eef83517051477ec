"""The history of many runs: a line of JSON for each, and what has changed between two of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from os import SEEK_END
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
"""What is kept of a run."""

KEPT = ("outcome", "grade", "examples", "seconds", "worst")
"""What is kept of every claim."""

KEPT_OF_FAILURES = ("counterexample", "broken_statement", "message", "command")
"""What is kept of one that failed, besides."""

WHOLE = frozenset({"implementation", "at", "seed", "versions", "functions", "claims"})
"""What there is in every entry, and two of them are compared by."""


def entry(report: dict[str, Any]) -> Entry:
    """What is kept of a run, by all that there is to tell of it."""
    return report | {"claims": {each["id"]: _kept(each) for each in report["claims"]}}


def _kept(claim: dict[str, Any]) -> dict[str, Any]:
    names = KEPT + KEPT_OF_FAILURES * (claim["outcome"] == "failed")
    return {name: claim[name] for name in names}


def append(file: Path, report: dict[str, Any]) -> None:
    """Add a run to a history, which begins with it if there is none.

    It is a line of its own also where a run before was cut off while it wrote.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(entry(report), ensure_ascii=False).encode() + b"\n"
    with file.open("a+b") as history:
        if history.seek(0, SEEK_END):
            history.seek(-1, SEEK_END)
            line = line if history.read() == b"\n" else b"\n" + line
        history.write(line)


def last_two(file: Path) -> tuple[Entry, Entry]:
    """The last run of a history, and before it the last one of the same implementation.

    Raises
    ------
    ValueError
        If there are no two of them, or a line is no run.
    """
    lines = file.read_bytes().split(b"\n")
    runs = [_run_in(line, f"{file}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]
    same = [run for run in runs if _name(run) == _name(runs[-1])]
    if len(same) < 2:
        raise ValueError(f"{file} has no two runs of one implementation to compare")
    return same[-2], same[-1]


def _run_in(line: bytes, place: str) -> Entry:
    """The run in a line of a history."""
    try:
        run: Any = json.loads(line)
    except ValueError:
        run = None
    if not isinstance(run, dict) or not run.keys() >= WHOLE:
        raise ValueError(f"{place} is no run, or not all of one: delete it to compare the others")
    return run


def _name(run: Entry) -> str:
    """Which implementation a run is of."""
    return str(run["implementation"]["name"])


def changes(before: Entry, after: Entry) -> Iterator[str]:
    """What has changed from one run to a later one, line by line; its head says which they are."""
    name = after["implementation"]["name"]
    yield f"{name}: {_run(before)} → {_run(after)}"
    yield from _versions(before, after)
    yield from _functions(before, after)
    yield from _claims(before["claims"], after["claims"])


def _run(run: Entry) -> str:
    examples = sum(claim["examples"] for claim in run["claims"].values())
    return f"{run['at']} ({examples:,} examples, seed {run['seed']})"


def _versions(before: Entry, after: Entry) -> Iterator[str]:
    old, new = (
        {run["implementation"]["name"]: run["implementation"]["version"], **run["versions"]}
        for run in (before, after)
    )
    for name in new:
        if old.get(name) != new[name]:
            yield f"  {name}: {old.get(name)} → {new[name]}"


def _functions(before: Entry, after: Entry) -> Iterator[str]:
    grades = {each["name"]: each["grade"] for each in before["functions"]}
    for each in after["functions"]:
        old = grades.get(each["name"])
        if each["name"] in grades and old != each["grade"]:
            yield f"  {each['called']}: {old or 'not judged'} → {each['grade'] or 'not judged'}"
            yield from (f"    {line}" for line in each["evidence"])


def _claims(before: dict[str, Entry], after: dict[str, Entry]) -> Iterator[str]:
    for id, claim in after.items():
        old = before.get(id)
        if old is None:
            yield f"  {id}: new, {claim['outcome']}"
        elif _verdict(old) != _verdict(claim):
            yield f"  {id}: {_verdict(old)} → {_verdict(claim)}"
        else:
            continue
        if claim["outcome"] == "failed":
            yield f"    {claim['counterexample'] or claim['message']}"
            yield f"    {claim['command']}"
    for id in before:
        if id not in after:
            yield f"  {id}: was not tried"


def _verdict(claim: Entry) -> str:
    """What came of a claim: how it was tolerated, if it passed for that alone."""
    is_tolerated = claim["outcome"] == "passed" and claim["grade"] != "right"
    return f"{claim['outcome']}, {claim['grade']}" if is_tolerated else str(claim["outcome"])
