"""One trial of one claim: every instance is judged, counted, and remembered if it settles the claim.

Hypothesis searches for instances on which a property fails, and shrinks the one it finds. A trial
lets that one search serve all three kinds of claim: a failure where the claim holds, a witness where
something exists, a counterexample where a sentence is refuted.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import target
from hypothesis.errors import UnsatisfiedAssumption

from spec.machinery.claims import Claim, claim_of
from spec.machinery.comparison import measured_closeness


class NothingFound(AssertionError):
    """A search that came back without the witness or counterexample it was for."""


class Found(Exception):
    """An instance that settles a claim which is searched for one. It tells Hypothesis to shrink."""


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
        shrunk one.
    """

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.examples = 0
        self.instance: dict[str, Any] | None = None

    def describe_instance(self) -> str | None:
        """The failing or found instance, as a person would write it down."""
        if self.instance is None:
            return None
        return ", ".join(f"{name} = {value!r}" for name, value in self.instance.items())

    def judge(self, body: Callable[..., Any], drawn: set[str], arguments: dict[str, Any]) -> None:
        """Judge one instance; raise if it fails the claim, or is the one searched for."""
        __tracebackhide__ = True
        instance = {name: value for name, value in arguments.items() if name in drawn}
        with measured_closeness() as closeness:
            try:
                verdict = body(**arguments)
            except UnsatisfiedAssumption:
                raise
            except BaseException:
                self.examples += 1
                self.instance = instance
                raise
        self.examples += 1
        if self.claim.kind == "holds":
            if closeness.ratio > 0:
                target(closeness.ratio, label="error/bound")
            return
        if verdict is None:
            raise TypeError(
                f"claim {self.claim.id} is of kind {self.claim.kind!r}, so its body returns whether "
                "the sentence is true of the instance; it returned nothing"
            )
        if bool(verdict) == (self.claim.kind == "exists"):
            self.instance = instance
            raise Found

    def conclude_search(self) -> None:
        """Raise if the claim is searched for an instance, and the search came back with none."""
        __tracebackhide__ = True
        if self.claim.kind == "exists":
            raise NothingFound(
                f"no witness among {self.examples} examples of: {self.claim.statement}"
            )
        if self.claim.kind == "refuted":
            raise NothingFound(
                f"no counterexample among {self.examples} examples to: {self.claim.statement}"
            )


@contextmanager
def on_trial(test: Callable[..., Any]) -> Iterator[Trial]:
    """Put a claim on trial: whoever calls `test` inside gets the claim's verdict.

    A search that succeeds ends in silence, one that does not in `NothingFound`.
    """
    __tracebackhide__ = True
    claim = claim_of(test)
    if claim is None:
        raise TypeError(f"{test!r} is not a claim: decorate it with @claim")
    trial = Trial(claim)
    hypothesis = getattr(test, "hypothesis", None)
    if hypothesis is None:
        raise TypeError(f"claim {claim.id} draws nothing: decorate {test.__name__} with @given")
    body = hypothesis.inner_test
    drawn = set(inspect.signature(body).parameters) - set(inspect.signature(test).parameters)

    @functools.wraps(body)
    def judged(**arguments: Any) -> None:
        __tracebackhide__ = True
        trial.judge(body, drawn, arguments)

    hypothesis.inner_test = judged
    try:
        yield trial
    except Found:
        return
    finally:
        hypothesis.inner_test = body
    trial.conclude_search()
