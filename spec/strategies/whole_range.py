"""Instances from the whole range of floats, for the claims about numerical soundness."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.conditional import LabelledBatches, LogitTable
from spec.definitions.divergence import Distribution, DistributionPair, two_points
from spec.definitions.gaussian import (
    GaussianPair,
    TwoWidthPair,
    gaussian_kl,
    gaussian_kl_derivative,
)
from spec.definitions.penalty import SamplePairs, gradient_penalty, norm
from spec.definitions.projection import LabelledFeatures, Matrix, Vector, difference, inner
from spec.machinery.numbers.precision import FLOAT64, Precision, by_precision, precision
from spec.machinery.numbers.reals import Real
from spec.strategies.divergence import distribution_pairs, distributions, nearly_equal_pairs
from spec.strategies.logistic import batches, logits_in_use, saturated_logits, whole_range_logits
from spec.strategies.projection import labelled_features

MOST_SAMPLES = 4
MOST_POINTS = 5


def far(format: Precision) -> float:
    """How far from the origin means are, where expanding their squares leaves no digit.

    In double precision that is 1e8, in single precision 1e4.
    """
    return 10.0 ** math.ceil(format.digits * math.log10(2) / 2)


def outlying(format: Precision) -> float:
    """How far from the origin atoms are: 1e15 in double precision, 1e7 in single precision."""
    return 10.0 ** int(format.digits * math.log10(2))


@cache
def mantissas(format: Precision) -> SearchStrategy[float]:
    """Floats in [1, 2)."""
    return format.floats(1, 2, exclude_max=True)


@cache
@st.composite
def positive_floats(draw: st.DrawFn) -> float:
    """Positive floats, subnormal ones among them, with every exponent as likely as another."""
    format = precision()
    exponent = draw(st.integers(format.smallest_subnormal_exponent, format.largest_exponent))
    number: float = format.rounded(math.ldexp(draw(mantissas(format)), exponent))
    return number


@cache
def _steps() -> SearchStrategy[int]:
    """Numbers of steps from a float to one that shares most of its digits, or to itself."""

    def steps(format: Precision) -> SearchStrategy[int]:
        most = 2 ** (format.digits - 13)
        return st.integers(-4, 4) | st.integers(-most, most)

    return by_precision(steps)


def _neighbour(of: float, steps: int) -> float:
    """The positive float that is so many steps from a given one, or if there is none that one."""
    format = precision()
    neighbour: float = format.rounded(of + steps * format.ulp(of))
    return neighbour if 0 < neighbour < math.inf else of


@cache
def next_to_none() -> SearchStrategy[float]:
    """The smallest positive floats."""
    return st.integers(1, 8).map(lambda multiple: multiple * precision().ulp(0))


@cache
def _any_size() -> SearchStrategy[float]:
    """Positive floats of any size, next to none, and next to the largest."""
    return by_precision(
        lambda format: st.one_of(
            positive_floats(), next_to_none(), format.floats(format.largest / 4, format.largest)
        )
    )


@cache
@st.composite
def extreme_densities(draw: st.DrawFn) -> tuple[float, float]:
    """Two positive densities of any size: unrelated, alike, next to none, next to the largest."""
    p = draw(_any_size())
    sort = draw(st.sampled_from(["unrelated", "unrelated", "unrelated", "alike"]))
    q = _neighbour(p, draw(_steps())) if sort == "alike" else draw(_any_size())
    return (q, p) if draw(st.booleans()) else (p, q)


@cache
def extreme_probabilities() -> SearchStrategy[float]:
    """Numbers in (0, 1) of any size, next to 1, and either side of 1/2."""
    return by_precision(
        lambda format: st.one_of(
            positive_floats().map(lambda x: math.ldexp(math.frexp(x)[0], min(math.frexp(x)[1], 0))),
            next_to_none(),
            st.integers(1, 2 ** min(20, format.digits // 2)).map(
                lambda steps: 1 - steps * 2.0**-format.digits
            ),
            _either_side_of_a_half(format),
            format.floats(0.25, 0.75),
        )
    )


def _either_side_of_a_half(format: Precision) -> SearchStrategy[float]:
    """Numbers from a 16th to next to nothing away from 1/2, every distance as likely as another."""
    return st.builds(
        lambda sign, mantissa, bits: format.rounded(0.5 + sign * mantissa * 2.0**-bits),
        st.sampled_from([1.0, -1.0]),
        mantissas(format),
        st.integers(5, format.digits),
    )


@cache
def whole_range_batches() -> SearchStrategy[list[float]]:
    """Batches of logits of any size, of one sample, too, so that nothing hides a small loss.

    Half of them are of sizes that are met in training alone, as beside a logit of any other size
    these tell nothing; among those are single ones at which σ or 1 − σ vanishes. A quarter are of
    logits of which no two have a sum.
    """
    return st.one_of(
        batches(whole_range_logits(), max_size=MOST_SAMPLES),
        batches(logits_in_use(), max_size=MOST_SAMPLES),
        batches(saturated_logits(), max_size=1),
        batches(_huge_logits(), max_size=MOST_SAMPLES),
    )


@cache
def _huge_logits() -> SearchStrategy[float]:
    """Logits of half of the largest float and more."""

    def logits(format: Precision) -> SearchStrategy[float]:
        half = 2.0**format.largest_exponent
        sizes = format.floats(half, format.largest)
        return st.one_of(sizes, sizes.map(lambda h: -h))

    return by_precision(logits)


class TwoBatches(NamedTuple):
    """The logits of a real and of a fake batch."""

    real: list[float]
    fake: list[float]


@cache
@st.composite
def _unrelated_batches(draw: st.DrawFn) -> TwoBatches:
    """Real and fake logits of any size, as long as their losses do not add up to too much."""
    real, fake = draw(whole_range_batches()), draw(whole_range_batches())
    format = precision()
    if max(fake) - min(real) >= format.largest:
        real, fake = ([format.rounded(h / 2) for h in batch] for batch in (real, fake))
    return TwoBatches(real, fake)


@cache
def _single_samples() -> SearchStrategy[TwoBatches]:
    """A real and a fake sample whose losses are equal, so that neither hides the other's tail."""
    return by_precision(
        lambda format: (
            whole_range_logits()
            .map(lambda h: max(h, -format.largest / 4))
            .map(lambda h: TwoBatches([h], [-h]))
        )
    )


