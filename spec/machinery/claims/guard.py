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

from spec.machinery.claims import results
from spec.machinery.claims.advice import Advice
from spec.machinery.numbers.comparison import Disagreement

LONGEST = 200
"""How many characters of an argument or a result are shown."""


class NotOffered(unittest.SkipTest, AttributeError):
    """A claim asked for a function, or an argument of one, that the implementation does not offer.

    It skips the claim, which is about that very thing.
    """


class Misbehaviour(AssertionError):
    """An implementation did what no comparison of numbers would show."""


class Raised(Misbehaviour):
    """A call raised an exception."""


@dataclass
class Call:
    """A call of one of the implementation's functions, and what it returned, once it has.

    Of a function that one of them returned, it is a call of that one, which `returned_by` tells.
    """

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    result: Any = None
    returned_by: Call | None = None

    def args_kept(self) -> Call:
        """The call with copies of what it could change of its arguments."""
        kept = {name: _kept(value) for name, value in self.kwargs.items()}
        return Call(self.function, tuple(map(_kept, self.args)), kept, returned_by=self.returned_by)

    def contents(self) -> list[Any]:
        """What there is to compare of its arguments."""
        return [_contents(value) for value in (*self.args, *self.kwargs.values())]

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
        message = f"{failure}".partition("\n")[0].removeprefix(f"{self} ")
        return f"{self}: {message}" if message else f"{self} is {_described(self.result)}"

    def __str__(self) -> str:
        arguments = [_described(argument) for argument in self.args]
        arguments += [f"{name}={_described(value)}" for name, value in self.kwargs.items()]
        return f"{self.returned_by or self.function}({', '.join(arguments)})"


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
    name: str,
    function: Any,
    note: Callable[[Call], None],
    advice: Advice | None = None,
    *,
    draws: str | None = None,
    takes_elements: bool = False,
    returned_by: Call | None = None,
) -> Any:
    """The function, given arrays for lists of numbers, with each call noted and watched over.

    Every call is made twice, to see whether the answers agree. (It costs less than a tenth of the
    time that a claim takes, most of which is Hypothesis's. If fewer were made twice, what is random
    in some places alone would get past.)

    Parameters
    ----------
    name
        What claims call it.
    function
        The function. Anything else is returned as it is.
    note
        Is told of each call.
    advice
        What the specification has to say of calls that go wrong.
    draws
        An argument that it draws at random where it is not given: then two answers may differ.
    takes_elements
        Whether a number that it is given stands for an element of an array.
    returned_by
        The call that returned it, if it is not the function of that name itself.

    Raises
    ------
    Misbehaviour
        By the function that is returned, if a call raises, exits, prints, answers differently when
        it is repeated, changes its arguments, or returns what is no number or array, of float64 or
        of the format in force.
    NotOffered
        By the function that is returned, if it takes no argument of a name that a claim gives it,
        does not draw the one that a claim leaves to it, or says that it is not implemented.
    """
    if not callable(function):
        return function
    keywords = _keywords(function)
    advice = advice or Advice()
    is_due = draws is not None and _requires(function, draws)
    given = _as_an_element if takes_elements else _as_users_have_it

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        if keywords is not None:
            for keyword in kwargs:
                if keyword not in keywords:
                    raise NotOffered(f"{name} takes no {keyword}")
        is_random = draws is not None and draws not in kwargs
        if is_random and is_due:
            raise NotOffered(f"{name} draws no {draws} of its own")
        args = tuple(map(given, args))
        kwargs = {keyword: given(value) for keyword, value in kwargs.items()}
        this = Call(name, args, kwargs, returned_by=returned_by)
        note(this)
        kept = this.args_kept()
        with redirect_stdout(io.StringIO()) as output:
            this.result = again = result = _called(this, function, advice)
            changed, printed = this.contents() != kept.contents(), output.getvalue()
            if not (changed or printed or is_random):
                again = _called(this, function, advice)
        if changed:
            # It is told with the arguments that it was given.
            this.args, this.kwargs = kept.args, kept.kwargs
            raise Misbehaviour(f"{this} changed its arguments")
        if printed:
            raise Misbehaviour(f"{this} printed {_described(printed)}")
        difference = results.difference(result, again)
        if difference is not None:
            gave = " and ".join(map(_described, difference))
            raise Misbehaviour(f"{this} gave {gave} for the same input")
        objection = advice.on_result(function, this)
        if objection:
            raise Misbehaviour(f"{this} {objection}")
        this.result = _checked(this, result, note, advice)
        return this.result

    return call


