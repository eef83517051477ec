"""The logistic function in floating-point numbers.

A sigmoid rounds to 1 from h = 37 on, is subnormal below h = −708 and vanishes below −745. What is
computed from the rounded number, its logarithm or its derivative σ(1 − σ), has lost its digits by
then; what is computed from the logit keeps them all.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import log_sigmoid, logit, sigmoid
from spec.strategies import extreme_probabilities, whole_range_logits


@claim("num/sigmoid-tails")
@given(h=whole_range_logits())
def test_the_sigmoid_keeps_its_digits_in_both_tails(impl, h):
    """σ(h) is accurate to a few ulps for every finite h, subnormal results included."""
    assert_accurate(impl.sigmoid([h, -h]), [sigmoid(h), sigmoid(-h)], ulps=4)


@claim("num/sigmoid-derivative-tails")
@given(h=whole_range_logits())
def test_the_derivative_of_the_sigmoid_keeps_its_digits_in_both_tails(impl, h):
    """σ'(h) is accurate to a few ulps for every finite h, subnormal results included.

    σ(1 − σ) has no digit left beyond h = 37.
    """
    assert_accurate(impl.sigmoid_derivative([h, -h]), [sigmoid(h) * sigmoid(-h)] * 2, ulps=4)


@claim("num/log-sigmoid-tails")
@given(h=whole_range_logits())
def test_the_log_of_the_sigmoid_keeps_its_digits_in_both_tails(impl, h):
    """log σ(h) is accurate to a few ulps for every finite h."""
    assert_accurate(impl.log_sigmoid([h, -h]), [log_sigmoid(h), log_sigmoid(-h)], ulps=4)


@claim("num/logit-range")
@given(t=extreme_probabilities())
def test_the_logit_keeps_its_digits_wherever_it_is_finite(impl, t):
    """log(t/(1 − t)) is accurate on all of (0, 1), even next to 1/2."""
    assert_accurate(impl.logit(t), logit(t), ulps=4)
