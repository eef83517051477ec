"""The logistic function and its relations, against 300-bit arithmetic."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, target

import impl
from tests.impl import whole_range
from tests.impl.ulps import error_in_ulps, exactly


def sigmoid(h):
    return 1 / (1 + mpmath.exp(-h))


def log_sigmoid(h):
    return -mpmath.log1p(mpmath.exp(-h)) if h > -1000 else h - mpmath.log1p(mpmath.exp(h))


def logit(t):
    return mpmath.log(t) - mpmath.log1p(-t)


FORMULAS = {
    "sigmoid": (impl.sigmoid, sigmoid, 2),
    "sigmoid_derivative": (impl.sigmoid_derivative, lambda h: sigmoid(h) * sigmoid(-h), 4),
    "log_sigmoid": (impl.log_sigmoid, log_sigmoid, 2),
}
EVERY_FORMULA = pytest.mark.parametrize(
    ("function", "formula", "bound"), FORMULAS.values(), ids=FORMULAS.keys()
)


SWITCHES = [0.0, -0.0, 5e-324, -5e-324, 36.7, 37.5, -36.7, -37.5, 708.3, 709.8, 745.1, 745.2]


@EVERY_FORMULA
@pytest.mark.parametrize("h", [*SWITCHES, *(-h for h in SWITCHES), 1e308, -1e308])
def test_it_is_accurate_at_the_edges_of_its_formula(function, formula, bound, h):
    assert error_in_ulps(function(h), exactly(formula, h)) <= bound


@EVERY_FORMULA
@given(h=whole_range.logits)
def test_it_is_accurate_for_logits_of_any_size(function, formula, bound, h):
    error = error_in_ulps(function(h), exactly(formula, h))
    target(error)
    assert error <= bound


@EVERY_FORMULA
def test_it_is_accurate_on_a_grid(function, formula, bound):
    grid = np.concatenate([np.linspace(-40, 40, 801), np.linspace(-750, 750, 301)])
    errors = [
        error_in_ulps(value, exactly(formula, h))
        for h, value in zip(grid.tolist(), function(grid).tolist(), strict=True)
    ]
    assert max(errors) <= bound


@pytest.mark.parametrize(
    "t",
    [5e-324, 1e-310, 2.0**-1022, 0.25, 0.5 - 2.0**-54, 0.5, 0.5 + 2.0**-53, 0.75, 1 - 2.0**-53],
)
def test_logit_is_accurate_at_the_edges_of_its_formula(t):
    assert error_in_ulps(impl.logit(t), exactly(logit, t)) <= 2


@given(t=whole_range.probabilities)
def test_logit_is_accurate_on_all_of_the_unit_interval(t):
    error = error_in_ulps(impl.logit(t), exactly(logit, t))
    target(error)
    assert error <= 2


def test_limits_are_exact_and_nan_passes_through():
    ends = [-np.inf, np.inf, np.nan]
    np.testing.assert_array_equal(impl.sigmoid(ends), [0.0, 1.0, np.nan])
    np.testing.assert_array_equal(impl.sigmoid_derivative(ends), [0.0, 0.0, np.nan])
    np.testing.assert_array_equal(impl.log_sigmoid(ends), [-np.inf, 0.0, np.nan])
    np.testing.assert_array_equal(impl.logit([0.0, 1.0, np.nan]), ends)
