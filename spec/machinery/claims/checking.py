"""Checking an implementation without pytest, as in a notebook."""

from __future__ import annotations

import unittest
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from hypothesis import settings

from spec.machinery.claims.specification import claimed_properties
from spec.machinery.claims.claim import Claim, claim_of
from spec.machinery.claims.ids import selected_ids
from spec.machinery.claims.implementation import Implementation, as_implementation
from spec.machinery.numbers.precision import in_force
from spec.machinery.claims.profiles import register_profiles
from spec.machinery.claims.time_limit import TookTooLong
from spec.machinery.claims.trial import on_trial


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
    message
        Why it failed or was skipped.
    """

    claim: Claim
    outcome: Literal["passed", "failed", "skipped"]
    examples: int
    counterexample: str | None
    message: str | None

    def __str__(self) -> str:
        lines = [f"{self.outcome} {self.claim.id}: {self.claim.statement}"]
        lines += [f"  {text}" for text in (self.counterexample, self.message) if text]
        return "\n".join(lines)


def check(
    implementation: Any, claims: str | Callable[..., Any] | Iterable[Any] | None = None
) -> list[Result]:
    """Hold an implementation against the claims, and return what came of each.

    Parameters
    ----------
    implementation
        An object with the functions as attributes, such as a module, or the name of one. Its
        attribute `precision` says in which format it computes, if that is not ``"float64"``.
    claims
        Which claims: ids or parts of the homework, such as ``"3.1"``, and properties of your own
        that record a claim; one of them or several. All claims of the homework if not given.

    Returns
    -------
    list of Result
        In the order of the chapters.

    Raises
    ------
    CannotLoad
        If the implementation offers none of the functions that the claims are about.
    NoSuchClaim
        If there is no claim of one of the ids.
    """
    tried = as_implementation(implementation)
    with _profile("dev"), in_force(tried.precision):
        return [_result(test, tried) for test in _chosen(claims)]


def _chosen(claims: str | Callable[..., Any] | Iterable[Any] | None) -> list[Callable[..., Any]]:
    """The properties that are to be tried."""
    homework = {_claim(test).id: test for test in claimed_properties()}
    if claims is None:
        return list(homework.values())
    wanted = [claims] if isinstance(claims, str) or callable(claims) else list(claims)
    ids = selected_ids(homework, [claim for claim in wanted if isinstance(claim, str)])
    own = [claim for claim in wanted if not isinstance(claim, str)]
    return [test for id, test in homework.items() if id in ids] + own


def _claim(test: Callable[..., Any]) -> Claim:
    claim = claim_of(test)
    if claim is None:
        raise TypeError(f"{test!r} is neither the id of a claim nor a property that records one")
    return claim


def _result(test: Callable[..., Any], implementation: Implementation) -> Result:
    """What comes of one claim."""
    claim = _claim(test)
    outcome: Literal["passed", "failed", "skipped"] = "passed"
    message = None
    trial = None
    try:
        with on_trial(test) as trial:
            test(impl=implementation)
    except unittest.SkipTest as missing:
        outcome, message = "skipped", str(missing)
    except (Exception, TookTooLong) as failure:
        outcome, message = "failed", str(failure) or type(failure).__name__
    return Result(
        claim=claim,
        outcome=outcome,
        examples=trial.examples if trial else 0,
        counterexample=trial.describe_instance() if trial else None,
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
