"""Gradients: what a training step makes of a loss.

A framework differentiates what it is given, and a loss may be right where its gradient is not: it
is detached, or cut off, or it goes through a value that is none. So where a gradient is offered, or
autograd makes one, it is held to the slopes of the definition in every direction: an example looks
in one direction of each argument, and in all where numbers are equal; a run looks in all of them.
At a kink the slope is one of those on either side, or between them.
"""

import math

from hypothesis import given

from spec import assert_close, claim, for_each
from spec.definitions import arguments_of, directions_of, slope_towards
from spec.interface import GRADIENTS, GRADIENTS_IN_DISTRIBUTIONS, GRADIENTS_WITH_KINKS, SLOPES
from spec.strategies import arguments, labelled_batches, lines_per_label


@claim("gradients/slopes")
@for_each(gradient=GRADIENTS)
@given(drawn=arguments(1))
def test_the_gradient_is_the_slope_in_every_direction(impl, gradient, drawn):
    """∇f·v = d/dt f(x + tv), at t = 0, in each argument x."""
    x = drawn.without_ties(gradient.gradient_of, impl)
    directions = directions_of(gradient, x, drawn.choice)
    for v, found in zip(directions, gradient.of(impl)(*x), strict=True):
        assert_close(v.times(found), v.slope(nearest_to=found))


@claim("gradients/kinks")
@for_each(gradient=GRADIENTS_WITH_KINKS)
@given(drawn=arguments(1))
def test_the_gradient_at_a_kink_is_between_the_slopes_on_either_side(impl, gradient, drawn):
    """∇f·v is between d/dt f(x + tv) at t = 0⁻ and at t = 0⁺, in each argument x."""
    x = drawn.with_ties(gradient.gradient_of)
    directions = directions_of(gradient, x, drawn.choice)
    for v, found in zip(directions, gradient.of(impl)(*x), strict=True):
        assert_close(v.times(found), v.slope(nearest_to=found))


@claim("gradients/beside-empty-points")
@for_each(gradient=GRADIENTS_IN_DISTRIBUTIONS)
@given(drawn=arguments(1))
def test_points_without_mass_leave_the_gradient_at_others_as_it_is(impl, gradient, drawn):
    """∇f·v = d/dt f(x + tv), at t = 0, where v moves mass from points that have some to others."""
    x = drawn.with_empty_points(gradient.gradient_of)
    directions = directions_of(gradient, x, drawn.choice)
    for v, found in zip(directions, gradient.of(impl)(*x), strict=True):
        assert_close(v.times(found), v.slope(nearest_to=found))


@claim("gradients/empty-points")
@for_each(gradient=GRADIENTS_IN_DISTRIBUTIONS)
@given(drawn=arguments(1))
def test_the_gradient_at_a_point_without_mass_is_finite_or_infinite_as_its_limit_is(
    impl, gradient, drawn
):
    """∂f/∂pᵢ at pᵢ = 0 is a number, or ±∞ if that is its limit as pᵢ → 0, but never nan."""
    x = drawn.with_empty_points(gradient.gradient_of)
    for argument, found in zip(arguments_of(gradient, x), gradient.of(impl)(*x), strict=True):
        limits = argument.limits()
        assert all(sign * slope > -math.inf for sign, slope in zip(limits, found, strict=True))


@claim("gradients/towards-a-discriminator")
@for_each(slope=SLOPES)
@given(batches=labelled_batches(), v=lines_per_label())
def test_the_slope_of_a_conditional_loss_goes_towards_any_other_discriminator(
    impl, slope, batches, v
):
    """∇L(h)·v = d/dt L(h + tv), at t = 0, for discriminators h and v of samples with labels."""
    h, *others = batches.of(slope.gradient_of)
    assert_close(slope.of(impl)(h, v, *others), slope_towards(slope, h, v, *others))
