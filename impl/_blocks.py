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

IN_LINE = (FLOAT64.itemsize,)
"""The strides of one axis of float64 numbers without gaps."""

RealArray = NDArray[Any]
Float64Array = NDArray[np.float64]
Floats = np.float64 | Float64Array


FEW = 512
"""Of so few numbers NumPy makes a new array sooner than an old one is found."""

BLOCK = 16384
"""Elements in a block: 128 KiB for each array, so that several fit in a level-2 cache."""

SHRINKING = 2.0**-64
"""A unit in which what overflows may not; beside it, what becomes subnormal there is nothing."""


class Scratch:
    """Arrays for a kernel to work in, which are used again for the next block, and the next call.

    New arrays for every block would cost more than the arithmetic: the system has to find their
    memory each time.
    """

    __slots__ = ("_arrays", "_size", "_taken", "_whole")

    def __init__(self) -> None:
        self._whole: list[Float64Array] = []
        self._arrays: list[Float64Array] = []
        self._size = self._taken = 0

    def start(self, size: int) -> None:
        """Take all arrays back, for a block of that many numbers, `BLOCK` at most."""
        if size != self._size:
            self._size = size
            self._arrays = [array[:size] for array in self._whole]
        self._taken = 0

    def out(self) -> Float64Array | None:
        """Return where NumPy shall put the result of an operation: None stands for a new array."""
        if self._size <= FEW:
            return None
        if self._taken == len(self._arrays):
            self._whole.append(np.empty(BLOCK))
            self._arrays.append(self._whole[-1][: self._size])
        self._taken += 1
        return self._arrays[self._taken - 1]

    def out_like(self, array: Float64Array) -> Float64Array | None:
        """Return the same, for a result in the shape of an array of the block's numbers."""
        out = self.out()
        return out if out is None else out.reshape(array.shape)

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(self, *_: object) -> None:
        IDLE.append(self)


NEW_ARRAYS = Scratch()
"""Stands for scratch arrays where there are few numbers, and is never started."""

IDLE: list[Scratch] = []
"""Scratch arrays that are kept for the next call: as many as ever worked at the same time."""


def scratch_arrays() -> Scratch:
    """Lend scratch arrays that no other call has, in this thread or another."""
    try:
        return IDLE.pop()
    except IndexError:
        return Scratch()


Kernel = Callable[..., Float64Array]
"""A function of scratch arrays and of one-dimensional float64 arrays of one length.

It leaves its arguments alone, and returns a new array or one of the scratch arrays.
"""


@np.errstate(all="ignore")
def elementwise(kernel: Kernel, **arguments: RealArray) -> Floats:
    """Return the kernel of the arguments, broadcast, as float64."""
    arrays = [*arguments.values()]
    size = size_in_line(arrays)
    if 0 < size <= FEW:
        return kernel(NEW_ARRAYS, *arrays)
    if 0 < size <= BLOCK:
        with scratch_arrays() as scratch:
            scratch.start(size)
            return kernel(scratch, *arrays).copy()
    shape = broadcast_shape(*arguments.items())
    if 0 < math.prod(shape) <= FEW:
        values = apply(kernel, NEW_ARRAYS, arrays, shape)
        return values if shape else np.float64(values)
    arrays = [np.broadcast_to(array, shape) for array in arrays]
    result = np.empty(shape)
    with scratch_arrays() as scratch:
        for index in blocks(shape):
            part = result[index]
            scratch.start(part.size)
            part[...] = apply(kernel, scratch, [array[index] for array in arrays], part.shape)
    return result


def size_in_line(arrays: Sequence[RealArray]) -> int:
    """Return the size of arrays that a kernel can have as they are, and 0 for any others.

    Such are float64 numbers one by one, as many in each array. A single number need not be
    recognised.
    """
    size = arrays[0].size
    for array in arrays:
        if array.strides != IN_LINE or array.dtype is not FLOAT64 or array.size != size:
            return 0
    return size


def apply(
    kernel: Kernel, scratch: Scratch, arrays: Sequence[RealArray], shape: tuple[int, ...]
) -> Float64Array:
    """Return the kernel of a block of arrays of any dtype, broadcast to a shape."""
    values = kernel(scratch, *[_flat(scratch, array, shape) for array in arrays])
    return values if len(shape) == 1 else values.reshape(shape)


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


def _flat(scratch: Scratch, array: RealArray, shape: tuple[int, ...]) -> Float64Array:
    if array.dtype == FLOAT64 and array.shape == shape and array.flags.c_contiguous:
        return array if len(shape) == 1 else array.reshape(-1)
    copy = scratch.out()
    if copy is None:
        copy = np.empty(math.prod(shape))
    np.copyto(copy.reshape(shape), array, casting="same_kind")
    return copy
