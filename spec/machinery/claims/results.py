"""What functions return: whether it is numbers, what is wrong if not, and what has changed."""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from typing import Any

import numpy as np

from spec.machinery.numbers.precision import FLOAT64, PRECISIONS, precision


def kept(result: Any) -> Any:
    """The result, in arrays that whoever returned it cannot write to later."""
    if isinstance(result, tuple):
        return tuple(map(kept, result))
    if isinstance(result, list):
        try:
            return np.array(result)
        except ValueError:  # lists of different lengths
            return result
    return result.copy() if isinstance(result, np.ndarray) else result


def difference(one: Any, other: Any) -> tuple[Any, Any] | None:
    """Two numbers in which two results differ, or their shapes; None if they are the same.

    A nan is the same as a nan. What is no number is not looked at.
    """
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        pairs = zip(one, other, strict=True)
        return next((found for pair in pairs if (found := difference(*pair))), None)
    if one is other or not isinstance(one, (np.ndarray, numbers.Real)):
        return None
    first, second = np.asarray(one), np.asarray(other)
    if first.shape != second.shape:
        return first.shape, second.shape
    if first.dtype == second.dtype and first.tobytes() == second.tobytes():
        return None
    same = np.atleast_1d((first == second) | ((first != first) & (second != second)))
    if np.all(same):
        return None
    where = np.argmin(same)
    return first.flat[where], second.flat[where]


def is_numbers(result: Any) -> bool:
    """Whether a result is a number or an array of numbers, of a type that functions promise."""
    if isinstance(result, (np.ndarray, np.generic)):
        dtype = result.dtype
        return dtype in (FLOAT64.dtype, precision().dtype) or dtype.kind in "biu"
    return isinstance(result, numbers.Real)


def as_float64(result: Any) -> Any:
    """The numbers in the widest format: what a claim goes on to compute adds no errors of theirs.

    Numbers that are not NumPy's keep their type.
    """
    if not isinstance(result, (np.ndarray, np.generic)) or result.dtype == FLOAT64.dtype:
        return result
    return result.astype(np.float64)


def flaw(result: Any) -> str:
    """What was returned in place of numbers, and what to do about it; empty if not known."""
    if result is None:
        return "nothing: is a return missing?"
    if isinstance(result, Mapping):
        names = ", ".join(map(repr, result))
        return (
            f"a dictionary of {names}: return the number that is due, as in "
            f"result[{next(iter(result), 'name')!r}]"
        )
    if isinstance(result, list):
        return "a list of lists that differ in length"
    if isinstance(result, (np.ndarray, np.generic)):
        return _flaw_of_type(result.dtype)
    return ""


def _flaw_of_type(dtype: np.dtype[Any]) -> str:
    promised = f"{dtype} where {precision().name} is promised"
    if dtype.name in PRECISIONS:
        return (
            f"{promised}: if that is what it computes in, say so by an attribute "
            f"precision = {dtype.name!r} beside it, or by --precision {dtype.name}"
        )
    if "float" in dtype.name:
        return f"{promised}: there are claims for {' and '.join(PRECISIONS)} alone"
    return promised
