"""Arrays of any size, dtype and layout, a cache-sized block at a time.

Temporaries of one block stay in the processor's cache, which makes a chain of NumPy operations
several times faster than on whole arrays, and keeps the memory in use at the inputs and the result.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

FLOAT64 = np.dtype(np.float64)

RealArray = NDArray[Any]
Float64Array = NDArray[np.float64]
Floats = np.float64 | Float64Array


class Scratch:
    """Arrays for a kernel to work in, which are used again for the next block.

    New arrays for every block would cost more than the arithmetic: the system has to find their
    memory each time.
    """

    __slots__ = ("_free", "_size", "_taken")

    def __init__(self) -> None:
        self._size = 0
        self._free: list[Float64Array] = []
        self._taken: list[Float64Array] = []

    def start(self, size: int) -> None:
        """Take all arrays back, for a block of that many numbers."""
        if size == self._size:
            self._free += reversed(self._taken)
        else:
            self._size = size
            self._free = []
        self._taken = []

    def array(self) -> Float64Array:
        """Return an array, with anything in it."""
        array = self._free.pop() if self._free else np.empty(self._size)
        self._taken.append(array)
        return array


Kernel = Callable[..., Float64Array]
"""A function of scratch arrays and of one-dimensional contiguous float64 arrays of one length.

It leaves its arguments alone, and returns one of the scratch arrays.
"""

SHRINKING = 2.0**-64
"""A unit in which what overflows may not; beside it, what becomes subnormal there is nothing."""

BLOCK = 16384
"""Elements in a block: 128 KiB for each array, so that several fit in a level-2 cache."""


@np.errstate(all="ignore")
def elementwise(kernel: Kernel, **arguments: RealArray) -> Floats:
    """Return the kernel of the arguments, broadcast, as float64."""
    arrays = tuple(arguments.values())
    shape = arrays[0].shape
    for array in arrays[1:]:
        if array.shape != shape:
            shape = broadcast_shape(*arguments.items())
            break
    scratch = Scratch()
    if math.prod(shape) <= BLOCK:
        values = apply(kernel, scratch, arrays, shape)
        return values if shape else np.float64(values)
    arrays = tuple(np.broadcast_to(array, shape) for array in arrays)
    result = np.empty(shape)
    for index in blocks(shape):
        part = result[index]
        part[...] = apply(kernel, scratch, [array[index] for array in arrays], part.shape)
    return result


def apply(
    kernel: Kernel, scratch: Scratch, arrays: Sequence[RealArray], shape: tuple[int, ...]
) -> Float64Array:
    """Return the kernel of a block of arrays of any dtype, broadcast to a shape."""
    scratch.start(math.prod(shape))
    values = kernel(scratch, *[_flat(scratch, array, shape) for array in arrays])
    return values if len(shape) == 1 else values.reshape(shape)


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


def _flat(scratch: Scratch, array: RealArray, shape: tuple[int, ...]) -> Float64Array:
    if array.dtype == FLOAT64 and array.flags.c_contiguous and array.shape == shape:
        return array if len(shape) == 1 else array.reshape(-1)
    copy = scratch.array()
    np.copyto(copy.reshape(shape), array, casting="same_kind")
    return copy
