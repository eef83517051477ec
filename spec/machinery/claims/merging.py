"""Several records of one claim as one: of its shards, or of workers that each tried all of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import reduce
from typing import Any

from spec.machinery.claims.grades import Grade
from spec.machinery.claims.records import JUDGED, Record, grade, nothing_found


def merged(records: Iterable[Record]) -> Record:
    """What came of a claim, by all that is recorded of it.

    A claim that holds has to hold in each, and one that something is searched for is settled by
    the first that found it. The worst instance is the worst of all. How it failed is told by one
    record, the `decisive` one, so that instance, message and command are of one failure.
    """
    return reduce(_both, records)


def decisive(one: Record, other: Record) -> Record:
    """Which of two records tells what came of the claim."""
    return max(one, other, key=_weight)


def _both(one: Record, other: Record) -> Record:
    found = dict(decisive(one, other))
    found["examples"] = sum(each["examples"] for each in (one, other) if each["outcome"] in JUDGED)
    found["seconds"] = one["seconds"] + other["seconds"]
    found["functions"] = sorted({*one["functions"], *other["functions"]})
    found["worst"] = max(_seen(one, other, "worst"), key=_badness, default=None)
    if found["outcome"] == "passed":
        found["smallest"] = min(_seen(one, other, "smallest"), key=_length, default=None)
    if found["grade"] is not None:
        found["grade"] = str(max(map(_grade, (one, other))))
    return nothing_found(found) if found["found_nothing"] else found


def _weight(record: Record) -> tuple[Any, ...]:
    """By what the decisive record is told; of equals the first one is."""
    instance = record["counterexample"]
    return (
        _rank(record),
        # Of rounds in which nothing was found, the command of the last repeats all.
        record["shards"] if record["found_nothing"] else 0,
        # A failure tells more if there is an instance to look at; and a short one is clearer.
        not record["ran_out_of_time"],
        instance is not None,
        grade(record),
        -len(instance or ""),
    )


def _rank(record: Record) -> int:
    """How much an outcome counts beside others."""
    if record["found_nothing"]:
        return 1  # Another shard may have found it.
    return {"skipped": 0, "passed": 2, "known": 3, "failed": 4}[record["outcome"]]


def _grade(record: Record) -> Grade:
    """The grade that a record adds: where nothing was found, that of what was seen."""
    if record["outcome"] == "skipped":
        return Grade.RIGHT
    if record["found_nothing"]:
        return Grade.RIGHT if record["worst"] is None else grade(record["worst"])
    return grade(record)


def _seen(one: Record, other: Record, name: str) -> list[Record]:
    return [each[name] for each in (one, other) if each[name] is not None]


def _badness(seen: Record) -> tuple[Grade, bool, float]:
    """By what the worst instance is told, as `Observation.badness` has it."""
    error = math.inf if seen["error"] is None else float(seen["error"])
    return grade(seen), seen["size"] != "beyond use", error


def _length(seen: Record) -> tuple[bool, int]:
    """By what the smallest instance is told, as `Observation.length` has it."""
    return seen["size"] == "beyond use", len(seen["instance"])
