"""Point masses and Gaussians on the line: the model's, at θ, and the data's, at θ0."""

from __future__ import annotations

import math
import operator

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.gaussians import GaussianPair, PointPair

FARTHEST = 8.0
"""The largest |θ0|, and the largest |θ − θ0|."""
FINE = 2.0**-40
"""What points are multiples of, so that their sums and differences are floats."""
COARSE = 2.0**-20
"""What standard deviations are multiples of, so that a 16th of one times a small integer is too."""
NARROWEST = 2.0**-10
WIDEST = 8.0
MOST_SEPARATE = 32
"""The largest |θ − θ0|/ε: at the model's samples the data's density is then still a float."""


def point_pairs(*, apart: bool = False) -> SearchStrategy[PointPair]:
    """Two points, θ on either side of θ0, next to it and, unless `apart`, on it.

    They are multiples of 2^-40 of moderate size, so that their difference is a float.
    """
    return st.builds(_point_pair, _multiples(-FARTHEST, FARTHEST, FINE), _gaps(apart=apart))


def gaussian_pairs(*, apart: bool = False) -> SearchStrategy[GaussianPair]:
    """Two Gaussians of one width, their means a pair of points, at most 32 widths apart.

    The width is a multiple of 2^-20, and often as narrow as that allows.
    """
    widths = _multiples(NARROWEST, WIDEST, COARSE) | st.just(NARROWEST)
    return st.builds(_gaussian_pair, point_pairs(apart=apart), widths)


def _multiples(lower: float, upper: float, grain: float) -> SearchStrategy[float]:
    """Floats between the two that are multiples of the grain."""
    return st.floats(lower, upper).map(lambda number: _rounded_up(number, grain))


def _rounded_up(number: float, grain: float) -> float:
    return math.ceil(number / grain) * grain


def _gaps(*, apart: bool) -> SearchStrategy[float]:
    """Values of θ − θ0: of either sign, next to nothing, and 0 unless `apart`."""
    sizes = _multiples(2.0**-10, FARTHEST, FINE) | st.integers(8, 30).map(lambda k: 2.0**-k)
    signs = [1.0, -1.0] if apart else [0.0, 1.0, -1.0]
    return st.builds(operator.mul, st.sampled_from(signs), sizes)


def _point_pair(theta_0: float, gap: float) -> PointPair:
    return PointPair(theta_0 + gap, theta_0)


def _gaussian_pair(points: PointPair, width: float) -> GaussianPair:
    """The pair of that width, or of the least that is wide enough."""
    separation = abs(points.theta - points.theta_0)
    return GaussianPair(*points, max(width, _rounded_up(separation / MOST_SEPARATE, COARSE)))
