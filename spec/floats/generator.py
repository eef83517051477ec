"""The losses of the generator in floating-point numbers.

They are finite for every finite logit, and so are their derivatives: no clamp and no small number
inside a log is needed, and either would stop the generator just where it has most to learn.
"""

from hypothesis import given

from spec import assert_accurate, claim, for_each, mean
from spec.definitions import (
    as_it_stands,
    definition_of,
    log_complement,
    log_sigmoid,
    to_its_terms,
)
from spec.interface import named
from spec.strategies import whole_range_batches, whole_range_logits


@claim("num/loss-tails")
@for_each(loss=named("minimax_generator_loss", "nonsaturating_generator_loss"))
@given(h=whole_range_batches())
def test_losses_keep_their_digits_for_logits_of_any_size(impl, loss, h):
    """E_q[log(1 − σ(h))], or −E_q[log σ(h)], is finite and accurate for finite logits."""
    assert_accurate(loss.of(impl)(h), definition_of(loss)(h), ulps=8)


@claim("num/summed-loss-tails")
@given(h=whole_range_batches())
def test_the_summed_loss_is_as_accurate_as_its_two_terms(impl, h):
    """L_G is finite and as accurate as E_q[log(1 − σ(h))] and −E_q[log σ(h)], for finite logits."""
    minimax, nonsaturating = mean(map(log_complement, h)), -mean(map(log_sigmoid, h))
    loss = as_it_stands(minimax) + as_it_stands(nonsaturating)
    assert_accurate(impl.summed_generator_loss(h), to_its_terms(loss, ulps=8), ulps=8)


@claim("num/derivative-tails")
@for_each(
    derivative=named(
        "minimax_generator_loss_derivative",
        "nonsaturating_generator_loss_derivative",
        "summed_generator_loss_derivative",
    )
)
@given(h=whole_range_logits())
def test_derivatives_of_losses_keep_their_digits_in_both_tails(impl, derivative, h):
    """−σ(h), −σ(−h) or −1, the derivative of the loss, is accurate for every finite h."""
    slope = definition_of(derivative)
    assert_accurate(derivative.of(impl)([h, -h]), [slope(h), slope(-h)], ulps=4)
