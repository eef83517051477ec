"""What a discriminator is made to pay, at a point and in expectation."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from spec.definitions.divergence import Distribution
from spec.definitions.logistic import log_ratio, log_sigmoid, softplus
from spec.machinery.numbers.high_precision import exact, exp, in_high_precision, log
from spec.machinery.numbers.reals import Real, total


class DiscriminatedPair(NamedTuple):
    """The data's p and the model's q on one support, and a discriminator's logit at each point."""

    p: Distribution
    q: Distribution
    h: tuple[float, ...]

    def __repr__(self) -> str:
        return f"p {self.p!r}, q {self.q!r}, h {self.h!r}"


@in_high_precision
def pointwise_loss(t: Any, p: Any, q: Any) -> Real:
    """f(t) = −p log t − q log(1 − t), with 0·log 0 = 0.

    Its terms are those of a rounded t.
    """
    loss = Real.of(0)
    t = exact(t)
    for weight, probability in ((exact(p), t), (exact(q), 1 - t)):
        if weight:
            penalty = -log(probability)
            loss += Real(weight * penalty, weight * (1 + abs(penalty)))
    return loss


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


def log_odds_against(h: Any) -> Real:
    """log((1 − D)/D) for D = σ(h), of the terms that its two logs have if D is rounded."""
    return Real.of(-exact(h)).with_terms(1 + exp(abs(exact(h))))
