"""Point masses and Gaussians on the line: the model's, at θ, and the data's, at θ0."""

from __future__ import annotations

import math
import operator

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.gaussian import GaussianPair, PointPair
from spec.machinery.numbers.precision import Precision, by_precision

FARTHEST = 8.0
"""The largest |θ0|, and the largest |θ − θ0|."""
NARROWEST = 2.0**-10
WIDEST = 8.0


def fine_bits(format: Precision) -> int:
    """The k for which points are multiples of 2^-k: their sums and differences are then floats.

    So it is 40 in double precision, and 16 in single precision.
    """
    return min(40, format.digits - 8)


def coarse_bits(format: Precision) -> int:
    """The k for which standard deviations are: a 16th of one times a small integer is a float too.

    So it is 20 in double precision, and 14 in single precision.
    """
    return min(20, format.digits - 10)


def most_separate(format: Precision) -> int:
    """The largest |θ − θ0|/ε: at the model's samples the data's density is then still a float.

    So it is 32 in double precision, and 8 in single precision.
    """
    return int(math.sqrt(-2 * math.log(format.smallest_normal))) - 5


def point_pairs(*, apart: bool = False) -> SearchStrategy[PointPair]:
    """Two points, θ on either side of θ0, next to it and, unless `apart`, on it.

    They are multiples of 2^-40 of moderate size, so that their difference is a float.
    """
    return by_precision(lambda format: _point_pairs(format, apart=apart))


def _point_pairs(format: Precision, *, apart: bool) -> SearchStrategy[PointPair]:
    fine = fine_bits(format)
    places = _multiples(-FARTHEST, FARTHEST, 2.0**-fine)
    return st.builds(_point_pair, places, _gaps(fine, apart=apart))


def gaussian_pairs(*, apart: bool = False) -> SearchStrategy[GaussianPair]:
    """Two Gaussians of one width, their means a pair of points, at most 32 widths apart.

    The width is a multiple of 2^-20, and often as narrow as that allows.
    """

    def pairs(format: Precision) -> SearchStrategy[GaussianPair]:
        grain, most = 2.0 ** -coarse_bits(format), most_separate(format)
        widths = _multiples(NARROWEST, WIDEST, grain) | st.just(NARROWEST)

        def pair(points: PointPair, width: float) -> GaussianPair:
            """The pair of that width, or of the least that is wide enough."""
            separation = abs(points.theta - points.theta_0)
            return GaussianPair(*points, max(width, _rounded_up(separation / most, grain)))

        return st.builds(pair, _point_pairs(format, apart=apart), widths)

    return by_precision(pairs)


def _multiples(lower: float, upper: float, grain: float) -> SearchStrategy[float]:
    """Floats between the two that are multiples of the grain."""
    return st.floats(lower, upper).map(lambda number: _rounded_up(number, grain))


def _rounded_up(number: float, grain: float) -> float:
    return math.ceil(number / grain) * grain


def _gaps(fine: int, *, apart: bool) -> SearchStrategy[float]:
    """Values of θ − θ0: of either sign, next to nothing, and 0 unless `apart`."""
    least = st.integers(8, 3 * fine // 4).map(lambda k: 2.0**-k)
    sizes = _multiples(2.0**-10, FARTHEST, 2.0**-fine) | least
    signs = [1.0, -1.0] if apart else [0.0, 1.0, -1.0]
    return st.builds(operator.mul, st.sampled_from(signs), sizes)


def _point_pair(theta_0: float, gap: float) -> PointPair:
    return PointPair(theta_0 + gap, theta_0)


def distinguishable_gaussian_pairs() -> SearchStrategy[GaussianPair]:
    """Two Gaussians of one width that are equal, or apart by as much as any formula can see.

    The formula for any two widths takes ½ from ½ + ½(Δ/ε)². In double precision those apart are so
    by 2^-20 widths or more, and in single precision by a quarter of one.
    """

    def pairs(format: Precision) -> SearchStrategy[GaussianPair]:
        width_bits, fine = coarse_bits(format), fine_bits(format)
        gaps = st.integers(-3, fine - width_bits).map(lambda k: 2.0**-k)
        return st.builds(
            lambda theta_0, std, sign, gap: GaussianPair(theta_0 + sign * gap * std, theta_0, std),
            _multiples(-FARTHEST, FARTHEST, 2.0**-fine),
            _multiples(NARROWEST, WIDEST, 2.0**-width_bits),
            st.sampled_from([0.0, 1.0, -1.0]),
            gaps,
        )

    return by_precision(pairs)
