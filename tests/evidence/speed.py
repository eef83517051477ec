"""Measures parts of the benchmark, or all, and prints tables; ``--save`` keeps what was found.

Each part is saved on its own, and put in its place on the page.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main(arguments: Sequence[str] = ()) -> None:
    """Run the benchmark as the command line says."""
    os.environ.update(dict.fromkeys(THREADS, "1"))
    # Only now: NumPy and PyTorch read the number of threads when they are loaded.
    from tests.benchmarks.rows import PARTS
    from tests.benchmarks.run import measured, save, show
    from tests.evidence import documents, pages

    parser = argparse.ArgumentParser(prog="python -m tests.evidence speed", description=__doc__)
    parser.add_argument("parts", metavar="PART", nargs="*", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--save", action="store_true", help="write the results and the page")
    parser.add_argument("--only", metavar="TEXT", default="", help="rows with this in their name")
    parser.add_argument("--largest", metavar="N", type=int, default=10**7, help="the largest n")
    parser.add_argument(
        "--seconds", metavar="S", type=float, default=3.0, help="for each row and size, at least"
    )
    chosen = parser.parse_args(arguments)
    for name in chosen.parts:
        if name not in PARTS:
            parser.error(f"there is no part {name!r}: the parts are {', '.join(PARTS)}")
    if chosen.save and chosen.only:
        parser.error("what is saved has every row: --save and --only exclude each other")

    for name in chosen.parts or PARTS:
        with contextlib.redirect_stdout(sys.stderr):
            # Some libraries print what they do.
            report = measured(PARTS[name], chosen.only, chosen.largest, chosen.seconds)
        if report["rows"]:
            show(report)
        if chosen.save:
            save(name, report)
            documents.write(**pages.benchmark_regions(name))
