"""What a person sees of the claims: the header, the table at the end, and the same as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from spec.machinery.claims.detected import detected
from spec.machinery.claims.verdicts import Record, verdicts
from spec.machinery.numbers.precision import FLOAT64, precision
from spec.machinery.plugin.records import INTERNAL, PHASES, record_of, record_of_crash
from spec.machinery.plugin.stash import IMPLEMENTATION, SPECIFICATION

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


class ClaimsReport:
    """What was claimed in a session, and what came of it."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.specification = config.stash[SPECIFICATION]
        self.records: dict[str, Record] = {}

    def pytest_report_header(self) -> str:
        """Name the implementation under test and the profile."""
        return f"claims: {self._subject()}"

    def _subject(self) -> str:
        implementation = self.config.stash[IMPLEMENTATION]
        words = [repr(implementation)]
        if implementation.name != self.specification.reference:
            functions = self.specification.functions
            offered = sum(map(implementation.offers, functions))
            words.append(f"{offered} of {len(functions)} functions")
        if precision() is not FLOAT64:
            words.append(precision().name)
        profile = settings.get_current_profile_name()
        return ", ".join([*words, f"Hypothesis profile {profile!r}"])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the record of a claim whose verdict this report brings."""
        record = record_of(report)
        if record is None and report.failed and report.when not in PHASES:
            record = record_of_crash(report, self.specification)
        if record is None or (report.when != "call" and report.passed):
            return
        is_known = report.skipped and hasattr(report, "wasxfail")
        self.records[report.nodeid] = {
            **record,
            "outcome": "known" if is_known else report.outcome,
        }

    def in_order(self) -> list[Record]:
        """The records as the chapters go, numbered parts first, and down each chapter."""

        def place(record: Record) -> tuple[Any, ...]:
            part = re.split(r"(\d+)", record["id"].partition("/")[0])
            numbers = [(not word.isdigit(), word.zfill(4)) for word in part if word]
            return (numbers, *record["place"])

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
        detections = max(len(_detections(record)) for record in records)
        for chapter, claims in groupby(records, key=lambda record: record["chapter"]):
            terminalreporter.write_line(chapter, bold=True)
            for record in claims:
                self._write_row(terminalreporter, record, width, detections)
            terminalreporter.write_line("")
        for found in verdicts(records):
            terminalreporter.write_line(str(found), red=True)
            record = found.shortest
            terminalreporter.write_line(f"  {record['accounts'][found.function]}")
            terminalreporter.write_line(f"  {record['command']}")
            terminalreporter.write_line("")
        if detections:
            known = detected(self.specification.evidence).counterfeits
            terminalreporter.write_line(
                f"×n: fails for n of {_count(known, 'wrong implementation')}"
            )
        terminalreporter.write_line(totals(records), bold=True)
        if self._judged_nothing():
            implementation = self.config.stash[IMPLEMENTATION]
            terminalreporter.write_line(
                f"Nothing was judged: {implementation.name} has not all that any of these claims "
                "needs. Each row says what is missing: offer it, or borrow it from the reference",
                red=True,
            )

    def _write_row(
        self, terminal: pytest.TerminalReporter, record: Record, width: int, detections: int
    ) -> None:
        markup = MARKUP[record["outcome"]]
        terminal.write(f"  {verdict_word(record):<8}", **{markup: True})
        cells = [f" {record['id']:<{width}}", record["statement"]]
        if detections:
            cells.insert(1, f"{_detections(record):>{detections}}")
        terminal.write_line("  ".join(cells))
        for line in _evidence(record):
            terminal.write_line(f"           {line}")

    def _judged_nothing(self) -> bool:
        """Whether there were claims, none of them came to a verdict, and no other test passed."""
        outcomes = {record["outcome"] for record in self.records.values()}
        terminal: Any = self.config.pluginmanager.get_plugin("terminalreporter")
        return outcomes == {"skipped"} and not terminal.stats.get("passed")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that judged nothing; write the records to the file of --claims-json."""
        if self._judged_nothing() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
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


def _detections(record: Record) -> str:
    """How many counterfeits the claim is known to detect, where that has been measured."""
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
        lines = [f"fails for {instance}"] if instance else []
        if record["broken_statement"]:
            first, *others = record["broken_statement"].splitlines()
            lines += [f"broke: {first}", *(f"       {line}" for line in others)]
        return lines
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
