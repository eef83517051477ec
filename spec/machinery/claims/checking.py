"""Checking an implementation without pytest, as in a notebook."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from hypothesis import Verbosity, settings

from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.claim import Claim, claim_of
from spec.machinery.claims.consistency import require_consistent
from spec.machinery.claims.effort import settings_of, tried_as
from spec.machinery.claims.family import Member, members
from spec.machinery.claims.grades import Grade
from spec.machinery.claims.html import html_of
from spec.machinery.claims.ids import selected_ids
from spec.machinery.claims.implementation import Implementation, as_implementation
from spec.machinery.claims.judging import Accuracy, judgement
from spec.machinery.claims.profiles import dev
from spec.machinery.claims.records import Record, is_tolerated, judged_record, new_record
from spec.machinery.claims.rendering import (
    MARGIN,
    columns,
    evidence,
    row,
    totals,
    verdict_lines,
    wrapped,
)
from spec.machinery.claims.specification import Specification
from spec.machinery.claims.spelling import spell_out
from spec.machinery.claims.verdicts import Verdict, verdicts
from spec.machinery.numbers.precision import in_force

Test = Callable[..., Any]
Claims = str | Test | Iterable[str | Test]


@dataclass(frozen=True)
class Result:
    """What came of one claim.

    Attributes
    ----------
    claim
        The claim.
    outcome
        Whether it passed, failed, or was skipped for want of a function.
    grade
        What is to be said, for that, of a function that it called; None if it was skipped.
    examples
        How many instances were judged.
    counterexample
        The instance on which it failed, or that settles a claim which is searched for one.
    broken_statement
        The statement of the claim that failed.
    message
        Why it failed or was skipped.
    record
        All of that, and the instances that were worst, as plain data.
    """

    claim: Claim
    outcome: Literal["passed", "failed", "skipped"]
    grade: Grade | None
    examples: int
    counterexample: str | None
    broken_statement: str | None
    message: str | None
    record: Record

    def __str__(self) -> str:
        lines = [f"{self.outcome} {self.claim.id}: {self.claim.statement}"]
        parts = (self.counterexample, self.broken_statement, self.message)
        lines += [f"  {line}" for part in parts if part for line in part.splitlines()]
        return "\n".join(lines)


class Results(list[Result]):
    """What came of each claim; it shows itself as a table, with the verdicts below.

    Attributes
    ----------
    verdicts
        What is to be said of each function that the implementation offers.
    """

    def __init__(self, results: Iterable[Result], verdicts: Sequence[Verdict]) -> None:
        super().__init__(results)
        self.verdicts = tuple(verdicts)

    @property
    def _records(self) -> list[Record]:
        return [result.record for result in self]

    def __str__(self) -> str:
        shown = [record for record in self._records if record["outcome"] == "failed"]
        widths = columns(shown, WIDTH)
        lines = []
        for record in shown:
            lines += row(record, widths)
            lines += [line for text in evidence(record) for line in wrapped(text, WIDTH, MARGIN)]
        lines += [line for _, line in verdict_lines(self.verdicts, WIDTH)]
        return "\n".join([*lines, totals(self._records)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """The verdicts and the claims, as tables of a notebook."""
        return html_of(self._records, self.verdicts)


WIDTH = 100
"""The number of columns that results are shown in."""


def check(
    specification: Specification,
    implementation: Any,
    claims: Claims | None = None,
    *,
    accuracy: Accuracy | None = None,
    examples: int | None = None,
) -> Results:
    """Hold an implementation against claims, and return what came of each.

    Parameters
    ----------
    specification
        The specification whose claims they are.
    implementation
        An object with the functions as attributes, such as a module, or the name of one.
    claims
        Ids or parts of the specification, and properties of one's own that record a claim; one of
        them or several. All claims of the specification if not given.
    accuracy
        What the implementation is held to: ``"sound"`` or ``"full"``, which is for the reference
        if not given.
    examples
        How many instances of each claim are judged: 100 if not given.

    Raises
    ------
    CannotLoad
        If the implementation offers none of the functions that the claims are about.
    NoSuchClaim
        If there is no claim of one of the ids.
    Contradiction
        If a claim has the id of another, or is corrected by one that does not exist.
    """
    spell_out(sys.stdout)  # results are there to be printed
    chosen = _chosen(specification, claims)
    tried = as_implementation(implementation, specification)
    tried.expect(functions_asked_for(test, member) for test, member in chosen)
    held_to = accuracy or ("full" if tried.is_reference else "sound")
    known = set(specification.tests())
    results = []
    with in_force(tried.precision):
        for test, member in chosen:
            with _as_asked(test, examples):
                result = _result(specification, test, member, tried, held_to)
                options = {"accuracy": accuracy, "examples": examples}
                claim = repr(member.claim.id) if test in known else test.__name__
                result.record["command"] = _call(implementation, claim, result.record, options)
                results.append(result)
    records = [result.record for result in results]
    return Results(results, verdicts(records, tried, specification.functions))


def _chosen(specification: Specification, claims: Claims | None) -> list[tuple[Test, Member]]:
    """The properties that are to be tried, each with the claim that is meant."""
    known = [(test, member) for test in specification.tests() for member in members(test)]
    if claims is None:
        return known
    wanted = [claims] if isinstance(claims, str) or callable(claims) else list(claims)
    selectors = [claim for claim in wanted if isinstance(claim, str)]
    own = [(test, member) for test in wanted if not isinstance(test, str) for member in _of(test)]
    require_consistent(
        (member.claim for _, member in own), known=(member.claim for _, member in known)
    )
    ids = selected_ids((member.claim.id for _, member in known), selectors)
    return [(test, member) for test, member in known if member.claim.id in ids] + own


def _of(test: Test) -> list[Member]:
    if claim_of(test) is None:
        raise TypeError(f"{test!r} is neither the id of a claim nor a property that records one")
    return members(test)


def _result(
    specification: Specification,
    test: Test,
    member: Member,
    implementation: Implementation,
    accuracy: Accuracy,
) -> Result:
    """What comes of one claim."""
    started = time.perf_counter()
    found = judgement(test, member, {"impl": implementation}, accuracy=accuracy)
    record = judged_record(new_record(member.claim, specification), found)
    record["seconds"] = round(time.perf_counter() - started, 3)
    return Result(
        claim=member.claim,
        outcome=record["outcome"],
        grade=None if found.is_skipped else found.grade,
        examples=record["examples"],
        counterexample=record["counterexample"],
        broken_statement=record["broken_statement"],
        message=record["message"],
        record=record,
    )


def _call(implementation: Any, claim: str, record: Record, options: dict[str, Any]) -> str:
    """The call that checks just one claim again; what is tolerated fails if all digits are due.

    An object has no name to call it by, and is left to be filled in.
    """
    name = getattr(implementation, "__name__", "…")
    words = [repr(implementation) if isinstance(implementation, str) else name]
    words.append(claim)
    if is_tolerated(record):
        options = options | {"accuracy": "full"}
    words += [f"{name}={value!r}" for name, value in options.items() if value is not None]
    return f"spec.check({', '.join(words)})"


@contextmanager
def _as_asked(test: Test, examples: int | None) -> Iterator[None]:
    """Let a property be tried in silence, as the profile `dev` has it, or as it says itself.

    What an earlier try came to is not remembered, so that results depend on the functions alone.
    Hypothesis decides by the profile that is in force when the property is written, which is
    whatever the session of a person has.
    """
    before = settings_of(test)
    own = before if hasattr(test, "_hypothesis_internal_settings_applied") else dev()
    number = own.max_examples if examples is None else examples
    how = settings(own, max_examples=number, verbosity=Verbosity.quiet, database=None)
    with tried_as(test, how), warnings.catch_warnings():
        # Of what a function comes to, infinite or nan, its verdict tells.
        warnings.simplefilter("ignore", RuntimeWarning)
        yield
