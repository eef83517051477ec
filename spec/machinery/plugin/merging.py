"""Puts the shards of a claim together: to everybody else it is one test with one report.

Whatever looks at reports, the terminal, the exit status, JUnit files, ``--last-failed``, is given
one of each claim, as soon as all its shards have come.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from spec.machinery.claims.merging import decisive, merged
from spec.machinery.claims.records import Record
from spec.machinery.plugin.records import PASSES, PHASES, record_of, with_record
from spec.machinery.plugin.shards import Name, forget, name_of, unnoticed
from spec.machinery.plugin.stash import KNOWN_FAILURES


def pytest_configure(config: pytest.Config) -> None:
    """Put shards together wherever there is a person to show them to."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Merging(config), "claims-merging")


@dataclass
class Parts:
    """What has come of the shards of one claim.

    Attributes
    ----------
    report
        The report of the one that decides.
    record
        What all of them come to; None if they are of no claim that is known here.
    seconds
        How long they took together.
    came
        Which of them have come.
    """

    report: pytest.TestReport
    record: Record | None
    seconds: float = 0.0
    came: set[int] = field(default_factory=set)

    @property
    def has_failed(self) -> bool:
        """Whether it has failed, whatever comes of the others."""
        return self.report.failed and not self.is_open

    @property
    def is_open(self) -> bool:
        """Whether it is a search that has found nothing, and others may."""
        return self.record is not None and bool(self.record["found_nothing"])

    @property
    def is_settled(self) -> bool:
        """Whether no further shard could change what comes of it."""
        is_found = self.record is not None and self.record["kind"] != "holds"
        return not self.is_open and (is_found or not self.report.passed)

    def add(self, report: pytest.TestReport) -> None:
        """Take what came of a further shard."""
        record = record_of(report)
        if self.record is None or record is None:
            self.report = report if report.failed else self.report
            return
        if decisive(self.record, record) is record:
            self.report = report
        self.record = merged([self.record, record])


class Merging:
    """The shards that have come, claim by claim."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.session: pytest.Session | None = None
        self.claims: dict[str, Parts] = {}
        self.tests = 0

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Keep the session."""
        self.session = session

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Count the tests that there are, of which shards are parts."""
        self._count([item.nodeid for item in session.items])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Count the tests that a worker has collected."""
        self._count(ids)

    def _count(self, ids: Sequence[str]) -> None:
        self.tests = len({name.claim if (name := name_of(id)) else id for id in ids})

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None, None, None]:
        """Take a shard out of the report that it came in, which all others then pass by."""
        data, name = vars(report).pop("shard", None), name_of(report.nodeid)
        if name is None:
            return (yield)
        # JUnit files have a test case of each test and worker that there is a report of.
        told = unnoticed(name.claim, report.location, user_properties=report.user_properties)
        vars(report).update(vars(told))
        vars(report).pop("node", None)
        yield
        forget(self.config, report)
        if data is None:
            return None
        shard = self.config.hook.pytest_report_from_serializable(config=self.config, data=data)
        had_failed = self._has_failed(name)
        self._add(name, shard)
        # Whoever counts failures, as for --maxfail, counts this one: once for each claim.
        report.outcome = "failed" if self._has_failed(name) and not had_failed else "passed"
        if len(self.claims[name.claim].came) == self._number(name):
            self._log(name.claim)
        return None

    def _number(self, name: Name) -> int | None:
        """How many shards there are of the claim of one; None if that is not known."""
        if self.config.getoption("--for") is not None:
            return None
        alone, _ = self.config.getoption("--shards")
        return 1 if alone else name.shard.of

    def is_settled(self, claim: str) -> bool:
        """Whether nothing that came of a claim could be changed by more examples."""
        return claim in self.claims and self.claims[claim].is_settled

    def _has_failed(self, name: Name) -> bool:
        """Whether a claim has failed, and nobody knew that it would."""
        parts = self.claims.get(name.claim)
        if parts is None or not parts.has_failed:
            return False
        return parts.record is None or parts.record["id"] not in self.config.stash[KNOWN_FAILURES]

    def _add(self, name: Name, report: pytest.TestReport) -> None:
        if name.claim not in self.claims:
            self.claims[name.claim] = Parts(report, record_of(report))
        else:
            self.claims[name.claim].add(report)
        self.claims[name.claim].came.add(name.shard.index)
        self.claims[name.claim].seconds += report.duration

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """Tell of the claims whose shards have not all come, as far as they are decided."""
        try:
            return (yield)
        finally:
            is_over = self.config.getoption("--for") is not None
            for claim in [
                claim for claim, parts in self.claims.items() if is_over or not parts.is_open
            ]:
                self._log(claim)

    def _log(self, nodeid: str) -> None:
        """Log a claim as pytest logs any test: its setup, its call and its teardown."""
        parts = self.claims.pop(nodeid)
        found = self._as_of_claim(nodeid, parts)
        if self.session is not None:
            self.session.testscollected = self.tests
        hook = self.config.hook
        hook.pytest_runtest_logstart(nodeid=nodeid, location=found.location)
        for when in PHASES if found.when in PHASES else (found.when,):
            if when == found.when:
                hook.pytest_runtest_logreport(report=found)
            elif when != "call" or found.when == "teardown":
                hook.pytest_runtest_logreport(report=_passed(found, when))
        hook.pytest_runtest_logfinish(nodeid=nodeid, location=found.location)

    def _as_of_claim(self, nodeid: str, parts: Parts) -> pytest.TestReport:
        """The report of a claim, as its one item would have made it."""
        report, record = parts.report, parts.record
        file, line, _ = report.location
        found = pytest.TestReport(
            **{
                **{key: value for key, value in vars(report).items() if key != "_id"},
                "nodeid": nodeid,
                "location": (file, line, nodeid.rpartition("::")[2]),
                "duration": parts.seconds,
            }
        )
        if record is None:
            return found
        told = (record_of(report) or record)["message"]
        if found.longrepr == told:
            found.longrepr = record["message"]
        reason = self.config.stash[KNOWN_FAILURES].get(record["id"])
        if reason is not None and found.failed:
            found.outcome, found.wasxfail = "skipped", reason
            record = record | {"message": reason}
        elif reason is not None and found.passed:
            found.outcome = "failed"
            record = record | {"message": PASSES}
            found.longrepr = record["message"]
        return with_record(found, record | {"outcome": found.outcome})


def _passed(report: pytest.TestReport, when: Any) -> pytest.TestReport:
    """The report of another phase of the same test, which passed."""
    return pytest.TestReport(
        report.nodeid,
        report.location,
        report.keywords,
        "passed",
        None,
        when,
        user_properties=report.user_properties,
    )
