"""What an implementation comes to, function by function.

A claim calls several functions, and does not say which of them is to blame for its failure. But a
wrong function makes most claims fail that call it, while those beside it are called by claims that
hold: the Ochiai coefficient, by which spectrum-based fault localisation ranks the statements of a
program (Abreu et al., 2007), ranks functions as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from spec.machinery.claims.grades import Grade
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.records import JUDGED, Record, grade

SHOWN = 3
"""How many of the claims that a function fails are named beside its verdict."""


MUCH = 2
"""How many times as large an error is for an instance to be shown beside the smallest."""


@dataclass(frozen=True)
class Verdict:
    """What is to be said of one function.

    Attributes
    ----------
    function
        Its name.
    title
        What it is called: by its name, or as the derivative of the function it was derived from.
    grade
        Its grade; None if no claim about real numbers judged it.
    judged_by
        How many claims judged it.
    failures
        The records of the claims that found it no better, the worst first.
    reason
        Why it was not judged, if it was not.
    """

    function: str
    title: str
    grade: Grade | None
    judged_by: int = 0
    failures: tuple[Record, ...] = ()
    reason: str | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims that found it no better."""
        return tuple(record["id"] for record in self.failures)

    def __str__(self) -> str:
        if self.grade is None:
            return f"{self.title}: not judged: {self.reason}"
        count = f"{self.judged_by} claim" + "s" * (self.judged_by != 1)
        if self.failures:
            count = f"{len(self.failures)} of {count}"
        return f"{self.title}: {self.grade} ({count})"

    @property
    def named_claims(self) -> str:
        """The claims that found it no better, or the first of them."""
        others = len(self.claims) - SHOWN
        return ", ".join(self.claims[:SHOWN]) + (f" and {others} more" if others > 0 else "")

    @property
    def evidence(self) -> list[str]:
        """Where it is not right: at the smallest arguments, and at the worst if much worse."""
        if not self.failures:
            return []
        record = self.failures[0]
        seen = [
            each
            for each in (record["smallest"], record["worst"])
            if each and self.function in each["accounts"]
        ]
        lines = [each["accounts"][self.function] for each in seen]
        if len(seen) == 2 and _error(seen[1]) > MUCH * _error(seen[0]):
            return [lines[0], f"at its worst {lines[1]}"]
        return lines[:1] or [f"{record['message']}".partition("\n")[0]]


def verdicts(
    records: Iterable[Record], implementation: Implementation, functions: Iterable[str]
) -> list[Verdict]:
    """A verdict for each function that an implementation offers, the worst first.

    Parameters
    ----------
    records
        Of all claims that there were.
    implementation
        The implementation that was judged.
    functions
        The names of functions that it may offer. Those that claims called, which may be of a
        person's own, are judged as well.
    """
    records = list(records)
    called = (name for record in records for name in record["functions"])
    names = dict.fromkeys([*functions, *called])
    offered = {name: implementation.title_of(name) for name in names if implementation.offers(name)}
    judged = [record for record in records if _came_to_a_judgement(record)]
    blamed: dict[str, list[Record]] = {}
    for record in judged:
        suspects = [name for name in _called(record) if name in offered]
        if grade(record) is not Grade.RIGHT and suspects:
            # Of functions equally suspect, the one called last is nearest to the comparison.
            suspect = max(reversed(suspects), key=lambda name: suspicion(name, record, judged))
            blamed.setdefault(suspect, []).append(record)
    found = [
        _verdict(name, title, blamed.get(name, []), records) for name, title in offered.items()
    ]
    return sorted(found, key=lambda verdict: -1 if verdict.grade is None else -verdict.grade)


def _came_to_a_judgement(record: Record) -> bool:
    """Whether a claim ran to its end."""
    return record["outcome"] in JUDGED and not record["ran_out_of_time"]


def _called(record: Record) -> list[str]:
    """The functions that a failing instance called, or if there was none any instance."""
    seen = record["smallest"] or record["worst"]
    return list(seen["accounts"]) if seen else list(record["functions"])


def _verdict(name: str, title: str, failures: list[Record], records: list[Record]) -> Verdict:
    callers = [record for record in records if name in record["functions"]]
    judges = [record for record in callers if _came_to_a_judgement(record)]
    stopped = [record for record in callers if record["ran_out_of_time"]]
    if stopped and not failures:
        first = stopped[0]
        return Verdict(name, title, None, reason=f"{first['id']} {first['reason']}")
    if not failures and all(record["is_about_rounding"] for record in judges):
        reason = "only claims about rounding call it" if judges else _why_not(name, records)
        return Verdict(name, title, None, reason=reason)
    worst = max(map(grade, failures), default=Grade.RIGHT)
    # Of a function that fails, claims that tolerate it speak of what is not worth a word beside.
    failed = [record for record in failures if record["outcome"] != "passed"] or failures
    worst_first = sorted(failed, key=lambda record: _rank(record, name))
    return Verdict(name, title, worst, len(judges), tuple(worst_first))


def _why_not(name: str, records: list[Record]) -> str:
    """Why no claim that calls a function came to a judgement."""
    for record in records:
        if record["outcome"] == "skipped" and name in record["functions"]:
            return f"{record['id']} needs more: {record['message']}"
    return "no claim that ran calls it"


def _error(seen: Record) -> float:
    """The size of the error of an instance; infinite where what failed is no comparison."""
    return math.inf if seen["error"] is None else float(seen["error"])


def _rank(record: Record, function: str) -> tuple[int, bool, int, int]:
    """Where a failure comes: the worst first, what is about rounding last, then the clearest.

    An account that says what a result should be is clearer than one that has but a limit for it,
    which may be another result, and at fault itself; and that is clearer than one that has none, as
    where a claim compares the difference of two results. Then the shorter one is.
    """
    seen = record["smallest"]
    account = seen["accounts"].get(function, "") if seen else ""
    has_limit = "should be at most" in account or "should be at least" in account
    says_what_is_due = "should be" in account or "should have" in account
    vagueness = has_limit if says_what_is_due else 2
    return -grade(record), record["is_about_rounding"], vagueness, len(account)


def suspicion(function: str, failed: Record, judged: list[Record]) -> float:
    """The Ochiai coefficient of a function: how well its calls tell failing claims from others.

    Those count as failing that are no better than the one whose failure it is to explain.
    """
    failing = [record for record in judged if grade(record) >= grade(failed)]
    callers = [record for record in judged if function in record["functions"]]
    both = sum(function in record["functions"] for record in failing)
    return both / math.sqrt(len(failing) * len(callers)) if both else 0.0
