"""What a module is part of, and what a line of it is part of."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

Statement = ast.stmt | ast.ExceptHandler


def module_name(file: Path) -> str:
    """The name of a module in its outermost package, such as metrics.frechet."""
    inner = file.parent.relative_to(package(file)).parts
    return ".".join([*inner, file.stem])


def package(file: Path) -> Path:
    """The outermost package that a module is in."""
    folder = file.parent
    while (folder.parent / "__init__.py").exists():
        folder = folder.parent
    return folder


def statements(file: Path, line: int) -> list[Statement]:
    """The statements around a line, the innermost last; a decorator is part of its function."""
    return [
        node
        for node in ast.walk(_parsed(file))
        if isinstance(node, Statement) and _first_line(node) <= line <= (node.end_lineno or 0)
    ]


def function(file: Path, line: int) -> str:
    """The name of the function that the line is in, or of which it is a decorator, if any."""
    names = [node.name for node in statements(file, line) if isinstance(node, ast.FunctionDef)]
    return names[-1] if names else ""


def is_signature(file: Path, line: int) -> bool:
    """Whether there are arguments and types on the line: it says nothing of what is computed."""
    innermost = statements(file, line)[-1]
    is_function = isinstance(innermost, ast.FunctionDef)
    return is_function and innermost.lineno <= line < innermost.body[0].lineno


def assigned_names(statement: Statement) -> set[str]:
    """The names that a statement assigns to."""
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def lines_that_read(file: Path, names: set[str]) -> set[int]:
    """The lines on which one of the names is read, as it is or as an attribute."""
    return {
        node.lineno
        for node in ast.walk(_parsed(file))
        if (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names)
        or (isinstance(node, ast.Attribute) and node.attr in names)
    }


def _first_line(node: Statement) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


@functools.cache
def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))
