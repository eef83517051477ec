"""Writes the parts of the pages that are output of a run: ``python -m tests.evidence pages``."""

from __future__ import annotations

import argparse
import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import impl
from tests.benchmarks.tables import last_report, saved_parts, tables
from tests.evidence import documents
from tests.evidence.documents import ROOT

WIDTH = 400
"""The columns of the terminal in which claims are run: every row fits."""

EXCERPT = (
    "2.4/sigmoid-derivative",
    "2.4/saturates",
    "2.4/negative-logits-suffice",
    "3.1/minimiser",
    "fgan/table-jensen-shannon",
    "num/loss-tails",
)
"""The claims that the README shows."""


def run_claims() -> tuple[str, dict[str, Any]]:
    """What ``pytest spec`` prints, and the same as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "claims.json"
        command = [sys.executable, "-m", "pytest", "spec", "--claims-json", str(report)]
        wide = os.environ | {"COLUMNS": str(WIDTH)}
        run = subprocess.run(
            command, cwd=ROOT, env=wide, capture_output=True, text=True, check=True
        )
        return run.stdout, json.loads(report.read_text(encoding="utf-8"))


def output_block(output: str) -> str:
    """The table that a run prints, from its heading to the totals."""
    table = output[output.index("= claims: ") :]
    table = table[table.index("\n") :].strip("\n").rpartition("\n")[0]
    return f"```text\n{table}\n```\n"


def excerpt(output: str) -> str:
    """The rows of a few claims, below the titles of their chapters, and the last line."""
    *lines, last = output_block(output).splitlines()[1:-1]
    shown: list[str] = []
    title, takes = "", False
    for line in lines:
        if line[:1].strip():
            title, takes = line, False
        elif line[:3].strip():
            takes = line.split()[1] in EXCERPT
            if takes and title:
                shown.append(title)
                title = ""
        if takes:
            shown.append(re.sub(r"^(  \w+ +\S+) +", r"\1  ", line))
    return "\n".join(["```text", *shown, last, "```", ""])


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


def benchmark_regions(*parts: str) -> dict[str, str]:
    """The tables of parts of the benchmark, or of all that were saved, by their regions."""
    return {
        f"{part}-{name}": content
        for part in parts or saved_parts()
        for name, content in tables(last_report(part)).items()
    }


def _cell(text: str) -> str:
    """The text, fit for a cell of a table."""
    return text.replace("|", "\\|")


def main(arguments: Sequence[str] = ()) -> None:
    """Run the claims and write what came of them."""
    argparse.ArgumentParser(prog="python -m tests.evidence pages", description=__doc__).parse_args(
        arguments
    )
    output, report = run_claims()
    documents.write(
        output=output_block(output),
        excerpt=excerpt(output),
        refuted=refuted_table(report),
        functions=functions_table(),
        **benchmark_regions(),
    )
