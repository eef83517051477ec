"""What came of a run as files for programs: as JSON, and as a line of a history of many runs."""

from __future__ import annotations

import json
import platform
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from spec.machinery.claims.history import append
from spec.machinery.numbers.precision import precision
from spec.machinery.plugin.records import INTERNAL
from spec.machinery.plugin.shards import WHOLE, seed_of
from spec.machinery.plugin.stash import ACCURACY, IMPLEMENTATION

LIBRARIES = ("hypothesis", "jax", "numpy", "pytest", "scipy", "torch")
"""What decides on results beside the implementation, where it is installed."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --claims-json and --claims-history."""
    group = parser.getgroup("claims")
    group.addoption(
        "--claims-json",
        metavar="FILE",
        type=Path,
        help="Write what was claimed, and what came of it, to this file.",
    )
    group.addoption(
        "--claims-history",
        metavar="FILE",
        type=Path,
        help="Add what came of the claims to this file, as one line of JSON.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Write files wherever there is a person to read them."""
    if not hasattr(config, "workerinput"):
        require_writable(config, "--claims-json")
        require_writable(config, "--claims-history")
        config.pluginmanager.register(Files(config), "claims-files")


def require_writable(config: pytest.Config, option: str) -> None:
    """Raise if the file of an option cannot be written, before there is a night to be lost."""
    file: Path | None = config.getoption(option)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        is_new = not file.exists()
        file.open("ab").close()
        if is_new:
            file.unlink()
    except OSError as problem:
        raise pytest.UsageError(f"{option}: {problem}") from None


class Files:
    """The files of a run that programs read."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.start = datetime.now(UTC)

    def pytest_sessionfinish(self) -> None:
        """Write what came of the claims to the files that are asked for."""
        json_file = self.config.getoption("--claims-json")
        history = self.config.getoption("--claims-history")
        if json_file is None and history is None:
            return
        content = self._content()
        if json_file is not None:
            text = json.dumps(content, ensure_ascii=False, indent=1)
            json_file.write_text(text + "\n", encoding="utf-8")
        if history is not None and content["claims"]:
            append(history, content)

    def _content(self) -> dict[str, Any]:
        """All that there is to tell of the run."""
        implementation = self.config.stash[IMPLEMENTATION]
        report: Any = self.config.pluginmanager.get_plugin("claims-report")
        records = report.in_order()
        return {
            "implementation": {"name": implementation.name, "version": implementation.version},
            "at": self.start.isoformat(timespec="seconds"),
            "seconds": round((datetime.now(UTC) - self.start).total_seconds(), 3),
            "versions": _versions(),
            "precision": precision().name,
            "profile": settings.get_current_profile_name(),
            "seed": self._seed(),
            "accuracy": self.config.stash[ACCURACY],
            "functions": [
                {
                    "name": found.function,
                    "called": found.title,
                    "grade": None if found.grade is None else str(found.grade),
                    "judged_by": found.judged_by,
                    "failures": list(found.claims),
                    "reason": found.reason,
                    "evidence": found.evidence,
                }
                for found in report.verdicts(records)
            ],
            "claims": [
                {key: record[key] for key in record if key not in INTERNAL} for record in records
            ],
        }

    def _seed(self) -> str | None:
        """The seed that repeats the run, if there is one."""
        if self.config.getoption("--shards") != WHOLE or self.config.getoption("--for") is not None:
            return seed_of(self.config)
        named: str | None = self.config.getoption("--hypothesis-seed", None)
        return named


def _versions() -> dict[str, str]:
    """The versions of Python and of what there is of the libraries."""
    versions = {"python": platform.python_version()}
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            versions[name] = version(name)
    return versions
