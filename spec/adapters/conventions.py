"""Adapters for functions of NumPy arrays that differ from the specification in what they take."""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import Any

import numpy as np

from spec.adapters.namespaces import Offered, by_name, namespace, offered_functions
from spec.interface import NAMED


def batch_by_batch(functions: Any) -> Any:
    """Make functions of one batch into functions of several.

    In the specification the last axis is the batch, and leading axes are independent problems. Of a
    loss that averages all it is given, whatever the axis, there is one number too few. This calls
    it with one batch at a time.

    Parameters
    ----------
    functions
        One such function; or a module or namespace, whose losses, entropies and divergences are
        taken for such functions.

    Returns
    -------
    Callable or SimpleNamespace
        The function, or a namespace of all the functions there were.
    """
    if callable(functions):
        return _looped(functions)
    offered = offered_functions(functions, {})
    looped = {
        name: _looped(function) if _is_of_batches(name) else function
        for name, function in offered.items()
    }
    return namespace(looped, functions, given_by_name=by_name(functions, {}))


def completed(functions: Any, reference: Any) -> SimpleNamespace:
    """Offer some functions, and what they lack of another implementation.

    A claim about several functions is skipped unless all of them are there. With those that are
    missing borrowed from a reference that keeps every claim, it says what it has to say of the
    others. What is borrowed is not judged: a claim that calls nothing else does not run, and no
    failure is laid to it.

    Parameters
    ----------
    functions
        A module or namespace.
    reference
        Another one, such as `impl`.
    """
    own, others = offered_functions(functions, {}), offered_functions(reference, {})
    borrowed = getattr(functions, "borrowed", frozenset()) | (others.keys() - own.keys())
    given = by_name(functions, {})
    return namespace(others | own, functions, borrowed=borrowed, given_by_name=given)


def _is_of_batches(name: str) -> bool:
    return name in NAMED and NAMED[name].shape == "of batches"


def _looped(function: Offered) -> Offered:
    """The function, called with one row of each argument at a time."""

    @functools.wraps(function)
    def call(*arguments: Any, **more: Any) -> Any:
        given = [*arguments, *(value for value in more.values() if value is not None)]
        leading = np.broadcast_shapes(*(np.shape(argument)[:-1] for argument in given))
        if not leading:
            return function(*arguments, **more)

        def row(argument: Any, index: tuple[int, ...]) -> Any:
            if argument is None:
                return None
            numbers = np.asarray(argument)
            return np.broadcast_to(numbers, leading + numbers.shape[-1:])[index]

        results = [
            function(
                *(row(argument, index) for argument in arguments),
                **{name: row(value, index) for name, value in more.items()},
            )
            for index in np.ndindex(leading)
        ]
        return np.reshape(results, leading + np.shape(results[0]))

    return call
