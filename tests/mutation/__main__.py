"""Mutates `impl` and tells what came of it; with names of its modules, mutates only these."""

import argparse
import sys

from tests.mutation.judging import judged, snapshot
from tests.mutation.mutating import modules, mutations
from tests.mutation.reporting import complaints, save, summary


def main() -> int:
    """Mutate, judge, print, and write what came of all modules."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("module", nargs="*", help="such as critic or _kernels")
    chosen = parser.parse_args().module
    verdicts = []
    with snapshot() as tree:
        found = mutations(tree, chosen or modules(tree))
        for number, verdict in enumerate(judged(tree, found), start=1):
            verdicts.append(verdict)
            if verdict.court != "claims":
                print(f"{number}/{len(found)}  {verdict}", flush=True)
    print(summary(verdicts), end="")
    problems = complaints(verdicts)
    print(*problems, sep="\n")
    if not chosen:
        save(verdicts)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
