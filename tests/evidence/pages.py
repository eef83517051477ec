"""Writes the parts of the README that are output: run ``python -m tests.evidence.pages``."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import impl
from tests.benchmarks.tables import comparison_table, conditions, growth_table, last_report

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"

_REGION = "(<!-- begin: {name} -->\n).*?(<!-- end: {name} -->)"


def region(text: str, name: str) -> str:
    """The text between the marks of that name."""
    found = re.search(_REGION.format(name=name), text, flags=re.DOTALL)
    if found is None:
        raise ValueError(f"the README has no region {name!r}: mark it with <!-- begin: {name} -->")
    return text[found.end(1) : found.start(2)]


def with_region(text: str, name: str, content: str) -> str:
    """The text with the region of that name replaced."""
    region(text, name)
    pattern = _REGION.format(name=name)
    return re.sub(pattern, lambda m: m[1] + content + m[2], text, flags=re.DOTALL)


def run_claims() -> tuple[str, dict[str, Any]]:
    """What ``pytest spec`` prints, and the same as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "claims.json"
        command = [sys.executable, "-m", "pytest", "spec", "--claims-json", str(report)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return run.stdout, json.loads(report.read_text(encoding="utf-8"))


def output_block(output: str) -> str:
    """The table that a run prints, from its heading to the last line."""
    table = output[output.index("= claims: ") :]
    table = table[table.index("\n") :].strip("\n")
    return f"```text\n{table}\n```\n"


def refuted_table(report: dict[str, Any]) -> str:
    """The refuted sentences, each with its counterexample and what is true instead."""
    statements = {claim["id"]: claim["statement"] for claim in report["claims"]}
    rows = ["| the sentence | is false of | true instead |", "| --- | --- | --- |"]
    for claim in report["claims"]:
        if claim["kind"] == "refuted":
            truth = claim["corrected_by"]
            cells = (
                f"`{claim['id']}` {claim['statement']}",
                claim["counterexample"],
                f"`{truth}` {statements[truth]}",
            )
            rows.append(f"| {' | '.join(map(_cell, cells))} |")
    return "\n".join(rows) + "\n"


def functions_table() -> str:
    """The functions of the reference library, with the first line of what each says of itself."""
    rows = ["| function | is |", "| --- | --- |"]
    for name in impl.__all__:
        function = getattr(impl, name)
        if callable(function):
            parameters = ", ".join(inspect.signature(function).parameters)
            summary = (inspect.getdoc(function) or "").partition("\n")[0]
            rows.append(f"| `{name}({parameters})` | {_cell(summary)} |")
    return "\n".join(rows) + "\n"


def with_benchmark(text: str) -> str:
    """The text with the tables of the benchmark, as it was last saved."""
    report = last_report()
    text = with_region(text, "conditions", conditions(report))
    text = with_region(text, "comparison", comparison_table(report))
    return with_region(text, "growth", growth_table(report))


def _cell(text: str) -> str:
    """The text, fit for a cell of a table."""
    return text.replace("|", "\\|")


def main() -> None:
    """Run the claims and write what came of them."""
    output, report = run_claims()
    text = README.read_text(encoding="utf-8")
    text = with_region(text, "output", output_block(output))
    text = with_region(text, "refuted", refuted_table(report))
    text = with_region(text, "functions", functions_table())
    text = with_benchmark(text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
