"""The record of a claim: what there is to report of it, and what came of it, as plain data."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from spec.machinery.claims.claim import Claim
from spec.machinery.claims.detected import detected
from spec.machinery.claims.grades import Grade
from spec.machinery.claims.judging import Judgement
from spec.machinery.claims.specification import Specification
from spec.machinery.claims.trial import NothingFound, Observation, said_of_nothing

Record = dict[str, Any]
"""What is reported of a claim."""

JUDGED = ("passed", "failed", "known")
"""The outcomes of claims that came to a judgement."""


def new_record(claim: Claim, specification: Specification, rank: int = 0) -> Record:
    """What there is to report of a claim before it runs; its rank is that in its family."""
    name, _, line = claim.place.rpartition(":")
    file = Path(name)
    if specification.is_chapter(file):
        # So that claims are in order whichever machine they were tried on.
        file = specification.within(file)
    return {
        "id": claim.id,
        "equations": list(claim.equation_numbers),
        "source": claim.source,
        "kind": claim.kind,
        "statement": claim.statement,
        "corrected_by": claim.corrected_by,
        "chapter": claim.chapter,
        "place": (str(file), int(line), rank),
        "is_about_rounding": specification.is_about_rounding(claim),
        "counterfeits": detected(specification.evidence).by_claim.get(claim.id),
        "outcome": "failed",
        "grade": None,
        "functions": [],
        "examples": 0,
        "seconds": 0.0,
        "counterexample": None,
        "broken_statement": None,
        "worst": None,
        "smallest": None,
        "message": None,
        "reason": None,
        "ran_out_of_time": False,
        "found_nothing": False,
        "shards": 1,
        "command": None,
    }


def judged_record(record: Record, judgement: Judgement) -> Record:
    """The record of a claim, with what came of it."""
    trial, failure = judgement.trial, judgement.failure
    outcome = "passed" if failure is None else "skipped" if judgement.is_skipped else "failed"
    message = None if failure is None else str(failure) or type(failure).__name__
    return record | {
        "outcome": outcome,
        "grade": None if judgement.is_skipped else str(judgement.grade),
        "functions": sorted(trial.functions),
        "examples": trial.examples,
        "counterexample": trial.describe_instance(),
        "broken_statement": trial.broken_statement,
        "worst": _observed(judgement.worst),
        "smallest": _observed(trial.smallest),
        "message": message,
        "reason": None if message is None else message.partition("\n")[0],
        "ran_out_of_time": judgement.ran_out_of_time,
        "found_nothing": isinstance(failure, NothingFound),
    }


def nothing_found(record: Record) -> Record:
    """The record of a search that found nothing among all of its examples, however many.

    What there was to find is missing, so a function that seemed right in each of them is wrong.
    """
    reason = said_of_nothing(record["kind"], record["examples"], record["statement"])
    message = record["message"].replace(record["reason"], reason)
    seen = Grade.RIGHT if record["worst"] is None else grade(record["worst"])
    found = Grade.WRONG if seen is Grade.RIGHT else seen
    return record | {"reason": reason, "message": message, "grade": str(found)}


def _observed(seen: Observation | None) -> Record | None:
    if seen is None:
        return None
    deviation = seen.deviation
    return {
        "grade": str(seen.grade),
        "size": str(seen.size),
        "instance": seen.instance,
        "calls": list(seen.calls),
        "accounts": seen.accounts,
        "result": None if deviation is None else _plain(deviation.got),
        "truth": None if deviation is None else _plain(deviation.due),
        "error": None if deviation is None else _plain(deviation.size),
        "digits": None if deviation is None else _plain(round(deviation.digits, 1)),
    }


def _plain(number: float) -> float | str:
    """A number as JSON has it: those that it has not are words."""
    return number if math.isfinite(number) else str(number)


def is_tolerated(record: Record) -> bool:
    """Whether a claim passed only because errors are tolerated."""
    return record["outcome"] == "passed" and grade(record) is not Grade.RIGHT


def grade(record: Record) -> Grade:
    """The grade that a record tells; of a claim that died with its worker it is the lowest."""
    named = {str(each): each for each in Grade}
    return Grade.WRONG if record["grade"] is None else named[record["grade"]]
