"""The generator's losses and their derivatives, against 300-bit arithmetic."""

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from tests.impl import whole_range
from tests.impl.test_logistic import log_sigmoid, sigmoid
from tests.impl.ulps import error_in_ulps, exactly

LOSSES = {
    "minimax": (impl.minimax_generator_loss, lambda h: log_sigmoid(-h)),
    "nonsaturating": (impl.nonsaturating_generator_loss, lambda h: -log_sigmoid(h)),
    "summed": (impl.summed_generator_loss, lambda h: -h),
}
DERIVATIVES = {
    "minimax": (impl.minimax_generator_loss_derivative, lambda h: -sigmoid(h)),
    "nonsaturating": (impl.nonsaturating_generator_loss_derivative, lambda h: -sigmoid(-h)),
    "summed": (impl.summed_generator_loss_derivative, lambda h: mpmath.mpf(-1)),
}
EVERY_LOSS = pytest.mark.parametrize(("loss", "term"), LOSSES.values(), ids=LOSSES.keys())
EVERY_DERIVATIVE = pytest.mark.parametrize(
    ("derivative", "formula"), DERIVATIVES.values(), ids=DERIVATIVES.keys()
)
batches = st.lists(whole_range.logits, min_size=1, max_size=6)


def errors_of_means(loss, term, logits, weights=None):
    def terms(*h):
        masses = [mpmath.mpf(1) / len(h)] * len(h) if weights is None else weights
        return [w * term(x) for w, x in zip(masses, h, strict=True) if w]

    exact = exactly(lambda *h: mpmath.fsum(terms(*h)), *logits)
    size = exactly(lambda *h: mpmath.fsum(map(abs, terms(*h))), *logits)
    return error_in_ulps(loss(logits, weights=weights), exact, size)


@EVERY_LOSS
@given(logits=batches)
@example(logits=[1.7e308] * 3)
@example(logits=[-1.7e308] * 7)
@example(logits=[1.7e308, -1.7e308, 1.0])
@example(logits=[-745.0] * 5)
def test_the_mean_is_accurate_to_the_size_of_its_terms(loss, term, logits):
    error = errors_of_means(loss, term, logits)
    target(error)
    assert error <= 4


@EVERY_LOSS
@given(logits=batches, data=st.data())
def test_the_weighted_mean_is_accurate_to_the_size_of_its_terms(loss, term, logits, data):
    weights = data.draw(whole_range.distributions(st.just(len(logits))))
    error = errors_of_means(loss, term, logits, weights.tolist())
    target(error)
    assert error <= 4


@EVERY_LOSS
@pytest.mark.parametrize("size", [128, 129, 16384, 16385, 50_000])
def test_a_long_batch_of_one_logit_has_the_loss_of_that_logit(loss, term, size):
    """Equal terms round alike, so that a plain sum drifts off."""
    for logit in (0.1, -3.3, 17.9):
        exact = exactly(term, logit)
        assert error_in_ulps(loss(np.full(size, logit)), exact) <= 4


@pytest.mark.parametrize("size", [129, 1000])
def test_a_long_batch_that_cancels_is_accurate_to_the_size_of_its_terms(size):
    rng = np.random.default_rng(size)
    logits = rng.normal(size=size) * 2.0 ** rng.integers(-60, 60, size)
    assert errors_of_means(impl.summed_generator_loss, lambda h: -h, logits.tolist()) <= 4


@pytest.mark.parametrize("logit", [-650.0, -690.0, -710.0, -730.0, -737.0, -742.0])
def test_tiny_weights_of_tiny_terms_do_not_underflow_one_by_one(logit):
    logits, weights = np.full(10_000, logit), np.full(10_000, 1e-4)
    weights /= weights.sum()
    exact = exactly(lambda h: log_sigmoid(-h), logit)
    loss = impl.minimax_generator_loss(logits, weights=weights)
    assert error_in_ulps(loss, exact) <= 4


def test_samples_of_weight_1_are_batches_of_one():
    logits = np.linspace(-745.0, -600.0, 20_000)[:, None]
    weighted = impl.minimax_generator_loss(logits, weights=[1.0])
    np.testing.assert_array_equal(weighted, impl.minimax_generator_loss(logits))


@EVERY_DERIVATIVE
@given(h=whole_range.logits)
@example(h=-100.0)
@example(h=100.0)
@example(h=-745.0)
@example(h=745.0)
def test_the_derivative_is_accurate_in_both_tails(derivative, formula, h):
    error = error_in_ulps(derivative(h), exactly(formula, h))
    target(error)
    assert error <= 2


@EVERY_DERIVATIVE
def test_the_derivative_lets_nan_through(derivative, formula):
    assert np.isnan(derivative(np.nan))


@pytest.mark.parametrize(
    ("loss", "limit"), [("minimax", -np.inf), ("nonsaturating", 0.0), ("summed", -np.inf)]
)
def test_an_infinite_logit_has_the_loss_that_is_its_limit(loss, limit):
    assert LOSSES[loss][0]([np.inf]) == limit


def test_infinite_logits_of_both_signs_have_no_mean():
    assert np.isnan(impl.summed_generator_loss([np.inf, -np.inf]))


@given(
    derivatives=st.lists(st.floats(-1.0, 1.0), min_size=1, max_size=6),
    weighted=st.booleans(),
    data=st.data(),
)
def test_the_expected_gradient_is_accurate_to_the_size_of_its_terms(derivatives, weighted, data):
    n = len(derivatives)
    rows = st.lists(st.floats(-1e300, 1e300), min_size=2, max_size=2)
    jacobian = data.draw(st.lists(rows, min_size=n, max_size=n))
    weights = data.draw(whole_range.distributions(st.just(n))).tolist() if weighted else None
    computed = impl.expected_gradient(derivatives, jacobian, weights=weights)

    def terms(*numbers):
        masses = [mpmath.mpf(1) / n] * n if weights is None else weights
        return [w * x * y for w, x, y in zip(masses, numbers[:n], numbers[n:], strict=True)]

    for k in range(2):
        numbers = derivatives + [row[k] for row in jacobian]
        exact = exactly(lambda *x: mpmath.fsum(terms(*x)), *numbers)
        size = exactly(lambda *x: mpmath.fsum(map(abs, terms(*x))), *numbers)
        assert error_in_ulps(computed[k], exact, size) <= 4


def test_the_expected_gradient_drops_samples_of_weight_0():
    gradient = impl.expected_gradient([1.0, np.nan], [[1.0, 2.0], [np.inf, 0.0]], weights=[1, 0])
    np.testing.assert_array_equal(gradient, [1.0, 2.0])
