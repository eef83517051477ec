"""The trial of a claim: each instance is judged, counted, and kept if it settles the claim.

Hypothesis searches for instances on which a property fails, and shrinks the one it finds. A trial
lets that one search serve all three kinds of claim: a failure where the claim holds, a witness
where something exists, a counterexample where a sentence is refuted.
"""

from __future__ import annotations

import decimal
import functools
import inspect
import math
import unittest
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from hypothesis import currently_in_test_context, target
from hypothesis.errors import UnsatisfiedAssumption

from spec.machinery.claims.claim import body_of, claim_of
from spec.machinery.claims.family import Member
from spec.machinery.claims.grades import UNSOUND, Grade, grade_of, soundness
from spec.machinery.claims.guard import NotOffered
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.interface import Size
from spec.machinery.claims.statements import failing_line, statement_at
from spec.machinery.claims.time_limit import time_limit
from spec.machinery.numbers.comparison import (
    Comparisons,
    Deviation,
    Disagreement,
    watched_comparisons,
)
from spec.machinery.numbers.high_precision import CONTEXT


class NothingFound(AssertionError):
    """A search that came back without the witness or counterexample it was for."""


def said_of_nothing(kind: str, examples: int, statement: str) -> str:
    """What there is to say of a search among so many examples that found nothing."""
    if kind == "exists":
        return f"no witness among {examples} examples of: {statement}"
    return f"no counterexample among {examples} examples to: {statement}"


class Found(Exception):
    """An instance that settles a claim which is searched for one. It tells Hypothesis to shrink."""


NOTABLE = 0.5
"""The ratio of error to bound from which it is worth a search for more: ordinary rounding stays
below, and to steer by it would only keep the search from looking elsewhere."""

_trial: ContextVar[Trial | None] = ContextVar("trial", default=None)


def holds_here(truth: Any, **shown: Any) -> None:
    """Tell whether the sentence of a claim that something exists, or is refuted, is true here.

    Parameters
    ----------
    truth
        Whether the sentence is true of the instance at hand. It settles the claim if the claim says
        that such an instance exists, or that not all are such.
    **shown
        Numbers to show beside the instance, if it is the one that settles the claim.

    Raises
    ------
    TypeError
        If no claim of these kinds is on trial.
    """
    __tracebackhide__ = True
    trial = _trial.get()
    if trial is None or trial.claim.kind == "holds":
        raise TypeError(
            "holds_here is for the body of a claim of kind 'exists' or 'refuted'; a claim that "
            "holds asserts its sentence"
        )
    trial.weigh(bool(truth), shown)


@dataclass(frozen=True)
class Observation:
    """What came of an instance.

    Attributes
    ----------
    grade
        What is to be said, for that, of a function that the claim called.
    size
        The size of the arguments of its calls.
    deviation
        The number that is furthest from what is due; None where what failed is no comparison.
    instance
        The instance, as a person would write it down.
    calls
        The calls of the implementation's own functions, as a person would write them down: of each
        function the one that returned what was compared, or else the last.
    accounts
        What there is to say of each of them, by the name of the function.
    """

    grade: Grade
    size: Size
    deviation: Deviation | None
    instance: str
    calls: tuple[str, ...]
    accounts: dict[str, str]

    @property
    def length(self) -> tuple[bool, int]:
        """By what the smallest is told: what is met in use counts as smaller than what is not."""
        return self.size is Size.BEYOND_USE, len(self.instance)

    @property
    def badness(self) -> tuple[Grade, bool, float]:
        """By what the worst is told: what is met in use counts before what is not."""
        deviation = math.inf if self.deviation is None else self.deviation.size
        return self.grade, self.size is not Size.BEYOND_USE, deviation


