"""Families of models to choose the best from, and models with a latent variable."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spec.definitions.distributions import Distribution
from spec.machinery.numbers.high_precision import exact, log
from spec.machinery.numbers.reals import Real

Array = NDArray[np.float64]


class ModelFamily(NamedTuple):
    """The data's distribution p, and the models q that there are to choose from."""

    p: Distribution
    models: tuple[Distribution, ...]

    @property
    def rows(self) -> tuple[Array, Array]:
        """The masses of p and of q for each model: a row each."""
        q = np.array([model.masses for model in self.models])
        return np.tile(self.p.masses, (len(q), 1)), q

    def __repr__(self) -> str:
        return f"p {self.p!r}, models {', '.join(map(repr, self.models))}"


@dataclass(frozen=True, repr=False)
class Joint:
    """The joint masses p(x, z) of one observation x and each value of a latent variable z.

    Attributes
    ----------
    shares
        How many shares of the whole each has; other observations have the rest.
    whole
        The number of shares there are.
    """

    shares: tuple[int, ...]
    whole: int

    @property
    def log_masses(self) -> Array:
        """log p(x, z), each correctly rounded."""
        masses = (Fraction(share, self.whole) for share in self.shares)
        return np.array([float(log(exact(mass))) for mass in masses])

    @property
    def negative_log_likelihood(self) -> Real:
        """−log p(x)."""
        return Real.of(-log(exact(Fraction(sum(self.shares), self.whole))))

    @property
    def posterior(self) -> Distribution:
        """p(z|x)."""
        return Distribution(self.shares)

    def __repr__(self) -> str:
        return f"({', '.join(str(Fraction(share, self.whole)) for share in self.shares)})"


class JointPair(NamedTuple):
    """Two models of one observation and one latent variable."""

    first: Joint
    second: Joint
