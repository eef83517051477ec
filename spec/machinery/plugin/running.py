"""How an implementation is tried: each claim is a trial of it."""

from __future__ import annotations

import gc
from collections.abc import Generator
from inspect import signature
from typing import get_args

import pytest
from hypothesis import settings

from spec.machinery.claims.effort import settings_of, tried_as
from spec.machinery.claims.family import Member
from spec.machinery.claims.guard import NotOffered
from spec.machinery.claims.judging import Accuracy, judgement, judgement_without_trial
from spec.machinery.claims.shards import Shard
from spec.machinery.plugin.shards import examples_of, seed_of, shard_of
from spec.machinery.plugin.stash import (
    ACCURACY,
    IMPLEMENTATION,
    JUDGEMENT,
    KNOWN_FAILURES,
    member_of,
)

SECONDS_PER_EXAMPLE = 0.6
"""How long an example may compute on average: many times what it needs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accuracy and --strict-impl."""
    group = parser.getgroup("claims")
    group.addoption(
        "--accuracy",
        choices=get_args(Accuracy),
        help="What the implementation is held to: 'sound', that its errors are small wherever its "
        "arguments are of a size met in use; 'full', that no digit is lost that could be kept "
        "(default: 'full' for the reference library, 'sound' for any other)",
    )
    group.addoption(
        "--strict-impl",
        action="store_true",
        help="Fail a claim whose function the implementation does not offer, in place of skipping",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Decide what the implementation is held to."""
    is_reference = config.stash[IMPLEMENTATION].is_reference
    default: Accuracy = "full" if is_reference else "sound"
    config.stash[ACCURACY] = config.getoption("--accuracy") or default


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, object, object]:
    """Let what was kept from the collector of garbage be its own again, when all is over."""
    config.add_cleanup(gc.unfreeze)
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Keep the collector of garbage from going through all modules, from now on."""
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a claim whose functions are not offered, before anything is set up for it."""
    member, config = member_of(item), item.config
    if member is None or not isinstance(item, pytest.Function) or config.getoption("--strict-impl"):
        return
    others = {*item.fixturenames} - {"impl", "request", *member.arguments}
    if others or len(item._fixtureinfo.name2fixturedefs.get("impl", ())) != 1:
        return  # A person has fixtures of their own, one of which may offer what is asked for.
    found = judgement_without_trial(item.obj, member, config.stash[IMPLEMENTATION])
    if found is not None and found.is_skipped:
        item.stash[JUDGEMENT] = found
        pytest.skip(str(found.failure))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object:
    """Judge a claim; leave any other test to pytest."""
    __tracebackhide__ = True
    member, config = member_of(pyfuncitem), pyfuncitem.config
    if member is None:
        return None
    is_known = member.claim.id in config.stash[KNOWN_FAILURES]
    debugs = config.getoption("usepdb") or config.getoption("trace")
    shard = shard_of(pyfuncitem) or Shard()
    number = shard.examples(examples_of(pyfuncitem))
    how = settings(settings_of(pyfuncitem.obj), max_examples=number)
    with tried_as(pyfuncitem.obj, how, _seed(pyfuncitem, member, shard)):
        found = judgement(
            pyfuncitem.obj,
            member,
            {name: pyfuncitem.funcargs[name] for name in signature(pyfuncitem.obj).parameters},
            accuracy=config.stash[ACCURACY],
            shrinks=not is_known,
            seconds=None if debugs else SECONDS_PER_EXAMPLE * max(100, number),
        )
    pyfuncitem.stash[JUDGEMENT] = found
    if isinstance(found.failure, NotOffered):
        if config.getoption("--strict-impl"):
            pytest.fail(str(found.failure), pytrace=False)
        pytest.skip(str(found.failure))
    if found.failure is not None:
        raise found.failure
    if member.claim.kind != "holds":
        # Hypothesis offers to write a failing example into the source. Of a search that was meant
        # to find one it is no failure.
        vars(pyfuncitem).pop("_hypothesis_failing_examples", None)
    return True


def _seed(item: pytest.Function, member: Member, shard: Shard) -> int | None:
    """From which seed a claim draws; None if Hypothesis decides.

    Where a worker tries a claim there always is one: should it die, another tries the same again.
    """
    config = item.config
    is_decided = settings_of(item.obj).derandomize or config.getoption("--hypothesis-seed", None)
    if shard_of(item) is None and (is_decided or not hasattr(config, "workerinput")):
        return None
    return shard.seed(seed_of(config), member.claim.id)
