"""Smooth generators and discriminators whose derivatives are known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.functions import Array
from spec.machinery.numbers.high_precision import exact, in_high_precision


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

    def logits(self, shift: float, scale: float, z: Any) -> Any:
        """h(G_θ(z)), for floats and arrays of them."""
        return self._logits((self.bend, self.offset, self.slope, self.height), shift, scale, z)

    @in_high_precision
    def exact_logit(self, shift: Any, scale: Any, z: Any) -> Decimal:
        """h(G_θ(z)), to fifty digits."""
        coefficients = map(exact, (self.bend, self.offset, self.slope, self.height))
        logit: Decimal = self._logits(tuple(coefficients), *map(exact, (shift, scale, z)))
        return logit

    def logit_jacobian(self, shift: float, scale: float, z: Any) -> Array:
        """(∂h/∂shift, ∂h/∂scale) at every sample, a row each."""
        z = np.asarray(z, dtype=float)
        x = _sample(self.bend, shift, scale, z)
        slope = self.slope + self.height * _wave_derivative(x)
        return np.stack([slope * (1 + self.bend * _wave(z)), slope * z], axis=-1)

    @staticmethod
    def _logits(coefficients: tuple[Any, ...], shift: Any, scale: Any, z: Any) -> Any:
        bend, offset, slope, height = coefficients
        x = _sample(bend, shift, scale, z)
        return offset + slope * x + height * _wave(x)


def _sample(bend: Any, shift: Any, scale: Any, z: Any) -> Any:
    """G_θ(z)."""
    return shift + scale * z + bend * shift * _wave(z)


def _wave(x: Any) -> Any:
    """w(x) = 6x/(9 + x²), which swings between −1 and 1 and comes to rest on either side."""
    return 6 * x / (9 + x * x)


def _wave_derivative(x: Any) -> Any:
    """w'(x)."""
    return 6 * (9 - x * x) / (9 + x * x) ** 2


def sixteenths(lower: float, upper: float) -> SearchStrategy[float]:
    """Multiples of 1/16 from lower to upper, whose sums and products are exact."""
    return st.integers(round(16 * lower), round(16 * upper)).map(lambda n: n / 16)


def generator_discriminator_pairs() -> SearchStrategy[GeneratorDiscriminatorPair]:
    """Smooth pairs, with logits of moderate size where shift, scale and noise are moderate."""
    return st.builds(
        GeneratorDiscriminatorPair,
        bend=sixteenths(-0.5, 0.5),
        offset=sixteenths(-2, 2),
        slope=sixteenths(-1, 1),
        height=sixteenths(-1, 1),
    )
