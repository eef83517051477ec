"""What a discriminator is made to pay, at a point and in expectation."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.divergence import Distribution, ModelMove
from spec.definitions.logistic import log_ratio, log_sigmoid, softplus
from spec.machinery.numbers.high_precision import exact, exp
from spec.machinery.numbers.reals import Real, log, total


class DiscriminatedPair(NamedTuple):
    """The data's p and the model's q on one support, and a discriminator's logit at each point."""

    p: Distribution
    q: Distribution
    h: tuple[float, ...]

    def __repr__(self) -> str:
        return f"p {self.p!r}, q {self.q!r}, h {self.h!r}"


class DiscriminatedPoint(NamedTuple):
    """What a discriminator says at one point, t, and the densities of data and model there."""

    t: float
    p: float
    q: float

    def __repr__(self) -> str:
        return f"(t = {self.t}, p = {self.p}, q = {self.q})"


def pointwise_loss(t: Any, p: Any, q: Any) -> Real:
    """f(t) = −p log t − q log(1 − t), with 0·log 0 = 0; +∞ where t is not in [0, 1]."""
    real, fake = Real.of(t), 1 - Real.of(t)
    if not 0 <= real <= 1:
        return Real.of(math.inf)
    return total(-log(x) * weight for weight, x in ((p, real), (q, fake)) if weight)


def pointwise_loss_derivative(t: Any, p: Any, q: Any) -> Real:
    """f'(t) = −p/t + q/(1 − t); nan where t is not in (0, 1).

    Its terms are those of either fraction, and of ((p + q)t − p)/(t(1 − t)) as well.
    """
    real, fake = Real.of(t), 1 - Real.of(t)
    if not 0 < real < 1:
        return Real.of(math.nan)
    one_fraction = (Real.of(p) + q) / (real * fake)
    return (Real.of(q) / fake - Real.of(p) / real).with_terms(one_fraction.value)


def pointwise_loss_from_logits(h: Any, p: Any, q: Any) -> Real:
    """f(σ(h)) = p·softplus(−h) + q·softplus(h)."""
    return total((softplus(-exact(h)) * p, softplus(h) * q))


def discriminator_loss(p: Distribution, q: Distribution, logits: Iterable[Any]) -> Real:
    """L_D = −E_p[log σ(h)] − E_q[log(1 − σ(h))], of a logit for each point of the support."""
    h = list(logits)
    return -p.expectation(map(log_sigmoid, h)) + q.expectation(map(softplus, h))


def optimum(p: Any, q: Any) -> Fraction:
    """D* = p/(p + q), exactly, where p + q > 0."""
    return Fraction(p) / (Fraction(p) + Fraction(q))


def bernoulli_kl(a: Fraction, t: Any) -> Real:
    """KL(Bern(a)‖Bern(t)) = a log(a/t) + (1 − a) log((1 − a)/(1 − t)), in nats."""
    t = Fraction(t)
    divergence = Real.of(0)
    for mass, other in ((a, t), (1 - a, 1 - t)):
        if mass:
            divergence += log_ratio(mass, other) * mass
    return divergence


def gain_by_learning(move: ModelMove) -> Real:
    """Σ (p + q1) KL(Bern(D*_1)‖Bern(D*_0)): what D gains by learning that the model has moved."""
    cells = zip(move.p.exact, move.before.exact, move.after.exact, strict=True)
    return total(
        bernoulli_kl(optimum(p, after), optimum(p, before)) * (p + after)
        for p, before, after in cells
    )


def log_odds_against(h: Any) -> Real:
    """log((1 − D)/D) for D = σ(h), of the terms that its two logs have if D is rounded."""
    return Real.of(-exact(h)).with_terms(1 + exp(abs(exact(h))))
