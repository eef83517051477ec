"""Relativistic losses and their derivatives, against 300-bit arithmetic."""

import math
import warnings

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from tests.impl.test_logistic import sigmoid
from tests.impl.ulps import BITS, as_mpf, ulp

HUGE = 1.7e308
logits = (
    st.floats(-40.0, 40.0)
    | st.floats(-800.0, 800.0)
    | st.floats(-1e300, 1e300)
    | st.floats(-40.0, 40.0).map(lambda h: 1e15 + h)
)
batches = st.lists(logits, min_size=1, max_size=5)
pairs = st.lists(st.tuples(logits, logits), min_size=1, max_size=5).map(
    lambda drawn: tuple(map(list, zip(*drawn, strict=True)))
)


def softplus(x):
    return max(x, 0) + mpmath.log1p(mpmath.exp(-abs(x)))


def mean(values):
    return mpmath.fsum(values) / len(values)


class Compared:
    """Differences of logits, and by how much each may be off."""

    def __init__(self, values, leeways):
        self.values, self.leeways = values, leeways

    @classmethod
    def pair_by_pair(cls, first, second):
        values = [as_mpf(a) - as_mpf(b) for a, b in zip(first, second, strict=True)]
        return cls(values, [as_mpf(ulp(x)) for x in values])

    @classmethod
    def beside_the_mean(cls, samples, others):
        centre = mean([*map(as_mpf, others)])
        spread = mean([abs(as_mpf(b) - centre) for b in others])
        values = [as_mpf(a) - centre for a in samples]
        return cls(values, [as_mpf(2 * ulp(x) + 4 * ulp(spread)) for x in values])

    def negated(self):
        return Compared([-x for x in self.values], self.leeways)

    def loss(self):
        return mean([*map(softplus, self.values)])

    def slopes(self):
        return [*map(sigmoid, self.values)]

    def slack(self):
        """What the leeways make of the loss, and of the mean of the slopes, at most."""
        steep = zip(self.values, self.leeways, strict=True)
        return mean([e * sigmoid(x + e) for x, e in steep])


def excess(computed, exact, slack):
    """The error beyond the slack, in ulps of what is exact."""
    nearest = float(exact)
    if not math.isfinite(nearest):
        return 0.0 if computed == nearest else math.inf
    return float(max(abs(as_mpf(computed) - exact) - slack, 0) / ulp(exact))


@given(pair=pairs)
@example(pair=([-HUGE, 0.0, 0.0], [HUGE, 0.0, 0.0]))
@example(pair=([1.0, -1e15], [1e15, 1.0]))
def test_the_losses_of_pairs_are_as_accurate_as_their_differences(pair):
    real, fake = pair
    with mpmath.workprec(BITS):
        for loss, first, second in (
            (impl.relativistic_discriminator_loss, fake, real),
            (impl.relativistic_generator_loss, real, fake),
        ):
            compared = Compared.pair_by_pair(first, second)
            error = excess(loss(real, fake), compared.loss(), compared.slack())
            target(error, label=loss.__name__)
            assert error <= 4


@given(real=batches, fake=batches)
@example(real=[HUGE, HUGE], fake=[HUGE] * 3)
@example(real=[-HUGE, 0.0, 0.0], fake=[HUGE / 8, 0.0])
@example(real=[1e15, 1e15 + 0.125], fake=[1e15 + 0.25])
@example(real=[1e15, 0.1], fake=[0.2])
def test_the_average_losses_are_as_accurate_as_the_differences(real, fake):
    with mpmath.workprec(BITS):
        for loss, better, worse in (
            (impl.relativistic_average_discriminator_loss, real, fake),
            (impl.relativistic_average_generator_loss, fake, real),
        ):
            first = Compared.beside_the_mean(better, worse).negated()
            second = Compared.beside_the_mean(worse, better)
            exact, slack = first.loss() + second.loss(), first.slack() + second.slack()
            error = excess(loss(real, fake), exact, slack)
            target(error, label=loss.__name__)
            assert error <= 4


@given(real=batches, fake=batches)
@example(real=[HUGE, HUGE], fake=[HUGE] * 3)
def test_the_derivatives_are_as_accurate_as_the_differences(real, fake):
    of_real, of_fake = impl.relativistic_average_discriminator_loss_derivative(real, fake)
    generator = impl.relativistic_average_generator_loss_derivative(real, fake)
    with mpmath.workprec(BITS):
        for computed, better, worse in (
            (-of_real, real, fake),
            (of_fake, [-h for h in fake], [-h for h in real]),
            (-generator, fake, real),
        ):
            first = Compared.beside_the_mean(better, worse).negated()
            second = Compared.beside_the_mean(worse, better)
            of_second = mean(second.slopes())
            for slope, own, x, e in zip(
                computed, first.slopes(), first.values, first.leeways, strict=True
            ):
                slack = e * sigmoid(x + e) + second.slack()
                assert excess(slope, own + of_second, slack) <= 4


