"""One run of the benchmark: everything measured, shown, saved."""

import importlib.metadata
import json
import math
import os
import platform
import statistics
import sys
from typing import Any

from tests.benchmarks.measuring import (
    allocates_with_numpy,
    calls_of,
    errors,
    extra_memory,
    median_ratio,
    seconds,
)
from tests.benchmarks.points import POINTS
from tests.benchmarks.rows import ROWS, Row
from tests.benchmarks.tables import (
    RESULTS,
    Report,
    comparison_table,
    conditions,
    growth_table,
    missed_targets,
)

PACKAGES = {"NumPy": "numpy", "SciPy": "scipy", "PyTorch": "torch", "POT": "pot"}


def measured(only: str, largest: int, budget: float) -> Report:
    """The rows with a text in their name, up to a size, each size for a number of seconds."""
    rows = [row for row in ROWS if only in row.name]
    return {
        "versions": _versions(),
        "architecture": platform.machine(),
        "rows": [_measured_row(row, largest, budget) for row in rows],
    }


def _measured_row(row: Row, largest: int, budget: float) -> dict[str, Any]:
    _say(f"{row.name}: errors")
    ways: list[dict[str, Any]] = [
        {
            "library": way.library,
            "code": way.code,
            "errors": {group: _finite(error) for group, error in by_group.items()},
            "seconds": {},
            "ratios": {},
            "memory": {},
        }
        for way, by_group in zip(row.available_ways, errors(row, POINTS[row.name]), strict=True)
    ]
    for n in row.sizes:
        if n <= largest:
            _say(f"{row.name}: n = {n:,}")
            _measure_size(row, n, budget, ways)
    return {"name": row.name, "ways": ways}


def _measure_size(row: Row, n: int, budget: float, ways: list[dict[str, Any]]) -> None:
    inputs = row.inputs(n)
    calls = [calls_of(way, inputs) for way in row.available_ways]
    times = seconds(calls, budget)
    for way, call, result, taken in zip(row.available_ways, calls, ways, times, strict=True):
        result["seconds"][str(n)] = _rounded(statistics.median(taken))
        result["ratios"][str(n)] = _rounded(median_ratio(times[0], taken))
        if allocates_with_numpy(way):
            result["memory"][str(n)] = extra_memory(call.first)


def show(report: Report) -> None:
    """Print the tables, and what falls short of what this library is meant to be."""
    print(conditions(report))
    print(comparison_table(report))
    print(growth_table(report))
    missed = missed_targets(report)
    print("\n".join(["Targets missed:", *missed] if missed else ["Every target is met."]))
    busy = " ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"Load of the machine over the last 1, 5 and 15 minutes, ours included: {busy}")


def save(report: Report) -> None:
    """Keep the results."""
    text = json.dumps(report, indent=1, ensure_ascii=False, allow_nan=False)
    RESULTS.write_text(text + "\n", encoding="utf-8")


def _versions() -> dict[str, str]:
    found = {"Python": platform.python_version()}
    for name, package in PACKAGES.items():
        try:
            found[name] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            _say(f"{name} is not installed, and left out")
    return found


def _finite(error: float) -> float | None:
    return _rounded(error) if math.isfinite(error) else None


def _rounded(number: float) -> float:
    return float(f"{number:.3g}")


def _say(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)
