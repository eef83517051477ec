"""Smooth generators and discriminators whose derivatives are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class GeneratorDiscriminatorPair:
    """A generator G_θ(z) = θ + scale·z + bend·θ·sin z, and a discriminator of logits h(x).

    The logits are h(x) = offset + slope·x + height·sin(frequency·x): smooth, not monotone, and
    never in step with the generator.
    """

    scale: float
    bend: float
    offset: float
    slope: float
    height: float
    frequency: float

    def sample(self, theta: float, z: Any) -> Array:
        """G_θ(z)."""
        return np.asarray(theta + self.scale * z + self.bend * theta * np.sin(z))

    def logits(self, theta: float, z: Any) -> Array:
        """h(G_θ(z))."""
        x = self.sample(theta, z)
        return np.asarray(self.offset + self.slope * x + self.height * np.sin(self.frequency * x))

    def logit_derivative(self, theta: float, z: Any) -> Array:
        """∂h/∂θ = h'(G_θ(z)) · ∂G_θ(z)/∂θ."""
        x = self.sample(theta, z)
        slope = self.slope + self.height * self.frequency * np.cos(self.frequency * x)
        return np.asarray(slope * (1 + self.bend * np.sin(z)))


def generator_discriminator_pairs() -> SearchStrategy[GeneratorDiscriminatorPair]:
    """Smooth pairs with logits of moderate size on standard normal noise, and |θ| ≤ 1."""

    def between(lower: float, upper: float) -> SearchStrategy[float]:
        return st.integers(int(16 * lower), int(16 * upper)).map(lambda n: n / 16)

    return st.builds(
        GeneratorDiscriminatorPair,
        scale=between(0.25, 1),
        bend=between(-0.5, 0.5),
        offset=between(-2, 2),
        slope=between(-1, 1),
        height=between(-1, 1),
        frequency=between(0.25, 1.5),
    )
