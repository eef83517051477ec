"""Arrays of any size, dtype and layout, a cache-sized block at a time.

Temporaries of one block stay in the processor's cache, which makes a chain of NumPy operations
several times faster than on whole arrays, and keeps the memory in use at the inputs and the result.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

RealArray = NDArray[Any]
Float64Array = NDArray[np.float64]
Floats = np.float64 | Float64Array
Kernel = Callable[..., Float64Array]
"""A function of one-dimensional contiguous float64 arrays of one length, which it leaves alone."""

BLOCK = 32768
"""Elements in a block: 256 KiB for each temporary, so that a few fit in a level-2 cache."""


@np.errstate(all="ignore")
def elementwise(kernel: Kernel, **arguments: RealArray) -> Floats:
    """Return the kernel of the arguments, broadcast, as float64."""
    arrays = tuple(arguments.values())
    shape = arrays[0].shape
    for array in arrays[1:]:
        if array.shape != shape:
            shape = broadcast_shape(*arguments.items())
            arrays = tuple(np.broadcast_to(array, shape) for array in arrays)
            break
    if arrays[0].size <= BLOCK:
        values = kernel(*map(flat, arrays))
        if len(shape) == 1:
            return values
        return values.reshape(shape) if shape else np.float64(values[0])
    result = np.empty(shape)
    for index in blocks(shape):
        part = result[index]
        part[...] = kernel(*(flat(array[index]) for array in arrays)).reshape(part.shape)
    return result


def broadcast_shape(*named: tuple[str, RealArray]) -> tuple[int, ...]:
    """Return the shape that the arrays broadcast to."""
    try:
        return np.broadcast_shapes(*(array.shape for _, array in named))
    except ValueError:
        names = " and ".join(name for name, _ in named)
        shapes = " and ".join(str(array.shape) for _, array in named)
        raise ValueError(f"{names} do not broadcast: their shapes are {shapes}") from None


def blocks(shape: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield indices that cut an array of this shape into blocks, whole rows as long as they fit."""
    size = 1
    for length in shape:
        size *= length
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


def flat(array: RealArray) -> Float64Array:
    """Return a block as a kernel takes it; a view where it is one already."""
    if array.ndim == 1 and array.dtype == np.float64 and array.flags.c_contiguous:
        return array
    return np.ascontiguousarray(array, dtype=np.float64).reshape(-1)
