"""The discriminator in floating-point numbers.

Its optimum p/(p + q) and the log-ratio log p/q are of moderate size even where p + q or p/q
overflows. Its loss is finite wherever its logits are, and need not be clamped.
"""

from hypothesis import given
from hypothesis import strategies as st

from spec import assert_accurate, claim, mean
from spec.definitions import log_complement, log_ratio, log_sigmoid, optimum, sigmoid
from spec.strategies import (
    batches,
    extreme_densities,
    moderate_logits,
    whole_range_batch_pairs,
    whole_range_logits,
)


@claim("num/ratio-extremes")
@given(densities=extreme_densities())
def test_the_optimal_discriminator_keeps_its_digits(impl, densities):
    """p/(p + q) is accurate for all positive floats, even where p + q overflows."""
    assert_accurate(impl.optimal_discriminator(*densities), optimum(*densities), ulps=4)


@claim("num/log-ratio-extremes")
@given(densities=extreme_densities())
def test_the_optimal_logits_keep_their_digits(impl, densities):
    """log p/q is accurate for all positive floats, even where p/q over- or underflows."""
    assert_accurate(impl.optimal_logits(*densities), log_ratio(*densities), ulps=4)


@claim("num/discriminator-loss-tails")
@given(logits=whole_range_batch_pairs())
def test_the_discriminator_loss_keeps_its_digits_for_logits_of_any_size(impl, logits):
    """L_D = −E_p[log σ(h)] − E_q[log(1 − σ(h))] is accurate wherever a float can hold it."""
    loss = -mean(map(log_sigmoid, logits.real)) - mean(map(log_complement, logits.fake))
    assert_accurate(impl.discriminator_loss(*logits), loss, ulps=8)


@claim("num/discriminator-derivative-tails")
@given(h=whole_range_logits(), densities=st.sampled_from([(1.0, 0.0), (0.0, 1.0)]))
def test_the_derivative_of_the_pointwise_loss_keeps_its_digits_in_both_tails(impl, h, densities):
    """qσ(h) − pσ(−h) is accurate for every finite h, where (p, q) is (1, 0) or (0, 1)."""
    p, q = densities
    slope = impl.pointwise_discriminator_loss_from_logits_derivative(h, p, q)
    assert_accurate(slope, q * sigmoid(h) - p * sigmoid(-h), ulps=4)


@claim("num/batch-sizes")
@given(real=batches(moderate_logits(max_value=0)), fake=batches(moderate_logits(0, 1)))
def test_batches_of_different_sizes_are_two_separate_means(impl, real, fake):
    """L_D adds a mean over n real samples to a mean over m fake ones."""
    loss = -mean(map(log_sigmoid, real)) - mean(map(log_complement, fake))
    assert_accurate(impl.discriminator_loss(real, fake), loss, ulps=8)
