"""Discriminators of two distributions on a finite support: a logit for each of its points."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.discriminator import DiscriminatedPair
from spec.definitions.divergence import log_ratios
from spec.machinery.numbers.precision import precision
from spec.strategies.divergence import batch_pairs
from spec.strategies.generator import sixteenths
from spec.strategies.logistic import largest_moderate


@cache
def _logits(largest: float) -> SearchStrategy[float]:
    return sixteenths(-largest, largest)


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
    moderate = _logits(largest_moderate(format))
    logits = [draw(moderate) for _ in range(len(p))]
    distance = draw(DISTANCES)
    if distance is not None:
        logits = [
            format.rounded(float(best) + distance * h) if np.isfinite(best) else h
            for best, h in zip(log_ratios(p, q), logits, strict=True)
        ]
    return DiscriminatedPair(p, q, tuple(logits))
