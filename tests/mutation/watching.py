"""Which tests execute which lines: no other can tell a mutant of that line from the original.

Tests draw the same in every run, so one that does not come to a line of the original does not come
to it if the line is another. (Only the numbers that Hypothesis picks from the source may change.)
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.syntax import (
    Statement,
    assigned_names,
    lines_that_read,
    module_name,
    package,
    statements,
)


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
    return sorted(tests, key=lambda each: ("floats" not in each.test, each.seconds))


def judges_of(file: Path, line: int, watched: list[Watched]) -> list[str]:
    """The tests that come to the statement on the line, or to one that reads what it defines."""
    lines = _telling_lines(file, line)
    return [each.test for each in watched if lines is None or lines & each.lines]


def _telling_lines(file: Path, line: int) -> set[tuple[str, int]] | None:
    """The lines of which a test executes one if it comes to the statement; None if all do."""
    around = statements(file, line)
    if any(isinstance(each, ast.FunctionDef) for each in around):
        return {(module_name(file), number) for number in _lines_of(around[-1])}
    names = assigned_names(around[-1])
    found: set[tuple[str, int]] = set()
    for module in package(file).rglob("*.py"):
        for reader in lines_that_read(module, names):
            lines = _telling_lines(module, reader)
            if lines is None:
                return None
            found |= lines
    return found if names else None


def _lines_of(statement: Statement) -> range:
    """The lines of a statement, of its head alone if it has a body.

    Of a function they are the body's: its decorators make no difference before it is called.
    """
    end = (statement.end_lineno or statement.lineno) + 1
    body = getattr(statement, "body", None)
    if body is None:
        return range(statement.lineno, end)
    if isinstance(statement, ast.FunctionDef):
        return range(body[0].lineno, end)
    return range(statement.lineno, max(statement.lineno + 1, body[0].lineno))
