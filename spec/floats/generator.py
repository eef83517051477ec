"""The losses of the generator in floating-point numbers.

They are finite for every finite logit, and so are their derivatives: no clamp and no small number
inside a log is needed, and either would stop the generator just where it has most to learn.
"""

from hypothesis import given

from spec import assert_accurate, assert_equal, claim, mean, precision
from spec.definitions import (
    as_it_stands,
    log_complement,
    log_sigmoid,
    sigmoid,
    to_its_terms,
)
from spec.strategies import saturated_steps, whole_range_batches, whole_range_logits


@claim("num/loss-tails")
@given(h=whole_range_batches())
def test_the_minimax_loss_keeps_its_digits_for_logits_of_any_size(impl, h):
    """E_q[log(1 − σ(h))] is accurate for finite logits."""
    assert_accurate(impl.minimax_generator_loss(h), mean(map(log_complement, h)), ulps=8)


@claim("num/nonsaturating-loss-tails")
@given(h=whole_range_batches())
def test_the_nonsaturating_loss_keeps_its_digits_for_logits_of_any_size(impl, h):
    """−E_q[log σ(h)] is accurate for finite logits."""
    assert_accurate(impl.nonsaturating_generator_loss(h), -mean(map(log_sigmoid, h)), ulps=8)


@claim("num/summed-loss-tails")
@given(h=whole_range_batches())
def test_the_summed_loss_is_as_accurate_as_its_two_terms(impl, h):
    """L_G is as accurate as its terms E_q[log(1 − σ(h))] and −E_q[log σ(h)], for finite logits."""
    minimax, nonsaturating = mean(map(log_complement, h)), -mean(map(log_sigmoid, h))
    loss = as_it_stands(minimax) + as_it_stands(nonsaturating)
    assert_accurate(impl.summed_generator_loss(h), to_its_terms(loss, ulps=8), ulps=8)


@claim("num/derivative-tails")
@given(h=whole_range_logits())
def test_the_derivative_of_the_nonsaturating_loss_keeps_its_digits_in_both_tails(impl, h):
    """−σ(−h) is accurate for every finite h."""
    slopes = impl.nonsaturating_generator_loss_derivative([h, -h])
    assert_accurate(slopes, [-sigmoid(-h), -sigmoid(h)], ulps=4)


@claim("num/minimax-derivative-tails")
@given(h=whole_range_logits())
def test_the_derivative_of_the_minimax_loss_keeps_its_digits_in_both_tails(impl, h):
    """−σ(h) is accurate for every finite h."""
    slopes = impl.minimax_generator_loss_derivative([h, -h])
    assert_accurate(slopes, [-sigmoid(h), -sigmoid(-h)], ulps=4)


@claim("num/summed-derivative-tails")
@given(h=whole_range_logits())
def test_the_derivative_of_the_summed_loss_is_the_same_in_both_tails(impl, h):
    """d/dh log((1 − σ(h))/σ(h)) = −1 for every finite h."""
    assert_accurate(impl.summed_generator_loss_derivative([h, -h]), [-1, -1], ulps=4)


@claim("num/parameters-stay")
@given(step=saturated_steps())
def test_a_saturated_generator_does_not_move_at_all(impl, step):
    """θ − η ∂L_mm/∂θ = θ, exactly, where η e^{max h} E|∂h/∂θ| is below ¼ ulp of θ."""
    slopes = impl.minimax_generator_loss_derivative(step.batch.h)
    (gradient,) = impl.expected_gradient(slopes, step.batch.jacobian)
    assert_equal(precision().rounded(step.theta - step.rate * gradient), step.theta)
