"""Discriminators that see a sample with its label, and what such samples come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from spec.definitions.divergence import (
    Distribution,
    DistributionPair,
    js_divergence,
    log_ratios,
)
from spec.definitions.logistic import log_complement, log_sigmoid
from spec.machinery.claims.interface import Function
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real, mean


@dataclass(frozen=True)
class LinePerLabel:
    """A discriminator of numbers: for each label a line, h(x, y) = slope_y x + offset_y."""

    slopes: tuple[float, ...]
    offsets: tuple[float, ...]

    def logit(self, x: float, y: int) -> float:
        """h(x, y)."""
        return self.slopes[y] * x + self.offsets[y]

    def __call__(self, x: Any, labels: Any) -> NDArray[np.float64]:
        """The logits of samples with labels."""
        return _logits(self, x, labels)


@dataclass(frozen=True)
class LogitTable:
    """A discriminator of points 0, 1, 2, …: for each label, the logit of each point."""

    rows: tuple[tuple[float, ...], ...]

    def logit(self, x: float, y: int) -> float:
        """h(x, y)."""
        return self.rows[y][int(x)]

    def __call__(self, x: Any, labels: Any) -> NDArray[np.float64]:
        """The logits of samples with labels."""
        return _logits(self, x, labels)


Discriminator = LinePerLabel | LogitTable


@dataclass(frozen=True)
class OnTheWay:
    """A discriminator on the way from one towards another: h + tv."""

    start: Discriminator
    towards: Discriminator
    step: Fraction

    def logit(self, x: float, y: int) -> Fraction:
        """h(x, y) + t v(x, y), exactly."""
        h, v = (Fraction(each.logit(x, y)) for each in (self.start, self.towards))
        return h + self.step * v


Samples = tuple[tuple[float], ...]
"""Samples as vectors of one number, as a network takes them."""


def _logits(discriminator: Discriminator, x: Any, labels: Any) -> NDArray[np.float64]:
    pairs = zip(np.ravel(x).tolist(), np.ravel(labels).tolist(), strict=True)
    return np.array([discriminator.logit(float(x), int(y)) for x, y in pairs])


def conditional_discriminator_loss(
    h: Discriminator | OnTheWay, real: Samples, fake: Samples, labels: Sequence[int]
) -> Real:
    """−E[log σ(h(real_i, y_i))] − E[log(1 − σ(h(fake_i, y_i)))]."""
    of_real = mean(log_sigmoid(h.logit(x, y)) for (x,), y in zip(real, labels, strict=True))
    of_fake = mean(log_complement(h.logit(x, y)) for (x,), y in zip(fake, labels, strict=True))
    return -of_real - of_fake


def conditional_generator_loss(
    h: Discriminator | OnTheWay, fake: Samples, labels: Sequence[int]
) -> Real:
    """−E[log σ(h(fake_i, y_i))]."""
    return -mean(log_sigmoid(h.logit(x, y)) for (x,), y in zip(fake, labels, strict=True))


CONDITIONAL_LOSSES: dict[str, Callable[..., Real]] = {
    "conditional_discriminator_loss": conditional_discriminator_loss,
    "conditional_generator_loss": conditional_generator_loss,
}
"""The losses of a discriminator of one number and its label, by name."""


class LabelledBatches(NamedTuple):
    """A discriminator h, a batch of real and a batch of fake samples, and the labels of both.

    Its fields are in the order of the arguments of `conditional_discriminator_loss`.
    """

    discriminator: Discriminator
    real: Samples
    fake: Samples
    labels: tuple[int, ...]

    @property
    def real_logits(self) -> list[float]:
        """h(real_i, y_i)."""
        return self._logits(self.real)

    @property
    def fake_logits(self) -> list[float]:
        """h(fake_i, y_i)."""
        return self._logits(self.fake)

    def of(self, function: Function) -> list[Any]:
        """The arguments of a function, by their names."""
        return [getattr(self, name) for name in function.required]

    def _logits(self, samples: Samples) -> list[float]:
        pairs = zip(samples, self.labels, strict=True)
        return [self.discriminator.logit(x, y) for (x,), y in pairs]


class ClassConditionals(NamedTuple):
    """Classes, with the distributions of data and model in each, and one prior for both.

    Attributes
    ----------
    prior
        How often each class occurs, in the data as in the model.
    pairs
        For each class, the data's distribution p_y and the model's q_y.
    """

    prior: Distribution
    pairs: tuple[DistributionPair, ...]

    @property
    def joint(self) -> DistributionPair:
        """The joint distributions of label and point, π_y p_y and π_y q_y."""
        sides = zip(*self.pairs, strict=True)
        p, q = (
            Distribution(
                tuple(
                    share * count
                    for share, conditional in zip(self.prior.counts, side, strict=True)
                    for count in conditional.counts
                )
            )
            for side in sides
        )
        return DistributionPair(p, q)

    @property
    def average_divergence(self) -> Real:
        """Σ_y π_y JS(p_y‖q_y)."""
        return self.prior.expectation(js_divergence(*pair) for pair in self.pairs)

    @property
    def optimal_logits(self) -> LogitTable:
        """log p_y/q_y, of each label and point, rounded."""
        return LogitTable(
            tuple(
                tuple(map(precision().rounded, log_ratios(*pair).tolist())) for pair in self.pairs
            )
        )

    def batches(self, discriminator: Discriminator) -> LabelledBatches:
        """Batches that occur as often as the distributions say, with a discriminator of points."""
        real: list[tuple[float]] = []
        fake: list[tuple[float]] = []
        labels: list[int] = []
        for y, (share, (p, q)) in enumerate(zip(self.prior.counts, self.pairs, strict=True)):
            real += share * _points(p)
            fake += share * _points(q)
            labels += share * p.denominator * [y]
        return LabelledBatches(discriminator, tuple(real), tuple(fake), tuple(labels))


def _points(distribution: Distribution) -> list[tuple[float]]:
    """The points 0, 1, 2, …, each as often as its parts say."""
    return [(float(x),) for x, count in enumerate(distribution.counts) for _ in range(count)]
