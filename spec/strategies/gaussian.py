"""Point masses and Gaussians on the line: the model's, at θ, and the data's, at θ0."""

from __future__ import annotations

import math
import operator

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.gaussian import GaussianPair, ModelBatch, PointPair, TwoWidthPair
from spec.machinery.numbers.precision import Precision, by_precision
from spec.strategies.generator import sixteenths
from spec.strategies.logistic import batches

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


def gaussian_pairs(*, apart: bool = False, farthest: int = 32) -> SearchStrategy[GaussianPair]:
    """Two Gaussians of one width, their means a pair of points, so many widths apart at most.

    The width is a multiple of 2^-20, and often as narrow as that allows.
    """

    def pairs(format: Precision) -> SearchStrategy[GaussianPair]:
        grain, most = 2.0 ** -coarse_bits(format), min(farthest, most_separate(format))
        widths = _multiples(NARROWEST, WIDEST, grain) | st.just(NARROWEST)

        def pair(points: PointPair, width: float) -> GaussianPair:
            """The pair of that width, or of the least that is wide enough."""
            separation = abs(points.theta - points.theta_0)
            return GaussianPair(*points, max(width, _rounded_up(separation / most, grain)))

        return st.builds(pair, _point_pairs(format, apart=apart), widths)

    return by_precision(pairs)


def two_width_pairs() -> SearchStrategy[TwoWidthPair]:
    """Two Gaussians, their means a pair of points, and each of a width of its own.

    The widths are multiples of 2^-20: unrelated, next to each other, or the same.
    """

    def pairs(format: Precision) -> SearchStrategy[TwoWidthPair]:
        grain = 2.0 ** -coarse_bits(format)
        widths = _multiples(NARROWEST, WIDEST, grain) | st.just(NARROWEST)
        steps = st.integers(-2, 2).map(lambda k: k * grain)
        near = st.builds(lambda width, step: (width, max(width + step, NARROWEST)), widths, steps)
        return st.builds(
            lambda points, both: TwoWidthPair(*points, *both),
            _point_pairs(format, apart=False),
            st.tuples(widths, widths) | near,
        )

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


def distinguishable_two_width_pairs() -> SearchStrategy[TwoWidthPair]:
    """Two Gaussians that are equal, or differ by as much as any formula can see.

    In double precision the means of those that differ are apart by 2^-20 widths or more, or their
    widths by one part in 2^20 or more; in single precision by a quarter. The second width is a
    power of two, so that no formula rounds its square.
    """

    def pairs(format: Precision) -> SearchStrategy[TwoWidthPair]:
        fine = fine_bits(format)
        parts = st.integers(1, fine - coarse_bits(format)).map(lambda k: 2.0**-k)
        changes = st.builds(operator.mul, st.sampled_from([0.0, 1.0, -1.0]), parts)
        return st.builds(
            lambda theta_0, std_0, gap, excess: TwoWidthPair(
                theta_0 + gap * std_0, theta_0, std_0 + excess * std_0, std_0
            ),
            _multiples(-FARTHEST, FARTHEST, 2.0**-fine),
            st.integers(-10, 3).map(lambda k: 2.0**k),
            changes,
            changes,
        )

    return by_precision(pairs)


def points_right_of_zero() -> SearchStrategy[PointPair]:
    """Points with θ > 0, and θ0 on either side of it."""
    sizes = st.floats(2.0**-10, FARTHEST)
    signs = st.sampled_from([1.0, -1.0])
    return st.builds(
        lambda theta, size, sign: PointPair(theta, theta + sign * size), sizes, sizes, signs
    )


def noise_batches(max_size: int = 8) -> SearchStrategy[list[float]]:
    """Samples of noise, z, up to three standard deviations from 0."""
    return batches(sixteenths(-3, 3), max_size=max_size)


def narrowing_widths() -> SearchStrategy[float]:
    """Standard deviations, from wide to next to nothing."""
    return st.integers(-3, 40).map(lambda k: 2.0**-k)


def model_batches(*, centred: bool = False) -> SearchStrategy[ModelBatch]:
    """A few samples of the model of two Gaussians apart, without rounding.

    The optimal logits are from −68 to 4.5: a KL of 40 explodes, and no loss of logits has been cut
    off. If `centred`, each sample has another on the other side of θ, so that their mean is θ.
    """

    def batch(pair: GaussianPair, noise: list[float]) -> ModelBatch:
        deviations = [*noise, *(-z for z in noise)] if centred else noise
        return ModelBatch(pair, tuple(pair.theta + pair.std * z for z in deviations))

    return st.builds(batch, gaussian_pairs(apart=True, farthest=9), noise_batches(max_size=4))


def numbers_below_one() -> SearchStrategy[float]:
    """Positive numbers below 1, those next to it among them."""

    def numbers(format: Precision) -> SearchStrategy[float]:
        largest = 1 - 2.0 ** (13 - format.digits)
        return st.sampled_from([largest, 0.5]) | format.floats(2.0**-10, largest)

    return by_precision(numbers)


def bounds() -> SearchStrategy[float]:
    """Positive numbers to be exceeded."""
    return by_precision(lambda format: format.floats(2.0**-10, 2.0**40))
