"""Weights: a sample counts by its weight.

A loss is an expectation over samples. Without weights it is their mean. With weights, which sum to
1, it is the expectation under them; and a sample of weight 0 is left out, whatever it is.
"""

from hypothesis import given

from spec import assert_close, claim, for_each
from spec.definitions import definition_of
from spec.interface import WEIGHTED, WEIGHTED_EXPECTATIONS, WEIGHTED_TWICE
from spec.strategies import arguments


@claim("weights/expectation")
@for_each(loss=WEIGHTED)
@given(drawn=arguments(1))
def test_a_weighted_sample_is_the_measure_that_its_weights_say(impl, loss, drawn):
    """Samples xᵢ of weights wᵢ are the measure Σ wᵢ δ(xᵢ)."""
    samples, weights = drawn.of(loss), drawn.weights_of(loss)
    assert_close(loss.of(impl)(*samples, **weights), definition_of(loss)(*samples, **weights))


@claim("weights/of-one-sample")
@for_each(loss=WEIGHTED_TWICE)
@given(drawn=arguments(1))
def test_the_weights_of_one_sample_do_not_count_for_the_other(impl, loss, drawn):
    """The other sample, of n points xᵢ without weights, stays the measure Σ δ(xᵢ)/n."""
    samples, weights = drawn.of(loss), drawn.one_weight_of(loss)
    assert_close(loss.of(impl)(*samples, **weights), definition_of(loss)(*samples, **weights))


@claim("weights/zero")
@for_each(loss=WEIGHTED_EXPECTATIONS)
@given(drawn=arguments(1, has_infinite_samples=True))
def test_a_sample_of_no_weight_is_left_out(impl, loss, drawn):
    """0 · f(x) = 0, even where x is infinite."""
    samples, weights = drawn.of(loss), drawn.weights_of(loss)
    assert_close(loss.of(impl)(*samples, **weights), definition_of(loss)(*samples, **weights))
