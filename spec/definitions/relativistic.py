"""Relativistic losses: what samples cost in pairs, and what they cost beside the mean of others."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from spec.definitions.divergence import Distribution
from spec.definitions.logistic import sigmoid, softplus
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real, mean, total

Row = Sequence[Any]

ROUNDINGS = 8
"""How many roundings of logits the mean of a few, and a difference from it, may show."""


class Difference(NamedTuple):
    """A difference of logits, and the size of the logits that it is a difference of."""

    value: Decimal
    size: Decimal

    def __neg__(self) -> Difference:
        return Difference(self.value.copy_negate(), self.size)

    @in_high_precision
    def cost(self) -> Real:
        """s(x) = log(1 + e^x), known as well as the logits are."""
        return softplus(self.value).with_error(self._slack())

    @in_high_precision
    def probability(self) -> Real:
        """σ(x), known as well as the logits are."""
        return sigmoid(self.value).with_error(self._slack())

    def _slack(self) -> Decimal:
        """What roundings e of the logits come to at most, in either: e·σ(x + e)."""
        e = ROUNDINGS * precision().unit_roundoff * self.size
        return e * min(Decimal(1), sigmoid(self.value).value * (1 + 2 * e)) if e < 1 else e


@in_high_precision
def pair_by_pair(first: Row, second: Row) -> list[Difference]:
    """a − b, of numbers that are paired as they come."""
    pairs = zip(map(exact, first), map(exact, second), strict=True)
    return [Difference(a - b, abs(a) + abs(b)) for a, b in pairs]


@in_high_precision
def beside(samples: Iterable[Any], expectation: Real) -> list[Difference]:
    """a − E[b], for each a, where the terms of E[b] are of size E[|b|]."""
    centre, size = expectation.value, expectation.terms
    return [Difference(a - centre, abs(a) + size) for a in map(exact, samples)]


def beside_the_mean(samples: Row, others: Row) -> list[Difference]:
    """a − E[b], for each a, of batches."""
    return beside(samples, mean(others))


def relativistic_loss(better: Row, worse: Row) -> Real:
    """E[s(−(a − b))], pair by pair."""
    return mean((-x).cost() for x in pair_by_pair(better, worse))


def relativistic_average_loss(better: Row, worse: Row) -> Real:
    """E[s(−(a − E[b]))] + E[s(b − E[a])]."""
    of_better = mean((-x).cost() for x in beside_the_mean(better, worse))
    return of_better + mean(x.cost() for x in beside_the_mean(worse, better))


def expected_average_loss(p: Distribution, q: Distribution, logits: Iterable[Any]) -> Real:
    """E_p[s(−(C − E_q[C]))] + E_q[s(C − E_p[C])], of a logit C for each point of the support."""
    h = list(logits)
    of_p = p.expectation((-x).cost() for x in beside(h, q.expectation(h)))
    return of_p + q.expectation(x.cost() for x in beside(h, p.expectation(h)))


def doubts(better: Row, worse: Row) -> list[Real]:
    """σ(−(a − E[b])), for each a."""
    return [(-x).probability() for x in beside_the_mean(better, worse)]


def mistakes(worse: Row, better: Row) -> list[Real]:
    """σ(b − E[a]), for each b."""
    return [x.probability() for x in beside_the_mean(worse, better)]


def law_of_pairs(p: Distribution, q: Distribution) -> Distribution:
    """p ⊗ q, the law of two independent points."""
    return Distribution(tuple(a * b for a, b in itertools.product(p.counts, q.counts)))


def all_pairs(p: Distribution, q: Distribution, values: Row) -> tuple[list[float], list[float]]:
    """The values at the first and at the second of two points, in a batch of the law p ⊗ q."""
    pairs = law_of_pairs(p, q)
    first, second = zip(*itertools.product(values, repeat=2), strict=True)
    return pairs.batch(first).tolist(), pairs.batch(second).tolist()


class SampleSizes(NamedTuple):
    """Distributions p and q, the logit C at each point, and the sizes n and m of their batches."""

    p: Distribution
    q: Distribution
    C: tuple[float, ...]
    n: int
    m: int

    def __repr__(self) -> str:
        return f"p {self.p!r}, q {self.q!r}, C {self.C!r}, n = {self.n}, m = {self.m}"

    def average_loss(self) -> Real:
        """The average loss over the distributions themselves."""
        return expected_average_loss(self.p, self.q, self.C)

    def mean_average_loss(self, loss: Callable[[Row, Row], Any]) -> Real:
        """What a loss of n real and m fake samples is on average, over all batches."""
        batches = itertools.product(self.p.draws(self.n), self.q.draws(self.m))
        losses = total(
            Real.of(loss([self.C[i] for i in real], [self.C[i] for i in fake])) * (a * b)
            for (real, a), (fake, b) in batches
        )
        average: Real = losses / (self.p.denominator**self.n * self.q.denominator**self.m)
        return average

    def loss(self) -> Real:
        """The loss of pairs over the distributions themselves."""
        return relativistic_loss(*all_pairs(self.p, self.q, self.C))

    def mean_loss(self, loss: Callable[[Row, Row], Any]) -> Real:
        """What a loss of n pairs is on average, over all batches."""
        points = [*itertools.product(self.C, repeat=2)]
        pairs = law_of_pairs(self.p, self.q)
        losses = total(
            Real.of(loss(*zip(*(points[k] for k in drawn), strict=True))) * ways
            for drawn, ways in pairs.draws(self.n)
        )
        average: Real = losses / pairs.denominator**self.n
        return average
