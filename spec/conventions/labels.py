"""Labels: a class is an integer, or a row of the identity.

A network is fed rows with a 1 in the place of the class. The theory takes them for integers, and
so may an implementation, which then refuses rows.
"""

from hypothesis import given

from spec import assert_close, claim, for_each
from spec.definitions import definition_of, for_rows_of_the_identity
from spec.interface import OF_LABELS
from spec.strategies import arguments


@claim("labels/one-hot")
@for_each(logits=OF_LABELS)
@given(drawn=arguments(1))
def test_a_row_of_the_identity_stands_for_its_class(impl, logits, drawn):
    """h(φ, y) = yᵀ(Aφ + b), where y is the row of the identity that stands for a class."""
    expected = definition_of(logits)(*drawn.of(logits))
    one_hot = drawn.with_one_hot_labels(logits)
    assert_close(for_rows_of_the_identity(logits, impl)(*one_hot), expected)
