"""Holds functions of plain Python numbers against the specification."""

from __future__ import annotations

import functools
import numbers
from types import SimpleNamespace
from typing import Any

import numpy as np

from spec.adapters.conventions import batch_by_batch
from spec.adapters.namespaces import Offered, by_name, namespace, offered_functions
from spec.interface import NAMED


def adapt(functions: Any = None, /, **named: Offered) -> SimpleNamespace:
    """Make an implementation of functions that take and return plain numbers.

    What goes element by element is called with one float of each argument; losses, entropies and
    divergences with a list of floats for each batch or distribution; the rest with lists. So is a
    function of your own, under a name that the specification does not know.

    Parameters
    ----------
    functions
        A module, namespace or mapping of functions, by the specification's names.
    **named
        Functions by the name that the specification, or a claim of your own, has for them.

    Returns
    -------
    SimpleNamespace
        The same functions, of NumPy arrays.
    """
    adapted = {}
    for name, function in offered_functions(functions, named).items():
        match NAMED[name].shape if name in NAMED else "of samples":
            case "elementwise":
                adapted[name] = _element_by_element(function)
            case "of batches":
                adapted[name] = batch_by_batch(_on_lists(function))
            case "of samples":
                adapted[name] = _on_lists(function)
            case "of functions":
                adapted[name] = function
    return namespace(adapted, functions, given_by_name=by_name(functions, named))


def _element_by_element(function: Offered) -> Offered:
    """The function, called with one float of each argument and of each keyword at a time.

    The name that some functions take before all numbers is the same for every call.
    """

    @functools.wraps(function)
    def call(*arguments: Any, **more: Any) -> Any:
        given = {name: value for name, value in more.items() if value is not None}
        names = [argument for argument in arguments if isinstance(argument, str)]
        values = (*arguments[len(names) :], *given.values())
        arrays = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in values))
        columns = [array.ravel().tolist() for array in arrays]
        count = len(arguments) - len(names)
        results = [
            _as_float(function(*names, *row[:count], **dict(zip(given, row[count:], strict=True))))
            for row in zip(*columns, strict=True)
        ]
        return np.reshape(results, arrays[0].shape)[()]

    return call


def _on_lists(function: Offered) -> Offered:
    """The function, called with lists in place of arrays."""

    @functools.wraps(function)
    def call(*arguments: Any, **more: Any) -> Any:
        lists = {name: None if x is None else np.asarray(x).tolist() for name, x in more.items()}
        return _as_float(function(*(np.asarray(x).tolist() for x in arguments), **lists))

    return call


def _as_float(result: Any) -> Any:
    """A number as a float, be it an integer; anything else is left to be judged."""
    return float(result) if isinstance(result, numbers.Real) else result
