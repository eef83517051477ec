"""Arrays of any size, dtype and layout, a cache-sized block at a time.

The terms of a formula are new arrays. Those of one block stay in the processor's cache, which makes
a chain of NumPy operations several times faster than on whole arrays, and keeps the memory in use
at the inputs and the result.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

RealArray = NDArray[Any]
Float64Array = NDArray[np.float64]
Floats = np.float64 | Float64Array

Kernel = Callable[..., Float64Array]
"""A function of contiguous float64 arrays of one shape, number by number.

It has at least one number, leaves its arguments alone, and returns an array of their shape.
"""

FLOAT64 = np.dtype(np.float64)

IN_LINE = (FLOAT64.itemsize,)
"""The strides of one axis of float64 numbers without gaps."""

BLOCK = 16384
"""Elements in a block: 128 KiB for each array, so that several fit in a level-2 cache."""

SHRINKING = 2.0**-64
"""A unit in which what overflows may not; beside it, what becomes subnormal there is nothing."""

# Until it has once freed a large array, glibc returns memory to the system as soon as 128 KiB lie
# free, and some kernels take four times as long.
np.empty(16 * BLOCK)

quiet = np.errstate(all="ignore")
"""Decorates what computes: infinities and nan are results here, and nothing to warn of."""


@quiet
def elementwise(kernel: Kernel, **arguments: RealArray) -> Floats:
    """Return the kernel of the arguments, broadcast, as float64."""
    arrays = [*arguments.values()]
    if are_one_block(arrays):
        return kernel(*arrays)
    shape = broadcast_shape(*arguments.items())
    if not shape:
        return np.float64(kernel(*map(contiguous, arrays))[0])
    arrays = [_broadcast_to(array, shape) for array in arrays]
    result = np.empty(shape)
    for index in blocks(shape):
        result[index] = kernel(*(contiguous(array[index]) for array in arrays))
    return result


def _broadcast_to(array: RealArray, shape: tuple[int, ...]) -> RealArray:
    # NumPy takes its time even where there is nothing to do.
    return array if array.shape == shape else np.broadcast_to(array, shape)


def are_one_block(arrays: Sequence[RealArray]) -> bool:
    """Return whether a kernel can have the arrays as they are: in line, and not too long."""
    size = arrays[0].size
    for array in arrays:
        if array.strides != IN_LINE or array.dtype is not FLOAT64 or array.size != size:
            return False
    return 0 < size <= BLOCK


def contiguous(array: RealArray) -> Float64Array:
    """Return an array as kernels have it; a single number is an array of one."""
    return np.ascontiguousarray(array, FLOAT64)


def smallest(array: RealArray) -> Any:
    """Return the smallest number in an array that is not empty, or nan if there is one.

    NumPy finds where it is in less time than it takes to say what it is, unless the array is large
    and not in one piece: then it would be copied.
    """
    if array.size <= BLOCK:
        return array.item(array.argmin())
    return np.minimum.reduce(array, axis=None).item()


def largest(array: RealArray) -> Any:
    """Return the largest number in an array that is not empty, or nan if there is one."""
    if array.size <= BLOCK:
        return array.item(array.argmax())
    return np.maximum.reduce(array, axis=None).item()


def broadcast_shape(*named: tuple[str, RealArray]) -> tuple[int, ...]:
    """Return the shape that the arrays broadcast to."""
    try:
        return np.broadcast(*(array for _, array in named)).shape
    except ValueError:
        names = " and ".join(name for name, _ in named)
        shapes = " and ".join(str(array.shape) for _, array in named)
        raise ValueError(f"{names} do not broadcast: their shapes are {shapes}") from None


def blocks(shape: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield indices that cut an array of this shape into blocks, whole rows as long as they fit."""
    size = math.prod(shape)
    if size <= BLOCK:
        if size:
            yield ()
        return
    rows = BLOCK // (size // shape[0])
    if rows:
        for start in range(0, shape[0], rows):
            yield (slice(start, start + rows),)
    else:
        for row in range(shape[0]):
            for index in blocks(shape[1:]):
                yield (row, *index)
