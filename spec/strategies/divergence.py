"""Distributions on a finite support, and pairs of them: the data's p and the model's q."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.divergence import Distribution, DistributionPair, ModelMove
from spec.strategies.logistic import batches
from spec.strategies.numbers import whole_numbers

LARGEST_SUPPORT = 6
BATCH = 64
"""The parts of a distribution that a batch can represent: the length of that batch."""


FINE = 2**12
"""The parts of a distribution of the smallest masses that are ordinary."""


def apportioned(weights: Sequence[int], denominator: int) -> Distribution:
    """The distribution nearest the weights in so many parts; no positive weight loses its last."""
    sum_of_weights = sum(weights)
    counts = [max(denominator * weight // sum_of_weights, 1) if weight else 0 for weight in weights]
    largest = counts.index(max(counts))
    counts[largest] += denominator - sum(counts)
    return Distribution(tuple(counts))


@cache
def weights(
    size: int, *, full_support: bool = False, largest: int = 8
) -> SearchStrategy[tuple[int, ...]]:
    """Weights, not all of them 0."""
    return whole_numbers(size, int(full_support), largest).map(
        lambda drawn: drawn if any(drawn) else (1, *drawn[1:])
    )


@cache  # for building a strategy takes as long as drawing from it
@st.composite
def distributions(
    draw: st.DrawFn,
    size: int | None = None,
    *,
    full_support: bool = False,
    denominator: int = BATCH,
) -> Distribution:
    """A distribution on a small support, one-point supports among them.

    Parameters
    ----------
    size
        The number of points, drawn if not given.
    full_support
        Whether every mass is positive.
    denominator
        The number of parts, a power of two.
    """
    points = draw(st.integers(1, LARGEST_SUPPORT)) if size is None else size
    return apportioned(draw(weights(points, full_support=full_support)), denominator)


@cache
@st.composite
def _independent_pairs(
    draw: st.DrawFn, *, full_support: bool, denominator: int
) -> DistributionPair:
    """Pairs with nothing to do with each other."""
    size = draw(st.integers(1, LARGEST_SUPPORT))
    p, q = (
        draw(distributions(size, full_support=full_support, denominator=denominator))
        for _ in range(2)
    )
    return DistributionPair(p, q)


@cache
@st.composite
def _equal_pairs(draw: st.DrawFn, *, full_support: bool, denominator: int) -> DistributionPair:
    """Pairs of one distribution with itself."""
    p = draw(distributions(full_support=full_support, denominator=denominator))
    return DistributionPair(p, p)


@cache
@st.composite
def nearly_equal_pairs(draw: st.DrawFn, *, denominator: int = FINE) -> DistributionPair:
    """Pairs of full support that differ by a few parts at two points.

    Their KL is as small as the square of the difference.
    """
    p = draw(
        distributions(
            draw(st.integers(2, LARGEST_SUPPORT)), full_support=True, denominator=denominator
        )
    )
    source = p.counts.index(max(p.counts))
    sink = draw(st.sampled_from([i for i in range(len(p)) if i != source]))
    most = max(p.counts[source].bit_length() - 2, 0)
    moved = min(2 ** draw(st.integers(0, most)), p.counts[source] - 1)
    counts = list(p.counts)
    counts[source] -= moved
    counts[sink] += moved
    pair = DistributionPair(p, Distribution(tuple(counts)))
    return DistributionPair(*reversed(pair)) if draw(st.booleans()) else pair


@cache
@st.composite
def extreme_pairs(draw: st.DrawFn, *, denominator: int = FINE) -> DistributionPair:
    """Pairs of full support with ratios as far from 1 as parts allow, in either direction."""
    size = draw(st.integers(2, LARGEST_SUPPORT))
    most = denominator.bit_length() - 1

    exponents = draw(whole_numbers(2 * size, 0, most))
    powers = [2**exponent for exponent in exponents]
    return DistributionPair(
        apportioned(powers[:size], denominator), apportioned(powers[size:], denominator)
    )


@cache
@st.composite
def pairs_with_missed_mass(draw: st.DrawFn, *, denominator: int = BATCH) -> DistributionPair:
    """Pairs whose q has mass at a point, if not at more, where p has none."""
    size = draw(st.integers(1, LARGEST_SUPPORT - 1))
    missed = draw(st.integers(0, size))
    p, q = (draw(weights(size)) for _ in range(2))
    of_p = (*p[:missed], 0, *p[missed:])
    of_q = (*q[:missed], draw(st.integers(1, 8)), *q[missed:])
    return DistributionPair(apportioned(of_p, denominator), apportioned(of_q, denominator))


@cache
def pairs_with_lonely_mass() -> SearchStrategy[DistributionPair]:
    """Pairs of which one has mass, at a point if not at more, where the other has none."""
    pairs = pairs_with_missed_mass()
    return pairs | pairs.map(lambda pair: DistributionPair(pair.q, pair.p))


@cache
def batch_pairs(*, full_support: bool = False) -> SearchStrategy[DistributionPair]:
    """Pairs whose masses are denominator 64ths, so that a batch of 64 samples represents each.

    Pairs of equal distributions, of one-point supports and, unless `full_support`, of supports that
    differ are among them.
    """
    return st.one_of(
        _independent_pairs(full_support=full_support, denominator=BATCH),
        nearly_equal_pairs(denominator=BATCH),
        _equal_pairs(full_support=full_support, denominator=BATCH),
    )


@cache
def distribution_pairs(
    *, full_support: bool = False, denominator: int = FINE
) -> SearchStrategy[DistributionPair]:
    """Pairs of every sort: unrelated, equal, nearly equal, and of extreme ratios.

    Unless `full_support`, some have zeros, in one of the two or in both.
    """
    return st.one_of(
        _independent_pairs(full_support=full_support, denominator=denominator),
        nearly_equal_pairs(denominator=denominator),
        extreme_pairs(denominator=denominator),
        _equal_pairs(full_support=full_support, denominator=denominator),
    )


@cache
def reflected_pairs() -> SearchStrategy[DistributionPair]:
    """Pairs of a distribution of full support with the same masses in the opposite order."""
    return distributions(full_support=True, denominator=8).map(
        lambda p: DistributionPair(p, Distribution(p.counts[::-1]))
    )


@cache
def nearly_fair_pairs() -> SearchStrategy[DistributionPair]:
    """Pairs of (½, ½) and (½ + δ, ½ − δ), where KL(p‖q) is hardly more than ½‖p − q‖₁² = 2δ²."""
    halves = st.integers(10, 12).map(lambda bits: 2**bits)
    return halves.map(
        lambda half: DistributionPair(Distribution((1, 1)), Distribution((half + 1, half - 1)))
    )


@cache
def asymmetry_factors() -> SearchStrategy[int]:
    """Whole numbers R from 1 on for which 2^(−2R − 4) is not lost beside 1 in double precision."""
    return st.integers(1, 20)


@cache
def model_moves(*, full_support: bool = True) -> SearchStrategy[ModelMove]:
    """Data and a model of full support, and the model after a move, which may be none.

    Unless `full_support`, the model may have lost all mass at some points.
    """
    points = batches(st.integers(0, 8**3 - 1), max_size=LARGEST_SUPPORT)
    return points.map(lambda drawn: _model_move(drawn, least=int(full_support)))


def _model_move(points: Sequence[int], *, least: int) -> ModelMove:
    """The move that the octal digits of a number for each point stand for."""
    p, before, after = ([n >> 3 * k & 7 for n in points] for k in range(3))
    after = [weight + least for weight in after]
    after = after if any(after) else [1] * len(after)
    moved = [weight + 1 for weight in p], [weight + 1 for weight in before], after
    return ModelMove(*(apportioned(each, BATCH) for each in moved))


@cache
@st.composite
def inward_moves(draw: st.DrawFn) -> ModelMove:
    """Moves to a point where p = q, from two points at which p and q exchange their masses."""
    middle, more, less = apportioned(draw(weights(3, full_support=True)), BATCH).counts
    moved = draw(st.integers(0, min(more, less) - 1))
    return ModelMove(
        Distribution((middle, more, less)),
        Distribution((middle, less, more)),
        Distribution((middle + 2 * moved, less - moved, more - moved)),
    )


@cache
@st.composite
def pairs_equal_or_apart(draw: st.DrawFn) -> DistributionPair:
    """Pairs that at each point have the same mass, or one of them none."""
    alike, p_alone, q_alone = (
        draw(weights(draw(st.integers(least, 2)), full_support=True)) for least in (0, 1, 1)
    )
    rest = BATCH - sum(alike)
    p, q = (apportioned(side, rest).counts for side in (p_alone, q_alone))
    return DistributionPair(
        Distribution((*alike, *p, *[0] * len(q))), Distribution((*alike, *[0] * len(p), *q))
    )


@cache
def mirrored_pairs() -> SearchStrategy[DistributionPair]:
    """Pairs of ((1 + t)/2, (1 − t)/2) and ((1 − t)/2, (1 + t)/2), for t from 0 to 1."""
    counts = st.integers(0, BATCH).map(lambda k: (BATCH + k, BATCH - k))
    return counts.map(lambda pair: DistributionPair(Distribution(pair), Distribution(pair[::-1])))
