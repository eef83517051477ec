"""Least-squares losses: targets for the outputs of a discriminator, and what is best for them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.divergence import Distribution, DistributionPair
from spec.machinery.numbers.high_precision import CONTEXT, exact
from spec.machinery.numbers.reals import Real, mean

Row = Sequence[Any]


class Coding(NamedTuple):
    """What the outputs of a discriminator are to be.

    Attributes
    ----------
    a, b
        What they are to be of samples of the model and of the data, as the discriminator has it.
    c
        What they are to be of samples of the model, as the generator has it.
    """

    a: float
    b: float
    c: float

    @property
    def targets(self) -> dict[str, float]:
        """The targets of a discriminator, by keyword."""
        return {"real_target": self.b, "fake_target": self.a}

    @property
    def size(self) -> float:
        """The size of the terms of the square of an output less a target, expanded."""
        return (abs(self.a) + abs(self.b) + abs(self.c)) ** 2


def squared_error(output: Any, target: Any) -> Real:
    """(D − t)²; the difference is a term of its own size."""
    return Real.of(CONTEXT.subtract(exact(output), exact(target))) ** 2


def least_squares_loss(outputs: Row, target: Any) -> Real:
    """½E[(D − t)²]."""
    return mean(squared_error(output, target) for output in outputs) / 2


def least_squares_discriminator_loss(
    real: Row, fake: Row, real_target: Any = 1, fake_target: Any = 0
) -> Real:
    """½E_p[(D − b)²] + ½E_q[(D − a)²]."""
    return least_squares_loss(real, real_target) + least_squares_loss(fake, fake_target)


def least_squares_optimum(p: Any, q: Any, real_target: Any = 1, fake_target: Any = 0) -> Real:
    """D* = (bp + aq)/(p + q), where p + q > 0."""
    share = Fraction(p) / (Fraction(p) + Fraction(q))
    return Real.of(real_target) * share + Real.of(fake_target) * (1 - share)


def least_squares_optima(p: Distribution, q: Distribution, coding: Coding) -> list[Any]:
    """D* at every point, exactly."""
    cells = zip(p.exact, q.exact, strict=True)
    return [least_squares_optimum(*cell, **coding.targets).value for cell in cells]


def expected_errors(impl: Any, pair: DistributionPair, coding: Coding) -> list[Real]:
    """E_p[(D* − c)²] and E_q[(D* − c)²], as an implementation has them."""
    p, q = pair.without_empty_points()
    best = impl.least_squares_optimal_discriminator(p.masses, q.masses, **coding.targets)
    losses = (impl.least_squares_generator_loss(r.batch(best), target=coding.c) for r in (p, q))
    return [2 * Real.of(loss).with_terms(coding.size) for loss in losses]


def triangular_discrimination(p: Distribution, q: Distribution) -> Fraction:
    """Δ(p, q) = Σ (p − q)²/(p + q), where a point with neither counts nothing."""
    cells = zip(p.exact, q.exact, strict=True)
    return sum(((a - b) ** 2 / (a + b) for a, b in cells if a + b), Fraction(0))


class TwoCells(NamedTuple):
    """Two points of a support, x and y: the masses of p and of q at each."""

    x: tuple[float, float]
    y: tuple[float, float]

    @property
    def masses(self) -> list[list[float]]:
        """The masses of p at both points, and those of q."""
        return [list(masses) for masses in zip(self.x, self.y, strict=True)]

    @property
    def slope(self) -> Fraction:
        """The derivative of Δ(p, q) as mass of q moves from x to y.

        In one cell it is −(2t + t²), with t = (p − q)/(p + q).
        """
        return _slope(*self.y) - _slope(*self.x)

    def __repr__(self) -> str:
        return f"(p, q) = {self.x} at x, {self.y} at y"


def _slope(p: float, q: float) -> Fraction:
    t = Fraction(p - q) / Fraction(p + q)
    return -(2 * t + t * t)
