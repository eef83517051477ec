"""The record of a claim: what there is to report of it, and what came of it.

A record travels with its report as a user property, so that it reaches the terminal from a worker
as it does from the same process.
"""

from __future__ import annotations

import shlex
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from spec.machinery.claims.claim import Claim
from spec.machinery.claims.detected import detected
from spec.machinery.claims.family import members
from spec.machinery.claims.specification import Specification
from spec.machinery.claims.verdicts import Record
from spec.machinery.plugin.stash import SPECIFICATION, TRIAL, member_of

PROPERTY = "claim"
"""The name under which a claim's record is a user property of its report."""

PHASES = ("setup", "call", "teardown")
"""When a test reports in the ordinary way. For one that crashed its worker xdist reports."""

INTERNAL = frozenset({"location", "calls", "is_about_rounding", "summary"})
"""What the table needs to know of a claim, and the JSON does not tell."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Open a claim's record."""
    member = member_of(item)
    if member is not None:
        record = new_record(member.claim, item.config.stash[SPECIFICATION])
        item.user_properties.append((PROPERTY, record))


def new_record(claim: Claim, specification: Specification) -> Record:
    """What there is to report of a claim before it runs."""
    return {
        "id": claim.id,
        "equations": list(claim.equation_numbers),
        "source": claim.source,
        "kind": claim.kind,
        "statement": claim.statement,
        "corrected_by": claim.corrected_by,
        "chapter": claim.chapter,
        "is_about_rounding": specification.is_about_rounding(claim),
        "counterfeits": detected(specification.evidence).by_claim.get(claim.id),
        "functions": [],
        "calls": {},
        "examples": 0,
        "counterexample": None,
        "broken_statement": None,
        "summary": None,
        "message": None,
    }


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Complete a claim's record; where the claim failed, say what a person needs to go on."""
    report = yield
    member, record = member_of(item), record_of(report)
    if member is None or record is None:
        return report
    trial = item.stash.get(TRIAL, None)
    if trial is not None:
        record["examples"] = trial.examples
        record["counterexample"] = trial.describe_instance()
        record["broken_statement"] = trial.broken_statement
        record["functions"] = sorted(trial.functions)
        record["calls"] = {name: str(made) for name, made in trial.calls.items()}
    record["command"] = _command(item, member.claim)
    if hasattr(report, "wasxfail"):
        record["message"] = report.wasxfail
    elif report.skipped and isinstance(report.longrepr, tuple):
        record["message"] = report.longrepr[2].removeprefix("Skipped: ")
    elif report.failed and call.excinfo is not None:
        failure = call.excinfo.value
        record["summary"] = getattr(failure, "summary", None) or f"{failure}".partition("\n")[0]
        record["message"] = _account(member.claim, record, call.excinfo)
        report.sections.append((f"Claim {member.claim.id}", record["message"]))
    elif report.failed:
        record["message"] = "It is known to fail, but it passes: take it off the list."
    return report


def record_of(report: pytest.TestReport) -> Record | None:
    """The claim's record that a report carries, or None where it is of another test."""
    for name, value in report.user_properties:
        if name == PROPERTY and isinstance(value, dict):
            return value
    return None


def record_of_crash(report: pytest.TestReport, specification: Specification) -> Record | None:
    """The record of a claim whose worker died, and so could not send it; None for another test."""
    file, _, name = report.nodeid.partition("::")
    for test in specification.tests():
        if not test.__module__.endswith(f".{Path(file).stem}"):
            continue
        for member in members(test):
            label = member.claim.id.partition("[")[2]
            if name == (f"{test.__name__}[{label}" if label else test.__name__):
                message = str(report.longrepr)
                found = new_record(member.claim, specification)
                return found | {"message": message, "summary": message}
    return None


def _account(claim: Claim, record: Record, failure: pytest.ExceptionInfo[Any]) -> str:
    """What failed, on which inputs, by how much, and how to run it again."""
    lines = [f"{claim.sentence}:", claim.statement, ""]
    if record["counterexample"]:
        lines += [f"inputs: {record['counterexample']}"]
    if record["broken_statement"]:
        lines += ["broke:  " + record["broken_statement"].replace("\n", "\n        ")]
    lines += [str(failure.value) or failure.typename, ""]
    lines += [f"again:  {record['command']}"]
    return "\n".join(lines)


def _command(item: pytest.Item, claim: Claim) -> str:
    """The command that runs just this claim again."""
    specification, config = item.config.stash[SPECIFICATION], item.config
    folder = specification.folder
    if not specification.is_chapter(item.path):
        words = ["pytest", item.nodeid.partition("::")[0]]
    elif folder.is_relative_to(config.rootpath):
        words = ["pytest", str(folder.relative_to(config.rootpath))]
    else:
        words = [specification.name]
    words += ["--claim", claim.id]
    for option in ("--impl", "--precision"):
        if config.getoption(option) is not None:
            words += [option, config.getoption(option)]
    seed = config.getoption("--hypothesis-seed", None)
    if seed is not None:
        words += [f"--hypothesis-seed={seed}"]
    return shlex.join(words)
