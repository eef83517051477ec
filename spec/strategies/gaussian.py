"""Point masses and Gaussians on the line: the model's, at θ, and the data's, at θ0."""

from __future__ import annotations

import operator
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.gaussian import GaussianPair, ModelBatch, PointPair, TwoWidthPair
from spec.machinery.numbers.precision import Precision, by_precision
from spec.strategies.generator import sixteenths
from spec.strategies.logistic import batches
from spec.strategies.numbers import fine_bits, multiples, rounded_up

FARTHEST = 8.0
"""The largest |θ0|, and the largest |θ − θ0|."""
NEAREST = 2.0**-6
"""The smallest |θ − θ0| but 0, where every formula of the KL still has most of its digits."""
NARROWEST = 2.0**-4
WIDEST = 2.0**4


def coarse_bits(format: Precision) -> int:
    """The k for which widths are multiples of 2^-k: a 16th of one times a few is a float too.

    So it is 20 in double precision, and 14 in single precision.
    """
    return min(20, format.digits - 10)


@cache
def point_pairs(*, apart: bool = False) -> SearchStrategy[PointPair]:
    """Two points, θ on either side of θ0 and, unless `apart`, on it.

    They are multiples of 2^-40 of moderate size, so that their difference is a float.
    """
    return by_precision(lambda format: _point_pairs(format, apart=apart))


def _point_pairs(format: Precision, *, apart: bool) -> SearchStrategy[PointPair]:
    fine = fine_bits(format)
    places = multiples(-FARTHEST, FARTHEST, 2.0**-fine)
    return st.builds(_point_pair, places, _gaps(fine, apart=apart))


@cache
def gaussian_pairs(*, apart: bool = False, farthest: int = 8) -> SearchStrategy[GaussianPair]:
    """Two Gaussians of one width, their means a pair of points, so many widths apart at most.

    The width is a multiple of 2^-20, and often as narrow as that allows.
    """

    def pairs(format: Precision) -> SearchStrategy[GaussianPair]:
        grain = 2.0 ** -coarse_bits(format)

        def pair(points: PointPair, width: float) -> GaussianPair:
            """The pair of that width, or of the least that is wide enough."""
            separation = abs(points.theta - points.theta_0)
            return GaussianPair(*points, max(width, rounded_up(separation / farthest, grain)))

        return st.builds(pair, _point_pairs(format, apart=apart), _widths(grain))

    return by_precision(pairs)


@cache
def two_width_pairs() -> SearchStrategy[TwoWidthPair]:
    """Two Gaussians, their means a pair of points, and each of a width of its own.

    The widths are multiples of 2^-20: unrelated, next to each other, or the same.
    """

    def pairs(format: Precision) -> SearchStrategy[TwoWidthPair]:
        widths = _widths(2.0 ** -coarse_bits(format))
        steps = st.integers(-2, 2).map(lambda k: k / 64)
        near = st.builds(lambda width, step: (width, max(width + step, NARROWEST)), widths, steps)
        return st.builds(
            lambda points, both: TwoWidthPair(*points, *both),
            _point_pairs(format, apart=False),
            st.tuples(widths, widths) | near,
        )

    return by_precision(pairs)


def _widths(grain: float) -> SearchStrategy[float]:
    return multiples(NARROWEST, WIDEST, grain) | st.just(NARROWEST)


def _gaps(fine: int, *, apart: bool) -> SearchStrategy[float]:
    """Values of θ − θ0: of either sign, and 0 unless `apart`."""
    sizes = multiples(NEAREST, FARTHEST, 2.0**-fine) | st.just(NEAREST)
    signs = [1.0, -1.0] if apart else [0.0, *[1.0, -1.0] * 3]
    return st.builds(operator.mul, st.sampled_from(signs), sizes)


def _point_pair(theta_0: float, gap: float) -> PointPair:
    return PointPair(theta_0 + gap, theta_0)


@cache
def distinguishable_gaussian_pairs() -> SearchStrategy[GaussianPair]:
    """Two Gaussians of one width that are equal, or a quarter of the width apart or more.

    The width is a power of two, so that no formula rounds its square: that for any two widths takes
    ½ from ½ + ½(Δ/ε)².
    """
    return distinguishable_two_width_pairs().map(
        lambda pair: GaussianPair(pair.theta, pair.theta_0, pair.std_0)
    )


@cache
def distinguishable_two_width_pairs() -> SearchStrategy[TwoWidthPair]:
    """Two Gaussians that are equal, or differ by as much as any formula can see.

    The means of those that differ are apart by a quarter of the second width or more, or the widths
    by one part in 64 or more. The second width is a power of two, so that no formula rounds its
    square.
    """

    def pairs(format: Precision) -> SearchStrategy[TwoWidthPair]:
        return st.builds(
            lambda theta_0, std_0, gap, excess: TwoWidthPair(
                theta_0 + gap * std_0, theta_0, std_0 + excess * std_0, std_0
            ),
            multiples(-FARTHEST, FARTHEST, 2.0 ** -fine_bits(format)),
            st.integers(-4, 3).map(lambda k: 2.0**k),
            _zero_or(st.integers(-2, 3)),
            _zero_or(st.integers(-6, -1)),
        )

    return by_precision(pairs)


def _zero_or(exponents: SearchStrategy[int]) -> SearchStrategy[float]:
    """Powers of two of either sign, and 0."""
    sizes = exponents.map(lambda k: 2.0**k)
    return st.builds(operator.mul, st.sampled_from([0.0, 1.0, -1.0]), sizes)


@cache
def points_right_of_zero() -> SearchStrategy[PointPair]:
    """Points with θ > 0, and θ0 on either side of it."""
    sizes = multiples(NEAREST, FARTHEST, NEAREST)
    signs = st.sampled_from([1.0, -1.0])
    return st.builds(
        lambda theta, size, sign: PointPair(theta, theta + sign * size), sizes, sizes, signs
    )


@cache
def noise_batches() -> SearchStrategy[list[float]]:
    """Samples of noise, z, up to three standard deviations from 0."""
    return batches(sixteenths(-3, 3))


@cache
def narrowing_widths() -> SearchStrategy[float]:
    """Standard deviations, from wide to next to nothing."""
    return st.integers(-3, 30).map(lambda k: 2.0**-k)


@cache
def model_batches(*, centred: bool = False) -> SearchStrategy[ModelBatch]:
    """A few samples of the model of two Gaussians apart, without rounding.

    The KL is at most 8, and the optimal logits are from −16 to 2. If `centred`, each sample has
    another on the other side of θ, so that their mean is θ.
    """
    noise = batches(sixteenths(-2, 2), max_size=4)

    def batch(pair: GaussianPair, noise: list[float]) -> ModelBatch:
        deviations = [*noise, *(-z for z in noise)] if centred else noise
        return ModelBatch(pair, tuple(pair.theta + pair.std * z for z in deviations))

    return st.builds(batch, gaussian_pairs(apart=True, farthest=4), noise)


@cache
def numbers_below_one() -> SearchStrategy[float]:
    """Positive numbers below 1, those next to it among them."""

    def numbers(format: Precision) -> SearchStrategy[float]:
        largest = 1 - 2.0 ** -min(24, format.digits - 14)
        return st.sampled_from([largest, 0.5]) | format.floats(2.0**-6, largest)

    return by_precision(numbers)


@cache
def bounds() -> SearchStrategy[float]:
    """Numbers from 1 on, to be exceeded."""
    return by_precision(lambda format: format.floats(1, 2.0**20))
