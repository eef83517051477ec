"""The judgement of a claim: trials of it, as many as it takes to tell how bad a failure is."""

from __future__ import annotations

import unittest
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from hypothesis.errors import Flaky

from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.effort import searches, tried_as, watched_replays
from spec.machinery.claims.family import Member
from spec.machinery.claims.grades import Grade
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.time_limit import TookTooLong
from spec.machinery.claims.trial import Observation, Trial, on_trial

Accuracy = Literal["sound", "full"]
"""What an implementation is held to: that its errors are small, or that no digit is lost."""


class Inconsistent(AssertionError):
    """An implementation that gives two answers to one question."""


@dataclass(frozen=True)
class Judgement:
    """What came of a claim.

    Attributes
    ----------
    trial
        The trial that decided.
    failure
        How it failed, or why it was skipped; None if it passed.
    worst
        Of all instances the worst.
    is_replayed
        Whether the trial replayed what it found from the database of Hypothesis, and drew it from
        no seed.
    """

    trial: Trial
    failure: BaseException | None
    worst: Observation | None
    is_replayed: bool = False

    @property
    def is_skipped(self) -> bool:
        """Whether the implementation does not offer what the claim is about."""
        return isinstance(self.failure, unittest.SkipTest)

    @property
    def is_final(self) -> bool:
        """Whether no search could find anything worse."""
        return self.is_skipped or self.ran_out_of_time or self.grade is Grade.WRONG

    @property
    def ran_out_of_time(self) -> bool:
        """Whether it was stopped before an instance failed: a function is slow, or the machine."""
        return isinstance(self.failure, TookTooLong) and self.trial.instance is None

    @property
    def grade(self) -> Grade:
        """What is to be said, for that, of a function that the claim called."""
        seen = Grade.RIGHT if self.worst is None else self.worst.grade
        if self.failure is None or self.is_skipped or seen is not Grade.RIGHT:
            return seen
        return Grade.WRONG  # what fails without an instance: a search


def judgement_without_trial(
    test: Callable[..., Any], member: Member, implementation: Any
) -> Judgement | None:
    """What comes of a claim before anything is drawn, which takes its time.

    It is skipped where an implementation lacks what it asks for, and fails where it asks for what
    there is not; else it is to be tried: None.
    """
    if not isinstance(implementation, Implementation):
        return None
    trial = Trial(member, file="", shrinks=False, fails_at=Grade.WRONG)
    try:
        trial.require(implementation, functions_asked_for(test, member))
    except AttributeError as failure:
        return Judgement(trial, failure, None)
    return None


def judgement(
    test: Callable[..., Any],
    member: Member,
    arguments: dict[str, Any],
    *,
    accuracy: Accuracy,
    shrinks: bool = True,
    seconds: float | None = None,
) -> Judgement:
    """Judge a claim.

    A failure is followed by a search for a worse one: the instance that Hypothesis comes upon, or
    remembers from the last run, need not be one of the worst.

    Parameters
    ----------
    test
        The property that records the claim.
    member
        Which of its claims, if it makes one for each member of a family.
    arguments
        What the property is given besides what it draws.
    accuracy
        What the implementation is held to.
    shrinks, seconds
        As of a trial.
    """
    for each in arguments.values():
        missing = judgement_without_trial(test, member, each)
        if missing is not None:
            return missing

    def tried(fails_at: Grade) -> Judgement:
        trial: Trial | None = None
        failure: BaseException | None = None
        try:
            with (
                watched_replays() as is_replayed,
                on_trial(
                    test, member, shrinks=shrinks, fails_at=fails_at, seconds=seconds
                ) as trial,
            ):
                for how, seed in searches(test):
                    before = trial.examples
                    with tried_as(test, how, seed):
                        test(**(member.arguments | arguments))
                    if trial.examples < before + how.max_examples:
                        break  # There is nothing left to draw.
        except (Exception, TookTooLong) as caught:
            failure = caught
        if trial is None:
            raise failure or RuntimeError("there was no trial")
        if isinstance(failure, Flaky):
            failure = Inconsistent(trial.inconsistency or "it gives two answers to one question")
        return Judgement(trial, failure, trial.worst, is_replayed())

    found = tried(Grade.IMPRECISE if accuracy == "full" else Grade.BREAKS_DOWN)
    while found.failure is not None and not found.is_final:
        worse = tried(Grade(found.grade + 1))
        if worse.failure is None or worse.ran_out_of_time:
            seen = [each.worst for each in (found, worse) if each.worst]
            worst = max(seen, key=lambda observation: observation.badness)
            return replace(found, worst=worst)
        found = worse
    return found
