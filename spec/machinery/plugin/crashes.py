"""Workers that die: a claim that is lost with one is tried once more, on another.

It draws the same examples there. So what ended the worker ends the next one too, if it was a call
of the implementation, and the claim fails for it; what cuts a worker off costs no verdict.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

import pytest
from _pytest.junitxml import xml_key

from spec.machinery.claims.records import Record
from spec.machinery.plugin.records import PROPERTY, record_of, record_of_crash
from spec.machinery.plugin.shards import name_of, shard_of, unnoticed
from spec.machinery.plugin.stash import SPECIFICATION, member_of


def pytest_configure(config: pytest.Config) -> None:
    """Watch workers wherever they are started."""
    if config.pluginmanager.hasplugin("xdist") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Crashes(config), "claims-crashes")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tell of a claim of a person's own before a shard of it is tried.

    Nobody else could, should it end its worker. Any other test tells by the report of its setup.
    """
    if not hasattr(item.config, "workerinput") or shard_of(item) is None:
        return
    if member_of(item) is not None and not item.config.stash[SPECIFICATION].is_chapter(item.path):
        told = unnoticed(item.nodeid, item.location, user_properties=[*item.user_properties])
        item.ihook.pytest_runtest_logreport(report=told)


class Crashes:
    """The claims whose workers have died."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.begun: dict[str, Record] = {}
        self.lost: set[str] = set()
        self.deaths = 0

    def pytest_testnodedown(self, error: object) -> None:
        """Count the workers that have died."""
        self.deaths += error is not None

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """Let what belongs together be tried again as any other test is."""
        from spec.machinery.plugin.scheduling import SCHEDULERS

        kind = SCHEDULERS.get(config.getoption("dist"))
        return None if kind is None else kind(config, log)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None, None, None]:
        """Note which claims have begun, and forget the beginnings of those that were lost."""
        record = record_of(report)
        if record is not None and report.when == "setup":
            self.begun[report.nodeid] = record
        yield
        if hasattr(report, "is_of_lost"):
            self._forget_in_junit(report)

    def _forget_in_junit(self, report: pytest.TestReport) -> None:
        """Take the test case out that JUnit files have of any report of a test and a worker."""
        xml = self.config.stash.get(xml_key, None)
        if xml is not None:
            case = xml.node_reporter(report)
            xml.node_reporters_ordered.remove(case)
            for key in [key for key, each in xml.node_reporters.items() if each is case]:
                del xml.node_reporters[key]

    def pytest_handlecrashitem(self, crashitem: str, report: pytest.TestReport, sched: Any) -> None:
        """Have a claim tried once more; the second time, say what came of it."""
        name = name_of(crashitem)
        claim = crashitem if name is None else name.claim
        record = self._record(claim, str(report.longrepr))
        if record is None and name is None:
            return
        if crashitem not in self.lost and self._is_pending_again(crashitem, sched):
            self.lost.add(crashitem)
            vars(report)["is_of_lost"] = True
        elif name is not None:
            vars(report)["shard"] = self._shard(report, record)
        elif record is not None:
            report.user_properties = _properties(record)
            return
        # A report that nobody takes notice of.
        report.outcome, report.when = "passed", "setup"

    def _record(self, claim: str, message: str) -> Record | None:
        """The record of a claim that ended its worker; None for another test."""
        if claim in self.begun:
            return self.begun[claim] | {"message": message}
        return record_of_crash(claim, message, self.config.stash[SPECIFICATION])

    def _is_pending_again(self, item: str, sched: Any) -> bool:
        """Have an item run once more, if there is to be a worker, and the scheduler knows how."""
        from xdist.dsession import get_default_max_worker_restart

        most = get_default_max_worker_restart(self.config)
        if most is not None and self.deaths > most:
            return False
        try:
            sched.mark_test_pending(item)
        except NotImplementedError:
            return False
        return True

    def _shard(self, report: pytest.TestReport, record: Record | None) -> dict[str, Any]:
        """What came of a shard, as a worker would have told."""
        report.user_properties = _properties(record) if record else []
        data: dict[str, Any] = self.config.hook.pytest_report_to_serializable(
            config=self.config, report=report
        )
        return data


def _properties(record: Record) -> list[tuple[str, object]]:
    """The user properties of a report that carries a record."""
    return [("claim", record["id"]), (PROPERTY, json.dumps(record))]
