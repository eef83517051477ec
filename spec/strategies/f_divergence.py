"""Names of f-divergences, and the numbers that they are functions of."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.divergence import Distribution, DistributionPair
from spec.definitions.f_divergence import F_DIVERGENCES, NamedDivergence
from spec.machinery.numbers.precision import Precision, by_precision
from spec.strategies.divergence import LARGEST_SUPPORT, distributions
from spec.strategies.generator import sixteenths
from spec.strategies.logistic import largest_moderate


@cache
def f_divergences(*names: str) -> SearchStrategy[NamedDivergence]:
    """One of some f-divergences, or if none is named of all, which the implementation offers.

    One that is named twice is drawn twice as often.
    """
    drawn = names or tuple(F_DIVERGENCES)
    among = tuple(dict.fromkeys(drawn))
    return st.sampled_from(drawn).map(lambda name: NamedDivergence(name, among))


@cache
def f_divergences_with_a_tail() -> SearchStrategy[NamedDivergence]:
    """One of all f-divergences, half of the time that of the GAN: its conjugate vanishes as e^t."""
    return f_divergences("gan", *F_DIVERGENCES, *["gan"] * (len(F_DIVERGENCES) - 2))


class Ratios(NamedTuple):
    """Two ratios p/q: u where a convex function is taken, and w of the slope it is held against."""

    u: float
    w: float


@cache
def ratios() -> SearchStrategy[float]:
    """Positive ratios of moderate size."""
    return sixteenths(1 / 16, 16)


@cache
def ratio_pairs() -> SearchStrategy[Ratios]:
    """Two ratios, the same ones among them; the first may be 0."""
    apart = st.builds(Ratios, sixteenths(0, 16), ratios())
    return apart | ratios().map(lambda u: Ratios(u, u))


@cache
def different_densities() -> SearchStrategy[tuple[float, float]]:
    """Two positive densities of moderate size that differ, by a 1024th of them at the least."""
    several = st.tuples(st.integers(1, 64), st.integers(1, 63)).map(
        lambda drawn: (drawn[0] / 16, _skipping(*drawn) / 16)
    )
    alike = st.integers(0, 10).map(lambda bits: (1 + 2.0**-bits, 1.0))
    return several | alike | alike.map(lambda pair: pair[::-1])


@cache
@st.composite
def disjoint_pairs(draw: st.DrawFn) -> DistributionPair:
    """Pairs without a point where both have mass."""
    size = draw(st.integers(1, LARGEST_SUPPORT // 2))
    p = draw(distributions(size, full_support=True))
    q = draw(distributions(draw(st.integers(1, LARGEST_SUPPORT // 2)), full_support=True))
    return DistributionPair(
        Distribution((*p.counts, *[0] * len(q))), Distribution((*[0] * len(p), *q.counts))
    )


class Outputs(NamedTuple):
    """Two outputs of a network, the second of them the larger."""

    v: float
    w: float


@cache
def outputs_apart() -> SearchStrategy[Outputs]:
    """Two moderate outputs, a quarter apart at the least."""

    def outputs(format: Precision) -> SearchStrategy[Outputs]:
        most = int(4 * largest_moderate(format))
        quarters = st.tuples(st.integers(-most, most), st.integers(-most, most - 1))
        return quarters.map(
            lambda drawn: Outputs(*(k / 4 for k in sorted((drawn[0], _skipping(*drawn)))))
        )

    return by_precision(outputs)


def _skipping(first: int, second: int) -> int:
    """The second number, or if it is not below the first the next one."""
    return second + (second >= first)
