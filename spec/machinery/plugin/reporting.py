"""What a person sees of the claims: the header, the table at the end, and the same as JSON.

Every claim's record travels with its report as a user property, so that it reaches the terminal
from a worker as it does from the same process.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Generator, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import spec
from spec.machinery.claims.specification import claimed_properties
from spec.machinery.claims.claim import Claim, claim_of
from spec.machinery.claims.implementation import REFERENCE, expected_functions
from spec.machinery.numbers.precision import FLOAT64, precision
from spec.machinery.plugin.stash import IMPLEMENTATION, TRIAL
from spec.machinery.claims.detected import counterfeits_caught, counterfeits_known
from spec.machinery.claims.verdicts import Record, verdicts

PROPERTY = "claim"
"""The name under which a claim's record is a user property of its report."""

PHASES = ("setup", "call", "teardown")
"""When a test reports in the ordinary way. For one that crashed its worker xdist reports."""

INTERNAL = frozenset({"location", "calls", "is_about_rounding", "summary"})
"""What the table needs to know of a claim, and the JSON does not tell."""

MARKUP = {"passed": "green", "failed": "red", "skipped": "yellow", "known": "yellow"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --claims-json."""
    parser.getgroup("claims").addoption(
        "--claims-json",
        metavar="FILE",
        type=Path,
        help="Write what was claimed, and what came of it, to this file.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Gather records wherever there is a person to show them to."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(ClaimsReport(config), "claims-report")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Open a claim's record."""
    claim = claim_of(getattr(item, "obj", None))
    if claim is not None:
        item.user_properties.append((PROPERTY, new_record(claim)))


def new_record(claim: Claim) -> Record:
    """What there is to report of a claim before it runs."""
    return {
        "id": claim.id,
        "equations": list(claim.equation_numbers),
        "kind": claim.kind,
        "statement": claim.statement,
        "corrected_by": claim.corrected_by,
        "chapter": claim.chapter,
        "is_about_rounding": claim.is_about_rounding,
        "counterfeits": counterfeits_caught(claim.id),
        "functions": [],
        "calls": {},
        "examples": 0,
        "counterexample": None,
        "summary": None,
        "message": None,
    }


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Complete a claim's record; where the claim failed, say what a person needs to go on."""
    report = yield
    claim, record = claim_of(getattr(item, "obj", None)), record_of(report)
    if claim is None or record is None:
        return report
    trial = item.stash.get(TRIAL, None)
    if trial is not None:
        record["examples"] = trial.examples
        record["counterexample"] = trial.describe_instance()
        record["functions"] = sorted(trial.functions)
        record["calls"] = {name: str(made) for name, made in trial.calls.items()}
    record["command"] = _command(item, claim)
    if hasattr(report, "wasxfail"):
        record["message"] = report.wasxfail
    elif report.skipped and isinstance(report.longrepr, tuple):
        record["message"] = report.longrepr[2].removeprefix("Skipped: ")
    elif report.failed and call.excinfo is not None:
        failure = call.excinfo.value
        record["summary"] = getattr(failure, "summary", None) or f"{failure}".partition("\n")[0]
        record["message"] = _account(claim, record, call.excinfo)
        report.sections.append((f"Claim {claim.id}", record["message"]))
    elif report.failed:
        record["message"] = "It is known to fail, but it passes: take it off the list."
    return report


def _record_of_crash(report: pytest.TestReport) -> Record | None:
    """The record of a claim whose worker died, and so could not send it; None for another test."""
    file, _, name = report.nodeid.partition("::")
    for test in claimed_properties():
        claim = claim_of(test)
        if claim and test.__name__ == name and test.__module__.endswith(f".{Path(file).stem}"):
            message = str(report.longrepr)
            return new_record(claim) | {"message": message, "summary": message}
    return None


def _account(claim: Claim, record: Record, failure: pytest.ExceptionInfo[Any]) -> str:
    """What failed, on which inputs, by how much, and how to run it again."""
    lines = [f"{claim.sentence}:", claim.statement, ""]
    if record["counterexample"]:
        lines += [f"inputs: {record['counterexample']}"]
    lines += [str(failure.value) or failure.typename, ""]
    lines += [f"again:  {record['command']}"]
    return "\n".join(lines)


def _command(item: pytest.Item, claim: Claim) -> str:
    """The command that runs just this claim again."""
    file, folder = item.path, Path(spec.__file__).parent
    if file.parent != folder:
        words = ["pytest", item.nodeid.partition("::")[0]]
    elif folder.is_relative_to(item.config.rootpath):
        words = ["pytest", str(folder.relative_to(item.config.rootpath))]
    else:
        words = ["ganspec"]
    words += ["--claim", claim.id]
    implementation = item.config.getoption("--impl")
    if implementation != REFERENCE:
        words += ["--impl", implementation]
    format = item.config.getoption("--precision")
    if format is not None:
        words += ["--precision", format]
    seed = item.config.getoption("--hypothesis-seed", None)
    if seed is not None:
        words += [f"--hypothesis-seed={seed}"]
    return shlex.join(words)


def record_of(report: pytest.TestReport) -> Record | None:
    """The claim's record that a report carries, or None where it is of another test."""
    for name, value in report.user_properties:
        if name == PROPERTY and isinstance(value, dict):
            return value
    return None


class ClaimsReport:
    """What was claimed in a session, and what came of it."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.records: dict[str, Record] = {}

    def pytest_report_header(self) -> str:
        """Name the implementation under test and the profile."""
        return f"claims: {self._subject()}"

    def _subject(self) -> str:
        implementation = self.config.stash[IMPLEMENTATION]
        words = [repr(implementation)]
        if implementation.name != REFERENCE:
            expected = expected_functions()
            offered = sum(map(implementation.offers, expected))
            words.append(f"{offered} of {len(expected)} functions")
        if precision() is not FLOAT64:
            words.append(precision().name)
        profile = settings.get_current_profile_name()
        return ", ".join([*words, f"Hypothesis profile {profile!r}"])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the record of a claim whose verdict this report brings."""
        record = record_of(report)
        if record is None and report.failed and report.when not in PHASES:
            record = _record_of_crash(report)
        if record is None or (report.when != "call" and report.passed):
            return
        is_known = report.skipped and hasattr(report, "wasxfail")
        self.records[report.nodeid] = {
            **record,
            "outcome": "known" if is_known else report.outcome,
            "location": report.location[:2],
        }

    def in_order(self) -> list[Record]:
        """The records as the homework goes, part by part and down each chapter."""

        def place(record: Record) -> tuple[Any, ...]:
            part = re.split(r"(\d+)", record["id"].partition("/")[0])
            numbers = [(not word.isdigit(), word.zfill(4)) for word in part if word]
            path, line = record["location"]
            return (numbers, path, line or 0)

        return sorted(self.records.values(), key=place)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show the table of claims and their totals."""
        records = self.in_order()
        if not records:
            return
        applying = sum(record["outcome"] != "skipped" for record in records)
        apply = f", {applying} of {len(records)} claims apply" if applying < len(records) else ""
        terminalreporter.section(f"claims: {self._subject()}{apply}")
        width = max(len(record["id"]) for record in records)
        teeth = max(len(_teeth(record)) for record in records)
        for chapter, claims in groupby(records, key=lambda record: record["chapter"]):
            terminalreporter.write_line(chapter, bold=True)
            for record in claims:
                self._write_row(terminalreporter, record, width, teeth)
            terminalreporter.write_line("")
        for found in verdicts(records):
            terminalreporter.write_line(str(found), red=True)
            record = found.shortest
            terminalreporter.write_line(f"  {record['calls'][found.function]}: {record['summary']}")
            terminalreporter.write_line(f"  {record['command']}")
            terminalreporter.write_line("")
        if teeth:
            known = _count(counterfeits_known(), "wrong implementation")
            terminalreporter.write_line(f"×n: fails for n of {known}")
        terminalreporter.write_line(totals(records), bold=True)

    def _write_row(
        self, terminal: pytest.TerminalReporter, record: Record, width: int, teeth: int
    ) -> None:
        markup = MARKUP[record["outcome"]]
        terminal.write(f"  {verdict_word(record):<8}", **{markup: True})
        cells = [f" {record['id']:<{width}}", record["statement"]]
        if teeth:
            cells.insert(1, f"{_teeth(record):>{teeth}}")
        terminal.write_line("  ".join(cells))
        for line in _evidence(record):
            terminal.write_line(f"           {line}")

    def pytest_sessionfinish(self) -> None:
        """Write the records to the file of --claims-json."""
        file = self.config.getoption("--claims-json")
        if file is None:
            return
        implementation = self.config.stash[IMPLEMENTATION]
        content = {
            "implementation": {"name": implementation.name, "version": implementation.version},
            "precision": precision().name,
            "profile": settings.get_current_profile_name(),
            "seed": self.config.getoption("--hypothesis-seed", None),
            "claims": [
                {key: record[key] for key in record if key not in INTERNAL}
                for record in self.in_order()
            ],
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _teeth(record: Record) -> str:
    """How many counterfeits the claim is known to catch, where that has been measured."""
    return "" if record["counterfeits"] is None else f"×{record['counterfeits']}"


def verdict_word(record: Record) -> str:
    """The verdict in one word: what the claim says of its sentence, if the claim passed."""
    words = {"passed": record["kind"], "failed": "FAILED"}
    return str(words.get(record["outcome"], record["outcome"]))


def _evidence(record: Record) -> list[str]:
    """The lines below a row: what was found, what is true instead, or why there is no verdict."""
    instance = record["counterexample"]
    if record["outcome"] in ("skipped", "known"):
        return [record["message"]]
    if record["outcome"] == "failed":
        return [f"fails for {instance}"] if instance else []
    if record["kind"] == "exists":
        return [f"witness: {instance}"]
    if record["kind"] == "refuted":
        return [f"counterexample: {instance}", f"true instead: {record['corrected_by']}"]
    return []


def totals(records: Iterable[Record]) -> str:
    """One line that counts claims by verdict, equations covered and examples run."""
    records = list(records)
    words = [verdict_word(record) for record in records]
    counts = ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))
    equations = {number for record in records for number in record["equations"]}
    examples = sum(record["examples"] for record in records)
    return ", ".join(
        [
            f"{_count(len(records), 'claim')} ({counts})",
            f"{_count(len(equations), 'equation')} covered",
            f"{_count(examples, 'example')} run",
        ]
    )


def _count(number: int, noun: str) -> str:
    """A number of things, in words."""
    return f"{number:,} {noun}" + "s" * (number != 1)
