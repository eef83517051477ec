"""One run of a part of the benchmark: everything measured, shown, saved."""

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
from tests.benchmarks.tables import Report, missed_targets, results, tables
from tests.benchmarks.ways import OURS, Part, Row

PACKAGES = {
    "NumPy": "numpy",
    "SciPy": "scipy",
    "PyTorch": "torch",
    "POT": "pot",
    "torchmetrics": "torchmetrics",
    "torch-fidelity": "torch-fidelity",
    "pytorch-fid": "pytorch-fid",
    "prdc": "prdc",
}


def measured(part: Part, only: str, largest: int, budget: float) -> Report:
    """The rows of a part with a text in their name, up to a size, each for a number of seconds."""
    return {
        "versions": _versions(part),
        "architecture": platform.machine(),
        "size": part.size,
        "rows": [
            _measured_row(row, part, largest, budget) for row in part.rows if only in row.name
        ],
    }


def _measured_row(row: Row, part: Part, largest: int, budget: float) -> dict[str, Any]:
    _say(f"{row.name}: errors")
    ways: list[dict[str, Any]] = [
        {
            "library": way.library,
            "code": way.code,
            "errors": {group: _finite(error) for group, error in by_group.items()},
            "times": [],
        }
        for way, by_group in zip(row.available_ways, errors(row, POINTS[row.name]), strict=True)
    ]
    for n in row.sizes:
        if n <= largest:
            _say(f"{row.name}: {part.size} = {n:,}")
            _measure_size(row, n, part, budget, ways)
    return {"name": row.name, "least": row.least, "by_group": row.by_group, "ways": ways}


def _measure_size(row: Row, n: int, part: Part, budget: float, ways: list[dict[str, Any]]) -> None:
    inputs = row.inputs(n)
    calls = [calls_of(way, inputs) for way in row.available_ways]
    for threads in part.threads:
        times = seconds(calls, budget, rounds=part.rounds, threads=threads)
        for way, call, result, taken in zip(row.available_ways, calls, ways, times, strict=True):
            time = {
                "n": n,
                "threads": threads,
                "seconds": _rounded(statistics.median(taken)),
                "ratio": _rounded(median_ratio(times[0], taken)),
            }
            # What takes long is not done once more only for the memory that others need.
            if threads == 1 and allocates_with_numpy(way) and part.rounds > (way.library != OURS):
                time["memory"] = extra_memory(call.first)
            result["times"].append(time)


def show(report: Report) -> None:
    """Print the tables, and what falls short of what this library is meant to be."""
    for table in tables(report).values():
        print(table)
    missed = missed_targets(report)
    print("\n".join(["Targets missed:", *missed] if missed else ["Every target is met."]))
    busy = " ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"Load of the machine over the last 1, 5 and 15 minutes, ours included: {busy}")


def save(name: str, report: Report) -> None:
    """Keep the results of a part, beside those of the others."""
    text = json.dumps(report, indent=1, ensure_ascii=False, allow_nan=False)
    results(name).write_text(text + "\n", encoding="utf-8")


def _versions(part: Part) -> dict[str, str]:
    """The versions of the libraries that a part is measured with."""
    needed = {way.library for row in part.rows for way in row.ways}
    found = {"Python": platform.python_version()}
    for name, package in PACKAGES.items():
        if name in needed or name == "NumPy":
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
