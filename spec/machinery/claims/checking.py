"""Checking an implementation without pytest, as in a notebook."""

from __future__ import annotations

import unittest
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from hypothesis import settings

from spec.machinery.claims.claim import Claim, claim_of
from spec.machinery.claims.consistency import require_consistent
from spec.machinery.claims.family import Member, members
from spec.machinery.claims.ids import selected_ids
from spec.machinery.claims.implementation import Implementation, as_implementation
from spec.machinery.claims.profiles import register_profiles
from spec.machinery.claims.specification import Specification
from spec.machinery.claims.time_limit import TookTooLong
from spec.machinery.claims.trial import on_trial
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
    examples
        How many instances were judged.
    counterexample
        The instance on which it failed, or that settles a claim which is searched for one.
    broken_statement
        The statement of the claim that failed.
    message
        Why it failed or was skipped.
    """

    claim: Claim
    outcome: Literal["passed", "failed", "skipped"]
    examples: int
    counterexample: str | None
    broken_statement: str | None
    message: str | None

    def __str__(self) -> str:
        lines = [f"{self.outcome} {self.claim.id}: {self.claim.statement}"]
        parts = (self.counterexample, self.broken_statement, self.message)
        lines += [f"  {line}" for part in parts if part for line in part.splitlines()]
        return "\n".join(lines)


def check(
    specification: Specification, implementation: Any, claims: Claims | None = None
) -> list[Result]:
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

    Raises
    ------
    CannotLoad
        If the implementation offers none of the functions that the claims are about.
    NoSuchClaim
        If there is no claim of one of the ids.
    Contradiction
        If a claim has the id of another, or is corrected by one that does not exist.
    """
    chosen = _chosen(specification, claims)
    tried = as_implementation(implementation, specification.functions, specification.draws)
    with _profile("dev"), in_force(tried.precision):
        return [_result(test, member, tried) for test, member in chosen]


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


def _result(test: Test, member: Member, implementation: Implementation) -> Result:
    """What comes of one claim."""
    outcome: Literal["passed", "failed", "skipped"] = "passed"
    message = None
    trial = None
    try:
        with on_trial(test, member) as trial:
            test(impl=implementation, **member.arguments)
    except unittest.SkipTest as missing:
        outcome, message = "skipped", str(missing)
    except (Exception, TookTooLong) as failure:
        outcome, message = "failed", str(failure) or type(failure).__name__
    return Result(
        claim=member.claim,
        outcome=outcome,
        examples=trial.examples if trial else 0,
        counterexample=trial.describe_instance() if trial else None,
        broken_statement=trial.broken_statement if trial else None,
        message=message,
    )


@contextmanager
def _profile(name: str) -> Iterator[None]:
    """Let a Hypothesis profile of ours be in force, and put back the one that was."""
    before = settings.get_current_profile_name()
    register_profiles()
    settings.load_profile(name)
    try:
        yield
    finally:
        settings.load_profile(before)
