"""What came of a run as a page to look at, which the specification knows how to write."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from spec.machinery.claims.findings import Findings
from spec.machinery.claims.specification import Specification
from spec.machinery.claims.verdicts import verdicts
from spec.machinery.plugin.files import require_writable
from spec.machinery.plugin.stash import ACCURACY, IMPLEMENTATION, SPECIFICATION


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --claims-html."""
    parser.getgroup("claims").addoption(
        "--claims-html",
        metavar="FILE",
        type=Path,
        help="Write a page to look at to this file: a verdict on each function, and every claim.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Before anything is run, see to it that the page can be written."""
    file = config.getoption("--claims-html")
    if file is not None and not hasattr(config, "workerinput"):
        require_writable(config, "--claims-html")
        page_of = writer(config.stash[SPECIFICATION])
        config.pluginmanager.register(Page(config, file, page_of), "claims-page")


def writer(specification: Specification) -> Callable[[Findings], str]:
    """What makes a page of findings, as the specification has it.

    Raises
    ------
    pytest.UsageError
        If it has none, or what that needs is not installed.
    """
    if specification.report is None:
        raise pytest.UsageError(f"--claims-html: {specification.name} writes no page")
    try:
        report: Any = importlib.import_module(specification.report)
    except ModuleNotFoundError as error:
        if f"{error.name}.".startswith(f"{specification.package}."):
            raise
        raise pytest.UsageError(
            f"--claims-html needs {error.name}, which pip install "
            f"'{specification.name}[report]' installs"
        ) from None
    page_of: Callable[[Findings], str] = report.page
    return page_of


class Page:
    """The page of a run, and the file that it goes to."""

    def __init__(
        self, config: pytest.Config, file: Path, page_of: Callable[[Findings], str]
    ) -> None:
        self.config = config
        self.file = file
        self.page_of = page_of
        self.is_written = False

    def pytest_sessionfinish(self) -> None:
        """Write the page, if there is anything to show."""
        report: Any = self.config.pluginmanager.get_plugin("claims-report")
        records = report.in_order()
        if not records:
            return
        specification = self.config.stash[SPECIFICATION]
        implementation = self.config.stash[IMPLEMENTATION]
        found = Findings(
            specification,
            implementation,
            records,
            verdicts(records, implementation, specification.functions),
            self.config.stash[ACCURACY],
            settings.get_current_profile_name(),
        )
        self.file.write_text(self.page_of(found), encoding="utf-8")
        self.is_written = True

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the page is."""
        if self.is_written:
            terminalreporter.write_line(f"a page to look at: {self.file}")