class Trial:
    """What is seen of a claim while it runs.

    Attributes
    ----------
    claim
        The claim on trial.
    examples
        How many instances its body has judged.
    instance
        The arguments of the last instance that failed or was found: once Hypothesis is done, the
        shrunk one. Of a member of a family, what makes it that one comes first.
    shown
        What its body shows beside it.
    functions
        The implementation's own functions that its body called, on any instance.
    worst
        Of all instances the worst.
    smallest
        Of the instances that failed the smallest: the shrunk one, or if all of them were tolerated
        the shortest. None if none failed.
    inconsistency
        What the same instance came to when it was judged again, if it was something else.
    """

    def __init__(self, member: Member, *, file: str, shrinks: bool, fails_at: Grade) -> None:
        self.claim = member.claim
        self._arguments = member.arguments
        self._file = file
        self._line: int | None = None
        self._shrinks = shrinks
        self._fails_at = fails_at
        self.functions: set[str] = set()
        self.examples = 0
        self.instance: dict[str, Any] | None = None
        self.shown: dict[str, Any] = {}
        self.worst: Observation | None = None
        self.smallest: Observation | None = None
        self.inconsistency: str | None = None
        self._weighed = False

    @property
    def grade(self) -> Grade:
        """The worst that is to be said, for what was seen, of a function that was called."""
        return Grade.RIGHT if self.worst is None else self.worst.grade

    @property
    def broken_statement(self) -> str | None:
        """The statement of the claim's own file that failed, or None if nothing there did."""
        return None if self._line is None else statement_at(self._file, self._line)

    def describe_instance(self) -> str | None:
        """The failing or found instance, as a person would write it down."""
        if self.instance is None:
            return None
        shown = ", ".join(f"{name} = {float(value):.6g}" for name, value in self.shown.items())
        inputs = self._described(self.instance)
        return f"{inputs}; {shown}" if shown else inputs

    def _described(self, instance: dict[str, Any]) -> str:
        chosen = {name: str(value) for name, value in self._arguments.items()}
        drawn: dict[str, str] = {}
        for name, value in instance.items():
            # What is drawn for several arguments at once tells what it came to.
            parts = getattr(value, "by_name", None) or {name: value}
            drawn |= {part: repr(each) for part, each in parts.items()}
        return ", ".join(f"{name} = {value}" for name, value in (chosen | drawn).items())

    def require(self, implementation: Implementation, names: Iterable[str]) -> None:
        """Raise unless an implementation offers functions that the claim asks for."""
        own = {name for name in names if implementation.offers(name)}
        for name in sorted(names):
            try:
                getattr(implementation, name)
            except NotOffered:
                self.functions = own
                raise

    def judge(self, body: Callable[..., Any], drawn: set[str], arguments: dict[str, Any]) -> Any:
        """Judge one instance; raise if it fails the claim, or is the one searched for.

        What the body returns is returned, for Hypothesis to refuse whatever is not None.
        """
        __tracebackhide__ = True
        self._weighed = False
        implementations = [x for x in arguments.values() if isinstance(x, Implementation)]
        for implementation in implementations:
            implementation.forget_calls()
        instance = {name: arguments[name] for name in arguments if name in drawn}

        def tolerates(failure: BaseException) -> bool:
            size = _size_of_calls(implementations)
            grade = grade_of(failure, size)
            if grade >= self._fails_at:
                return False
            seen = self._observed(grade, size, failure, instance, implementations)
            if self.smallest is None or seen.length < self.smallest.length:
                self.smallest = seen
            return True

        token = _trial.set(self)
        try:
            with watched_comparisons(tolerates) as comparisons, decimal.localcontext(CONTEXT):
                returned = body(**arguments)
        except (UnsatisfiedAssumption, unittest.SkipTest):
            raise
        except Exception as failure:
            self._note_functions(implementations)
            self.examples += 1
            if isinstance(failure, Found):
                self.instance, self._line = instance, None
                raise
            if tolerates(failure):
                return None
            self.instance, self._line = instance, failing_line(failure, self._file)
            size = _size_of_calls(implementations)
            grade = grade_of(failure, size)
            self.smallest = self._observed(grade, size, failure, instance, implementations)
            if not self._shrinks:
                raise _AsItIs(failure) from None
            raise
        finally:
            _trial.reset(token)
        self._note_functions(implementations)
        self.examples += 1
        if self.claim.kind != "holds" and not self._weighed:
            raise TypeError(
                f"claim {self.claim.id} is of kind {self.claim.kind!r}, so its body ends with "
                "holds_here(whether the sentence is true of the instance); it did not"
            )
        if comparisons.worst is not None:
            self._note_deviation(comparisons.worst, instance, implementations)
        self._note_inconsistency(instance, comparisons.worst)
        # Instances that were drawn before are judged without a search to steer.
        nearness = self._nearness_to_failure(comparisons)
        if (
            nearness >= NOTABLE
            and currently_in_test_context()
            and self._may_fail_near(implementations)
        ):
            target(nearness, label="error/bound")
        return returned

    def _nearness_to_failure(self, comparisons: Comparisons) -> float:
        """How close an instance that passed came to failing, if something may fail near it."""
        if self._fails_at is Grade.IMPRECISE:
            return comparisons.ratio
        return 0.0 if comparisons.worst is None else comparisons.worst.size / soundness()

    def _may_fail_near(self, implementations: list[Implementation]) -> bool:
        """Whether arguments of that size could fail: what is tolerated there leads nowhere."""
        return UNSOUND[_size_of_calls(implementations)] >= self._fails_at

    def _observed(
        self,
        grade: Grade,
        size: Size,
        failure: BaseException,
        instance: dict[str, Any],
        implementations: list[Implementation],
    ) -> Observation:
        """What came of an instance, which is the worst if it is worse than all before."""
        deviation = failure.deviation if isinstance(failure, Disagreement) else None
        calls = [call for each in implementations for call in each.own_calls]
        # Of each function the last call that returned what was compared, or else the last.
        calls.sort(key=lambda call: deviation is not None and call.returned(deviation.got))
        last = {call.function: call for call in calls}
        seen = Observation(
            grade,
            size,
            deviation,
            self._described(instance),
            tuple(map(str, last.values())),
            {name: call.account(failure) for name, call in last.items()},
        )
        if self.worst is None or seen.badness > self.worst.badness:
            self.worst = seen
        return seen

    def _note_deviation(
        self,
        deviation: Deviation,
        instance: dict[str, Any],
        implementations: list[Implementation],
    ) -> None:
        """Note how far from what is due a result came on an instance that passed."""
        if self.worst is not None and self.worst.badness >= (Grade.RIGHT, True, deviation.size):
            return  # whatever the size of the arguments, which takes long to find
        size = _size_of_calls(implementations)
        badness = (Grade.RIGHT, size is not Size.BEYOND_USE, deviation.size)
        if self.worst is None or badness > self.worst.badness:
            summary = f"is {deviation.got!r} and should be {deviation.due!r}"
            near = Disagreement(summary, summary, deviation)
            self._observed(Grade.RIGHT, size, near, instance, implementations)

    def _note_inconsistency(self, instance: dict[str, Any], deviation: Deviation | None) -> None:
        """Note that an instance has passed which has failed before."""
        failed = self.smallest
        if failed is None or self.instance != instance or self.inconsistency is not None:
            return
        before, now = failed.deviation, deviation
        values = f": it gave {before.got!r}, and then {now.got!r}" if before and now else ""
        self.inconsistency = f"judged twice, {failed.instance} failed and passed{values}"

    def _note_functions(self, implementations: list[Implementation]) -> None:
        """Note which functions were called; raise if none is the implementation's own.

        What is borrowed is not judged, and of a claim that calls nothing else there is no verdict.
        """
        for implementation in implementations:
            self.functions.update(call.function for call in implementation.own_calls)
            if implementation.calls and not self.functions:
                names = ", ".join(dict.fromkeys(call.function for call in implementation.calls))
                raise NotOffered(f"{implementation.name} has borrowed what it calls: {names}")

    def weigh(self, truth: bool, shown: dict[str, Any]) -> None:
        """Take whether the sentence is true of the instance; raise if that settles the claim."""
        __tracebackhide__ = True
        self._weighed = True
        if truth == (self.claim.kind == "exists"):
            self.shown = shown
            raise Found

    def conclude_search(self) -> None:
        """Raise if the claim is searched for an instance, and the search came back with none."""
        __tracebackhide__ = True
        kind, statement = self.claim.kind, self.claim.statement
        if kind != "holds":
            raise NothingFound(said_of_nothing(kind, self.examples, statement))


