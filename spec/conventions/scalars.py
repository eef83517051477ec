"""Scalars: a number is an array without axes.

A function that goes element by element takes numbers as well as arrays, and both at once.
"""

from hypothesis import given

from spec import assert_close, claim, for_each
from spec.definitions import alone
from spec.interface import ELEMENTWISE, ELEMENTWISE_OF_SEVERAL
from spec.strategies import arguments


@claim("scalars/number")
@for_each(function=ELEMENTWISE)
@given(drawn=arguments(0))
def test_a_function_of_numbers_is_a_number(impl, function, drawn):
    """f(x) is a number, where each argument x is one."""
    numbers = drawn.of(function, impl)
    assert_close(function.of(impl)(*numbers), alone(function, impl)(*numbers))


@claim("scalars/beside-array")
@for_each(function=ELEMENTWISE_OF_SEVERAL)
@given(drawn=arguments(1, 2, 3))
def test_a_number_beside_an_array_counts_for_each_of_its_elements(impl, function, drawn):
    """f(x, y)ᵢⱼ = f(xᵢⱼ, y), where one argument x is an array, and each other is a number."""
    mixed = drawn.with_one_array(function, impl)
    assert_close(function.of(impl)(*mixed), alone(function, impl)(*mixed))
