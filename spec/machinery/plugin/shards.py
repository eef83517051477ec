"""Claims in shards: items that each try a part of the examples, wherever there is a worker.

What came of a shard is no verdict, so its reports are not logged. It travels inside a report that
nobody takes notice of, that of a setup which passed, to where the shards of a claim are put
together: in `spec.machinery.plugin.merging`.
"""

from __future__ import annotations

import argparse
import re
import secrets
from collections.abc import Generator
from operator import itemgetter
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

from spec.machinery.claims.effort import settings_of
from spec.machinery.claims.shards import Shard, shards, shards_of
from spec.machinery.plugin.errors import usage_error
from spec.machinery.plugin.stash import SEED, SHARD, member_of

Asked = tuple[int | None, int | None]
"""What a person asks for: which shard, if it is one alone; and how many there are, if they say."""

WHOLE: Asked = (None, 1)

LARGE = 1000
"""So many examples of a claim are worth a shard for each worker, however many claims there are."""

_NAME = re.compile(r"(?P<before>.*) shard (?P<index>\d+) of (?P<of>\d+)(?P<after>\[.*)?", re.S)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --examples and --shards."""
    group = parser.getgroup("claims")
    group.addoption(
        "--examples",
        metavar="N",
        type=_number,
        help="Try so many examples of each claim, whatever the Hypothesis profile says.",
    )
    group.addoption(
        "--shards",
        metavar="K",
        type=_shards,
        default=WHOLE,
        help="Try each claim in so many parts, which workers try at once and which draw different "
        "examples; 'auto': one for each worker, if there are fewer claims than workers or at "
        f"least {LARGE} examples of each. '2/4' is the second of four parts alone.",
    )


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of examples")
    return int(text)


def _shards(text: str) -> Asked:
    if text == "auto":
        return None, None
    try:
        return shards_of(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, object, object]:
    """Refuse shards where every worker is to try all there is."""
    if config.getoption("dist", "no") == "each" and config.getoption("--shards") != WHOLE:
        raise pytest.UsageError("--dist each has every worker try all of a claim: no --shards")
    return (yield)


def seed_of(config: pytest.Config) -> str:
    """The seed of a run, from which its shards derive theirs.

    Where a person names none, one is drawn; or it is always the same, as in the profile `ci`.
    """
    if SEED not in config.stash:
        named = config.getoption("--hypothesis-seed", None)
        drawn = "0" if settings().derandomize else str(secrets.randbits(32))
        given = getattr(config, "workerinput", {}).get("seed", drawn)
        config.stash[SEED] = given if named is None else named
    return config.stash[SEED]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the seed of the run to a worker."""
    node.workerinput["seed"] = seed_of(node.config)


def examples_of(item: pytest.Function) -> int:
    """How many examples of its claim the items of it try together."""
    number: int = item.config.getoption("--examples") or settings_of(item.obj).max_examples
    shard = shard_of(item)
    if shard is not None and item.config.getoption("--for") is not None:
        return number * shard.of  # In each round it tries so many.
    return number


def shard_of(item: pytest.Item) -> Shard | None:
    """Which shard of its claim an item tries; None if it tries all of it."""
    return item.stash.get(SHARD, None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Put the shards of claims in the place of these, once it is known which are to run.

    First come the first shards of all claims, then the second ones, so that workers which share
    out the items have as much to do as each other.
    """
    config = session.config
    asked: Asked = config.getoption("--shards")
    if asked == WHOLE or config.option.collectonly or config.getoption("--list-claims"):
        return
    claims = claims_of(session)
    split = {item: _parts(item, asked, len(claims)) for item in claims}
    items = [(shard.index, item, shard) for item, parts in split.items() for shard in parts]
    if claims and not items:
        index, of = asked
        usage_error(config, f"--shards {index}/{of}: no claim has as many examples as {index}")
    session.items[:] = [
        *(item for item in session.items if item not in split),
        *(part(item, shard) for _, item, shard in sorted(items, key=itemgetter(0))),
    ]


def claims_of(session: pytest.Session) -> list[pytest.Function]:
    """The items of claims."""
    functions = (item for item in session.items if isinstance(item, pytest.Function))
    return [item for item in functions if member_of(item) is not None]


def _parts(item: pytest.Function, asked: Asked, claims: int) -> list[Shard]:
    """The shards of a claim that are to run, where so many claims are."""
    examples, (index, of) = examples_of(item), asked
    if of is None:
        workers = getattr(item.config, "workerinput", {"workercount": 1})["workercount"]
        of = workers if claims < workers or examples >= LARGE else 1
    return [each for each in shards(of, examples) if index in (None, each.index)]


def part(item: pytest.Function, shard: Shard) -> pytest.Item:
    """The item that tries one shard of the claim of an item."""
    found = type(item).from_parent(
        item.parent,
        name=named(item.name, shard),
        originalname=f"{item.originalname} {shard}",
        callobj=item.obj,
        callspec=getattr(item, "callspec", None),
        fixtureinfo=item._fixtureinfo,
    )
    # What a conftest has marked the claim with, to skip it or to run it in a way of its own.
    found.own_markers[:] = item.own_markers
    found.keywords.update({mark.name: mark for mark in item.own_markers})
    found.stash[SHARD] = shard
    return found


class Name(NamedTuple):
    """What the node id of a shard says: that of its claim, and which shard it is."""

    claim: str
    shard: Shard


def name_of(nodeid: str) -> Name | None:
    """What the node id of a shard says; None if it is of no shard."""
    found = _NAME.fullmatch(nodeid)
    if found is None:
        return None
    claim = found["before"] + (found["after"] or "")
    return Name(claim, Shard(int(found["index"]), int(found["of"])))


def named(nodeid: str, shard: Shard) -> str:
    """The node id of a shard of a claim."""
    file, colons, name = nodeid.rpartition("::")
    test, bracket, label = name.partition("[")
    return f"{file}{colons}{test} {shard}{bracket}{label}"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a shard, and log nothing but what came of it, in a report that is taken no notice of."""
    if shard_of(item) is None:
        return None
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    found = next((report for report in reports if not report.passed), reports[-2])
    data = item.config.hook.pytest_report_to_serializable(config=item.config, report=found)
    carrier = unnoticed(item.nodeid, item.location, shard=data)
    item.ihook.pytest_runtest_logreport(report=carrier)
    forget(item.config, carrier)
    return True


def unnoticed(
    nodeid: str, location: tuple[str, int | None, str], **others: Any
) -> pytest.TestReport:
    """A report that nobody takes notice of."""
    return pytest.TestReport(nodeid, location, {}, "passed", None, "setup", **others)


def forget(config: pytest.Config, report: pytest.TestReport) -> None:
    """Have the terminal not keep a report, of which there may be many in a night."""
    terminal: Any = config.pluginmanager.get_plugin("terminalreporter")
    kept = [] if terminal is None else terminal.stats.get("", [])
    if kept and kept[-1] is report:
        kept.pop()