def _as_users_have_it(argument: Any) -> Any:
    """An argument as a function gets it in use: lists of numbers are arrays there."""
    if not isinstance(argument, (list, tuple)):
        return argument
    array = np.asarray(argument)
    return array if array.dtype.kind in "biuf" else argument


def _as_an_element(argument: Any) -> Any:
    """The same, with a float as an array has it: a quotient by 0 is infinite there and no error."""
    return np.float64(argument) if type(argument) is float else _as_users_have_it(argument)


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


def _called(call: Call, function: Callable[..., Any], advice: Advice) -> Any:
    """What the call returns, unless it raises or exits."""
    __tracebackhide__ = True
    try:
        result = function(*call.args, **call.kwargs)
    except unittest.SkipTest:
        raise
    except TypeError as error:
        keyword = _refused_keyword(call, function, error)
        if keyword is None:
            raise _raised(call, function, error, advice) from error
        raise NotOffered(f"{call.function} takes no {keyword}") from error
    except NotImplementedError as error:
        said = f": {_said_by(error)}" if f"{error}" else ""
        raise NotOffered(f"{call.function} is not implemented{said}") from error
    except SystemExit as error:
        raise Misbehaviour(f"{call} called sys.exit: SystemExit: {_said_by(error)}") from error
    except Exception as error:
        raise _raised(call, function, error, advice) from error
    return results.kept(result)


def _raised(call: Call, function: Any, error: Exception, advice: Advice) -> Raised:
    """What is to be said of a call that raised an exception."""
    message = f"{type(error).__name__}: {_said_by(error)}"
    hint = advice.on_failure(function, call, error)
    if hint:
        message = f"{message.partition(chr(10))[0].rstrip('.')}. {hint}"
    return Raised(f"{call} raised: {message}")


def _said_by(error: BaseException) -> str:
    """What an exception says, where need be in other characters: those that can be written."""
    return f"{error}".encode(errors="backslashreplace").decode()


def _refused_keyword(call: Call, function: Callable[..., Any], error: TypeError) -> str | None:
    """The keyword that a call was refused for, of a function whose signature takes any.

    So it is where the call is handed on, as a module of PyTorch does to its method `forward`.
    """
    if _keywords(function) is not None:
        return None
    refused = (
        name for name in call.kwargs if f"unexpected keyword argument '{name}'" in f"{error}"
    )
    return next(refused, None)


def _kept(argument: Any) -> Any:
    """A copy of what a call could change of an argument."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    return [*map(_kept, argument)] if isinstance(argument, list) else argument


def _contents(argument: Any) -> Any:
    """What there is to compare of an argument."""
    if isinstance(argument, np.ndarray):
        return argument.tobytes()
    if isinstance(argument, (list, tuple)):
        return [_contents(part) for part in argument]
    return None if callable(argument) else argument


def _checked(call: Call, result: Any, note: Callable[[Call], None], advice: Advice) -> Any:
    """The result, if it is of a type that the functions promise."""
    __tracebackhide__ = True
    if isinstance(result, tuple):
        return tuple(_checked(call, part, note, advice) for part in result)
    if results.is_numbers(result):
        return results.as_float64(result)
    if callable(result):
        return guarded(call.function, result, note, advice, returned_by=call)
    what = results.flaw(result) or f"{_described(result)}, which is no number or array"
    raise Misbehaviour(f"{call} returned {what}")
