"""Discriminators: what they say at one point, and on a finite support at each of its points."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.discriminator import DiscriminatedPair, DiscriminatedPoint, optimum
from spec.definitions.divergence import log_ratios
from spec.machinery.numbers.precision import Precision, precision
from spec.strategies.continuous import density_values
from spec.strategies.divergence import batch_pairs
from spec.strategies.generator import several_sixteenths
from spec.strategies.logistic import largest_moderate, moderate_probabilities
from spec.strategies.numbers import floats

DISTANCES = st.sampled_from([None, None, None, 0.0, 2.0**-10, 2.0**-5])
"""How far from the best discriminator, or None if wherever."""


@cache
@st.composite
def discriminated_pairs(draw: st.DrawFn, *, full_support: bool = False) -> DiscriminatedPair:
    """Pairs that batches represent, with the moderate logits of a discriminator.

    The best discriminator is among them, and discriminators a little worse. Each point of the
    support has mass in one of the two distributions at least.
    """
    p, q = draw(batch_pairs(full_support=full_support)).without_empty_points()
    format = precision()
    largest = largest_moderate(format)
    logits = draw(several_sixteenths(len(p), -largest, largest))
    distance = draw(DISTANCES)
    if distance is not None:
        logits = tuple(
            format.rounded(float(best) + distance * h) if np.isfinite(best) else h
            for best, h in zip(log_ratios(p, q), logits, strict=True)
        )
    return DiscriminatedPair(p, q, logits)


@cache
def probabilities() -> SearchStrategy[float]:
    """Numbers in [0, 1]: moderate ones, and both ends."""
    return moderate_probabilities() | st.sampled_from([0.0, 1.0])


@cache
@st.composite
def discriminated_points(draw: st.DrawFn, *, closed: bool = False) -> DiscriminatedPoint:
    """Moderate probabilities t in (0, 1), and the densities at a point where D says so.

    The best t is among them, and some a little worse. With `closed` it is so even where one of the
    densities is 0, and the best t is 0 or 1.
    """
    p, q = draw(density_values())
    t = draw(moderate_probabilities())
    distance = draw(DISTANCES)
    if distance is not None:
        best = optimum(p, q)
        if closed and not distance and best in (0, 1):
            return DiscriminatedPoint(float(best), p, q)
        near = float(best) + distance * (t - float(best))
        smallest = _smallest_moderate(precision())
        t = precision().rounded(min(max(near, smallest), 1 - smallest))
    return DiscriminatedPoint(t, p, q)


def _smallest_moderate(format: Precision) -> float:
    """The smallest moderate probability."""
    return 2.0 ** -int(largest_moderate(format) / math.log(2))


@cache
@st.composite
def points_off_the_optimum(draw: st.DrawFn) -> DiscriminatedPoint:
    """Points of which a discriminator says anything in (0, 1) but what the best one says.

    It says as much as 2^-6 of the way from there to 0 or to 1, or leaves out as much of it.
    """
    p, q = draw(density_values())
    best, end = optimum(p, q), draw(st.sampled_from([0, 1]))
    end = 1 - end if best == end else end
    t = float(best + (end - best) * Fraction(draw(_PARTS_OF_THE_WAY)))
    return DiscriminatedPoint(precision().rounded(t), p, q)


_PARTS_OF_THE_WAY = floats(2.0**-6, 1 - 2.0**-6)
