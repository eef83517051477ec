"""Families of models to choose the best from, and models with a latent variable."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spec.definitions.divergence import Distribution
from spec.machinery.numbers.high_precision import exact, log
from spec.machinery.numbers.reals import Real

Array = NDArray[np.float64]


class ModelFamily(NamedTuple):
    """The data's distribution p, and the models q that there are to choose from."""

    p: Distribution
    models: tuple[Distribution, ...]

    def __repr__(self) -> str:
        return f"p {self.p!r}, models {', '.join(map(repr, self.models))}"


@dataclass(frozen=True, repr=False)
class Joint:
    """The joint masses p(x, z) of one observation x and each value of a latent variable z.

    Attributes
    ----------
    counts
        How many parts each has; other observations have the rest.
    denominator
        The number of parts there are.
    """

    counts: tuple[int, ...]
    denominator: int

    @property
    def log_masses(self) -> Array:
        """log p(x, z), each correctly rounded."""
        masses = (Fraction(count, self.denominator) for count in self.counts)
        return np.array([float(log(exact(mass))) for mass in masses])

    @property
    def negative_log_likelihood(self) -> Real:
        """−log p(x)."""
        return Real.of(-log(exact(Fraction(sum(self.counts), self.denominator))))

    @property
    def posterior(self) -> Distribution:
        """p(z|x)."""
        return Distribution(self.counts)

    def __repr__(self) -> str:
        return f"({', '.join(str(Fraction(count, self.denominator)) for count in self.counts)})"


class Observation(NamedTuple):
    """A model of one observation x, and a distribution r to stand for the posterior p(z|x)."""

    joint: Joint
    r: Distribution


class JointPair(NamedTuple):
    """Two models of one observation and one latent variable."""

    first: Joint
    second: Joint
