"""Weights of penalties: how much a penalty counts beside the loss it is added to.

A weight is a keyword of the penalty and of its derivative. Without it, the weight is that of the
paper.
"""

from hypothesis import given

from spec import assert_close, claim, for_each
from spec.definitions import definition_of
from spec.interface import WEIGHTED_PENALTIES
from spec.strategies import arguments, penalty_weights


@claim("penalty-weights/factor")
@for_each(penalty=WEIGHTED_PENALTIES)
@given(drawn=arguments(1), weight=penalty_weights())
def test_a_penalty_is_proportional_to_its_weight(impl, penalty, drawn, weight):
    """f(g; λ) = λ f(g; 1), for every λ ≥ 0."""
    (g,) = drawn.of(penalty)
    assert_close(penalty.of(impl)(g, weight=weight), definition_of(penalty)(g, weight=weight))
