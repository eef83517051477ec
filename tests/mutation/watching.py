"""Which tests execute which lines: no other can tell a mutant of that line from the original.

Tests draw the same in every run, so one that does not come to a line of the original does not come
to it if the line is another.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.syntax import statements


@dataclass(frozen=True)
class Watched:
    """What was seen of a test.

    Attributes
    ----------
    test
        Its node id.
    seconds
        How long it took.
    lines
        The lines of `impl` that it executed, as modules and numbers.
    """

    test: str
    seconds: float
    lines: frozenset[tuple[str, int]]


def read(file: Path) -> list[Watched]:
    """What a run wrote down, those first that are quick or look at every digit."""
    report = json.loads(file.read_text(encoding="utf-8"))
    tests = [
        Watched(test, seen["seconds"], frozenset((module, line) for module, line in seen["lines"]))
        for test, seen in report.items()
    ]
    return sorted(tests, key=lambda each: ("numerics" not in each.test, each.seconds))


def judges_of(file: Path, line: int, watched: list[Watched]) -> list[str]:
    """The tests that execute the statement on the line, or all for one outside of functions."""
    span = _span(file, line)
    if span is None:
        own = [each for each in watched if any(module == file.stem for module, _ in each.lines)]
        return [each.test for each in own] + [each.test for each in watched if each not in own]
    statement = {(file.stem, number) for number in span}
    return [each.test for each in watched if statement & each.lines]


def _span(file: Path, line: int) -> range | None:
    """The lines by which a test is seen to execute the statement on a line, if any can be.

    They are those of the statement, or of its head if it has a body. Of a function they are the
    body's: its decorators and defaults make no difference before it is called.
    """
    around = statements(file, line)
    if not any(isinstance(each, ast.FunctionDef) for each in around):
        return None
    innermost = around[-1]
    end = (innermost.end_lineno or innermost.lineno) + 1
    body = getattr(innermost, "body", None)
    if body is None:
        return range(innermost.lineno, end)
    if isinstance(innermost, ast.FunctionDef):
        return range(body[0].lineno, end)
    return range(innermost.lineno, max(innermost.lineno + 1, body[0].lineno))
