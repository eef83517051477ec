"""Weights whose singular values are known exactly, networks of them, and convolutions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.penalty import norm
from spec.machinery.numbers.high_precision import CONTEXT, exact
from spec.machinery.numbers.reals import Real

Vector = Sequence[Any]
Matrix = Sequence[Vector]

UNIT = 2.0**-6
"""What the numbers of a weight are whole multiples of."""


def root(number: Fraction | int) -> Real:
    """√x."""
    return Real.of(CONTEXT.sqrt(exact(number)))


def image(matrix: Matrix, vector: Vector) -> list[Fraction]:
    """Wx, exactly."""
    return [
        sum((Fraction(a) * x for a, x in zip(r, vector, strict=True)), Fraction(0)) for r in matrix
    ]


@dataclass(frozen=True, repr=False)
class Weight:
    """The weight W = Σ s_k u_k v_kᵀ, of numbers that are floats.

    Attributes
    ----------
    left, right
        Orthogonal vectors u_k and v_k of whole numbers, all u_k of one length, and all v_k.
    factors
        The s_k in units of `UNIT`, the largest first.
    """

    left: tuple[tuple[int, ...], ...]
    right: tuple[tuple[int, ...], ...]
    factors: tuple[int, ...]

    @property
    def matrix(self) -> list[list[float]]:
        """W, row by row."""
        terms = [*zip(self.factors, self.left, self.right, strict=False)]
        return [
            [UNIT * sum(s * u[i] * v[j] for s, u, v in terms) for j in range(len(self.right[0]))]
            for i in range(len(self.left[0]))
        ]

    @property
    def transposed(self) -> Weight:
        """Wᵀ."""
        return Weight(self.right, self.left, self.factors)

    @property
    def singular_values(self) -> tuple[Fraction, ...]:
        """The singular values, the largest first; a 0 is added to a single one."""
        scale = math.isqrt(sum(x * x for x in self.left[0]) * sum(x * x for x in self.right[0]))
        return (*(Fraction(UNIT) * s * scale for s in self.factors), Fraction(0))

    @property
    def norm(self) -> Fraction:
        """‖W‖₂, the largest singular value."""
        return self.singular_values[0]

    def scaled(self, factor: float) -> list[list[float]]:
        """The weight times a power of two, row by row."""
        return [[factor * x for x in row] for row in self.matrix]

    def __repr__(self) -> str:
        return f"W {self.matrix!r}"


class Start(NamedTuple):
    """A weight, and a vector u to start a power iteration from, with Wᵀu ≠ 0."""

    weight: Weight
    u: tuple[float, ...]

    @property
    def estimate(self) -> Real:
        """‖Wv‖ after one step; its terms are as large as the norm, and what rounding makes of v."""
        v, u = self._directions()
        estimate = norm(u) / norm(v)
        return Real.of(estimate.value).with_terms(self.condition * self.weight.norm)

    @property
    def last(self) -> list[Real]:
        """u after one step, the terms of which are as large as what rounding makes of v and u."""
        _, u = self._directions()
        size = norm(u)
        condition = self.condition * (self.weight.norm / self.estimate)
        return [Real.of((Real.of(x) / size).value).with_terms(condition) for x in u]

    @property
    def condition(self) -> Real:
        """‖W‖ ‖u‖/‖Wᵀu‖."""
        v, _ = self._directions()
        return Real.of((norm(self.u) * self.weight.norm / norm(v)).value)

    def least_estimate(self, steps: int) -> Real:
        """‖W‖/√(1 + (s₂/s₁)^(4k − 2) (1 − c²)/c²), with c = |⟨u, u₁⟩|/(‖u‖ ‖u₁‖), after k steps."""
        first, second = self.weight.singular_values[:2]
        best = self.weight.left[0]
        overlap = sum((Fraction(x) * y for x, y in zip(self.u, best, strict=True)), Fraction(0))
        lengths = sum(Fraction(x) ** 2 for x in self.u) * sum(Fraction(y) ** 2 for y in best)
        squared = overlap**2 / lengths
        excess = (second / first) ** (4 * steps - 2) * (1 - squared) / squared
        return self.weight.norm / root(1 + excess)

    def _directions(self) -> tuple[list[Fraction], list[Fraction]]:
        """Wᵀu and WWᵀu."""
        v = image(self.weight.transposed.matrix, self.u)
        return v, image(self.weight.matrix, v)


class Network(NamedTuple):
    """Layers of weights, with a leaky ReLU between any two, and two points to feed it."""

    layers: tuple[Weight, ...]
    slope: float
    x: tuple[float, ...]
    y: tuple[float, ...]

    def __call__(self, point: Vector) -> list[Fraction]:
        """D(x), exactly."""
        first, *others = self.layers
        values = image(first.matrix, point)
        for layer in others:
            activated = [x if x > 0 else Fraction(self.slope) * x for x in values]
            values = image(layer.matrix, activated)
        return values

    @property
    def distance(self) -> Real:
        """‖x − y‖."""
        return norm([Fraction(a) - Fraction(b) for a, b in zip(self.x, self.y, strict=True)])

    @property
    def distance_of_outputs(self) -> Real:
        """‖D(x) − D(y)‖."""
        outputs = zip(self(self.x), self(self.y), strict=True)
        return norm([a - b for a, b in outputs])


class Convolution(NamedTuple):
    """A kernel of shape (out, in, k_h, k_w), of one output or two, and images (in, h, w)."""

    kernel: Any
    images: Any

    @property
    def reshaped(self) -> list[list[float]]:
        """The kernel as a matrix of shape (out, in·k_h·k_w)."""
        return [[x for plane in part for row in plane for x in row] for part in self.kernel]

    @property
    def size(self) -> int:
        """k_h·k_w."""
        return len(self.kernel[0][0]) * len(self.kernel[0][0][0])

    @property
    def norm(self) -> Real:
        """The spectral norm of the reshaped kernel, from the trace and the determinant of RRᵀ."""
        gram = [
            [
                sum(Fraction(a) * Fraction(b) for a, b in zip(r, s, strict=True))
                for s in self.reshaped
            ]
            for r in self.reshaped
        ]
        if len(gram) == 1:
            return root(gram[0][0])
        ((a, b), (_, d)) = gram
        eigenvalue = (Real.of(a + d) + root((a - d) ** 2 + 4 * b * b)) / 2
        return Real.of(CONTEXT.sqrt(eigenvalue.value))

    @property
    def stretch(self) -> tuple[Real, Real]:
        """‖x‖ and ‖K ∗ x‖, with stride 1 and zeros outside of the images."""
        return norm(self.images), norm(self._convolved())

    def _convolved(self) -> list[Fraction]:
        high, wide = len(self.kernel[0][0]), len(self.kernel[0][0][0])
        rows, columns = len(self.images[0]), len(self.images[0][0])
        places = itertools.product(range(rows + high - 1), range(columns + wide - 1))
        outputs = itertools.product(self.kernel, places)
        return [self._output(part, i, j) for part, (i, j) in outputs]

    def _output(self, part: Any, i: int, j: int) -> Fraction:
        """One output: every number of the kernel times what is so far before the place."""
        total = Fraction(0)
        for weights, pixels in zip(part, self.images, strict=True):
            for (a, row), (b, _) in itertools.product(enumerate(weights), enumerate(weights[0])):
                if 0 <= i - a < len(pixels) and 0 <= j - b < len(pixels[0]):
                    total += Fraction(row[b]) * Fraction(pixels[i - a][j - b])
        return total
