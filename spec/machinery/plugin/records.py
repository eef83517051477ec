"""The record of a claim: what there is to report of it, and what came of it.

A record travels with its report as a user property, in JSON, so that it reaches the terminal from
a worker as it does from the same process, and is in a JUnit file as it is.
"""

from __future__ import annotations

import json
import operator
import os
import re
import shlex
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from spec.machinery.claims.claim import Claim
from spec.machinery.claims.family import members
from spec.machinery.claims.records import Record, is_tolerated, judged_record, new_record
from spec.machinery.claims.shards import Shard
from spec.machinery.claims.specification import Specification
from spec.machinery.plugin.shards import examples_of, seed_of, shard_of
from spec.machinery.plugin.stash import JUDGEMENT, SPECIFICATION, member_of

PROPERTY = "record"
"""The name under which a claim's record is a user property of its report."""

_SCALAR = re.compile(r"np\.(?:float|int|bool)\w*\(([^()]*)\)")

PHASES = ("setup", "call", "teardown")
"""When a test reports in the ordinary way. For one that crashed its worker xdist reports."""

PASSES = "It is known to fail, but it passes: take it off the list."

INTERNAL = frozenset(
    {"place", "is_about_rounding", "reason", "ran_out_of_time", "found_nothing", "shards"}
)
"""What the table needs to know of a claim, and the JSON does not tell."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Open a claim's record."""
    member = member_of(item)
    if member is not None:
        ids = [each.claim.id for each in members(getattr(item, "obj", None))]
        rank = ids.index(member.claim.id) if member.claim.id in ids else 0
        record = new_record(member.claim, item.config.stash[SPECIFICATION], rank)
        item.user_properties += [("claim", member.claim.id), (PROPERTY, json.dumps(record))]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Complete a claim's record; where the claim failed, say what a person needs to go on."""
    report = yield
    if report.when == "setup" and report.passed:
        return report  # nothing has come of it yet
    member, record = member_of(item), record_of(report)
    if member is None or record is None:
        return report
    found = item.stash.get(JUDGEMENT, None)
    shard = shard_of(item) or Shard()
    is_known = report.skipped and hasattr(report, "wasxfail")
    outcome = "known" if is_known else report.outcome
    record |= {
        "outcome": outcome,
        "seconds": round(call.duration, 3),
        "shards": shard.of,
    }
    if found is not None:
        record |= judged_record(record, found) | {"outcome": outcome}
        if found.is_skipped and report.failed:
            record["functions"] = []  # what is missing is no fault of those that are there
    record["command"] = _command(
        item,
        member.claim,
        fails_at_full=is_tolerated(record),
        of_all=record["found_nothing"],
    )
    if hasattr(report, "wasxfail"):
        record["message"] = report.wasxfail
    elif report.skipped and isinstance(report.longrepr, tuple):
        record["message"] = report.longrepr[2].removeprefix("Skipped: ")
    elif report.failed and call.excinfo is not None:
        failure = call.excinfo.value
        record["message"] = _account(member.claim, record, failure)
        if item.config.getoption("tbstyle", "auto") == "auto":
            # How a claim came to fail is told by its account. Whoever asks for a traceback gets it.
            report.longrepr = record["message"]
        else:
            report.sections.append((f"Claim {member.claim.id}", record["message"]))
    elif report.failed:
        record["message"] = PASSES
    return with_record(report, record)


def with_record(report: pytest.TestReport, record: Record) -> pytest.TestReport:
    """The report of a claim, with another record in the place of its own."""
    report.user_properties = [
        (name, json.dumps(record) if name == PROPERTY else value)
        for name, value in report.user_properties
    ]
    return report


def record_of(report: pytest.TestReport) -> Record | None:
    """The claim's record that a report carries, or None where it is of another test."""
    for name, value in report.user_properties:
        if name == PROPERTY:
            found: Record = json.loads(str(value))
            return found
    return None


def record_of_crash(nodeid: str, message: str, specification: Specification) -> Record | None:
    """The record of a claim whose worker died, and so could not send it; None for another test."""
    file, _, name = nodeid.partition("::")
    path = Path(file).with_suffix("").parts
    for test in specification.tests():
        module = test.__module__.split(".")
        if any(map(operator.ne, reversed(path), reversed(module))):
            continue
        for rank, member in enumerate(members(test)):
            _, bracket, label = member.claim.id.partition("[")
            if name == test.__name__ + bracket + label.encode("unicode_escape").decode("ascii"):
                found = new_record(member.claim, specification, rank)
                return found | {"message": message}
    return None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker, which may be on another machine, what a person types on this one."""
    node.workerinput["command"] = _of_chapters(node.config)


def _of_chapters(config: pytest.Config) -> list[str]:
    """What a person types to run chapters."""
    given: list[str] | None = getattr(config, "workerinput", {}).get("command")
    specification = config.stash[SPECIFICATION]
    if given is not None:
        return [*given]
    if specification.folder.is_relative_to(config.rootpath):
        return ["pytest", os.path.relpath(specification.folder, config.invocation_params.dir)]
    return [specification.name]


def _account(claim: Claim, record: Record, failure: BaseException) -> str:
    """What failed, on which inputs, by how much, and how to run it again."""
    lines = [f"{claim.id}: {claim.sentence}", claim.statement, ""]
    if record["counterexample"]:
        lines += [f"inputs: {record['counterexample']}"]
    if record["smallest"]:
        lines += [f"calls:  {call}" for call in record["smallest"]["calls"]]
    if record["broken_statement"]:
        lines += ["broke:  " + record["broken_statement"].replace("\n", "\n        ")]
    lines += [as_written(str(failure)) or type(failure).__name__, ""]
    notes = getattr(failure, "__notes__", [])
    lines += [note for note in notes if "@reproduce_failure" in note]
    lines += [f"again:  {record['command']}"]
    return "\n".join(lines)


def as_written(text: str) -> str:
    """A text with the numbers of NumPy as a person writes them down."""
    return _SCALAR.sub(r"\1", text)


def _command(item: pytest.Item, claim: Claim, *, fails_at_full: bool, of_all: bool) -> str:
    """The command that runs just this claim, or this shard, again.

    What is but tolerated fails by it; where a search found nothing, it runs all shards.
    """
    config = item.config
    if config.stash[SPECIFICATION].is_chapter(item.path):
        words = _of_chapters(config)
    else:
        words = ["pytest", os.path.relpath(item.path, config.invocation_params.dir)]
    words += ["--claim", claim.id]
    options = {name: config.getoption(name) for name in ("--impl", "--precision", "--accuracy")}
    if fails_at_full:
        options["--accuracy"] = "full"
    for option, value in options.items():
        if value is not None:
            words += [option, value]
    seed, shard = config.getoption("--hypothesis-seed", None), shard_of(item)
    number: int | None = config.getoption("--examples")
    if shard is not None and isinstance(item, pytest.Function):
        number = examples_of(item)
        # "--shards 1" is no shard, and draws something else.
        is_one_of_several = of_all and shard.of > 1
        words += ["--shards", f"{shard.of}" if is_one_of_several else f"{shard.index}/{shard.of}"]
        # What was replayed from the database is replayed again, and comes from no seed.
        found = item.stash.get(JUDGEMENT, None)
        seed = seed if found is not None and found.is_replayed else seed_of(config)
    if number is not None:
        words += ["--examples", f"{number}"]
    named = {
        "--hypothesis-profile": config.getoption("--hypothesis-profile", None),
        "--hypothesis-seed": seed,
    }
    words += [f"{option}={value}" for option, value in named.items() if value is not None]
    return shlex.join(words)
