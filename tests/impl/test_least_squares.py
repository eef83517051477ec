"""Least-squares losses and their optimum, against 300-bit arithmetic."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from tests.impl import whole_range
from tests.impl.ulps import error_in_ulps, exactly

numbers = st.floats(-4.0, 4.0) | st.floats(-1e154, 1e154) | st.floats(-1e-150, 1e-150)
batches = st.lists(numbers, min_size=1, max_size=6)
LARGEST = whole_range.LARGEST


def half_mean_square(outputs, centre):
    return mpmath.fsum([(x - centre) ** 2 for x in outputs]) / (2 * len(outputs))


@given(real=batches, fake=batches, a=numbers, b=numbers)
@example(real=[1.5e154] * 2, fake=[0.0], a=0.0, b=0.0)
@example(real=[1.0], fake=[1.85e154], a=0.0, b=1.0)
@example(real=[1 + 2.0**-52], fake=[5e-324], a=0.0, b=1.0)
def test_the_loss_of_a_discriminator_is_accurate(real, fake, a, b):
    exact = exactly(
        lambda *x: (
            half_mean_square(x[2 : 2 + len(real)], x[1])
            + half_mean_square(x[2 + len(real) :], x[0])
        ),
        *(a, b, *real, *fake),
    )
    loss = impl.least_squares_discriminator_loss(real, fake, real_target=b, fake_target=a)
    error = error_in_ulps(loss, exact)
    target(error)
    assert error <= 4


@given(fake=batches, c=numbers)
@example(fake=[2.6e154, 0.0, 1.0, 0.0], c=1.0)
@example(fake=[1e160, *[0.0] * 20_000], c=1.0)
def test_the_loss_of_a_generator_is_accurate(fake, c):
    exact = exactly(lambda c, *x: half_mean_square(x, c), c, *fake)
    error = error_in_ulps(impl.least_squares_generator_loss(fake, target=c), exact)
    target(error)
    assert error <= 4


def test_a_row_whose_squares_overflow_leaves_the_others_as_they_are():
    rows = [[1e200, 0.0], [2.5e154, 0.0], [0.1, 0.3], [np.nan, 1.0], [np.inf, 1.0]]
    together = impl.least_squares_generator_loss(rows)
    np.testing.assert_array_equal(together, [*map(impl.least_squares_generator_loss, rows)])
    assert math.isinf(together[0])
    assert math.isfinite(together[1])


@given(
    densities=whole_range.nearby(),
    a=numbers | whole_range.finite,
    b=numbers | whole_range.finite,
)
@example(densities=(1e-10, 1e300), a=0.0, b=1e308)
@example(densities=(1e300, 1e-10), a=-1e308, b=0.0)
@example(densities=(5e-324, 1e-310), a=1e-300, b=1e300)
@example(densities=(2.0**-1021, 1.0), a=0.0, b=1e300)
@example(densities=(2.0**-1022, 1.0), a=0.0, b=1e300)
@example(densities=(1.2e308, 1.7e308), a=LARGEST, b=LARGEST)
# The share of one density has few digits or none, and the target brings them back.
@example(densities=(1.1e-313, 3.0), a=0.0, b=1e24)
@example(densities=(5e-324, 3.0), a=0.0, b=1e30)
@example(densities=(3.0, 5e-324), a=-1e30, b=0.0)
def test_the_optimum_is_accurate_to_its_terms(densities, a, b):
    first = exactly(lambda p, q, b: b * p / (p + q), *densities, b)
    second = exactly(lambda p, q, a: a * q / (p + q), *densities, a)
    best = impl.least_squares_optimal_discriminator(*densities, real_target=b, fake_target=a)
    size = exactly(lambda: abs(first) + abs(second))
    error = error_in_ulps(best, exactly(lambda: first + second), size)
    target(error)
    assert error <= 4


@given(densities=whole_range.nearby(), a=whole_range.finite, b=whole_range.finite)
def test_the_optimum_is_never_beyond_the_targets(densities, a, b):
    best = impl.least_squares_optimal_discriminator(*densities, real_target=b, fake_target=a)
    assert min(a, b) <= best <= max(a, b)


def test_limits_of_the_optimum_are_exact():
    p = [0.0, 0.0, 1.0, np.inf, 1.0, np.inf, np.nan]
    q = [0.0, 1.0, 0.0, 1.0, np.inf, np.inf, 1.0]
    best = impl.least_squares_optimal_discriminator(p, q, real_target=0.5, fake_target=-0.25)
    np.testing.assert_array_equal(best, [0.125, -0.25, 0.5, 0.5, -0.25, np.nan, np.nan])
    infinite = impl.least_squares_optimal_discriminator([0.0, 1.0], 1.0, real_target=np.inf)
    np.testing.assert_array_equal(infinite, [0.0, np.inf])


def test_the_sum_of_two_masses_may_overflow_where_each_of_them_does_not():
    p, q = 0.95 * 2.0**1023, 0.25 * 2.0**1023
    best = impl.least_squares_optimal_discriminator(p, q, real_target=2.0, fake_target=1.0)
    assert math.isclose(best, (2 * 0.95 + 0.25) / (0.95 + 0.25), rel_tol=1e-15)


@given(densities=whole_range.nearby())
def test_without_targets_it_is_the_optimal_discriminator(densities):
    best = impl.least_squares_optimal_discriminator(*densities)
    assert best == impl.optimal_discriminator(*densities)


@pytest.mark.parametrize(
    ("function", "arguments", "name"),
    [
        (impl.least_squares_generator_loss, ([1.0],), "target"),
        (impl.least_squares_discriminator_loss, ([1.0], [1.0]), "real_target"),
        (impl.least_squares_discriminator_loss, ([1.0], [1.0]), "fake_target"),
    ],
)
def test_a_target_of_a_loss_is_one_number(function, arguments, name):
    with pytest.raises(ValueError, match=rf"{name} must be one number, but its shape is \(1,\)"):
        function(*arguments, **{name: [1.0]})