@given(real=batches, fake=batches)
def test_they_are_the_derivatives_of_the_losses(real, fake):
    """By differences to 300 bits, of a loss written down once more."""
    real, fake = ([h % 16 for h in batch] for batch in (real, fake))
    step = mpmath.mpf(2) ** -60

    def loss(better, worse):
        of_better = mean([softplus(mean(worse) - a) for a in better])
        return of_better + mean([softplus(b - mean(better)) for b in worse])

    of_real, of_fake = impl.relativistic_average_discriminator_loss_derivative(real, fake)
    generator = impl.relativistic_average_generator_loss_derivative(real, fake)
    with mpmath.workprec(BITS):
        x, y = [*map(as_mpf, real)], [*map(as_mpf, fake)]
        moved = [x[0] + step, *x[1:]], [y[0] + step, *y[1:]]
        slopes = (
            (of_real[0], len(x), loss(moved[0], y) - loss(x, y)),
            (of_fake[0], len(y), loss(x, moved[1]) - loss(x, y)),
            (generator[0], len(y), loss(moved[1], x) - loss(y, x)),
        )
        for computed, size, rise in slopes:
            assert abs(as_mpf(computed) - size * rise / step) <= 1e-12


def test_a_common_offset_makes_no_difference_but_that_of_rounding():
    real, fake = np.array([1.0, 3.0, -2.5]), np.array([2.0, 0.25])
    for loss in (
        impl.relativistic_average_discriminator_loss,
        impl.relativistic_average_generator_loss,
    ):
        assert loss(real + 2.0**50, fake + 2.0**50) == pytest.approx(loss(real, fake), abs=4e-16)


def test_rows_of_the_derivatives_are_problems_of_their_own():
    real, fake = (
        np.array([[[0.0, 1.0]], [[5.0, -3.0]]]),
        np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 9.0]]),
    )
    of_real, of_fake = impl.relativistic_average_discriminator_loss_derivative(real, fake)
    generator = impl.relativistic_average_generator_loss_derivative(real, fake)
    assert of_real.shape == (2, 2, 2)
    assert of_fake.shape == generator.shape == (2, 2, 3)
    for i, j in np.ndindex(2, 2):
        alone = impl.relativistic_average_discriminator_loss_derivative(real[i, 0], fake[j])
        np.testing.assert_array_equal(of_real[i, j], alone[0])
        np.testing.assert_array_equal(of_fake[i, j], alone[1])
        alone = impl.relativistic_average_generator_loss_derivative(real[i, 0], fake[j])
        np.testing.assert_array_equal(generator[i, j], alone)
    with pytest.raises(ValueError, match="real_logits and fake_logits do not broadcast"):
        impl.relativistic_average_generator_loss_derivative(np.ones((2, 3)), np.ones((3, 3)))


@pytest.mark.parametrize(
    "leading",
    [((3,), ()), ((), (3,)), ((2,), (3, 2)), ((3, 2), (2,)), ((3, 2), (3, 1)), ((2,), (2, 2))],
)
@pytest.mark.parametrize(
    "function",
    [
        impl.relativistic_average_discriminator_loss,
        impl.relativistic_average_generator_loss,
        impl.relativistic_average_discriminator_loss_derivative,
        impl.relativistic_average_generator_loss_derivative,
    ],
)
def test_leading_axes_broadcast_whichever_batch_has_them(function, leading):
    first, second = leading
    real = np.arange(float(np.prod((*first, 4)))).reshape(*first, 4)
    fake = np.arange(float(np.prod((*second, 5)))).reshape(*second, 5) / 8
    common = np.broadcast_shapes(first, second)
    whole = function(np.broadcast_to(real, (*common, 4)), np.broadcast_to(fake, (*common, 5)))
    found = function(real, fake)
    assert [np.shape(part) for part in found] == [np.shape(part) for part in whole]
    for part, expected in zip(found, whole, strict=True):
        np.testing.assert_array_equal(part, expected)


def test_infinite_logits_are_limits():
    inf = np.inf
    assert impl.relativistic_discriminator_loss([inf, 0.0], [0.0, -inf]) == 0
    assert impl.relativistic_generator_loss([inf], [0.0]) == inf
    assert impl.relativistic_average_discriminator_loss([inf], [0.0]) == 0
    assert np.isnan(impl.relativistic_average_discriminator_loss([inf], [inf]))


def test_slopes_where_a_distance_from_the_mean_overflows_are_those_of_the_others():
    a = 1.5 * 2.0**1023
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        slopes = impl.relativistic_average_discriminator_loss_derivative([a / 2], [-a, a, a, a])
    of_real, of_fake = slopes
    np.testing.assert_array_equal(of_real, [-(0.5 + 0.75)])
    np.testing.assert_array_equal(of_fake, [0.5, 1.5, 1.5, 1.5])
