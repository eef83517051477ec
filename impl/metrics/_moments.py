"""The mean and the covariance of features, of any dtype, a block of rows at a time."""

import math
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from impl._blocks import FLOAT64, Float64Array, RealArray
from impl.metrics._lapack import lower_triangle

BLOCK = 2**18
"""Numbers in a block, or a row."""


class Moments:
    """What is known of rows of features, in units in which none of them is large.

    Deviations from the mean are worked out in two steps, from the first row and from the mean of
    the deviations from it. So a common shift costs no more than the rounding of the features.
    """

    def __init__(self, array: RealArray, scale: float, ddof: int) -> None:
        self._array = array
        self._scale = scale
        self.length, self.width = array.shape
        self._degrees = self.length - ddof
        self.origin = array[0].astype(FLOAT64) * scale
        self.mean = self._total(self._beside_origin(least=1)) / self.length
        """The mean of the deviations from the origin."""
        # What rounding has left of it is now taken away.
        self.mean += self._total(self._deviations(least=1)) / self.length

    @property
    def is_long(self) -> bool:
        """Whether a QR saves time and memory: not of few rows more than there are columns."""
        return bool(8 * self.length > 9 * self.width)

    def factor(self) -> Float64Array:
        """Return A of Σ = AᵀA: the deviations, or a square matrix if they are long."""
        if self.is_long:
            return self._triangle
        (result,) = self._deviations(least=self.length)
        result /= math.sqrt(self._degrees)
        return result

    def parts(self) -> Iterator[tuple[slice, Float64Array]]:
        """Yield the rows of A, if it is not long, some at a time and in the same memory."""
        start = 0
        for block in self._deviations(least=1):
            block /= math.sqrt(self._degrees)
            yield slice(start, start + len(block)), block
            start += len(block)

    @cached_property
    def _triangle(self) -> Float64Array:
        result = np.empty((0, self.width))
        for block in self._deviations(least=2 * self.width):
            rows = np.concatenate((result, block)) if len(result) else block
            result = lower_triangle(rows)
        result /= math.sqrt(self._degrees)
        return result

    def covariance(self) -> Float64Array:
        """Return Σ, whose eigenvalues are accurate to the rounding of the largest."""
        result = np.zeros((self.width, self.width))
        for block in self._deviations(least=self.width):
            result += block.T @ block
        result /= self._degrees
        return result

    def _deviations(self, least: int) -> Iterator[Float64Array]:
        """Yield deviations from the mean, in blocks as those from the origin are."""
        for block in self._beside_origin(least):
            block -= self.mean
            yield block

    def _beside_origin(self, least: int) -> Iterator[Float64Array]:
        """Yield deviations from the origin in blocks of least rows or more, but for the last one.

        They are in the same memory, one after the other.
        """
        rows = max(least, BLOCK // self.width)
        memory = np.empty((min(rows, self.length), self.width))
        for start in range(0, self.length, rows):
            array = self._array[start : start + rows]
            block = memory[: len(array)]
            np.multiply(array, self._scale, out=block, dtype=FLOAT64)
            block -= self.origin
            yield block

    def _total(self, blocks: Iterator[Float64Array]) -> Float64Array:
        total = np.zeros(self.width)
        for block in blocks:
            total += np.add.reduce(block)
        return total
