"""Weights whose singular values are known exactly, networks of them, and convolutions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.penalty import norm
from spec.machinery.numbers.high_precision import CONTEXT, exact, in_high_precision
from spec.machinery.numbers.reals import Real

Vector = Sequence[Any]
Matrix = Sequence[Vector]

UNIT = 2.0**-6
"""What the numbers of a weight are whole multiples of."""

SQUARINGS = 100
"""As many as leave less than 1e-29 of the logarithm of the number of singular values."""

NEXT_TO_NOTHING = Decimal("1e-46")
"""What is off by less than this may be so by rounding to fifty digits alone."""


def root(number: Fraction | int) -> Real:
    """√x."""
    return Real.of(CONTEXT.sqrt(exact(number)))


def image(matrix: Matrix, vector: Vector) -> list[Fraction]:
    """Wx, exactly."""
    return [
        sum((Fraction(a) * x for a, x in zip(r, vector, strict=True)), Fraction(0)) for r in matrix
    ]


@in_high_precision
def spectral_norm(matrix: Matrix) -> Real:
    """‖W‖₂ = lim tr((WWᵀ)^k)^(1/2k) as k → ∞, which is the largest of the singular values."""
    rows = [[exact(x) for x in row] for row in matrix]
    return Real.of(_largest_eigenvalue(_product(rows, rows), SQUARINGS).sqrt())


def _largest_eigenvalue(symmetric: list[list[Decimal]], squarings: int) -> Decimal:
    """The largest eigenvalue of A, of which none is negative: tr A √λ for the λ of (A/tr A)²."""
    trace = sum((row[i] for i, row in enumerate(symmetric)), Decimal(0))
    if not (trace and squarings):
        return trace
    scaled = [[x / trace for x in row] for row in symmetric]
    squared = _product(scaled, scaled)
    of_square = sum((row[i] for i, row in enumerate(squared)), Decimal(0))
    if all(
        abs(x - of_square * y) < NEXT_TO_NOTHING
        for rows in zip(squared, scaled, strict=True)
        for x, y in zip(*rows, strict=True)
    ):
        return trace * of_square  # of B² = bB each eigenvalue but 0 is b
    return trace * _largest_eigenvalue(squared, squarings - 1).sqrt()


def _product(first: list[list[Decimal]], second: list[list[Decimal]]) -> list[list[Decimal]]:
    """ABᵀ."""
    return [
        [sum((x * y for x, y in zip(r, s, strict=True)), Decimal(0)) for s in second] for r in first
    ]


class Step(NamedTuple):
    """A step of power iteration from u: ‖Wv‖ and Wv/‖Wv‖, for v = Wᵀu/‖Wᵀu‖.

    Their terms are as large as what rounding makes of v and u.
    """

    estimate: Real
    last: list[Real]


def power_iteration(matrix: Matrix, u: Vector, of_matrix: Any) -> Step:
    """One step of it, from a vector with Wᵀu ≠ 0, for a weight of which the norm is given."""
    v = image([*zip(*matrix, strict=True)], u)
    stretched = image(matrix, v)
    # ‖W‖ ‖u‖/‖Wᵀu‖
    condition = Real.of((norm(u) * of_matrix / norm(v)).value)
    estimate = Real.of((norm(stretched) / norm(v)).value).with_terms(condition * of_matrix)
    terms = condition * (of_matrix / estimate)
    size = norm(stretched)
    last = [Real.of((Real.of(x) / size).value).with_terms(terms) for x in stretched]
    return Step(estimate, last)


@dataclass(frozen=True, repr=False)
class Weight:
    """The weight W = Σ s_k u_k v_kᵀ, of numbers that are floats.

    Attributes
    ----------
    left, right
        Orthogonal vectors u_k and v_k of whole numbers, all u_k of one length, and all v_k.
    factors
        The s_k in units, the largest first.
    unit
        A power of two.
    """

    left: tuple[tuple[int, ...], ...]
    right: tuple[tuple[int, ...], ...]
    factors: tuple[int, ...]
    unit: float = UNIT

    @property
    def matrix(self) -> list[list[float]]:
        """W, row by row."""
        terms = [*zip(self.factors, self.left, self.right, strict=False)]
        return [
            [
                self.unit * sum(s * u[i] * v[j] for s, u, v in terms)
                for j in range(len(self.right[0]))
            ]
            for i in range(len(self.left[0]))
        ]

    @property
    def transposed(self) -> Weight:
        """Wᵀ."""
        return Weight(self.right, self.left, self.factors, self.unit)

    @property
    def singular_values(self) -> tuple[Fraction, ...]:
        """The singular values, the largest first; a 0 is added to a single one."""
        scale = math.isqrt(sum(x * x for x in self.left[0]) * sum(x * x for x in self.right[0]))
        return (*(Fraction(self.unit) * s * scale for s in self.factors), Fraction(0))

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
        """‖Wv‖ after one step."""
        return self._step().estimate

    @property
    def last(self) -> list[Real]:
        """u after one step."""
        return self._step().last

    def least_estimate(self, steps: int) -> Real:
        """‖W‖/√(1 + (s₂/s₁)^(4k − 2) (1 − c²)/c²), with c = |⟨u, u₁⟩|/(‖u‖ ‖u₁‖), after k steps."""
        first, second = self.weight.singular_values[:2]
        best = self.weight.left[0]
        overlap = sum((Fraction(x) * y for x, y in zip(self.u, best, strict=True)), Fraction(0))
        lengths = sum(Fraction(x) ** 2 for x in self.u) * sum(Fraction(y) ** 2 for y in best)
        squared = overlap**2 / lengths
        excess = (second / first) ** (4 * steps - 2) * (1 - squared) / squared
        return self.weight.norm / root(1 + excess)

    def last_of(self, steps: int) -> list[Real]:
        """u after k steps: what rounding makes of it in one step grows in those that follow."""
        vector, terms = [Fraction(x) for x in self.u], Real.of(0)
        for _ in range(steps):
            step = power_iteration(self.weight.matrix, vector, self.weight.norm)
            terms = max(Real.of(x.terms) for x in step.last) * (terms + 1)
            vector = image(self.weight.matrix, image(self.weight.transposed.matrix, vector))
        return [Real.of(x.value).with_terms(terms) for x in step.last]

    def _step(self) -> Step:
        return power_iteration(self.weight.matrix, self.u, self.weight.norm)


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
