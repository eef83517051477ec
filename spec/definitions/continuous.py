"""Continuous densities on the line: mixtures of normals, and integrals against them.

Everything goes by log-densities: far from its means a density is no longer a float.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from spec.definitions.calculus import trapezoid
from spec.machinery.numbers.reals import Real, total

Array = NDArray[np.float64]

STEP = 1 / 32
"""The distance of nodes, in x where std is about 1, and in standard deviations."""

REACH = 8.0
"""How many standard deviations the nodes reach: what is beyond has a mass of 1e-15."""

_Z = np.arange(-REACH, REACH + STEP, STEP)
_BELL = np.exp(-(_Z**2) / 2) / math.sqrt(2 * math.pi)


class Normal(NamedTuple):
    """One normal of a mixture: its weight in the mixture, its mean, its standard deviation."""

    weight: int
    mean: float
    std: float


class NormalMixture(NamedTuple):
    """A mixture of normals. Its `nodes` are points at which to integrate against it.

    Each normal is integrated in its own units, as E[g(mean + std·z)] for standard normal z.
    """

    normals: tuple[Normal, ...]

    @property
    def total_weight(self) -> int:
        """The sum of the weights."""
        return sum(normal.weight for normal in self.normals)

    @property
    def nodes(self) -> Array:
        """Points of the line at which to give `expectation` the values of a function."""
        return np.concatenate([mean + std * _Z for _, mean, std in self.normals])

    @property
    def weights(self) -> Array:
        """What each node counts in an expectation."""
        return np.concatenate(
            [STEP * _BELL * weight / self.total_weight for weight, _, _ in self.normals]
        )

    def log_density(self, x: Any) -> Array:
        """The logarithm of the density."""
        x = np.asarray(x, dtype=float)
        logs = [
            math.log(weight / (self.total_weight * std)) - ((x - mean) / std) ** 2 / 2
            for weight, mean, std in self.normals
        ]
        return np.asarray(np.logaddexp.reduce(logs) - math.log(2 * math.pi) / 2)

    def density(self, x: Any) -> Array:
        """The density."""
        return np.exp(self.log_density(x))

    def expectation(self, values: Any) -> Real:
        """The expectation of a smooth function of moderate values, given those at the nodes."""
        rows = np.reshape(values, (len(self.normals), len(_Z)))
        return (
            total(
                trapezoid(_BELL * row, STEP) * normal.weight
                for row, normal in zip(rows, self.normals, strict=True)
            )
            / self.total_weight
        )

    def __repr__(self) -> str:
        normals = [f"N({mean}, {std}²)" for _, mean, std in self.normals]
        if len(normals) == 1:
            return normals[0]
        weights = [f"{normal.weight}/{self.total_weight}" for normal in self.normals]
        return " + ".join(
            f"{weight} {normal}" for weight, normal in zip(weights, normals, strict=True)
        )


class ContinuousPair(NamedTuple):
    """The data's density p and the model's q. Its `line` is a grid on which to integrate over x."""

    p: NormalMixture
    q: NormalMixture

    @property
    def line(self) -> Array:
        """An even grid, wide enough for what is beyond to count nothing."""
        normals = self.p.normals + self.q.normals
        lower = math.floor(min(mean - REACH * std for _, mean, std in normals))
        upper = math.ceil(max(mean + REACH * std for _, mean, std in normals))
        return np.arange(lower, upper + STEP, STEP)

    def integral(self, values: Any) -> Real:
        """∫ g(x) dx over the line, of the values of a smooth g at the points of `line`."""
        return trapezoid(values, STEP)

    def log_ratio(self, x: Any) -> Array:
        """log p(x)/q(x), the logits of D*."""
        return self.p.log_density(x) - self.q.log_density(x)

    def __repr__(self) -> str:
        return f"p {self.p!r}, q {self.q!r}"


def two_samples(normal: NormalMixture) -> Array:
    """Two samples of a single normal, which have its mean and its variance.

    Quadratics have their expectation over them; one is the log-ratio of two normals.
    """
    ((_, mean, std),) = normal.normals
    return np.array([mean - std, mean + std])


def kl_of_densities(pair: ContinuousPair) -> Real:
    """KL(q‖p) = ∫ q log q dx − ∫ q log p dx, over the line, in nats."""
    p, q = (side.log_density(pair.line) for side in pair)
    return pair.integral(np.exp(q) * q) - pair.integral(np.exp(q) * p)


class DiscriminatedDensities(NamedTuple):
    """Two densities on the line, and a discriminator of logits h(x) = offset + slope·x."""

    densities: ContinuousPair
    offset: float
    slope: float

    def integral(self, loss: Callable[[Array, Array, Array], Any]) -> float:
        """∫ loss(D(x), p(x), q(x)) dx over the line; its error is left out, as not known."""
        (p, q), x = self.densities, self.densities.line
        discriminator = 1 / (1 + np.exp(-self._logits(x)))
        return float(self.densities.integral(loss(discriminator, p.density(x), q.density(x))))

    @property
    def loss(self) -> Real:
        """L_D = −E_p[log D] − E_q[log(1 − D)], of the terms of a rounded D.

        Each expectation has nodes of its own.
        """
        p, q = self.densities
        real = p.expectation(np.logaddexp(0, -self._logits(p.nodes)))
        fake = q.expectation(np.logaddexp(0, self._logits(q.nodes)))
        largest = np.max(np.abs(self._logits(self.densities.line)))
        return (real + fake).with_terms(np.exp(largest))

    def _logits(self, x: Array) -> Array:
        return self.offset + self.slope * x

    def __repr__(self) -> str:
        return f"{self.densities!r}, h(x) = {self.offset} + {self.slope}·x"
