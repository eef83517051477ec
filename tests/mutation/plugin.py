"""The pytest plugin of the runs that judge mutants.

Draws are those of the profile `ci`, the same in every run, and what fails is not shrunk, as nobody
looks at it. With --watch FILE the run writes down which lines of `impl` each test executes.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import Phase, settings

from spec.machinery.plugin.stash import member_of
from tests.mutation.syntax import module_name

MEMORY = 4 * 2**30
"""Bytes that a run may take: a mutant in an endless loop may ask for all there are."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --watch."""
    parser.addoption("--watch", metavar="FILE", type=Path)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Set profile and limits, and start to watch."""
    phases = (Phase.explicit, Phase.generate, Phase.target)
    settings.register_profile("judging", settings.get_profile("ci"), phases=phases)
    settings.load_profile("judging")
    # It takes a tenth of the time, for garbage that goes with the process.
    gc.disable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
    if config.getoption("watch"):
        config.pluginmanager.register(Watch(config.rootpath / "impl", config.getoption("watch")))


class Watch:
    """Writes down how long each test takes, and which lines it executes."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._folder = str(folder)
        self._file = file
        self._seconds: dict[str, float] = defaultdict(float)
        self._lines: dict[str, set[tuple[str, int]]] = defaultdict(set)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Watch a claim, or a test, of which all parameters count as one."""
        test = item.nodeid if member_of(item) else item.nodeid.partition("[")[0]
        lines, folder = self._lines[test], self._folder

        def on_line(frame: FrameType, event: str, argument: Any) -> Any:
            lines.add((frame.f_code.co_filename, frame.f_lineno))
            return on_line

        def on_call(frame: FrameType, event: str, argument: Any) -> Any:
            return on_line if frame.f_code.co_filename.startswith(folder) else None

        started = time.perf_counter()
        sys.settrace(on_call)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self._seconds[test] += time.perf_counter() - started

    def pytest_sessionfinish(self) -> None:
        """Write it down."""
        report = {
            test: {
                "seconds": self._seconds[test],
                "lines": sorted((module_name(Path(file)), number) for file, number in lines),
            }
            for test, lines in self._lines.items()
        }
        self._file.write_text(json.dumps(report), encoding="utf-8")
