"""What the functions accept, and what they say of anything else.

Each function here takes the name of an argument and its value, and returns the value as a real
array of the dtype that it came with: large arrays are turned into float64 a block at a time, where
they are used. An error names the argument, the value at fault and its index.
"""

import math
import numbers
import operator
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from impl._blocks import (
    FLOAT64,
    Float64Array,
    Floats,
    RealArray,
    broadcast_shape,
    largest,
    smallest,
)
from impl._summation import FEW_ADDENDS, itself, sums

DOUBLE_ROUNDOFF = 2.0**-53
ROUNDOFF = {np.dtype(np.float16): 2.0**-11, np.dtype(np.float32): 2.0**-24}
"""Unit roundoffs of the dtypes coarser than float64; to that all others are held."""

ODD = 2**53
"""Beyond this size an odd integer is no float64."""


def reals(name: str, value: ArrayLike) -> RealArray:
    """Return any real numbers that float64 can represent, nan and infinities included."""
    array = as_given(name, value)
    integers = array.dtype.kind in "iu"
    mixed = isinstance(value, (list, tuple))
    if (integers or mixed) and array.size and not -ODD < smallest(array) <= largest(array) < ODD:
        # One by one: NumPy has rounded an integer that stands among floats without a word.
        _from_objects(name, np.asarray(array if integers else value, object))
    return array


def as_given(name: str, value: ArrayLike) -> RealArray:
    """Return real numbers as an array of the dtype that they come with; objects as float64."""
    if type(value) is not np.ndarray and isinstance(value, np.ndarray):
        _reject_masked(name, value)
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be an array, but its rows differ in length") from None
    except (TypeError, RuntimeError) as error:
        raise TypeError(f"{name} must hold real numbers that NumPy can read: {error}") from error
    if array.dtype.kind == "O":
        return _from_objects(name, array)
    if array.dtype.kind in "fiub":
        return array
    raise TypeError(f"{name} must hold real numbers, but its dtype is {array.dtype}")


def densities(name: str, value: ArrayLike) -> RealArray:
    """Return non-negative numbers; nan passes."""
    array = reals(name, value)
    if array.size and not smallest(array) >= 0:
        _reject(name, array, array < 0, "must not be negative")
    return array


def probabilities(name: str, value: ArrayLike) -> RealArray:
    """Return numbers in [0, 1]; nan passes."""
    array = reals(name, value)
    if array.size and not (smallest(array) >= 0 and largest(array) <= 1):
        _reject(name, array, (array < 0) | (array > 1), "must be between 0 and 1")
    return array


def positives(name: str, value: ArrayLike) -> RealArray:
    """Return numbers greater than 0; nan passes."""
    array = reals(name, value)
    if array.size and not smallest(array) > 0:
        _reject(name, array, array <= 0, "must be positive")
    return array


def finite(name: str, value: ArrayLike) -> RealArray:
    """Return finite numbers."""
    array = reals(name, value)
    if array.size and not (math.isfinite(smallest(array)) and math.isfinite(largest(array))):
        # A number of more than double precision may be finite itself.
        _reject(name, array, ~np.isfinite(array.astype(FLOAT64)), "must be finite")
    return array


def one_number(name: str, value: ArrayLike) -> RealArray:
    """Return one number, as an array without axes; nan passes."""
    array = reals(name, value)
    if array.ndim:
        raise ValueError(f"{name} must be one number, but its shape is {array.shape}")
    return array


def batch(name: str, value: ArrayLike) -> RealArray:
    """Return numbers with a last axis that is not empty; a single number is a batch of one."""
    array = reals(name, value)
    if array.ndim == 0:
        array = array.reshape(1)
    if not array.shape[-1]:
        raise ValueError(f"{name} must not be empty, but its shape is {array.shape}")
    return array


def samples(name: str, value: ArrayLike) -> RealArray:
    """Return numbers with a first axis, along which there are one sample or more."""
    array = reals(name, value)
    if not array.ndim:
        raise ValueError(f"{name} must have samples along its first axis, but it has no axes")
    if not array.size:
        raise ValueError(f"{name} must not be empty, but its shape is {array.shape}")
    return array


