"""Fréchet distances in floating-point numbers.

The trace less twice the root has no digit left where two covariances are nearly equal, or where
there are fewer samples than features. The distance has: it moves no more than the samples do, about
their mean, and is a sum of squares in some form or other.
"""

from hypothesis import given

from spec import assert_at_most, assert_close, assert_equal, claim
from spec.definitions import of_moments, shifted, times
from spec.strategies import (
    far_offsets,
    feature_scales,
    gaussians,
    moved_samples,
    nearly_equal_moments,
    transports,
)


@claim("num/frechet-near-equal")
@given(pair=nearly_equal_moments())
def test_nearly_equal_covariances_keep_the_digits_of_their_difference(impl, pair):
    """D²(μ, Σ; μ, AΣA) is tr((A − I)Σ(A − I)) within (2¹⁴ + 64 κ(Σ)) d u of it, for A next to I."""
    assert_close(impl.frechet_distance(*pair.moments), pair.accurate_distance)


@claim("num/frechet-of-itself")
@given(pair=gaussians(1))
def test_equal_moments_are_at_0_exactly(impl, pair):
    """D²(P, P) is 0, exactly."""
    (p,) = pair
    assert_equal(impl.frechet_distance(*of_moments(p, p)), 0)


@claim("num/frechet-covariances-not-negative")
@given(pair=nearly_equal_moments(singular=True))
def test_nearly_equal_singular_covariances_are_at_no_negative_distance(impl, pair):
    """D²(μ, Σ; μ, AΣA) ≥ 0, for singular Σ, and A next to I."""
    assert_at_most(0, impl.frechet_distance(*pair.moments))


@claim("num/frechet-rank-deficient")
@given(samples=moved_samples(rank_deficient=True))
def test_fewer_samples_than_features_cost_no_digits(impl, samples):
    """FID is as accurate as the samples about their mean, for n ≤ d."""
    squared = impl.frechet_inception_distance(samples.x, samples.y)
    assert_close(squared, samples.accurate_distance)


@claim("num/frechet-not-negative")
@given(samples=moved_samples(rank_deficient=True))
def test_samples_are_at_no_negative_distance_from_themselves(impl, samples):
    """FID(x, y) ≥ 0, for y the samples of x in another order, and n ≤ d."""
    assert_at_most(0, impl.frechet_inception_distance(samples.x, samples.x[::-1]))


@claim("num/frechet-of-same-samples")
@given(samples=moved_samples(rank_deficient=True))
def test_samples_are_at_no_distance_from_themselves(impl, samples):
    """FID(x, y) is 0, for y the samples of x in another order, as far as they are known."""
    squared = impl.frechet_inception_distance(samples.x, samples.x[::-1])
    assert_close(squared, samples.from_itself)


@claim("num/frechet-range")
@given(samples=moved_samples(), scale=feature_scales())
def test_samples_of_any_size_keep_their_digits(impl, samples, scale):
    """FID(2^e x, 2^e y) = 4^e FID(x, y), as accurate as the samples about their mean."""
    squared = impl.frechet_inception_distance(times(scale, samples.x), times(scale, samples.y))
    assert_close(squared, samples.accurate_distance * scale**2)


@claim("num/frechet-covariances-range")
@given(pair=transports(), scale=feature_scales())
def test_moments_of_any_size_keep_their_digits(impl, pair, scale):
    """D²(2^e μ, 4^e Σ; 2^e ν, 4^e T) = 4^e D²(μ, Σ; ν, T)."""
    squared = impl.frechet_distance(*pair.scaled(scale))
    assert_close(squared, pair.distance * scale**2)


@claim("num/features-far-out")
@given(samples=moved_samples(), offset=far_offsets())
def test_a_common_offset_costs_no_more_than_the_rounding_of_the_means(impl, samples, offset):
    """FID(x + 2³⁰, y + 2³⁰) = FID(x, y), as accurate as means of that size and samples about them.

    (In single precision it is 2¹³.)
    """
    squared = impl.frechet_inception_distance(
        shifted(offset, samples.x), shifted(offset, samples.y)
    )
    assert_close(squared, samples.distance_at(offset))
