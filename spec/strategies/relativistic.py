"""Logits of real and fake samples that are compared with each other."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.divergence import DistributionPair
from spec.definitions.relativistic import SampleSizes
from spec.strategies.divergence import distributions
from spec.strategies.generator import sixteenths
from spec.strategies.logistic import batches

MOST_LOGITS = 6
SIZES = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1)]
"""How many real samples are drawn and how many fakes, of which there are few batches."""


class LogitPairs(NamedTuple):
    """The logits of real samples, and of as many fakes."""

    real: tuple[float, ...]
    fake: tuple[float, ...]


@cache
def logit_pairs() -> SearchStrategy[LogitPairs]:
    """Logits of a few real samples and of as many fakes, of moderate size."""
    pairs = st.tuples(sixteenths(-2, 2), sixteenths(-2, 2))
    several = batches(pairs, max_size=MOST_LOGITS)
    return several.map(lambda drawn: LogitPairs(*zip(*drawn, strict=True)))


@cache
@st.composite
def few_part_pairs(draw: st.DrawFn) -> DistributionPair:
    """Pairs of full support in eight parts, of which all pairs of points make a short batch."""
    size = draw(st.integers(1, 4))
    p, q = (draw(distributions(size, full_support=True, denominator=8)) for _ in range(2))
    return DistributionPair(p, q)


@cache
@st.composite
def sample_sizes(draw: st.DrawFn) -> SampleSizes:
    """Distributions on two points, logits there, and how many samples are drawn from each."""
    p, q = (draw(distributions(2, denominator=4)) for _ in range(2))
    logits = draw(st.tuples(sixteenths(-2, 2), sixteenths(-2, 2)))
    return SampleSizes(p, q, logits, *draw(st.sampled_from(SIZES)))