@cache
def whole_range_batch_pairs() -> SearchStrategy[TwoBatches]:
    """Real and fake batches of logits of any size, whose discriminator loss is a float."""
    return st.one_of(_unrelated_batches(), _single_samples())


@cache
@st.composite
def _float_means(draw: st.DrawFn) -> tuple[float, float]:
    """Two different floats of any size, such as two Gaussians may have for means.

    One of them may be 0; they may have opposite signs, so that their difference may overflow; and
    they may share most of their digits.
    """
    format = precision()
    least, most = format.smallest_subnormal_exponent, format.largest_exponent
    exponent = draw(
        st.one_of(
            st.integers(least, most + 1),
            st.just(most + 1),
            st.integers(least, format.smallest_exponent),
        )
    )
    significand = draw(st.one_of(st.just(1.0), mantissas(format)))
    half = format.rounded(math.ldexp(significand, exponent - 1))
    offset = draw(
        st.one_of(
            st.just(half),
            st.just(0.0),
            st.integers(-8, format.digits + 7).map(lambda bits: half * 2.0**bits),
        )
    )
    theta, theta_0 = format.rounded(offset + half), format.rounded(offset - half)
    if not math.isfinite(theta) or theta == theta_0:
        theta = half or format.ulp(0)
        theta_0 = -theta
    return (theta_0, theta) if draw(st.booleans()) else (theta, theta_0)


