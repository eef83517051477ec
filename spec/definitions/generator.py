"""Generators and discriminators whose derivatives are known, and batches of what they make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from spec.definitions.calculus import trapezoid
from spec.definitions.logistic import logit
from spec.definitions.rounding import as_float
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.reals import Real, mean

Array = NDArray[np.float64]

STEP = 1 / 16
"""The distance of nodes: it is small beside that of the nearest poles of any integrand, about 1."""

_Z = np.arange(-9, 9 + STEP, STEP)
_BELL = np.exp(-(_Z**2) / 2) / np.sqrt(2 * np.pi)


class Parameters(NamedTuple):
    """What a generator learns: θ = (shift, scale)."""

    shift: Any
    scale: Any

    def shifted(self, by: float) -> Parameters:
        """The same scale, with more of a shift."""
        return Parameters(self.shift + by, self.scale)


@dataclass(frozen=True)
class GeneratorDiscriminatorPair:
    """A generator with parameters θ = (shift, scale), and a discriminator with logits h(x).

    The generator is G_θ(z) = shift + scale·z + bend·shift·w(z), and the logits are
    h(x) = offset + slope·x + height·w(x), with the wave w(x) = 6x/(9 + x²). Both are smooth and
    need not be monotone, and rational numbers keep them rational.
    """

    bend: float
    offset: float
    slope: float
    height: float

    def logits(self, theta: Parameters, z: Any) -> Array:
        """h(G_θ(z)), at every sample of the noise."""
        coefficients = (self.bend, self.offset, self.slope, self.height)
        return np.asarray(_logits(coefficients, theta, np.asarray(z, dtype=float)))

    @in_high_precision
    def exact_logit(self, theta: Parameters, z: Any) -> Decimal:
        """h(G_θ(z)), to fifty digits."""
        coefficients = map(exact, (self.bend, self.offset, self.slope, self.height))
        logit: Decimal = _logits(tuple(coefficients), Parameters(*map(exact, theta)), exact(z))
        return logit

    def jacobian(self, theta: Parameters, z: Any) -> Array:
        """(∂h/∂shift, ∂h/∂scale) at every sample of the noise, a row each."""
        z = np.asarray(z, dtype=float)
        x = _sample(self.bend, theta, z)
        slope = self.slope + self.height * _wave_derivative(x)
        return np.stack([slope * (1 + self.bend * _wave(z)), slope * z], axis=-1)

    def slopes(self, theta: Parameters, z: Any) -> Array:
        """∂h/∂shift at every sample of the noise."""
        return self.jacobian(theta, z)[:, 0]

    def expected_loss(self, theta: Parameters) -> Real:
        """L_mm(θ) = E[log(1 − σ(h(G_θ(z))))] over z ~ N(0, 1), by the trapezoidal rule."""
        return trapezoid(-np.logaddexp(0, self.logits(theta, _Z)) * _BELL, STEP)


def _logits(coefficients: tuple[Any, ...], theta: Parameters, z: Any) -> Any:
    bend, offset, slope, height = coefficients
    x = _sample(bend, theta, z)
    return offset + slope * x + height * _wave(x)


def _sample(bend: Any, theta: Parameters, z: Any) -> Any:
    """G_θ(z)."""
    return theta.shift + theta.scale * z + bend * theta.shift * _wave(z)


def _wave(x: Any) -> Any:
    """w(x) = 6x/(9 + x²), which swings between −1 and 1 and comes to rest on either side."""
    return 6 * x / (9 + x * x)


def _wave_derivative(x: Any) -> Any:
    """w'(x)."""
    return 6 * (9 - x * x) / (9 + x * x) ** 2


class StepDiscriminator(NamedTuple):
    """A discriminator that has one logit wherever x ≤ 0, and another wherever x > 0."""

    below: float
    above: float


class RejectedBatch(NamedTuple):
    """The logits of a batch, most of them very negative, and ∂h/∂θ at each of its samples."""

    h: tuple[float, ...]
    slopes: tuple[float, ...]

    @property
    def jacobian(self) -> list[list[float]]:
        """∂h/∂θ as a matrix, of a row for each sample and a column for the one parameter."""
        return [[slope] for slope in self.slopes]


class RejectedSample(NamedTuple):
    """What a discriminator says of a fake, D, its slope ∂D/∂x there, and ∂x/∂θ."""

    d: float
    slope: float
    dx: float

    @property
    def logit(self) -> float:
        """The logit of D."""
        return as_float(logit(self.d))

    @property
    def logit_slope(self) -> float:
        """∂h/∂θ = ∂D/∂x ∂x/∂θ/(D(1 − D))."""
        d = Fraction(self.d)
        return as_float(Fraction(self.slope) * Fraction(self.dx) / (d * (1 - d)))


class NearlyPerfectRejection(NamedTuple):
    """Fakes of which a discriminator says at most ε, with slopes of at most ε in size."""

    epsilon: float
    samples: tuple[RejectedSample, ...]

    @property
    def h(self) -> list[float]:
        """The logit of each sample."""
        return [sample.logit for sample in self.samples]

    @property
    def jacobian(self) -> list[list[float]]:
        """∂h/∂θ, a row for each sample."""
        return [[sample.logit_slope] for sample in self.samples]

    @property
    def bound(self) -> Real:
        """ε/(1 − ε) E|∂x/∂θ|."""
        share = Fraction(self.epsilon) / (1 - Fraction(self.epsilon))
        return mean(abs(Fraction(sample.dx)) for sample in self.samples) * share


class GradientStep(NamedTuple):
    """A parameter θ, a rate η, and the batch whose gradient says where θ is to go."""

    theta: float
    rate: float
    batch: RejectedBatch
