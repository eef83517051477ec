"""The discriminator's loss and optimum, against 300-bit arithmetic."""

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from tests.impl import whole_range
from tests.impl.test_logistic import log_sigmoid, sigmoid
from tests.impl.ulps import error_in_ulps, exactly

PAIRS = [
    (1.0, 1.0),
    (5e-324, 5e-324),
    (5e-324, 1.5e-323),
    (1.7e308, 1.7e308),
    (1.7e308, 5e-324),
    (5e-324, 1.7e308),
    (1e-320, 1e-5),
    (1.0, 1.0 + 2.0**-52),
    (1.0, 1.0 - 2.0**-53),
    (1.0, 2.0),
    (2.0 - 2.0**-52, 1.0),
    (1.0, 2.0 + 2.0**-51),
    (1e-300, 1e300),
]


def share(p, q):
    return p / (p + q)


def log_ratio(p, q):
    return mpmath.log(p / q)


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_the_optimum_is_accurate_at_the_edges_of_its_formulas(p, q):
    assert error_in_ulps(impl.optimal_discriminator(p, q), exactly(share, p, q)) <= 2
    assert error_in_ulps(impl.optimal_logits(p, q), exactly(log_ratio, p, q)) <= 2


@given(pair=whole_range.nearby())
def test_the_optimal_discriminator_is_accurate_for_densities_of_any_size(pair):
    error = error_in_ulps(impl.optimal_discriminator(*pair), exactly(share, *pair))
    target(error)
    assert error <= 2


@given(pair=whole_range.nearby())
def test_the_optimal_logits_are_accurate_for_densities_of_any_size(pair):
    error = error_in_ulps(impl.optimal_logits(*pair), exactly(log_ratio, *pair))
    target(error)
    assert error <= 2


def test_limits_of_the_optimum_are_exact():
    p = [0.0, 0.0, 1.0, np.inf, 1.0, 0.0, np.inf, np.nan, 1.0]
    q = [0.0, 1.0, 0.0, 1.0, np.inf, np.inf, np.inf, 1.0, np.nan]
    nan, inf = np.nan, np.inf
    expected = [0.5, 0.0, 1.0, 1.0, 0.0, 0.0, nan, nan, nan]
    np.testing.assert_array_equal(impl.optimal_discriminator(p, q), expected)
    one_by_one = [impl.optimal_discriminator(*densities) for densities in zip(p, q, strict=True)]
    np.testing.assert_array_equal(one_by_one, expected)
    beside_none = impl.optimal_discriminator([0.0, 5e-324], [0.0, 1e-323])
    np.testing.assert_array_equal(beside_none, [0.5, 1 / 3])
    expected = [0.0, -inf, inf, inf, -inf, -inf, nan, nan, nan]
    np.testing.assert_array_equal(impl.optimal_logits(p, q), expected)


densities = st.floats(0.0, 1e300) | st.floats(0.0, 2.0) | st.floats(5e-324, 1e-300)


@given(t=whole_range.probabilities, p=densities, q=densities)
def test_the_pointwise_loss_is_accurate(t, p, q):
    exact = exactly(lambda t, p, q: -p * mpmath.log(t) - q * mpmath.log1p(-t), t, p, q)
    error = error_in_ulps(impl.pointwise_discriminator_loss(t, p, q), exact)
    target(error)
    assert error <= 4


@given(t=whole_range.probabilities, p=densities, q=densities)
@example(t=0.234, p=2.6e307, q=1.7e308)
@example(t=0.5, p=1.7e308, q=1.7e308)
def test_the_derivative_of_the_pointwise_loss_is_accurate_to_its_larger_term(t, p, q):
    left, right = exactly(lambda t, p: p / t, t, p), exactly(lambda t, q: q / (1 - t), t, q)
    computed = impl.pointwise_discriminator_loss_derivative(t, p, q)
    error = error_in_ulps(computed, exactly(lambda: right - left), max(left, right))
    target(error)
    assert error <= 4