@cache
@st.composite
def _gaussian_pairs_with_normal(
    draw: st.DrawFn, result: Callable[[float, float, float], Real], power: int
) -> GaussianPair:
    """Gaussians of any size of which a result, about Δ^power/ε² in size, is a normal float."""
    format = precision()
    normal = -format.smallest_exponent
    theta, theta_0 = draw(_float_means())
    gap = Fraction(theta) - Fraction(theta_0)
    exponent = gap.numerator.bit_length() - gap.denominator.bit_length()
    lowest, highest = ((power * exponent - sign * normal) // 2 for sign in (1, -1))
    exponents = [st.integers(lowest, highest)]
    if power == 1 and exponent < -normal:
        # Δ/ε is subnormal on the way to a Δ/ε² that is not.
        exponents.append(st.integers(exponent + normal, (exponent + normal) // 2))
    least, most = format.smallest_subnormal_exponent, format.largest_exponent
    width_exponent = min(max(draw(st.one_of(exponents)), least), most)
    std = format.rounded(math.ldexp(draw(mantissas(format)), width_exponent))
    while abs(result(theta, theta_0, std)) > format.largest:
        std = 2 * std
    while abs(result(theta, theta_0, std)) < format.smallest_normal:
        std = format.rounded(std / 2)
    return GaussianPair(theta, theta_0, std)


@cache
def gaussian_pairs_with_normal_kl() -> SearchStrategy[GaussianPair]:
    """Gaussians of any size and any Δ, as long as their KL is a normal float."""
    return _gaussian_pairs_with_normal(gaussian_kl, 2)


@cache
@st.composite
def two_width_pairs_with_finite_kl(draw: st.DrawFn) -> TwoWidthPair:
    """Gaussians of any size, each of a width of its own, as long as their KL is a float.

    The widths are unrelated, or within a factor of 2, or share most of their digits; often the
    means are the same.
    """
    format = precision()
    pair = draw(gaussian_pairs_with_normal_kl())
    theta = draw(st.sampled_from([pair.theta, pair.theta_0]))
    sort = draw(st.sampled_from(["unrelated", "alike", "wider", "narrower"]))
    if sort == "unrelated":
        std = draw(positive_floats())
    elif sort == "alike":
        std = _neighbour(pair.std, draw(_steps()))
    else:
        factor = draw(mantissas(format)) / (1 if sort == "wider" else 2)
        std = format.rounded(factor * pair.std)
    if not 0 < std < math.inf or gaussian_kl(theta, pair.theta_0, std, pair.std) > format.largest:
        std = pair.std
    return TwoWidthPair(theta, pair.theta_0, std, pair.std)


@cache
def gaussian_pairs_with_normal_derivative() -> SearchStrategy[GaussianPair]:
    """Gaussians of any size and any Δ, as long as the derivative of their KL is a normal float."""
    return _gaussian_pairs_with_normal(gaussian_kl_derivative, 1)


@cache
def distances_from_an_end() -> SearchStrategy[float]:
    """Positive floats up to a quarter, every exponent as likely as another, or not too small.

    As far as that from the end of their domain conjugates are not next to 0.
    """
    return by_precision(
        lambda format: st.builds(
            lambda mantissa, bits: math.ldexp(mantissa, -bits),
            mantissas(format),
            st.integers(3, -format.smallest_exponent) | st.integers(3, format.digits + 2),
        )
    )


class TwoMasses(NamedTuple):
    """The masses of two distributions, which sum to 1 to rounding."""

    p: list[float]
    q: list[float]


@cache
def cells_of_any_size() -> SearchStrategy[TwoMasses]:
    """Distributions on two points, one of which has all mass but for next to nothing.

    What mass the other has is of any size, in either of the two; and often so much less in the
    second that the square of their ratio is no float.
    """

    def masses(format: Precision) -> SearchStrategy[TwoMasses]:
        exponents = st.integers(format.smallest_subnormal_exponent, -format.digits - 7)
        small = st.builds(
            lambda mantissa, exponent: format.rounded(math.ldexp(mantissa, exponent)),
            mantissas(format),
            exponents,
        )
        factors = format.floats(1, 16)
        apart = st.tuples(small, small)
        alike = st.builds(lambda a, factor: (4 * a, format.rounded(a * factor)), small, factors)
        few = st.integers(0, 16)
        large = few.map(lambda k: 2.0 ** (-format.digits - 7 - k))
        tiny = few.map(lambda k: 2.0 ** (format.smallest_exponent + k))
        far_apart = st.tuples(large, tiny)
        return (apart | alike | far_apart).map(
            lambda pair: TwoMasses(*([mass, 1.0] for mass in pair))
        )

    return by_precision(masses)


@cache
def nearly_equal_dyadic_pairs() -> SearchStrategy[DistributionPair]:
    """Nearly equal and equal pairs of full support, in 2^m parts, with a KL as small as 1e-20.

    In single precision it is as small as 1e-9.
    """
    nearly_equal = by_precision(
        lambda format: st.integers(5, 5 * format.digits // 8).flatmap(
            lambda m: nearly_equal_pairs(denominator=2**m)
        )
    )
    equal = nearly_equal.map(lambda pair: DistributionPair(pair.p, pair.p))
    return st.one_of(nearly_equal, nearly_equal, nearly_equal, equal)


@cache
def pairs_with_empty_points() -> SearchStrategy[DistributionPair]:
    """Pairs of every sort, often with a further point where neither of the two has mass.

    In double precision there are masses as small as 1e-15.
    """

    def pairs(format: Precision) -> SearchStrategy[DistributionPair]:
        fine = distribution_pairs(denominator=2 ** (format.digits - 3))
        return st.one_of(fine, fine.map(_with_an_empty_point))

    return by_precision(pairs)


@cache
def fine_distributions() -> SearchStrategy[Distribution]:
    """Distributions of masses as small as leave bits to spare: 1e-15 in double precision."""
    return by_precision(lambda format: distributions(denominator=2 ** (format.digits - 3)))


@cache
def pairs_with_next_to_no_mass() -> SearchStrategy[DistributionPair]:
    """The pair of (½, ½) and (1 − b, b), in either order, for b of any size above 0.

    Each b is a power of two, and a normal number; and 1 − b is a number of the format, or so near
    to 1 that float64 has no other for it.
    """

    def pairs(format: Precision) -> SearchStrategy[DistributionPair]:
        exponents = st.one_of(
            st.integers(1, format.digits),
            st.integers(FLOAT64.digits + 1, -format.smallest_exponent),
        )
        pairs = exponents.map(
            lambda k: DistributionPair(two_points(Fraction(1, 2)), two_points(Fraction(1, 2**k)))
        )
        return st.one_of(pairs, pairs.map(lambda pair: DistributionPair(pair.q, pair.p)))

    return by_precision(pairs)


def _with_an_empty_point(pair: DistributionPair) -> DistributionPair:
    p, q = (Distribution((*side.counts, 0)) for side in pair)
    return DistributionPair(p, q)


@cache
@st.composite
def far_labelled_features(draw: st.DrawFn) -> LabelledFeatures:
    """Banks with features and means as far from the origin as `far`, in some directions."""
    bank = draw(labelled_features())
    format = precision()
    most = far(format)
    shifts = st.one_of(st.just(0.0), st.sampled_from([most, -most]), format.floats(-most, most))
    return bank.shifted(draw(st.tuples(*[shifts] * len(bank.features[0]))))


def _outputs(largest: float) -> SearchStrategy[list[float]]:
    """Outputs of any size up to the largest."""
    return batches(
        whole_range_logits().map(lambda d: max(-largest, min(d, largest))), max_size=MOST_SAMPLES
    )


@cache
def whole_range_outputs() -> SearchStrategy[list[float]]:
    """Outputs of any size, as long as half of their squares are floats."""
    return by_precision(lambda format: _outputs(2.0 ** ((format.largest_exponent + 1) // 2)))


@cache
def whole_range_output_pairs() -> SearchStrategy[TwoBatches]:
    """Outputs on two batches, of any size, as long as the sum of two half squares is a float."""

    def pairs(format: Precision) -> SearchStrategy[TwoBatches]:
        outputs = _outputs((1 - 2.0**-6) * 2.0 ** ((format.largest_exponent + 1) // 2))
        return st.builds(TwoBatches, outputs, outputs)

    return by_precision(pairs)


@cache
def compared_logits(*, paired: bool = False) -> SearchStrategy[TwoBatches]:
    """Real and fake logits of any size, as long as the losses of their differences add up.

    Among them are logits of moderate size that are shifted far out, logits next to the largest
    float, which have no sum but a mean, and single samples, so that nothing hides a small loss. If
    `paired`, there are as many fakes as reals.
    """
    return st.one_of(_compared_batches(paired=paired), _compared_samples())


@cache
@st.composite
def _compared_samples(draw: st.DrawFn) -> TwoBatches:
    """A real and a fake sample whose logits are as far from 0, and differ by any size."""
    largest = precision().largest / 8
    h = max(-largest, min(draw(whole_range_logits()) / 2, largest))
    return TwoBatches([h], [-h])


@cache
@st.composite
def _compared_batches(draw: st.DrawFn, *, paired: bool) -> TwoBatches:
    format = precision()
    far_out = draw(st.sampled_from([0.0, 0.0, 0.0, outlying(format), 2.0**format.largest_exponent]))
    sizes = format.floats(-50, 50) if far_out else whole_range_logits()
    real = draw(batches(sizes, max_size=MOST_SAMPLES))
    fake = draw(batches(sizes, max_size=MOST_SAMPLES))
    if paired:
        real, fake = (batch[: min(len(real), len(fake))] for batch in (real, fake))
    if max(map(abs, real + fake)) > format.largest / 8:
        real, fake = ([h / 8 for h in batch] for batch in (real, fake))
    return TwoBatches(*([format.rounded(far_out + h) for h in batch] for batch in (real, fake)))


@cache
def values_next_to_1() -> SearchStrategy[float]:
    """1, and the numbers next to it on either side."""
    return by_precision(
        lambda format: st.integers(-8, 8).map(lambda k: 1 + k * 2.0 ** (1 - format.digits))
    )


class Projection(NamedTuple):
    """Labelled features, and the A and b to project them with.

    Its fields are in the order of the arguments of `projection_logits`.
    """

    features: Matrix
    labels: tuple[int, ...]
    A: Matrix
    b: Vector

    @property
    def samples(self) -> list[tuple[Vector, Vector, float]]:
        """For each sample its features φ, and the A_y and b_y of its class."""
        pairs = zip(self.features, self.labels, strict=True)
        return [(phi, self.A[y], self.b[y]) for phi, y in pairs]


@cache
def far_projections() -> SearchStrategy[Projection]:
    """Features far from the origin, with the A and b of means as far, which are rounded."""
    return far_labelled_features().map(_projection)


def _projection(bank: LabelledFeatures) -> Projection:
    rounded = precision().rounded
    A = tuple(tuple(rounded(float(a)) for a in difference(mu, nu)) for mu, nu in bank.means)
    b = tuple(rounded(float((inner(nu, nu) - inner(mu, mu)) / 2)) for mu, nu in bank.means)
    return Projection(bank.features, bank.labels, A, b)


@dataclass(frozen=True)
class TwoValuedCritic:
    """A critic with one value at a point, and another everywhere else."""

    point: float
    there: float
    elsewhere: float

    def __call__(self, x: float) -> float:
        """D(x)."""
        return self.there if x == self.point else self.elsewhere


@cache
@st.composite
def float_critics(draw: st.DrawFn) -> tuple[TwoValuedCritic, float, float]:
    """A critic, and two points θ ≠ θ0; its value at θ is any finite float but the lowest.

    Powers of two, where the spacing of floats changes, and values next to the lowest are among
    those at θ.
    """
    format = precision()
    largest, highest_ulp = format.largest, format.ulp(format.largest)
    numbers = format.floats(-largest, largest)
    theta = draw(numbers)
    theta_0 = draw(numbers)
    if theta == theta_0:
        theta_0 = -theta or 1.0
    there = draw(
        st.one_of(
            format.floats(highest_ulp - largest, largest),
            st.integers(1, 2**20).map(lambda steps: steps * highest_ulp - largest),
            st.builds(
                math.ldexp,
                st.sampled_from([1.0, -1.0]),
                st.integers(format.digits - 3, format.largest_exponent),
            ),
        )
    )
    return TwoValuedCritic(theta, there, draw(numbers)), theta, theta_0


@cache
def points() -> SearchStrategy[float]:
    """Points on the line, of which many coincide, and some are far away."""
    return by_precision(
        lambda format: st.one_of(
            st.integers(-3, 3).map(float),
            st.sampled_from([outlying(format), -outlying(format), outlying(format) + 1]),
            format.floats(-10, 10, allow_subnormal=False),
        )
    )


@cache
def close_points() -> SearchStrategy[float]:
    """Points on the line that nearly coincide."""
    return st.integers(-3, 3).map(lambda multiple: multiple * 2.0**-40)


@cache
def _huge_samples() -> SearchStrategy[list[float]]:
    """Samples of two points whose distance is no float, which both are in every sample.

    So W1 moves less than all mass that far, and is a float.
    """

    def samples(format: Precision) -> SearchStrategy[list[float]]:
        huge = 2.0**format.largest_exponent
        more = batches(st.sampled_from([huge, -huge]), min_size=0, max_size=MOST_POINTS - 2)
        return more.map(lambda rest: [huge, *rest, -huge])

    return by_precision(samples)


@cache
def whole_range_samples() -> SearchStrategy[list[float]]:
    """Samples on the line, with ties and atoms far away, or all next to each other, or huge.

    The W1 of any two of them is a float.
    """
    return st.one_of(
        batches(points(), max_size=MOST_POINTS),
        batches(close_points(), max_size=MOST_POINTS),
        _huge_samples(),
    )


class WeightedSample(NamedTuple):
    """Points on the line, and a distribution over them."""

    points: list[float]
    masses: Distribution

    @property
    def batch(self) -> list[float]:
        """The same measure without weights: each point stands in it as often as its mass says."""
        return [float(point) for point in self.masses.batch(self.points)]


@cache
@st.composite
def weighted_samples(draw: st.DrawFn) -> WeightedSample:
    """Samples whose points have unequal masses, which are floats; some have none.

    The W1 of any two of them is a float: where points are huge, each has mass.
    """
    sample = draw(whole_range_samples())
    huge = max(map(abs, sample)) == 2.0 ** precision().largest_exponent
    return WeightedSample(sample, draw(distributions(len(sample), full_support=huge)))


@cache
def whole_range_labelled_batches() -> SearchStrategy[LabelledBatches]:
    """Batches with labels, and a discriminator whose logits have any size."""
    return whole_range_batch_pairs().map(_labelled)


def _labelled(logits: TwoBatches) -> LabelledBatches:
    """A class for each sample of the shorter batch: of two points, one real and the other fake."""
    rows = tuple(zip(*logits, strict=False))
    n = len(rows)
    return LabelledBatches(LogitTable(rows), ((0.0,),) * n, ((1.0,),) * n, tuple(range(n)))


MOST_COMPONENTS = 3


def _exponents(lowest: int, highest: int) -> SearchStrategy[int]:
    """Exponents from one to another, often next to either."""
    return st.one_of(
        st.integers(lowest, highest),
        st.integers(lowest, lowest + 8),
        st.integers(highest - 4, highest),
    )


@cache
@st.composite
def _gradients(draw: st.DrawFn, highest: int) -> Matrix:
    """Gradients with components below 2^highest, or of lengths next to 1.

    Those below are of one size, of any, or of sizes that are met in training: 1e-6 to 1e4.

    Some components are 0. Those that are subnormal have none but such beside them: what is nothing
    beside the others need not be known to its last digit.
    """
    format = precision()
    n, d = draw(st.integers(1, MOST_COMPONENTS)), draw(st.integers(1, MOST_COMPONENTS))
    signs = st.sampled_from([1.0, -1.0, 0.0])
    one = draw(_exponents(format.smallest_subnormal_exponent, highest - 1))
    sorts = {
        "one size": st.just(one),
        "any size": _exponents(format.smallest_exponent, highest - 1),
        "as in training": st.integers(-20, 12),
        "next to 1": st.just(0),
    }
    sort = draw(st.sampled_from([*sorts]))

    def component() -> float:
        return math.ldexp(draw(signs) * draw(mantissas(format)), draw(sorts[sort]))

    gradients = [[component() for _ in range(d)] for _ in range(n)]
    if sort == "next to 1":
        off = draw(st.sampled_from([0.0, 1.0, -1.0])) * 2.0 ** -draw(
            st.integers(5, format.digits // 2)
        )
        lengths = [(float(norm(gradient)) or 1.0) / (1 + off) for gradient in gradients]
        gradients = [[x / length for x in g] for g, length in zip(gradients, lengths, strict=True)]
    return tuple(tuple(map(format.rounded, gradient)) for gradient in gradients)


@cache
def whole_range_gradients() -> SearchStrategy[Matrix]:
    """Gradients of any size, a few bits short of the largest."""
    return by_precision(lambda format: _gradients(format.largest_exponent - 8))


@cache
@st.composite
def gradients_with_finite(draw: st.DrawFn, penalty: Callable[[Matrix], Real]) -> Matrix:
    """Gradients of any size, and often of the largest, of which a penalty is a float.

    The penalty is about as large as their squares.
    """
    format = precision()
    gradients = draw(_gradients(format.largest_exponent // 2))
    if draw(st.booleans()):
        largest = max(abs(x) for gradient in gradients for x in gradient) or 1.0
        exponent = format.largest_exponent // 2 + 2 - math.frexp(largest)[1]
        gradients = _scaled(gradients, exponent)
    while penalty(gradients) > format.largest:
        gradients = _scaled(gradients, -1)
    return gradients


def _scaled(gradients: Matrix, exponent: int) -> Matrix:
    """Gradients times a power of two, rounded where they become subnormal."""
    rounded = precision().rounded
    return tuple(tuple(rounded(math.ldexp(x, exponent)) for x in row) for row in gradients)


@cache
@st.composite
def gradients_with_zeros(draw: st.DrawFn) -> Matrix:
    """Gradients of any size whose penalty is a float, of which one or more are 0."""
    gradients = draw(gradients_with_finite(gradient_penalty))
    zero = draw(st.integers(0, len(gradients) - 1))
    return tuple(
        (0.0,) * len(gradient) if i == zero else gradient for i, gradient in enumerate(gradients)
    )


class Mixtures(NamedTuple):
    """Real and fake samples, which are vectors of one number, and how far to the fake points are.

    Its fields are in the order of the arguments of `interpolates`.
    """

    real: Matrix
    fake: Matrix
    alpha: Vector

    @property
    def pairs(self) -> SamplePairs:
        """The samples alone."""
        return SamplePairs(self.real, self.fake)


@cache
@st.composite
def whole_range_mixtures(draw: st.DrawFn) -> Mixtures:
    """Samples up to half of the largest float, unrelated, alike or of opposite sign."""
    format = precision()
    numbers = st.one_of(
        format.floats(-format.largest / 2, format.largest / 2),
        positive_floats().map(lambda x: format.rounded(x / 2)),
    )
    x = draw(numbers)
    y = draw(st.one_of(numbers, st.sampled_from([-x, x, 0.0])))
    ways = st.one_of(format.floats(0, 1), st.sampled_from([0.0, 1.0, 0.5]), extreme_probabilities())
    return Mixtures(((x,), (y,)), ((y,), (x,)), (draw(ways), draw(ways)))
