"""Which statement of a file failed: the claim's own words for what broke."""

from __future__ import annotations

import ast
import linecache
import textwrap
import traceback


def failing_line(failure: BaseException, file: str) -> int | None:
    """The line of a file that an exception passed through last, or None if through none."""
    lines = [
        line
        for frame, line in traceback.walk_tb(failure.__traceback__)
        if frame.f_code.co_filename == file
    ]
    return lines[-1] if lines else None


def statement_at(file: str, line: int) -> str | None:
    """The statement of a file that a line belongs to, whole, over all its lines.

    Of a statement that contains others, such as a loop, it is the head alone. None where there is
    no source to read.
    """
    linecache.checkcache(file)
    source = linecache.getlines(file)
    try:
        tree = ast.parse("".join(source))
    except SyntaxError:
        return None
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.stmt, ast.ExceptHandler))
        and _first_line(node) <= line <= (node.end_lineno or 0)
    ]
    if not around:
        return None
    innermost = min(around, key=lambda node: (node.end_lineno or 0) - _first_line(node))
    first, last = _first_line(innermost), innermost.end_lineno or innermost.lineno
    body = getattr(innermost, "body", None)
    if body:
        last = max(innermost.lineno, min(last, _first_line(body[0]) - 1))
    lines = source[first - 1 : last]
    while lines[-1].lstrip().startswith("#") or not lines[-1].strip():
        lines.pop()
    return textwrap.dedent("".join(lines)).rstrip()


def _first_line(node: ast.stmt | ast.ExceptHandler) -> int:
    """The line on which a statement starts, or the first of its decorators."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])
