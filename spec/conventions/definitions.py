"""Definitions: each function is what the interface says it is.

A chapter may hold one function to another, which says nothing of an implementation that offers but
one of them. Here each is held to its own definition, of few numbers or of a good many.
"""

from hypothesis import given

from spec import assert_close, claim, for_each
from spec.definitions import DEFINED, definition_of, parts
from spec.strategies import arguments


@claim("definitions/value")
@for_each(function=DEFINED)
@given(drawn=arguments(1, has_many=True))
def test_a_function_is_what_it_is_said_to_be(impl, function, drawn):
    """f(x) is what the definition of f comes to at x."""
    x = drawn.of(function, impl)
    expected = parts(definition_of(function)(*x))
    for result, due in zip(parts(function.of(impl)(*x), len(expected)), expected, strict=True):
        assert_close(result, due)
