"""Which statement of a file failed: the claim's own words for what broke."""

from __future__ import annotations

import ast
import functools
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


@functools.cache
def statement_at(file: str, line: int) -> str | None:
    """The statement of a file that a line belongs to, whole, over all its lines.

    Of a statement that contains others, such as a loop, it is the head alone. None where there is
    no source to read.
    """
    source = linecache.getlines(file)
    try:
        tree = ast.parse("".join(source))
    except SyntaxError:
        return None
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    if not around:
        return None
    innermost = min(around, key=lambda node: (node.end_lineno or 0) - node.lineno)
    first, last = innermost.lineno, innermost.end_lineno or innermost.lineno
    body = getattr(innermost, "body", None)
    if body:
        last = max(first, min(last, body[0].lineno - 1))
    return textwrap.dedent("".join(source[first - 1 : last])).rstrip()
