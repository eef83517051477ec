"""The logistic function, its logarithm, and its inverse."""

import math
from decimal import Decimal
from typing import Any, NamedTuple

from spec.machinery.numbers.high_precision import (
    exact,
    exp,
    in_high_precision,
    log,
    log1p,
    remembered,
)
from spec.machinery.numbers.reals import Real


@remembered
@in_high_precision
def sigmoid(h: Any) -> Real:
    """σ(h) = 1/(1 + e^−h).

    Its terms are those of a textbook, for which it may be 1 − 1/(1 + e^h), or ½(1 + tanh h/2).
    """
    h = exact(h)
    return Real.of(1 / (1 + exp(-h)) if h > 0 else exp(h) / (1 + exp(h))).with_terms(1)


@remembered
@in_high_precision
def softplus(h: Any) -> Real:
    """−log(1 − σ(h)) = log(1 + e^h).

    Its terms are those of a textbook, which takes the log of a rounded 1 − σ(h): by then a unit
    roundoff has grown to u·e^h.
    """
    h = exact(h)
    value = max(h, Decimal(0)) + log1p(exp(-abs(h)))
    return Real(value, 1 + abs(h) + exp(h))


def log_complement(h: Any) -> Real:
    """log(1 − σ(h)) = log σ(−h)."""
    return -softplus(h)


def log_sigmoid(h: Any) -> Real:
    """log σ(h)."""
    return -softplus(exact(h).copy_negate())


@in_high_precision
def logit(t: Any) -> Real:
    """log(t/(1 − t)); its terms are again those of a textbook, which rounds 1 − t."""
    t = exact(t)
    if t in (0, 1):
        return Real(Decimal("Infinity") * (1 if t else -1), Decimal(0))
    value = log(t) - log(1 - t)
    return Real(value, 1 + abs(value) + exp(abs(value)))


@remembered
@in_high_precision
def log_ratio(p: Any, q: Any) -> Real:
    """log(p/q): ±∞ where one of them is 0, and 0 where both are."""
    p, q = exact(p), exact(q)
    if p == q:
        return Real(Decimal(0), Decimal(1))
    if not p or not q:
        return Real(Decimal("Infinity") * (1 if p else -1), Decimal(0))
    return Real(_log_beside(p / q), 1 + _size_of_log(p) + _size_of_log(q))


def _log_beside(x: Decimal) -> Decimal:
    """log x, from that of the float next to it, which numbers a tiny step apart have in common."""
    beside = Decimal(float(x))
    if not beside or beside.is_infinite():
        return log(x)
    return log(beside) + log1p((x - beside) / beside)


def _size_of_log(x: Decimal) -> Decimal:
    """|log x|, to as many digits as terms need: all fifty take a hundred times as long."""
    exponent = x.adjusted()
    return exact(abs(math.log(x.scaleb(-exponent)) + exponent * math.log(10)))


class Threshold(NamedTuple):
    """A probability δ that is next to none, and a logit on either side of that of δ."""

    delta: float
    h: float
