"""Workers that die: a claim that is lost with one is tried once more, on another.

It draws the same examples there. So what ended the worker ends the next one too, if it was a call
of the implementation, and the claim fails for it; what cuts a worker off costs no verdict.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from spec.machinery.claims.records import Record
from spec.machinery.plugin.records import PROPERTY, record_of_crash
from spec.machinery.plugin.shards import name_of
from spec.machinery.plugin.stash import SPECIFICATION


def pytest_configure(config: pytest.Config) -> None:
    """Watch workers wherever they are started."""
    if config.pluginmanager.hasplugin("xdist") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Crashes(config), "claims-crashes")


class Crashes:
    """The claims whose workers have died."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.lost: set[str] = set()

    def pytest_handlecrashitem(self, crashitem: str, report: pytest.TestReport, sched: Any) -> None:
        """Have a claim tried once more; the second time, say what came of it."""
        name = name_of(crashitem)
        claim = crashitem if name is None else name.claim
        record = record_of_crash(claim, str(report.longrepr), self.config.stash[SPECIFICATION])
        if record is None and name is None:
            return
        if crashitem not in self.lost and self._is_pending_again(crashitem, sched):
            self.lost.add(crashitem)
        elif name is not None:
            vars(report)["shard"] = self._shard(report, record)
        else:
            return
        # A report that nobody takes notice of.
        report.outcome, report.when = "passed", "setup"

    def _is_pending_again(self, item: str, sched: Any) -> bool:
        """Have an item run once more, if the scheduler knows how."""
        try:
            sched.mark_test_pending(item)
        except NotImplementedError:
            return False
        return True

    def _shard(self, report: pytest.TestReport, record: Record | None) -> dict[str, Any]:
        """What came of a shard, as a worker would have told."""
        properties = [("claim", record["id"]), (PROPERTY, json.dumps(record))] if record else []
        report.user_properties = properties
        data: dict[str, Any] = self.config.hook.pytest_report_to_serializable(
            config=self.config, report=report
        )
        return data
