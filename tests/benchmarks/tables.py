"""The tables of a page, from what was measured when a part of the benchmark was last run."""

import json
import math
from pathlib import Path
from typing import Any

from tests.benchmarks.ways import OURS

RESULTS = Path(__file__).with_name("results")

NO_DIGIT = 2.0**52
"""An error of so many ulps leaves no digit of a result."""

ENOUGH = 4.0
"""A way of computing something is as accurate as ours if its errors are within this multiple."""

SMALL, LARGE = 1_000, 100_000
"""Sizes of arrays: small up to the former, large from the latter on."""

MIDDLE = 100_000
"""Where memory is told beside what it comes to at most."""

_THREADS = {1: "One thread", 2: "One thread or two"}

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

Report = dict[str, Any]


Setting = tuple[int, int]
"""A number of threads, and a size."""


def results(name: str) -> Path:
    """Where the results of a part are kept."""
    return RESULTS / f"{name}.json"


def saved_parts() -> list[str]:
    """The parts that were measured and saved."""
    return sorted(path.stem for path in RESULTS.glob("*.json"))


def last_report(name: str) -> Report:
    """What the benchmark found when a part was last saved."""
    report: Report = json.loads(results(name).read_text(encoding="utf-8"))
    return report


def tables(report: Report) -> dict[str, str]:
    """All that a page shows of a part."""
    found = {
        "comparison": comparison_table(report),
        "growth": growth_table(report),
        "conditions": conditions(report),
    }
    has_cases = any(row["by_group"] for row in report["rows"])
    return found | {"cases": cases_table(report)} if has_cases else found


def comparison_table(report: Report) -> str:
    """Ours beside the others: errors, and times as multiples of ours."""
    settings = _settings(report)
    headings = [_heading(report, setting) for setting in settings]
    table = [["", "", "error, ulp", "at worst", *headings]]
    for row in report["rows"]:
        for i, way in enumerate(row["ways"]):
            ordinary = next(iter(way["errors"].values()))
            times = _by_setting(way)
            table.append(
                [
                    "" if i else f"**{row['name']}**",
                    f"`{way['code']}`",
                    _ulps(ordinary),
                    _worst(way["errors"]),
                    *(_ratio(way, times.get(setting)) for setting in settings),
                ]
            )
    return _markdown(table)


def cases_table(report: Report) -> str:
    """The errors in each group of points, of ours and of the others."""
    rows = [row for row in report["rows"] if row["by_group"]]
    groups = list(dict.fromkeys(group for row in rows for group in row["ways"][0]["errors"]))
    table = [["", "", *groups]]
    for row in rows:
        for i, way in enumerate(row["ways"]):
            errors = (way["errors"].get(group, math.nan) for group in groups)
            table.append(["" if i else f"**{row['name']}**", way["library"], *map(_ulps, errors)])
    return _markdown(table)


def growth_table(report: Report) -> str:
    """How our time grows with n, and how much memory is needed beside arguments and result."""
    settings = _settings(report)
    headings = [_heading(report, setting) for setting in settings]
    has_middle = (1, MIDDLE) in settings
    middle = [f"memory, {report['size']} = {_power(MIDDLE)}"] if has_middle else []
    table = [["", *headings, *middle, "memory at most", "others"]]
    for row in report["rows"]:
        ours, *others = (_by_setting(way) for way in row["ways"])
        largest = max(setting for setting in ours if setting[0] == 1)
        needed = (way.get(largest, {}).get("memory") for way in others)
        table.append(
            [
                row["name"],
                *(_time(ours.get(setting, {}).get("seconds")) for setting in settings),
                *([_bytes(ours.get((1, MIDDLE), {}).get("memory"))] if has_middle else []),
                _bytes(ours[largest]["memory"]),
                _bytes(min((count for count in needed if count is not None), default=None)),
            ]
        )
    return _markdown(table)