@given(h=whole_range.logits, p=densities, q=densities)
@example(h=750.2, p=1e300, q=0.0)
@example(h=-750.2, p=0.0, q=1e300)
@example(h=700.0, p=1e300, q=0.0)
@example(h=np.nextafter(700.0, 701.0), p=1e300, q=0.0)
def test_the_pointwise_loss_from_logits_is_accurate(h, p, q):
    exact = exactly(lambda h, p, q: -p * log_sigmoid(h) - q * log_sigmoid(-h), h, p, q)
    error = error_in_ulps(impl.pointwise_discriminator_loss_from_logits(h, p, q), exact)
    target(error)
    assert error <= 4


@given(h=whole_range.logits, p=densities, q=densities)
@example(h=750.2, p=1e300, q=0.0)
@example(h=-750.2, p=0.0, q=1e300)
@example(h=0.0, p=1.7e308, q=1.7e308)
def test_its_derivative_is_accurate_to_the_larger_term(h, p, q):
    left = exactly(lambda h, p: p * sigmoid(-h), h, p)
    right = exactly(lambda h, q: q * sigmoid(h), h, q)
    computed = impl.pointwise_discriminator_loss_from_logits_derivative(h, p, q)
    error = error_in_ulps(computed, exactly(lambda: right - left), max(left, right))
    target(error)
    assert error <= 4


def test_terms_whose_density_is_0_vanish():
    t, p, q = [0.0, 1.0, 0.0, 1.0, 0.5], [0.0, 1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 1.0, 0.0]
    inf = np.inf
    loss = impl.pointwise_discriminator_loss(t, p, q)
    np.testing.assert_array_equal(loss, [0.0, 0.0, inf, inf, 0.0])
    assert not np.signbit(loss).any()
    np.testing.assert_array_equal(
        impl.pointwise_discriminator_loss_derivative(t, p, q), [1.0, -1.0, -inf, inf, 0.0]
    )
    h = [-inf, inf, -inf, inf, 0.0]
    np.testing.assert_array_equal(
        impl.pointwise_discriminator_loss_from_logits(h, p, q), [0.0, 0.0, inf, inf, 0.0]
    )
    np.testing.assert_array_equal(
        impl.pointwise_discriminator_loss_from_logits_derivative(h, p, q),
        [0.0, 0.0, -1.0, 1.0, 0.0],
    )


@pytest.mark.parametrize("position", range(3))
def test_nan_passes_through_even_beside_a_density_of_0(position):
    arguments = [0.5, 0.0, 0.0]
    arguments[position] = np.nan
    for function in (
        impl.pointwise_discriminator_loss,
        impl.pointwise_discriminator_loss_derivative,
        impl.pointwise_discriminator_loss_from_logits,
        impl.pointwise_discriminator_loss_from_logits_derivative,
    ):
        assert np.isnan(function(*arguments))


def mean(values):
    return mpmath.fsum(values) / len(values)


batches = st.lists(whole_range.logits, min_size=1, max_size=6)


@given(real=batches, fake=batches)
@example(real=[-1e308] * 5, fake=[1.0] * 3)
@example(real=[1000.0], fake=[-1000.0, -1e308])
def test_the_discriminator_loss_is_two_accurate_means(real, fake):
    exact = exactly(
        lambda *h: (
            -mean([log_sigmoid(x) for x in h[: len(real)]])
            - mean([log_sigmoid(-x) for x in h[len(real) :]])
        ),
        *real,
        *fake,
    )
    error = error_in_ulps(impl.discriminator_loss(real, fake), exact)
    target(error)
    assert error <= 4


def test_samples_of_weight_0_are_dropped_whatever_their_logit():
    loss = impl.discriminator_loss(
        [1.0, np.nan, -np.inf],
        [np.inf, -1.0],
        real_weights=[1.0, 0.0, 0.0],
        fake_weights=[0.0, 1.0],
    )
    assert loss == impl.discriminator_loss([1.0], [-1.0])


def test_an_infinite_mistake_costs_infinitely_much():
    assert impl.discriminator_loss([-np.inf], [0.0]) == np.inf
    assert impl.discriminator_loss([np.inf], [-np.inf]) == 0.0
