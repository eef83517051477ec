"""How an implementation is tried: each claim is a trial of it."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import settings

from spec.machinery.claims.guard import NotOffered
from spec.machinery.claims.trial import on_trial
from spec.machinery.plugin.stash import KNOWN_FAILURES, TRIAL, member_of

SECONDS_PER_EXAMPLE = 0.6
"""How long an example may take on average: many times what it needs, on a busy machine too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --strict-impl."""
    parser.getgroup("claims").addoption(
        "--strict-impl",
        action="store_true",
        help="Fail a claim whose function the implementation does not offer, in place of skipping",
    )


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Run a claim as a trial; run any other test as it is."""
    __tracebackhide__ = True
    member, config = member_of(pyfuncitem), pyfuncitem.config
    if member is None:
        return (yield)
    is_known = member.claim.id in config.stash[KNOWN_FAILURES]
    debugs = config.getoption("usepdb") or config.getoption("trace")
    examples = settings().max_examples
    seconds = None if debugs else SECONDS_PER_EXAMPLE * max(100, examples)
    with on_trial(pyfuncitem.obj, member, shrinks=not is_known, seconds=seconds) as trial:
        pyfuncitem.stash[TRIAL] = trial
        try:
            yield
        except NotOffered as missing:
            if config.getoption("--strict-impl"):
                pytest.fail(str(missing), pytrace=False)
            pytest.skip(str(missing))
    if member.claim.kind != "holds":
        # Hypothesis offers to write a failing example into the source. Of a search that was meant
        # to find one it is no failure.
        vars(pyfuncitem).pop("_hypothesis_failing_examples", None)
    return True
