"""Guards the calls of an implementation that may do anything: each misbehaviour has its message."""

from __future__ import annotations

import functools
import inspect
import io
import numbers
import unittest
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

import numpy as np

from spec.machinery.numbers.comparison import Disagreement
from spec.machinery.numbers.precision import precision

REPEATED_CALLS = 3
"""How many calls of each function are made twice, to see whether the answers agree."""

LONGEST = 200
"""How many characters of an argument or a result are shown."""


class NotOffered(unittest.SkipTest, AttributeError):
    """A claim asked for a function, or an argument of one, that the implementation does not offer.

    It skips the claim, which is about that very thing.
    """


class Misbehaviour(AssertionError):
    """An implementation did what no comparison of numbers would show."""


@dataclass
class Call:
    """A call of one of the implementation's functions, and what it returned, once it has."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    result: Any = None

    def returned(self, number: float) -> bool:
        """Whether the number is what it returned, or is among it; a nan is."""
        return any(
            each == number or each != each and number != number for each in _floats(self.result)
        )

    def account(self, failure: BaseException) -> str:
        """What there is to say of the call, of a claim that failed so.

        What a comparison got is told of the call that returned it, and of no other.
        """
        if isinstance(failure, Disagreement):
            if failure.deviation is None or self.returned(failure.deviation.got):
                return f"{self} {failure.summary}"
            return f"{self} is {_described(self.result)}"
        return f"{self}: {f'{failure}'.partition(chr(10))[0].removeprefix(f'{self} ')}"

    def __str__(self) -> str:
        arguments = [_described(argument) for argument in self.args]
        arguments += [f"{name}={_described(value)}" for name, value in self.kwargs.items()]
        return f"{self.function}({', '.join(arguments)})"


def _described(value: Any) -> str:
    """An argument, as a person would write it down."""
    text = repr(value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _floats(result: Any) -> Iterator[float]:
    """The numbers in a result, as floats."""
    if isinstance(result, np.ndarray):
        result = result.tolist()
    if isinstance(result, numbers.Real):
        yield float(result)
    elif isinstance(result, (tuple, list)):
        for part in result:
            yield from _floats(part)


def guarded(
    name: str, function: Any, note: Callable[[Call], None], draws: str | None = None
) -> Any:
    """The function, given arrays for lists of numbers, with each call noted and watched over.

    Where it draws an argument at random, because that is not given, two answers may differ.

    Raises
    ------
    Misbehaviour
        By the function that is returned, if a call raises, exits, prints, answers differently when
        it is repeated, changes its arguments, or returns what is no number or array, of float64 or
        of the format in force.
    NotOffered
        By the function that is returned, if it takes no argument of a name that a claim gives it,
        or does not draw the one that a claim leaves to it.
    """
    if not callable(function):
        return function
    calls = 0
    keywords = _keywords(function)
    is_due = draws is not None and _requires(function, draws)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        nonlocal calls
        calls += 1
        if keywords is not None:
            for keyword in kwargs:
                if keyword not in keywords:
                    raise NotOffered(f"{name} takes no {keyword}")
        is_random = draws is not None and draws not in kwargs
        if is_random and is_due:
            raise NotOffered(f"{name} draws no {draws} of its own")
        args = tuple(map(_as_users_have_it, args))
        kwargs = {keyword: _as_users_have_it(value) for keyword, value in kwargs.items()}
        this = Call(name, args, kwargs)
        note(this)
        arguments = (*args, *kwargs.values()) if kwargs else args
        kept = [_kept(argument) for argument in arguments]
        this.result = result = _called(this, function)
        if kept != [_kept(argument) for argument in arguments]:
            raise Misbehaviour(f"{this} changed its arguments")
        is_repeated = calls <= REPEATED_CALLS and not is_random
        if is_repeated and not _same([result], [_called(this, function)]):
            raise Misbehaviour(f"{this} is not deterministic: asked twice, it answers differently")
        return _checked(this, result, note)

    return call


def _as_users_have_it(argument: Any) -> Any:
    """An argument as a function gets it in use: lists of numbers are arrays there."""
    if not isinstance(argument, (list, tuple)):
        return argument
    array = np.asarray(argument)
    return array if array.dtype.kind in "biuf" else argument


def _keywords(function: Callable[..., Any]) -> frozenset[str] | None:
    """The names by which the function takes arguments; None if it takes any, or does not tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # some functions written in C tell nothing
        return None
    if any(each.kind is each.VAR_KEYWORD for each in parameters):
        return None
    return frozenset(each.name for each in parameters if each.kind is not each.POSITIONAL_ONLY)


def _requires(function: Callable[..., Any], argument: str) -> bool:
    """Whether the function says that an argument of this name is due."""
    try:
        parameter = inspect.signature(function).parameters.get(argument)
    except (TypeError, ValueError):
        return False
    return parameter is not None and parameter.default is parameter.empty


def _called(call: Call, function: Callable[..., Any]) -> Any:
    """What the call returns, unless it raises, exits or prints."""
    __tracebackhide__ = True
    output = io.StringIO()
    try:
        with redirect_stdout(output):
            result = function(*call.args, **call.kwargs)
    except unittest.SkipTest:
        raise
    except (Exception, SystemExit) as error:
        what = "called sys.exit" if isinstance(error, SystemExit) else "raised"
        raise Misbehaviour(f"{call} {what}: {type(error).__name__}: {error}") from error
    if output.tell():
        raise Misbehaviour(f"{call} printed {_described(output.getvalue())}")
    return result


def _kept(argument: Any) -> Any:
    """What there is to compare of an argument that a call could change."""
    if isinstance(argument, np.ndarray):
        return argument.tobytes()
    if isinstance(argument, (list, tuple)):
        return [_kept(part) for part in argument]
    return None if callable(argument) else argument


def _same(left: list[Any], right: list[Any]) -> bool:
    """Whether two lists hold the same numbers, nan for nan; what is no number is not looked at."""
    for one, other in zip(left, right, strict=True):
        if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
            if not _same(list(one), list(other)):
                return False
        elif isinstance(one, (numbers.Real, list, np.ndarray)):
            first, second = np.asarray(one), np.asarray(other)
            if first.shape != second.shape:
                return False
            if not np.all((first == second) | ((first != first) & (second != second))):
                return False
    return True


def _checked(call: Call, result: Any, note: Callable[[Call], None]) -> Any:
    """The result, if it is of a type that the functions promise."""
    __tracebackhide__ = True
    if isinstance(result, tuple):
        return tuple(_checked(call, part, note) for part in result)
    if isinstance(result, list):
        return _checked(call, np.asarray(result), note)
    if isinstance(result, (np.ndarray, np.generic)):
        if result.dtype == np.float64:
            return result
        format = precision()
        if result.dtype != format.dtype:
            raise Misbehaviour(f"{call} returned {result.dtype} where {format.name} is promised")
        # What a claim goes on to compute adds no errors of the narrower format.
        return result.astype(np.float64)
    if isinstance(result, numbers.Real):
        return result
    if callable(result):
        return guarded(call.function, result, note)
    raise Misbehaviour(f"{call} returned {_described(result)}, which is no number or array")
