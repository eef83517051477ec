"""Mutates `impl`, or some of its modules, and writes what came of it to the page of evidence."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tests.evidence import documents
from tests.mutation.judging import judged, snapshot
from tests.mutation.mutating import modules, mutations
from tests.mutation.reporting import complaints, save, saved, summary


def main(arguments: Sequence[str] = ()) -> int:
    """Mutate, judge, print, write, and tell by the exit status whether anything is amiss."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence mutants", description=__doc__)
    parser.add_argument(
        "module", nargs="*", help="such as critic or _kernels; all of them, if there is none"
    )
    chosen = parser.parse_args(arguments).module
    verdicts = []
    with snapshot() as tree:
        all_modules = modules(tree)
        chosen = chosen or all_modules
        found = mutations(tree, chosen)
        for number, verdict in enumerate(judged(tree, found), start=1):
            verdicts.append(verdict)
            if verdict.suite != "claims":
                print(f"{number}/{len(found)}  {verdict}", flush=True)
    print(summary(verdicts), end="")
    problems = complaints(verdicts)
    print(*problems, sep="\n")
    save(verdicts, chosen, all_modules)
    documents.write(mutants=summary(saved()))
    return 1 if problems else 0
