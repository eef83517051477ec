"""Pages to look at, of the reference and of libraries: ``python -m tests.evidence reports``.

Each is what ``--claims-html`` writes, and goes to `docs/reports`. Names choose some of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.evidence.documents import ROOT

REPORTS = {
    "impl": "impl",
    "pytorch": "tests.subjects.pytorch_functions:on_tensors",
    "pytorch_probabilities": "tests.subjects.pytorch_functions:on_probabilities",
    "scipy": "tests.subjects.scipy_functions",
    "jax": "tests.subjects.jax_functions:on_arrays",
}
"""What each page is of, as ``--impl`` is given it."""

FOLDER = ROOT / "docs" / "reports"

LIMIT = 1800
"""Seconds that a run may take."""


def file_of(name: str) -> Path:
    """Where a page is."""
    return FOLDER / f"{name}.html"


def write(name: str) -> None:
    """Hold the specification against a subject, the same way every time, and write the page.

    Raises
    ------
    RuntimeError
        If there is no page in the end.
    """
    command = [sys.executable, "-m", "pytest", "spec", "-p", "no:cacheprovider", "-n0"]
    command += ["--hypothesis-profile", "ci", "--impl", REPORTS[name]]
    page = file_of(name)
    page.unlink(missing_ok=True)
    done = subprocess.run(
        [*command, "--claims-html", str(page)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    if not page.exists():
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def main(arguments: Sequence[str] = ()) -> None:
    """Write the pages, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence reports", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(REPORTS)}")
    chosen = parser.parse_args(arguments).names or list(REPORTS)
    for name in chosen:
        if name not in REPORTS:
            parser.error(f"there is no page {name}")
    for name in chosen:
        write(name)
