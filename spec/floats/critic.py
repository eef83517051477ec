"""Critics and the Wasserstein distance in floating-point numbers.

A critic can be lowered at a point wherever its value there is not the lowest float, even where
subtracting 1 changes nothing. And W1 is a sum of lengths, which need not cancel.
"""

from hypothesis import given

from spec import assert_accurate, assert_equal, claim, mean, precision
from spec.definitions import to_its_terms, wasserstein_distance
from spec.strategies import (
    batches,
    float_critics,
    moderate_logits,
    weighted_samples,
    whole_range_samples,
)


@claim("num/better-critic")
@given(critic_and_points=float_critics())
def test_the_better_critic_is_better_for_all_critics_of_floats(impl, critic_and_points):
    """D**(θ) < D(θ) for finite floats, even where D(θ) − 1 rounds to D(θ)."""
    critic, theta, theta_0 = critic_and_points
    assert impl.improve_critic(critic, theta, theta_0)(theta) < critic(theta)


@claim("num/better-critic-is-finite")
@given(critic_and_points=float_critics())
def test_the_better_critic_is_finite_for_all_critics_of_floats(impl, critic_and_points):
    """D**(θ) > −∞ for finite floats, even where D(θ) is next to the lowest."""
    critic, theta, theta_0 = critic_and_points
    assert impl.improve_critic(critic, theta, theta_0)(theta) >= -precision().largest


@claim("num/better-critic-at-data")
@given(critic_and_points=float_critics())
def test_the_better_critic_keeps_the_value_at_the_data(impl, critic_and_points):
    """D**(θ0) = D(θ0), exactly, for finite floats."""
    critic, theta, theta_0 = critic_and_points
    assert_equal(impl.improve_critic(critic, theta, theta_0)(theta_0), critic(theta_0))


@claim("num/critic-batch-sizes")
@given(real=batches(moderate_logits(max_value=0)), fake=batches(moderate_logits(0, 1)))
def test_the_batches_of_a_critic_are_two_separate_means(impl, real, fake):
    """The loss of a critic is a mean over m fake samples less a mean over n real ones."""
    loss = to_its_terms(mean(fake) - mean(real), ulps=8)
    assert_accurate(impl.wasserstein_critic_loss(real, fake), loss, ulps=8)


@claim("num/wasserstein")
@given(x=whole_range_samples(), y=whole_range_samples())
def test_the_wasserstein_distance_keeps_its_digits(impl, x, y):
    """W1 is accurate to a few ulps, even with ties or atoms at 1e15."""
    assert_accurate(impl.wasserstein_distance(x, y), wasserstein_distance(x, y), ulps=8)


@claim("num/wasserstein-of-itself")
@given(x=whole_range_samples())
def test_the_wasserstein_distance_of_one_measure_written_in_two_ways_is_0(impl, x):
    """W1 = 0, exactly, where every sample of x is in y twice."""
    assert_equal(impl.wasserstein_distance(x, 2 * x[::-1]), 0)


@claim("num/weighted-wasserstein")
@given(x=weighted_samples(), y=weighted_samples())
def test_the_wasserstein_distance_of_weighted_samples_keeps_its_digits(impl, x, y):
    """W1 is accurate to a few ulps with unequal weights."""
    distance = impl.wasserstein_distance(
        x.points, y.points, x_weights=x.masses.masses, y_weights=y.masses.masses
    )
    expected = wasserstein_distance(x.points, y.points, x.masses.exact, y.masses.exact)
    assert_accurate(distance, expected, ulps=8)


@claim("num/weighted-wasserstein-of-itself")
@given(x=weighted_samples())
def test_the_wasserstein_distance_of_a_weighted_sample_and_its_batch_is_0(impl, x):
    """W1 = 0, exactly, where every sample of x is in y as often as its weight says."""
    distance = impl.wasserstein_distance(x.points, x.batch, x_weights=x.masses.masses)
    assert_equal(distance, 0)