def conditions(report: Report) -> str:
    """With what versions the tables came about."""
    versions = ", ".join(f"{name} {number}" for name, number in report["versions"].items())
    threads = max(thread for thread, _ in _settings(report))
    return f"{_THREADS[threads]}, {report['architecture']}; {versions}.\n"


def missed_targets(report: Report) -> list[str]:
    """Where another way takes a smaller part of our time than it should.

    That is what a row says. Where it says nothing, ours should be faster than SciPy from n = 10⁴
    on, and at n = 10⁵ and more as fast as any other that is as accurate; small arrays should take
    no more than twice as long as SciPy or NumPy.
    """
    missed = []
    for row in report["rows"]:
        ours, *others = row["ways"]
        enough = ENOUGH * max(1.0, _largest(ours["errors"]))
        for way in others:
            is_accurate = _largest(way["errors"]) <= enough
            for time in way["times"]:
                bound = row["least"]
                if bound is None:
                    bound = _usual_bound(way["library"], is_accurate, time["n"])
                if time["ratio"] < bound:
                    heading = _heading(report, (time["threads"], time["n"]))
                    missed.append(
                        f"{row['name']}, {heading}: {way['code']} takes {time['ratio']:.2f}"
                    )
    return missed


def _usual_bound(library: str, is_accurate: bool, n: int) -> float:
    if n <= SMALL:
        return 0.5 if library in ("NumPy", "SciPy") else 0.0
    return 1.0 if library == "SciPy" or (is_accurate and n >= LARGE) else 0.0


def _largest(errors: dict[str, float | None]) -> float:
    return max(math.inf if error is None else error for error in errors.values())


def _settings(report: Report) -> list[Setting]:
    return sorted({setting for row in report["rows"] for setting in _by_setting(row["ways"][0])})


def _by_setting(way: dict[str, Any]) -> dict[Setting, dict[str, Any]]:
    return {(time["threads"], time["n"]): time for time in way["times"]}


def _heading(report: Report, setting: Setting) -> str:
    threads, n = setting
    size = f"{report['size']} = {_power(n)}"
    return size if threads == 1 else f"{size}, {threads} threads"


def _power(n: int) -> str:
    exponent = round(math.log10(n))
    return f"10{_superscript(exponent)}" if n == 10**exponent else str(n)


def _superscript(exponent: int) -> str:
    return str(exponent).translate(SUPERSCRIPTS)


def _ratio(way: dict[str, Any], time: dict[str, Any] | None) -> str:
    if time is None:
        return "–"
    return "1" if way["library"] == OURS else _two_digits(time["ratio"])


def _two_digits(number: float) -> str:
    return f"{float(f'{number:.2g}'):g}"


def _worst(errors: dict[str, float | None]) -> str:
    group = max(errors, key=lambda name: math.inf if errors[name] is None else errors[name])
    where = "" if group == "ordinary" else f" ({group})"
    return _ulps(errors[group]) + where


def _ulps(error: float | None) -> str:
    if error is None:
        return "no number"
    if math.isnan(error):
        return "–"
    if error >= NO_DIGIT:
        return "no digit"
    if error < 1000:
        return f"{error:.1f}" if error < 100 else f"{error:.0f}"
    digits, _, exponent = f"{error:.0e}".partition("e")
    return f"{digits}·10{_superscript(int(exponent))}"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    unit, size = next(
        ((unit, size) for unit, size in (("s", 1.0), ("ms", 1e-3)) if seconds >= 0.995 * size),
        ("µs", 1e-6),
    )
    return f"{_two_digits(seconds / size)} {unit}"


def _bytes(count: int | None) -> str:
    if count is None:
        return "–"
    units = (("GB", 1e9), ("MB", 1e6), ("kB", 1e3))
    unit, size = next(((unit, size) for unit, size in units if count >= 0.995 * size), ("B", 1.0))
    return f"{_two_digits(count / size)} {unit}"


def _markdown(table: list[list[str]]) -> str:
    heading, *rows = table
    lines = [heading, ["---"] * len(heading), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
