"""Measures everything and prints the tables; ``--save`` keeps them and puts them in their page."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main(arguments: Sequence[str] = ()) -> None:
    """Run the benchmark as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence speed", description=__doc__)
    parser.add_argument("--save", action="store_true", help="write results.json and the page")
    parser.add_argument("--only", metavar="TEXT", default="", help="rows with this in their name")
    parser.add_argument("--largest", metavar="N", type=int, default=10**7, help="the largest n")
    parser.add_argument(
        "--seconds", metavar="S", type=float, default=3.0, help="for each row and size, at least"
    )
    chosen = parser.parse_args(arguments)
    if chosen.save and chosen.only:
        parser.error("what is saved has every row: --save and --only exclude each other")

    os.environ.update(dict.fromkeys(THREADS, "1"))
    # Only now: NumPy and PyTorch read the number of threads when they are loaded.
    from tests.benchmarks.run import measured, save, show
    from tests.evidence import documents, pages

    report = measured(chosen.only, chosen.largest, chosen.seconds)
    show(report)
    if chosen.save:
        save(report)
        documents.write(**pages.benchmark_regions())