def _size_of_calls(implementations: list[Implementation]) -> Size:
    return max((each.size_of_calls for each in implementations), default=Size.ORDINARY)


class _AsItIs(BaseException):
    """Carries a failure past Hypothesis, which would look for a smaller one."""

    def __init__(self, failure: Exception) -> None:
        self.failure = failure


@contextmanager
def on_trial(
    test: Callable[..., Any],
    member: Member | None = None,
    *,
    shrinks: bool = True,
    fails_at: Grade = Grade.IMPRECISE,
    seconds: float | None = None,
) -> Iterator[Trial]:
    """Put a claim on trial: whoever calls `test` inside gets the claim's verdict.

    A search that succeeds ends in silence, one that does not in `NothingFound`.

    Parameters
    ----------
    test
        The property that records the claim.
    member
        Which of its claims, if it makes one for each member of a family.
    shrinks
        Whether a failing instance is shrunk, as one is that no one has seen before.
    fails_at
        The grade that fails: what is better passes, and is observed.
    seconds
        How long the trial may compute before it fails with `TookTooLong`; no limit if None.
    """
    __tracebackhide__ = True
    claim = claim_of(test)
    if claim is None:
        raise TypeError(f"{test!r} is not a claim: decorate it with @claim")
    hypothesis = getattr(test, "hypothesis", None)
    if hypothesis is None:
        raise TypeError(f"claim {claim.id} draws nothing: decorate {test.__name__} with @given")
    body = hypothesis.inner_test
    member = member or Member(claim, {})
    file = body_of(test).__code__.co_filename
    trial = Trial(member, file=file, shrinks=shrinks, fails_at=fails_at)
    drawn = set(inspect.signature(body).parameters) - set(inspect.signature(test).parameters)

    @functools.wraps(body)
    def judged(**arguments: Any) -> Any:
        __tracebackhide__ = True
        return trial.judge(body, drawn, arguments)

    if member.arguments:
        # Members of a family share their source, by which Hypothesis tells tests apart.
        vars(judged)["_hypothesis_internal_add_digest"] = member.claim.id.encode()
    hypothesis.inner_test = judged
    try:
        with time_limit(seconds):
            yield trial
    except Found:
        return
    except _AsItIs as carrier:
        raise carrier.failure from None
    finally:
        hypothesis.inner_test = body
    trial.conclude_search()
