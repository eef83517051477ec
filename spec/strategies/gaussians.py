"""Point masses and Gaussians on the line: the model's, at θ, and the data's, at θ0."""

from __future__ import annotations

import math

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


def _multiples(lower: float, upper: float, grain: float) -> SearchStrategy[float]:
    """Floats between the two that are multiples of the grain."""
    return st.floats(lower, upper).map(lambda number: math.ceil(number / grain) * grain)


def _gaps(*, apart: bool) -> SearchStrategy[float]:
    """Values of θ − θ0: of either sign, next to nothing, and 0 unless `apart`."""
    sizes = st.one_of(
        _multiples(2.0**-10, FARTHEST, FINE), st.integers(8, 30).map(lambda k: 2.0**-k)
    )
    signed = st.builds(lambda sign, size: sign * size, st.sampled_from([1.0, -1.0]), sizes)
    return signed if apart else st.just(0.0) | signed


@st.composite
def point_pairs(draw: st.DrawFn, *, apart: bool = False) -> PointPair:
    """Two points, θ on either side of θ0, next to it and, unless `apart`, on it.

    They are multiples of 2^-40 of moderate size, so that their difference is a float.
    """
    theta_0 = draw(_multiples(-FARTHEST, FARTHEST, FINE))
    return PointPair(theta_0 + draw(_gaps(apart=apart)), theta_0)


@st.composite
def gaussian_pairs(draw: st.DrawFn, *, apart: bool = False) -> GaussianPair:
    """Two Gaussians of one width, their means a pair of points, at most 32 widths apart.

    The width is a multiple of 2^-20.
    """
    theta, theta_0 = draw(point_pairs(apart=apart))
    narrowest = max(NARROWEST, abs(theta - theta_0) / MOST_SEPARATE)
    return GaussianPair(theta, theta_0, draw(_multiples(narrowest, WIDEST, COARSE)))
