"""Judges mutants, in copies of the tree, as many at a time as there are cores."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import SimpleQueue
from pathlib import Path

from cosmic_ray.config import load_config
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_item import TestOutcome

from tests.mutation.mutating import CONFIGURATION, Mutation
from tests.mutation.verdicts import Verdict
from tests.mutation.watching import Watched, judges_of, read

ROOT = Path(__file__).parents[2]

PYTEST = [sys.executable, "-m", "pytest", "-p", "tests.mutation.plugin", "-n0", "-q"]

COMPILE = [sys.executable, "-m", "compileall", "-qf", "--invalidation-mode", "checked-hash"]

SUITES = {
    "claims": ["spec"],
    "tests": sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/impl/**/test_*.py")),
}
"""Who judges a mutant: the claims, and the tests of `impl` if it gets past them."""

Judges = dict[str, list[str]]
"""The tests that a mutant is put before, suite by suite."""


@contextmanager
def snapshot() -> Iterator[Path]:
    """A copy of the tree as it is, with changes that are not committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        for name in filter(None, listed.split("\0")):
            source, target = ROOT / name, Path(folder, "tree", name)
            if source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        yield Path(folder, "tree")


def judged(tree: Path, mutations: Sequence[Mutation]) -> Iterator[Verdict]:
    """The verdict on each mutant of a tree, in their order."""
    watched = _watched(tree)
    # Judges find everything compiled. Modules of `impl` are told by their content, as a mutant may
    # be as long as the original, and no older by the clock of the file system.
    _run(tree, [*COMPILE, "impl"])
    judges = [
        {
            suite: judges_of(tree / each.specification.module_path, each.number, tests)
            for suite, tests in watched.items()
        }
        for each in mutations
    ]
    copies = [tree.with_name(f"copy{number}") for number in range(os.cpu_count() or 1)]
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        shutil.copytree(tree, copy)
        free.put(copy)
    with ProcessPoolExecutor(len(copies), initializer=_enter, initargs=(free,)) as pool:
        yield from pool.map(_verdict, mutations, judges)


def _watched(tree: Path) -> dict[str, list[Watched]]:
    """The tests of each suite, with what they execute."""

    def watch(suite: str) -> list[Watched]:
        report = tree.with_name(f"{suite}.json")
        _run(tree, [*PYTEST, "--watch", str(report), *SUITES[suite]])
        return read(report)

    with ThreadPoolExecutor() as pool:
        return dict(zip(SUITES, pool.map(watch, SUITES), strict=True))


def _run(tree: Path, command: list[str]) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(
            f"{shlex.join(command)} fails without a mutant:\n{run.stdout}{run.stderr}"
        )


def _enter(free: SimpleQueue[Path]) -> None:
    os.chdir(free.get())
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"


def _verdict(mutation: Mutation, judges: Judges) -> Verdict:
    timeout = load_config(CONFIGURATION).timeout
    for suite, tests in judges.items():
        if not tests:
            continue
        command = shlex.join([*PYTEST, "-x", *tests])
        result = mutate_and_test([mutation.specification], command, timeout)
        if result.test_outcome is TestOutcome.KILLED:
            return Verdict(mutation.mutant, suite, _killer(result.output))
        if result.test_outcome is not TestOutcome.SURVIVED:
            raise RuntimeError(f"{mutation.mutant} could not be judged:\n{result.output}")
    return Verdict(mutation.mutant)


def _killer(output: str) -> str:
    failed = re.search(r"^(?:FAILED|ERROR) ([^\s[]+)", output, flags=re.MULTILINE)
    if failed:
        return failed[1]
    if output == "timeout":
        return "the time limit"
    return "the memory limit" if "Fatal Python error" in output else "Python, on import"
