"""The tables of a page, from what was measured when the benchmark was last run."""

import json
import math
from pathlib import Path
from typing import Any

from tests.benchmarks.rows import OURS

RESULTS = Path(__file__).with_name("results.json")

NO_DIGIT = 2.0**52
"""An error of so many ulps leaves no digit of a result."""

ENOUGH = 4.0
"""A way of computing something is as accurate as ours if its errors are within this multiple."""

SMALL, LARGE = 1_000, 100_000
"""Sizes of arrays: small up to the former, large from the latter on."""

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

Report = dict[str, Any]


def last_report() -> Report:
    """What the benchmark found when it was last saved."""
    report: Report = json.loads(RESULTS.read_text(encoding="utf-8"))
    return report


def comparison_table(report: Report) -> str:
    """Ours beside the others: errors, and times as multiples of ours."""
    sizes = _sizes(report)
    table = [["", "", "error, ulp", "at worst", *(f"n = {_power(n)}" for n in sizes)]]
    for row in report["rows"]:
        for i, way in enumerate(row["ways"]):
            ordinary = next(iter(way["errors"].values()))
            ratios = [_ratio(way, n) for n in sizes]
            table.append(
                [
                    "" if i else f"**{row['name']}**",
                    f"`{way['code']}`",
                    _ulps(ordinary),
                    _worst(way["errors"]),
                    *ratios,
                ]
            )
    return _markdown(table)


def growth_table(report: Report) -> str:
    """How our time grows with n, and how much memory is needed beside arguments and result."""
    sizes = _sizes(report)
    table = [
        [
            "",
            *(f"n = {_power(n)}" for n in sizes),
            "memory, n = 10⁵",
            "memory at most",
            "others",
        ]
    ]
    for row in report["rows"]:
        ours, *others = row["ways"]
        largest = max(ours["seconds"], key=int)
        table.append(
            [
                row["name"],
                *(_time(ours["seconds"].get(str(n))) for n in sizes),
                _bytes(ours["memory"].get("100000")),
                _bytes(ours["memory"][largest]),
                _bytes(
                    min((way["memory"][largest] for way in others if way["memory"]), default=None)
                ),
            ]
        )
    return _markdown(table)


def conditions(report: Report) -> str:
    """With what versions the tables came about."""
    versions = ", ".join(f"{name} {number}" for name, number in report["versions"].items())
    return f"One thread, {report['architecture']}; {versions}.\n"


def missed_targets(report: Report) -> list[str]:
    """Where another way takes a smaller part of our time than it should.

    From n = 10⁴ on ours should be faster than SciPy, and at n = 10⁵ and more as fast as any other
    that is as accurate; small arrays should take no more than twice as long as SciPy or NumPy.
    """
    missed = []
    for row in report["rows"]:
        ours, *others = row["ways"]
        enough = ENOUGH * max(1.0, _largest(ours["errors"]))
        for way in others:
            for n, ratio in way["ratios"].items():
                if int(n) <= SMALL:
                    bound = 0.5 if way["library"] in ("NumPy", "SciPy") else 0.0
                else:
                    accurate = int(n) >= LARGE and _largest(way["errors"]) <= enough
                    bound = 1.0 if way["library"] == "SciPy" or accurate else 0.0
                if ratio < bound:
                    missed.append(f"{row['name']}, n = {n}: {way['code']} takes {ratio:.2f}")
    return missed


def _largest(errors: dict[str, float | None]) -> float:
    return max(math.inf if error is None else error for error in errors.values())


def _sizes(report: Report) -> list[int]:
    sizes = {int(n) for row in report["rows"] for way in row["ways"] for n in way["seconds"]}
    return sorted(sizes)


def _power(n: int) -> str:
    exponent = round(math.log10(n))
    return f"10{_superscript(exponent)}" if n == 10**exponent else str(n)


def _superscript(exponent: int) -> str:
    return str(exponent).translate(SUPERSCRIPTS)


def _ratio(way: dict[str, Any], n: int) -> str:
    ratio = way["ratios"].get(str(n))
    if ratio is None:
        return "–"
    return "1" if way["library"] == OURS else _two_digits(ratio)


def _two_digits(number: float) -> str:
    return f"{float(f'{number:.2g}'):g}"


def _worst(errors: dict[str, float | None]) -> str:
    group = max(errors, key=lambda name: math.inf if errors[name] is None else errors[name])
    where = "" if group == "ordinary" else f" ({group})"
    return _ulps(errors[group]) + where


def _ulps(error: float | None) -> str:
    if error is None:
        return "no number"
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
