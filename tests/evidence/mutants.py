"""Mutates `impl`, or some of its modules, and writes what came of it to the page of evidence."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from tests.evidence import documents
from tests.mutation.judging import judged, snapshot
from tests.mutation.mutating import Mutation, modules, mutations
from tests.mutation.reporting import complaints, save, saved, summary
from tests.mutation.verdicts import Verdict


def still_there(verdicts: Iterable[Verdict], mutations: Iterable[Mutation]) -> list[Verdict]:
    """The verdicts on mutants that can be made."""
    mutants = {each.mutant for each in mutations}
    return [each for each in verdicts if each.mutant in mutants]


def main(arguments: Sequence[str] = ()) -> int:
    """Mutate, judge, print, write, and tell by the exit status whether anything is amiss."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence mutants", description=__doc__)
    parser.add_argument(
        "module", nargs="*", help="such as critic or metrics.frechet; all of them, if there is none"
    )
    parser.add_argument(
        "--new",
        action="store_true",
        help="judge the mutants that have not been judged, and forget those that are gone",
    )
    options = parser.parse_args(arguments)
    verdicts = []
    with snapshot() as tree:
        all_modules = modules(tree)
        chosen = options.module or all_modules
        found = mutations(tree, chosen)
        if options.new:
            verdicts = still_there(saved(), found)
            known = {each.mutant for each in verdicts}
            found = [each for each in found if each.mutant not in known]
        try:
            for number, verdict in enumerate(judged(tree, found), start=1):
                verdicts.append(verdict)
                if verdict.suite != "claims":
                    print(f"{number}/{len(found)}  {verdict}", flush=True)
        except KeyboardInterrupt:
            print("interrupted: what was judged is kept, and --new goes on from there")
    print(summary(verdicts), end="")
    problems = complaints(verdicts)
    print(*problems, sep="\n")
    save(verdicts, chosen, all_modules)
    documents.write(mutants=summary(saved()))
    return 1 if problems else 0
