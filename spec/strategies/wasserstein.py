"""Points on the line, as they are moved, sampled, or made by two generators."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.critic import Populations
from spec.definitions.divergence import DistributionPair
from spec.strategies.divergence import apportioned, batch_pairs, weights
from spec.strategies.generator import sixteenths
from spec.strategies.logistic import batches

MOST_ATOMS = 3


class Generated(NamedTuple):
    """What two generators make of the same noise: a point each for each sample of it."""

    one: list[float]
    other: list[float]


@cache
def generated_samples() -> SearchStrategy[Generated]:
    """What two generators make of the same noise, in order or not."""
    points = batches(st.tuples(sixteenths(-4, 4), sixteenths(-4, 4)), max_size=6)
    return points.map(lambda drawn: Generated(*map(list, zip(*drawn, strict=True))))


class PlacedPair(NamedTuple):
    """Two distributions on one support, and where its points are on the line."""

    pair: DistributionPair
    points: tuple[float, ...]

    @property
    def samples(self) -> tuple[list[float], list[float]]:
        """The two distributions as samples."""
        p, q = (side.batch(self.points).tolist() for side in self.pair)
        return p, q

    @property
    def diameter(self) -> float:
        """The largest distance of two points where one of the two has mass."""
        sample = [point for side in self.samples for point in side]
        return max(sample) - min(sample)


@cache
@st.composite
def placed_pairs(draw: st.DrawFn) -> PlacedPair:
    """Pairs of every sort that batches represent, at points of which some may coincide."""
    pair = draw(batch_pairs())
    return PlacedPair(pair, tuple(draw(sixteenths(-4, 4)) for _ in range(len(pair.p))))


@cache
@st.composite
def populations(draw: st.DrawFn) -> Populations:
    """Two distributions on two or three points, and sizes of batches of up to 3 samples."""
    size = draw(st.integers(2, MOST_ATOMS))
    points = draw(st.tuples(*[sixteenths(-2, 2)] * size))
    p, q = (apportioned(draw(weights(size, largest=3)), 8) for _ in range(2))
    n, m = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return Populations(points, p, q, n, m)