def distributions(name: str, value: ArrayLike) -> RealArray:
    """Return masses that sum to 1 along the last axis.

    Their exact sum, rounded once, may differ from 1 by max(4, n) unit roundoffs of their own dtype.
    """
    array = batch(name, value)
    if not array.size:
        return array
    if not smallest(array) >= 0:
        _reject(name, array, ~(array >= 0), "must be non-negative masses")
    tolerance = max(4, array.shape[-1]) * ROUNDOFF.get(array.dtype, DOUBLE_ROUNDOFF)
    if array.size <= FEW_ADDENDS or not _plainly_sum_to_1(array, tolerance):
        totals = sums(itself, array)
        if not _farthest_from_1(totals) <= tolerance:
            _reject(name, array, np.isinf(array), "must be finite masses")
            totals = np.asarray(totals)
            row = first(np.asarray(~(np.abs(totals - 1.0) <= tolerance)))
            raise ValueError(f"{name} must sum to 1, but {at(name, row)} sums to {totals[row]}")
    return array


def paired(
    first_name: str, first: RealArray, second_name: str, second: RealArray
) -> tuple[RealArray, RealArray]:
    """Return two arrays in one shape: equal last axes, leading axes broadcast."""
    if first.shape == second.shape:
        return first, second
    if first.shape[-1] == second.shape[-1]:
        shape = broadcast_shape((first_name, first), (second_name, second))
        return np.broadcast_to(first, shape), np.broadcast_to(second, shape)
    raise ValueError(
        f"{first_name} and {second_name} must have last axes of one length, "
        f"but their shapes are {first.shape} and {second.shape}"
    )


def positive_integer(name: str, value: SupportsIndex) -> int:
    """Return an integer from 1 on."""
    return integer_from(1, name, value)


def integer_from(least: int, name: str, value: SupportsIndex) -> int:
    """Return an integer that is not less than some other."""
    try:
        count = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an integer, but it is {value!r}") from None
    if count < least:
        raise ValueError(f"{name} must be at least {least}, but it is {count}")
    return count


def number(name: str, value: object) -> Any:
    """Return one real number in the type that it came in."""
    if not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a real number, but it is {value!r}")
    if value != value:
        raise ValueError(f"{name} must be a number, but it is nan")
    return value


def _from_objects(name: str, array: NDArray[np.object_]) -> Float64Array:
    result = np.empty(array.shape)
    for index, item in np.ndenumerate(array):
        if not isinstance(item, numbers.Real | np.bool_):
            raise TypeError(f"{name} must hold real numbers, but {at(name, index)} is {item!r}")
        try:
            nearest = float(item)
        except OverflowError:
            raise ValueError(f"{at(name, index)} is too large for a float64") from None
        if isinstance(item, numbers.Integral) and nearest != int(item):
            raise ValueError(
                f"{name} must hold integers that float64 can represent, "
                f"but {at(name, index)} is {item}"
            )
        result[index] = nearest
    return result


def _reject_masked(name: str, array: RealArray) -> None:
    """Raise for the first number that a masked array leaves out, and NumPy would take for one."""
    masked = np.ma.getmaskarray(array)
    if np.count_nonzero(masked):
        raise ValueError(
            f"{name} must have no masked numbers, but {at(name, first(masked))} is masked"
        )


def _reject(name: str, array: RealArray, wrong: NDArray[np.bool_], requirement: str) -> None:
    """Raise for the first wrong element, if there is one."""
    if np.count_nonzero(wrong):
        index = first(wrong)
        raise ValueError(f"{name} {requirement}, but {at(name, index)} is {array[index]}")


def _plainly_sum_to_1(array: RealArray, tolerance: float) -> bool:
    """Return whether a plain sum tells already that masses sum to 1.

    In whatever order NumPy adds up half of n masses, it is off by n/2 roundoffs at most, and so is
    the sum of the two halves. That leaves the masses at least half of their tolerance.
    """
    half = array.shape[-1] // 2
    totals = np.add.reduce(array[..., :half], -1, FLOAT64)
    totals = totals + np.add.reduce(array[..., half:], -1, FLOAT64)
    return bool(_farthest_from_1(totals) + (half + 2) * DOUBLE_ROUNDOFF <= tolerance)


def _farthest_from_1(totals: Floats) -> Any:
    return largest(np.abs(totals - 1.0)) if isinstance(totals, np.ndarray) else abs(totals - 1.0)


def at(name: str, index: tuple[Any, ...]) -> str:
    """Return the argument with its index, as a person would write it."""
    if not index:
        return name
    return f"{name}[{', '.join(str(int(i)) for i in index)}]"


def first(wrong: NDArray[np.bool_]) -> tuple[Any, ...]:
    """Return the index of the first of those that are wrong."""
    return np.unravel_index(wrong.argmax(), wrong.shape)
