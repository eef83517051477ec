"""What a person sees of the claims: the header and the table at the end."""

from __future__ import annotations

import re
from collections.abc import Generator
from itertools import groupby
from typing import Any

import pytest
from hypothesis import settings

from spec.machinery.claims.detected import detected
from spec.machinery.claims.grades import Grade
from spec.machinery.claims.merging import merged
from spec.machinery.claims.records import Record
from spec.machinery.claims.rendering import (
    MARGIN,
    Columns,
    columns,
    count,
    evidence,
    row,
    totals,
    verdict_lines,
    verdict_word,
    wrapped,
)
from spec.machinery.claims.spelling import as_written
from spec.machinery.claims.verdicts import Verdict, verdicts
from spec.machinery.numbers.precision import FLOAT64, precision
from spec.machinery.plugin.records import PHASES, record_of, record_of_crash
from spec.machinery.plugin.stash import IMPLEMENTATION, SPECIFICATION

MARKUP = {"passed": "green", "failed": "red", "skipped": "yellow", "known": "yellow"}

GRADES = {
    Grade.RIGHT: "green",
    Grade.IMPRECISE: "yellow",
    Grade.BREAKS_DOWN: "red",
    Grade.WRONG: "red",
}


def pytest_configure(config: pytest.Config) -> None:
    """Gather records wherever there is a person to show them to."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(ClaimsReport(config), "claims-report")


class ClaimsReport:
    """What was claimed in a session, and what came of it."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.specification = config.stash[SPECIFICATION]
        self.records: dict[str, dict[tuple[str, Any], Record]] = {}

    def pytest_report_header(self) -> list[str]:
        """Name the implementation under test and the profile, and say if that never varies."""
        lines = [f"claims: {self._subject()}"]
        if settings().derandomize and self.config.getoption("--hypothesis-seed", None) is None:
            lines.append(
                "claims: this profile draws the same examples in every run; "
                "--hypothesis-profile dev draws others"
            )
        return lines

    def _subject(self) -> str:
        implementation = self.config.stash[IMPLEMENTATION]
        words = [repr(implementation)]
        if not implementation.is_reference:
            functions = self.specification.functions
            offered = sum(map(implementation.offers, functions))
            words.append(f"{offered} of {len(functions)} functions")
        if precision() is not FLOAT64:
            words.append(precision().name)
        profile = settings.get_current_profile_name()
        words.append(f"Hypothesis profile {profile!r}")
        number: int | None = self.config.getoption("--examples")
        if number is not None:
            words.append(f"{count(number, 'example')} of each claim")
        return ", ".join(words)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the record of a claim whose verdict this report brings."""
        record = record_of(report)
        if record is None and report.failed and report.when not in PHASES:
            message = str(report.longrepr)
            record = record_of_crash(report.nodeid, message, self.specification)
        if record is None or (report.when != "call" and report.passed):
            return
        is_known = report.skipped and hasattr(report, "wasxfail")
        # A claim may be tried more than once, as by each of several workers.
        trial = (report.nodeid, getattr(report, "node", None))
        self.records.setdefault(record["id"], {})[trial] = {
            **record,
            "outcome": "known" if is_known else report.outcome,
        }

    def in_order(self) -> list[Record]:
        """The records as the chapters go, numbered parts first, and down each chapter."""

        def place(record: Record) -> tuple[Any, ...]:
            part = re.split(r"(\d+)", record["id"].partition("/")[0])
            numbers = [(not word.isdigit(), word.zfill(4)) for word in part if word]
            return (numbers, *record["place"])

        return sorted((merged(trials.values()) for trials in self.records.values()), key=place)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> Generator[None, None, None]:
        """Show the claims, the verdicts and the totals, below all else."""
        records = self.in_order()
        if records and all(map(record_of, terminalreporter.stats.get("failed", []))):
            # A line of pytest's for each would say less than the row that each claim has below.
            shown = terminalreporter.config.option
            shown.reportchars = shown.reportchars.replace("f", "")
            terminalreporter.reportchars = terminalreporter.reportchars.replace("f", "")
        yield
        if records:
            self._write(terminalreporter, records)

    def _write(self, terminal: pytest.TerminalReporter, records: list[Record]) -> None:
        records = as_written(records, terminal._tw._file)
        applying = sum(record["outcome"] != "skipped" for record in records)
        apply = f", {applying} of {len(records)} claims apply" if applying < len(records) else ""
        terminal.section(f"claims: {self._subject()}{apply}")
        width = terminal._tw.fullwidth
        shows_all = self._shows_all()
        shown = [each for each in records if shows_all or each["outcome"] in ("failed", "known")]
        widths = columns(shown, width)
        for chapter, claims in groupby(shown, key=lambda record: record["chapter"]):
            terminal.write_line(chapter, bold=True)
            for record in claims:
                self._write_row(terminal, record, widths)
            terminal.write_line("")
        if widths.detections:
            known = detected(self.specification.evidence).counterfeits
            terminal.write_line(f"×n: fails for n of {count(known, 'wrong implementation')}")
        for grade, line in verdict_lines(self.verdicts(records), width):
            terminal.write_line(line, **({} if grade is None else {GRADES[grade]: True}))
        terminal.write_line(totals(records), bold=True)
        if self._judged_nothing():
            implementation = self.config.stash[IMPLEMENTATION]
            terminal.write_line(
                f"Nothing was judged: {implementation.name} has not all that any of these claims "
                "needs. Each row says what is missing: offer it, or borrow it from the reference",
                red=True,
            )

    def _shows_all(self) -> bool:
        """Whether each claim has a row, and not, as of a subject, those alone that fail."""
        return self._is_reference or self.config.getoption("verbose") > 0 or self._judged_nothing()

    @property
    def _is_reference(self) -> bool:
        return self.config.stash[IMPLEMENTATION].is_reference

    def verdicts(self, records: list[Record]) -> list[Verdict]:
        """The verdicts on what the implementation offers; of the reference on what fails."""
        implementation = self.config.stash[IMPLEMENTATION]
        found = verdicts(records, implementation, self.specification.functions)
        return [each for each in found if each.failures] if self._is_reference else found

    def _write_row(
        self, terminal: pytest.TerminalReporter, record: Record, widths: Columns
    ) -> None:
        word = f"  {verdict_word(record):<8}"
        first, *others = row(record, widths)
        terminal.write(word, **{MARKUP[record["outcome"]]: True})
        terminal.write_line(first.removeprefix(word))
        for line in others:
            terminal.write_line(line)
        # What pytest shows of a failure above begins with its inputs.
        is_told_above = self.config.getoption("tbstyle", "auto") != "no"
        for text in evidence(record, shows_inputs=not is_told_above):
            for line in wrapped(text, widths.all, MARGIN):
                terminal.write_line(line)

    def _judged_nothing(self) -> bool:
        """Whether there were claims, none of them came to a verdict, and no other test passed."""
        outcomes = {record["outcome"] for record in self.in_order()}
        terminal: Any = self.config.pluginmanager.get_plugin("terminalreporter")
        return outcomes == {"skipped"} and not terminal.stats.get("passed")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that judged nothing."""
        if self._judged_nothing() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
