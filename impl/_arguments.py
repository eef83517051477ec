"""What the functions accept, and what they say of anything else.

Each function here takes the name of an argument and its value, and returns the value as a real
array of the dtype that it came with: large arrays are turned into float64 a block at a time, where
they are used. An error names the argument, the value at fault and its index.
"""

import numbers
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from impl._blocks import (
    FLOAT64,
    Float64Array,
    RealArray,
    broadcast_shape,
    largest,
    quiet,
    smallest,
)
from impl._summation import itself, sums

UNIT_ROUNDOFF = {np.dtype(np.float16): 2.0**-11, np.dtype(np.float32): 2.0**-24}
DOUBLE_ROUNDOFF = 2.0**-53


def reals(name: str, value: ArrayLike) -> RealArray:
    """Return any real numbers, nan and infinities included, as an array."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be an array, but its rows differ in length") from None
    if array.dtype.kind in "fiub":
        return array
    if array.dtype.kind == "O":
        return _from_objects(name, array)
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


def batch(name: str, value: ArrayLike) -> RealArray:
    """Return numbers with a last axis that is not empty; a single number is a batch of one."""
    array = reals(name, value)
    if array.ndim == 0:
        array = array.reshape(1)
    if not array.shape[-1]:
        raise ValueError(f"{name} must not be empty, but its shape is {array.shape}")
    return array


def distributions(name: str, value: ArrayLike) -> RealArray:
    """Return masses that sum to 1 along the last axis, to the rounding of their own dtype.

    A sum of n masses may differ from 1 by ``max(4, n)`` unit roundoffs of the dtype of the
    argument; numbers that are not floats are held to float64.
    """
    array = batch(name, value)
    if not array.size:
        return array
    if not smallest(array) >= 0:
        _reject(name, array, ~(array >= 0), "must be non-negative masses")
    n = array.shape[-1]
    tolerance = max(4, n) * UNIT_ROUNDOFF.get(array.dtype, DOUBLE_ROUNDOFF)
    totals = np.add.reduce(array, -1, FLOAT64)
    farthest = abs(totals - 1.0) if array.ndim == 1 else largest(np.abs(totals - 1.0))
    if not farthest + _roundoff_of_sums(array) <= tolerance:
        _check_sums_exactly(name, array, tolerance)
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
        if not isinstance(item, numbers.Real):
            raise TypeError(f"{name} must hold real numbers, but {at(name, index)} is {item!r}")
        try:
            result[index] = float(item)
        except OverflowError:
            raise ValueError(f"{at(name, index)} is too large for a float64") from None
    return result


def _reject(name: str, array: RealArray, wrong: NDArray[np.bool_], requirement: str) -> None:
    """Raise for the first wrong element, if there is one."""
    positions = np.flatnonzero(wrong)
    if positions.size:
        index = np.unravel_index(int(positions[0]), array.shape)
        raise ValueError(f"{name} {requirement}, but {at(name, index)} is {array[index]}")


def _roundoff_of_sums(array: RealArray) -> float:
    """Bound the error of NumPy's sums of masses along the last axis.

    NumPy adds pairwise where the last axis is contiguous and needs no cast: eight running sums over
    runs of at most 128, then a binary tree. Elsewhere it may add one by one.
    """
    n = array.shape[-1]
    pairwise = array.dtype is FLOAT64 and array.flags.c_contiguous
    additions = min(n, 16 + n.bit_length()) if pairwise else n
    return float(additions * DOUBLE_ROUNDOFF * 1.001)


@quiet
def _check_sums_exactly(name: str, array: RealArray, tolerance: float) -> None:
    totals = np.asarray(sums(itself, array))
    wrong = np.flatnonzero(~(np.abs(totals - 1.0) <= tolerance))
    if wrong.size:
        _reject(name, array, np.isinf(array), "must be finite masses")
        index = np.unravel_index(int(wrong[0]), totals.shape)
        raise ValueError(f"{name} must sum to 1, but {at(name, index)} sums to {totals[index]}")


def at(name: str, index: tuple[Any, ...]) -> str:
    """Return the argument with its index, as a person would write it."""
    if not index:
        return name
    return f"{name}[{', '.join(str(int(i)) for i in index)}]"
