"""Which of an implementation's functions a claim asks for, as its source says before it runs."""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from spec.machinery.claims.claim import body_of
from spec.machinery.claims.family import Member
from spec.machinery.claims.interface import Function

IMPLEMENTATION = "impl"
"""The argument by which a property is given the implementation it judges."""


BLOCKS = (ast.stmt, ast.excepthandler, ast.match_case)
"""What statements may be in."""


class Mentions(NamedTuple):
    """What the source of a function does with an implementation that it is given.

    Attributes
    ----------
    functions
        The names of the functions that it takes from it.
    arguments
        Its arguments that hold such a name.
    helpers
        The functions that it hands the implementation on to, and the argument that they get it by.
    """

    functions: frozenset[str]
    arguments: frozenset[str]
    helpers: frozenset[tuple[Any, str]]


def functions_asked_for(test: Callable[..., Any], member: Member) -> frozenset[str]:
    """The names of the functions that a claim asks an implementation for.

    They are those that its body names, or a helper which it hands the implementation on to; and of
    a member of a family the function that it is said of. What it gets by ``getattr`` with a default
    it can do without.
    """
    body = body_of(test)
    held = _mentions(body, IMPLEMENTATION).arguments
    said_of = frozenset(
        value.name if isinstance(value, Function) else value
        for name, value in member.arguments.items()
        if isinstance(value, Function) or (name in held and isinstance(value, str))
    )
    return said_of.union(*(mentions.functions for mentions in _within(body)))


def _within(body: Any) -> Iterator[Mentions]:
    """What the body does with the implementation, and what its helpers do, and theirs."""
    ahead = [(body, IMPLEMENTATION)]
    seen = set(ahead)
    while ahead:
        mentions = _mentions(*ahead.pop())
        yield mentions
        ahead += mentions.helpers - seen
        seen |= mentions.helpers


@functools.cache
def _mentions(function: Any, parameter: str) -> Mentions:
    """What a function does with the argument that is an implementation; nothing without source."""
    definition = _definition_of(function)
    nodes = ast.walk(definition) if definition else ()
    functions: set[str] = set()
    arguments: set[str] = set()
    helpers: set[tuple[Any, str]] = set()
    for node in nodes:
        match node:
            case ast.Attribute(ast.Name(name), attribute) if name == parameter:
                functions.add(attribute)
            case ast.Call(ast.Name("getattr"), [ast.Name(name), ast.Constant(str(attribute))]):
                functions |= {attribute} if name == parameter else set()
            case ast.Call(ast.Name("getattr"), [ast.Name(name), ast.Name(argument)]):
                arguments |= {argument} if name == parameter else set()
            case ast.Call(ast.Name(name)):
                helper = getattr(function, "__globals__", {}).get(name)
                helpers.update((helper, place) for place in _places(node, helper, parameter))
    return Mentions(frozenset(functions), frozenset(arguments), frozenset(helpers))


def _definition_of(function: Any) -> ast.AST | None:
    """The definition of a function in its file; None of what has none there."""
    function = inspect.unwrap(function)
    code = getattr(function, "__code__", None)
    if code is None:
        return None
    linecache.checkcache(code.co_filename)
    source = "".join(linecache.getlines(code.co_filename, function.__globals__))
    definition = _definitions_in(source).get(code.co_firstlineno)
    if definition is not None and code.co_name == getattr(definition, "name", ""):
        return definition
    try:  # a lambda, or one among statements that are not all of Python
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return None


@functools.lru_cache(maxsize=64)
def _definitions_in(source: str) -> dict[int, ast.AST]:
    """The definitions of functions in a file, by the lines where they begin, decorators and all.

    A file is parsed once for all that it defines.
    """
    try:
        ahead: list[ast.AST] = [ast.parse(source)]
    except SyntaxError:
        return {}
    found: dict[int, ast.AST] = {}
    for node in ahead:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[min(each.lineno for each in (node, *node.decorator_list))] = node
        # Functions are defined among statements, of which there are few.
        ahead += (each for each in ast.iter_child_nodes(node) if isinstance(each, BLOCKS))
    return found


def _places(call: ast.Call, helper: Any, parameter: str) -> Iterator[str]:
    """The parameters by which a helper is given the implementation."""
    if not inspect.isfunction(helper):
        return
    for name, value in zip(inspect.signature(helper).parameters, call.args, strict=False):
        if isinstance(value, ast.Name) and value.id == parameter:
            yield name
    for keyword in call.keywords:
        if keyword.arg and isinstance(keyword.value, ast.Name) and keyword.value.id == parameter:
            yield keyword.arg
