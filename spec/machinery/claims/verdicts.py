"""What an implementation's failures come to, function by function.

A claim calls several functions, and does not say which of them is to blame for its failure. But a
wrong function makes most claims fail that call it, while those beside it are called by claims that
hold: the Ochiai coefficient, by which spectrum-based fault localisation ranks the statements of a
program (Abreu et al., 2007), ranks functions as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
"""What is reported of a claim."""


@dataclass(frozen=True)
class Verdict:
    """What is to be said of one function.

    Attributes
    ----------
    function
        Its name.
    is_unstable
        Whether only claims about rounding fail: it is right of real numbers.
    claims
        The ids of the claims that fail because of it.
    shortest
        Of these claims, the record of the one whose failing call is the shortest to write.
    """

    function: str
    is_unstable: bool
    claims: tuple[str, ...]
    shortest: Record

    def __str__(self) -> str:
        what = "correct, but unstable" if self.is_unstable else "wrong"
        return f"{self.function}: {what} ({', '.join(self.claims)})"


def verdicts(records: Iterable[Record]) -> list[Verdict]:
    """A verdict for each function that is to blame for a failure, the worst first."""
    judged = [record for record in records if record["outcome"] in ("passed", "failed")]
    blamed: dict[str, list[Record]] = {}
    for record in judged:
        if record["outcome"] == "failed" and record["calls"]:
            peers = [
                peer for peer in judged if peer["is_about_rounding"] == record["is_about_rounding"]
            ]
            calls = list(record["calls"])
            # Of functions equally suspect, the one called last is nearest to the comparison.
            suspect = max(reversed(calls), key=lambda name: suspicion(name, peers))
            blamed.setdefault(suspect, []).append(record)
    found = [
        Verdict(
            function=function,
            is_unstable=all(record["is_about_rounding"] for record in failures),
            claims=tuple(record["id"] for record in failures),
            shortest=min(failures, key=lambda record: _brevity(record, function)),
        )
        for function, failures in blamed.items()
    ]
    return sorted(found, key=lambda verdict: (verdict.is_unstable, -len(verdict.claims)))


def _brevity(record: Record, function: str) -> tuple[bool, int]:
    """Where a record comes when the shortest is sought: those outside rounding come first."""
    return record["is_about_rounding"], len(record["calls"][function])


def suspicion(function: str, records: list[Record]) -> float:
    """The Ochiai coefficient of a function: how well its calls tell failing claims from others."""
    failures = sum(record["outcome"] == "failed" for record in records)
    callers = [record for record in records if function in record["functions"]]
    failing = sum(record["outcome"] == "failed" for record in callers)
    return failing / math.sqrt(failures * len(callers)) if failing else 0.0
