"""Densities: pairs of their values at one point, and pairs of whole densities on the line."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.continuous import (
    ContinuousPair,
    DiscriminatedDensities,
    Normal,
    NormalMixture,
)
from spec.machinery.numbers.precision import precision
from spec.strategies.generator import sixteenths


class DensityValues(NamedTuple):
    """What the data's density p and the model's q are at one point; not both are 0."""

    p: float
    q: float

    def __repr__(self) -> str:
        return f"(p = {self.p}, q = {self.q})"


@cache
@st.composite
def positive_densities(draw: st.DrawFn, *, binades: int = 8) -> float:
    """Values of a density (or masses) at one point, any two of them with a ratio within 2^±binades.

    In single precision the ratio stays as much closer to 1 as there are fewer digits.
    """
    wide = max(4, binades * precision().digits // 53)
    significand = draw(st.integers(64, 127)) / 64
    return significand * 2.0 ** draw(st.integers(-wide // 2, wide // 2 - 1))


@cache
@st.composite
def density_values(draw: st.DrawFn, *, positive: bool = False, binades: int = 8) -> DensityValues:
    """Values of two densities (or masses) at one point, their ratio within 2^±binades.

    Equal and nearly equal values are among them, and unless `positive` so are those of which one
    is 0.
    """
    values = positive_densities(binades=binades)
    p = draw(values)
    sorts = ["unrelated", "unrelated", "nearly equal", "equal", "q alone", "p alone"]
    sort = draw(st.sampled_from(sorts[:4] if positive else sorts))
    if sort == "unrelated":
        return DensityValues(p, draw(values))
    if sort == "nearly equal":
        return DensityValues(p, p * (1 + 2.0 ** -draw(st.integers(1, 6))))
    return {
        "equal": DensityValues(p, p),
        "p alone": DensityValues(p, 0.0),
        "q alone": DensityValues(0.0, p),
    }[sort]


@cache
def one_sided_densities() -> SearchStrategy[DensityValues]:
    """Values of two densities at one point, one of which is 0."""
    values = positive_densities()
    return values.map(lambda q: DensityValues(0.0, q)) | values.map(lambda p: DensityValues(p, 0.0))


@cache
def _quarters(lower: float, upper: float) -> SearchStrategy[float]:
    return st.integers(int(4 * lower), int(4 * upper)).map(lambda n: n / 4)


@cache
def _normals(largest_mean: float) -> SearchStrategy[Normal]:
    """Normals whose means are moderate, and whose widths are alike."""
    return st.builds(
        Normal,
        weight=st.integers(1, 4),
        mean=_quarters(-largest_mean, largest_mean),
        std=_quarters(0.75, 1.5),
    )


@cache
def normal_mixtures() -> SearchStrategy[NormalMixture]:
    """Mixtures of one or two normals that overlap."""
    normals = st.lists(_normals(2), min_size=1, max_size=2)
    return normals.map(lambda drawn: NormalMixture(tuple(drawn)))


@cache
@st.composite
def _nearby_pairs(draw: st.DrawFn) -> ContinuousPair:
    """Pairs of mixtures, one of which is the other with a normal moved a little."""
    p = draw(normal_mixtures())
    first, *others = p.normals
    moved = first._replace(mean=first.mean + 2.0 ** -draw(st.integers(1, 6)))
    return ContinuousPair(p, NormalMixture((moved, *others)))


@cache
def continuous_pairs() -> SearchStrategy[ContinuousPair]:
    """Pairs of continuous densities on the line, with log-densities and quadrature.

    Mixtures that overlap, equal and nearly equal ones, and normals so far apart that one density is
    next to nothing where the other is. Their log-ratio is nowhere beyond what the sigmoid, naively
    evaluated, can take.
    """
    far = _normals(4).map(lambda normal: NormalMixture((normal,)))
    mixtures = normal_mixtures()
    return st.one_of(
        st.builds(ContinuousPair, mixtures, mixtures),
        st.builds(ContinuousPair, far, far),
        _nearby_pairs(),
        mixtures.map(lambda p: ContinuousPair(p, p)),
    )


@cache
def normal_pairs() -> SearchStrategy[ContinuousPair]:
    """Pairs of single normals of unequal widths, on each other and beside each other."""
    normals = st.builds(
        lambda mean, std: NormalMixture((Normal(1, mean, std),)),
        mean=_quarters(-1, 1),
        std=_quarters(0.75, 1.5),
    )
    return st.builds(ContinuousPair, normals, normals)


@cache
def discriminated_densities() -> SearchStrategy[DiscriminatedDensities]:
    """Continuous densities, and a discriminator whose logits are moderate where they are."""
    return st.builds(
        DiscriminatedDensities,
        continuous_pairs(),
        offset=sixteenths(-1, 1),
        slope=sixteenths(-0.25, 0.25),
    )
