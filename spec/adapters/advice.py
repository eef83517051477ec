"""What to write where functions are not as the specification expects: which adapter makes them so.

Frameworks are known by the names of their modules. None is imported.
"""

from __future__ import annotations

import functools
import inspect
import io
import math
import numbers
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from types import ModuleType, TracebackType
from typing import Any

import numpy as np

from spec.adapters.conventions import PAIRED, leading_axes, paired
from spec.interface import NAMED
from spec.machinery.claims.advice import Advice
from spec.machinery.claims.guard import Call
from spec.machinery.claims.names import meant_by

ADAPTERS = {"torch": "pytorch", "jax": "jax_arrays", "jaxlib": "jax_arrays"}
"""The adapter of each framework, by the package that its functions and arrays are from."""

ARRAYS = {"pytorch": ("torch", "Tensor"), "jax_arrays": ("jax", "Array")}
"""What the arrays of a framework are, by its adapter."""


class Adapt(Advice):
    """Names the adapter that fits."""

    def on_functions(self, offered: Mapping[str, Any]) -> str:
        """Which adapter takes them, if they are a framework's."""
        for name, function in sorted(offered.items(), key=lambda item: inspect.isclass(item[1])):
            adapter = _adapter_of(function)
            if adapter is not None:
                meant, *_ = [*meant_by(name, NAMED), "NAME"]
                return (
                    f"They take {_arrays(adapter)}: spec.adapters.{adapter}.adapt({meant}={name}) "
                    "makes them functions of NumPy arrays, by the names that the claims know"
                )
        return ""

    def on_failure(self, function: Any, call: Call, error: BaseException) -> str:
        """Which adapter gives a function what it wants: arrays of its own, or equal batches."""
        if _takes_equal_sizes_alone(function, call):
            return (
                "It takes only as many fakes as real samples: spec.adapters.paired(…) around it "
                "repeats both until they are"
            )
        if _is_adapted(function):
            return ""
        adapter = _adapter_of(function) or _adapter_in(error)
        if adapter is None:
            return ""
        return f"It takes {_arrays(adapter)}: {_adapted(adapter, call)} gives it them"

    def on_result(self, function: Any, call: Call) -> str:
        """What is amiss with a result that has the wrong type, or the wrong number of axes."""
        adapter = ADAPTERS.get(_package(type(call.result)))
        if adapter is not None:
            return f"returned {_arrays(adapter)}: {_adapted(adapter, call)} turns them into numbers"
        known = NAMED.get(call.function)
        if known is None or known.shape not in ("elementwise", "of batches"):
            return ""
        if isinstance(call.result, tuple):
            return (
                f"returned a tuple of {len(call.result)}, where one array is due: say which of "
                "them is meant, as in lambda *arguments: function(*arguments)[0]"
            )
        leading = leading_axes(*call.args, *call.kwargs.values())
        if known.shape == "of batches" and leading and _is_number(call.result):
            return (
                f"returned one number for {_batches(math.prod(leading))}: "
                "spec.adapters.batch_by_batch calls it with one batch at a time"
            )
        if known.shape == "of batches" and np.shape(call.result) == (*leading, 1):
            return (
                "returned an array of one number for each batch, where the number is due: "
                "result[..., 0] is that, with no axis of its own"
            )
        return ""


def _takes_equal_sizes_alone(function: Any, call: Call) -> bool:
    """Whether a function that failed of two samples of different sizes goes if they are equal."""
    if call.function not in PAIRED or len({np.shape(each)[-1:] for each in call.args}) < 2:
        return False
    try:
        with redirect_stdout(io.StringIO()):
            paired(function)(*call.args, **call.kwargs)
    except Exception:
        return False
    return True


def _is_number(result: Any) -> bool:
    """Whether a result is one number, be it in an array without axes."""
    return isinstance(result, numbers.Real) or (isinstance(result, np.ndarray) and not result.ndim)


def _batches(count: int) -> str:
    """So many batches, in words."""
    words = {1: "a row of one batch", 2: "two batches", 3: "three batches"}
    return words.get(count, f"{count} batches")


def _arrays(adapter: str) -> str:
    return "tensors" if adapter == "pytorch" else "JAX arrays"


def _adapted(adapter: str, call: Call) -> str:
    """What to write for one function."""
    return f"spec.adapters.{adapter}.adapt({call.function}=…)"


def _package(thing: Any) -> str:
    """The package that a module, or what is defined in one, is from."""
    name = thing.__name__ if isinstance(thing, ModuleType) else getattr(thing, "__module__", None)
    return str(name).partition(".")[0]


def _layers(function: Any) -> Iterator[Any]:
    """A function, and what it wraps, and so on."""
    while function is not None:
        yield function
        is_partial = isinstance(function, functools.partial)
        function = function.func if is_partial else getattr(function, "__wrapped__", None)


def _is_adapted(function: Any) -> bool:
    """Whether one of our adapters gives it its arrays already."""
    modules = [getattr(each, "__globals__", {}).get("__name__") for each in _layers(function)]
    return "spec.adapters.arrays" in modules or "spec.adapters.scalars" in modules


def _adapter_of(function: Any) -> str | None:
    """The adapter for what a function is of: a framework's, or one that names something of it."""
    *_, innermost = _layers(function)
    bases = innermost.__mro__ if inspect.isclass(innermost) else type(innermost).__mro__
    things = [innermost, *bases]
    code = getattr(innermost, "__code__", None)
    if code is not None:
        known = inspect.getclosurevars(innermost)
        things += [*known.globals.values(), *known.nonlocals.values()]
    return next((ADAPTERS[name] for name in map(_package, things) if name in ADAPTERS), None)


def _adapter_in(error: BaseException) -> str | None:
    """The adapter that an error asks for: it comes from a framework, or misses what one has."""
    packages = [frame.f_globals.get("__name__", "") for frame in _frames(error.__traceback__)]
    for name in packages:
        if name.partition(".")[0] in ADAPTERS:
            return ADAPTERS[name.partition(".")[0]]
    if "Tensor" in str(error) or "argument 'dim'" in str(error):
        return "pytorch"
    if isinstance(error, AttributeError) and isinstance(error.obj, np.ndarray) and error.name:
        for adapter, (package, type_) in ARRAYS.items():
            if hasattr(getattr(sys.modules.get(package), type_, None), error.name):
                return adapter
    return None


def _frames(traceback: TracebackType | None) -> Iterator[Any]:
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next
