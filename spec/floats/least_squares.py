"""Least-squares losses in floating-point numbers.

A square is a float wherever the number is not too large for it. The mean of two targets is one for
all densities there are, even where they have no sum.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import (
    least_squares_discriminator_loss,
    least_squares_loss,
    least_squares_optimum,
    to_its_terms,
)
from spec.strategies import (
    extreme_densities,
    whole_range_logits,
    whole_range_output_pairs,
    whole_range_outputs,
)


@claim("num/least-squares-loss")
@given(outputs=whole_range_output_pairs())
def test_the_loss_of_squares_keeps_its_digits(impl, outputs):
    """½E_p[(D − 1)²] + ½E_q[D²] is accurate wherever a float can hold it."""
    loss = impl.least_squares_discriminator_loss(*outputs)
    assert_accurate(loss, least_squares_discriminator_loss(*outputs), ulps=8)


@claim("num/least-squares-generator-loss")
@given(outputs=whole_range_outputs())
def test_the_generator_loss_of_squares_keeps_its_digits(impl, outputs):
    """½E_q[(D − 1)²] is accurate wherever a float can hold it."""
    loss = impl.least_squares_generator_loss(outputs)
    assert_accurate(loss, least_squares_loss(outputs, 1), ulps=8)


@claim("num/least-squares-optimum")
@given(densities=extreme_densities(), a=whole_range_logits(), b=whole_range_logits())
def test_the_mean_of_the_targets_is_as_accurate_as_its_terms(impl, densities, a, b):
    """(bp + aq)/(p + q) is as accurate as its terms, even where p + q or bp + aq overflows."""
    (p, q), targets = densities, {"real_target": b, "fake_target": a}
    best = impl.least_squares_optimal_discriminator(p, q, **targets)
    assert_accurate(best, to_its_terms(least_squares_optimum(p, q, **targets), ulps=4), ulps=4)
