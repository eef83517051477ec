"""Leading axes: the last axis is the batch or the support, and those before it are other problems.

A function of batches makes one number of each row; a function that goes element by element makes
one of each element. In both, what one problem comes to does not depend on the others beside it.
"""

from hypothesis import given

from spec import assert_close, claim, for_each
from spec.definitions import definition_of, parts, row_by_row
from spec.interface import ELEMENTWISE, OF_BATCHES, SLOPES_OF_BATCHES, WEIGHTED_BATCHES
from spec.strategies import arguments


@claim("leading-axes/rows")
@for_each(function=OF_BATCHES)
@given(drawn=arguments(1, 2, 3))
def test_every_row_is_a_problem_of_its_own(impl, function, drawn):
    """f(x)ᵢⱼ = f(xᵢⱼ), with a row xᵢⱼ of each argument x, which has one, two or three axes."""
    rows = drawn.of(function, impl)
    assert_close(function.of(impl)(*rows), row_by_row(definition_of(function))(*rows))


@claim("leading-axes/weighted-rows")
@for_each(loss=WEIGHTED_BATCHES)
@given(drawn=arguments(2, 3))
def test_every_row_has_weights_of_its_own(impl, loss, drawn):
    """f(x; w)ᵢⱼ = f(xᵢⱼ; wᵢⱼ), with a row of weights for each row of samples."""
    rows, weights = drawn.of(loss), drawn.weights_of(loss)
    expected = row_by_row(definition_of(loss))(*rows, **weights)
    assert_close(loss.of(impl)(*rows, **weights), expected)


@claim("leading-axes/elements")
@for_each(function=ELEMENTWISE)
@given(drawn=arguments(1, 2, 3))
def test_every_element_is_a_problem_of_its_own(impl, function, drawn):
    """f(x)ᵢⱼ = f(xᵢⱼ), with an element xᵢⱼ of each argument x, which has one to three axes."""
    arrays = drawn.of(function, impl)
    assert_close(function.of(impl)(*arrays), definition_of(function)(*arrays))


@claim("leading-axes/slopes")
@for_each(derivative=SLOPES_OF_BATCHES)
@given(drawn=arguments(1, 2, 3))
def test_every_row_has_slopes_of_its_own(impl, derivative, drawn):
    """f(x)ᵢⱼ = f(xᵢⱼ), with a row xᵢⱼ of each argument x, and as many rows of each result."""
    rows = drawn.of(derivative)
    expected = parts(row_by_row(definition_of(derivative))(*rows))
    for result, due in zip(parts(derivative.of(impl)(*rows)), expected, strict=True):
        assert_close(result, due)
