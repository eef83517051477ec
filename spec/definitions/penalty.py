"""Penalties on the gradients of a critic, and points between real samples and fake ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from spec.definitions.critic import sign
from spec.definitions.gaussian import PointPair
from spec.machinery.numbers.high_precision import CONTEXT, exact, in_high_precision
from spec.machinery.numbers.reals import Real, mean, total

Vector = tuple[float, ...]
Gradients = Iterable[Any]
"""A gradient for each sample: vectors, or arrays of any shape."""


@in_high_precision
def norm(vector: Any) -> Real:
    """‖v‖₂, over all axes."""
    components = (exact(x) for x in np.ravel(vector).tolist())
    return Real.of(CONTEXT.sqrt(sum((x * x for x in components), Decimal(0))))


def squared_norm(vector: Any) -> Real:
    """‖v‖₂², over all axes."""
    return total(Real.of(x) ** 2 for x in np.ravel(vector).tolist())


@in_high_precision
def squared_deviation(gradient: Any) -> Real:
    """(‖g‖ − 1)²; its terms are those of the square expanded."""
    length = norm(gradient).value
    return Real((length - 1) * (length - 1), (length + 1) * (length + 1))


@in_high_precision
def squared_excess(gradient: Any) -> Real:
    """max(0, ‖g‖ − 1)²; its terms are those of the square expanded."""
    length = norm(gradient).value
    excess = max(length - 1, Decimal(0))
    return Real(excess * excess, (length + 1) * (length + 1))


def gradient_penalty(gradients: Gradients, weight: Any = 10) -> Real:
    """GP = λ mean_i (‖g_i‖ − 1)²."""
    return mean(map(squared_deviation, gradients)) * Real.of(weight)


def one_sided_gradient_penalty(gradients: Gradients, weight: Any = 10) -> Real:
    """λ mean_i max(0, ‖g_i‖ − 1)²."""
    return mean(map(squared_excess, gradients)) * Real.of(weight)


def zero_centered_penalty(gradients: Gradients, weight: Any = 1) -> Real:
    """½ γ mean_i ‖g_i‖²."""
    return mean(map(squared_norm, gradients)) * Real.of(weight) / 2


def gradient_penalty_derivative(gradients: Sequence[Vector], weight: Any = 10) -> list[list[Real]]:
    """(2λ/n)(1 − 1/‖g_i‖) g_i, which is 0 where g_i is."""
    factor = 2 * Real.of(weight) / len(gradients)

    def slope(gradient: Vector) -> list[Real]:
        if not any(gradient):
            return [Real.of(0) for _ in gradient]
        steepness = factor * (1 - 1 / norm(gradient))
        return [steepness * x for x in gradient]

    return [slope(gradient) for gradient in gradients]


def zero_centered_penalty_derivative(
    gradients: Sequence[Vector], weight: Any = 1
) -> list[list[Real]]:
    """γ g_i/n."""
    factor = Real.of(weight) / len(gradients)
    return [[factor * x for x in gradient] for gradient in gradients]


class SamplePairs(NamedTuple):
    """Real samples, and a fake for each, from which it differs in every coordinate."""

    real: tuple[Vector, ...]
    fake: tuple[Vector, ...]

    def repeated(self, number: int) -> SamplePairs:
        """So many pairs, these over and over again."""
        times = -(-number // len(self.real))
        return SamplePairs((self.real * times)[:number], (self.fake * times)[:number])

    def between(self, shares: Iterable[Any]) -> list[list[Real]]:
        """α_i fake_i + (1 − α_i) real_i."""
        return [_between(*each) for each in zip(*self, map(Real.of, shares), strict=True)]

    def shares(self, points: Iterable[Sequence[float]]) -> list[Real]:
        """The α_i of each point, by the coordinate in which its pair is farthest apart."""
        return [_share(*each) for each in zip(*self, points, strict=True)]

    def quarters(self, points: Any) -> list[int]:
        """The quarter of its segment that each point is in, by the same coordinate.

        It is 0 next to the real sample, and 3 next to the fake. Beyond either it is the same.
        """
        real, fake, found = np.stack([*self, points])
        gaps = fake - real
        farthest = np.arange(len(gaps)), np.abs(gaps).argmax(axis=1)
        shares = (found - real)[farthest] / gaps[farthest]
        quarters: list[int] = np.digitize(shares, [0.25, 0.5, 0.75]).tolist()
        return quarters


class ImagePairs(NamedTuple):
    """Real images, and a fake for each, as arrays of shape (n, c, h, w)."""

    real: Any
    fake: Any

    @property
    def flat(self) -> SamplePairs:
        """The same, each image as a vector of its numbers in a row."""
        return SamplePairs(*(tuple(map(tuple, in_rows(batch).tolist())) for batch in self))


def in_rows(batch: Any) -> Any:
    """A batch of any shape (n, …) as one of vectors, each of the numbers of a sample in a row.

    What has no such shape stays as it is.
    """
    array = np.asarray(batch)
    return array.reshape(len(array), -1) if array.ndim else batch


def in_the_shape_of(batch: Any, rows: Any) -> Any:
    """Vectors, as many as a batch of any shape has samples, in that shape."""
    return np.array(rows, dtype=object).reshape(np.shape(batch))


def _between(real: Vector, fake: Vector, share: Real) -> list[Real]:
    of_real = 1 - share
    return [share * y + of_real * x for x, y in zip(real, fake, strict=True)]


def _share(real: Vector, fake: Vector, point: Sequence[float]) -> Real:
    gaps = [abs(y - x) for x, y in zip(real, fake, strict=True)]
    k = gaps.index(max(gaps))
    return (Real.of(point[k]) - real[k]) / (Real.of(fake[k]) - real[k])


def penalised_loss(impl: Any, points: PointPair, slope: Any) -> Real:
    """L_D + GP of the critic D(x) = sx between point masses, as an implementation has them."""
    at_theta, at_theta_0 = (float(slope * point) for point in points.exact)
    loss = Real.of(impl.wasserstein_critic_loss([at_theta_0], [at_theta]))
    penalty = Real.of(impl.gradient_penalty([[float(slope)]]))
    size = abs(at_theta) + abs(at_theta_0)
    return loss.with_terms(size) + penalty.with_terms(10 * (abs(slope) + 1) ** 2)


def best_slope(points: PointPair, weight: int = 10) -> Fraction:
    """s* = −sign(Δ)(1 + |Δ|/2λ)."""
    return -sign(points.gap) * (1 + abs(points.gap) / (2 * weight))


def least_loss(points: PointPair, weight: int = 10) -> Fraction:
    """−|Δ| − Δ²/4λ."""
    return -abs(points.gap) - points.gap**2 / (4 * weight)
