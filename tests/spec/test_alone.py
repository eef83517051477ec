"""An implementation that offers one function alone is judged by it."""

import unittest
from types import SimpleNamespace

import numpy as np
import pytest

import impl
from spec.interface import FUNCTIONS, OF_LABELS
from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.family import members
from spec.machinery.claims.implementation import as_implementation
from spec.specification import SPECIFICATION
from tests.spec.trying import tried

NAMES = SPECIFICATION.functions

ABOUT_MORE = {SPECIFICATION.about_rounding, "leading-axes", "scalars"}
"""The parts that do not judge what a function is at an ordinary argument."""

CLAIMS = [
    (test, member)
    for test in SPECIFICATION.tests()
    for member in members(test)
    if member.claim.part not in ABOUT_MORE
]


def is_about(function, test, member):
    """Whether a claim asks for a function."""
    return function in functions_asked_for(test, member)


def outcomes(name, function):
    """What the claims come to, one by one, of an implementation that offers one function alone."""
    alone = as_implementation(SimpleNamespace(**{name: function}), SPECIFICATION)
    return (outcome(alone, *each) for each in CLAIMS if is_about(name, *each))


def outcome(implementation, test, member):
    """What a claim comes to.

    A few examples do: which functions it misses depends on the claim, and hardly on the instance.
    """
    try:
        tried(implementation, test, member, examples=10, derandomize=True)
    except unittest.SkipTest:
        return "skipped"
    except Exception:
        return "failed"
    return "passed"


def in_its_shape(result):
    """42, in the shape of a result."""
    if isinstance(result, tuple):
        return tuple(map(in_its_shape, result))
    return (lambda x: 42) if callable(result) else np.full(np.shape(result), 42.0)[()]


@pytest.mark.parametrize("name", NAMES)
class TestAlone:
    def test_a_function_that_is_right_passes_a_claim_and_fails_none(self, name):
        found = set(outcomes(name, getattr(impl, name)))
        assert "passed" in found
        assert "failed" not in found

    def test_a_function_that_is_always_42_fails_a_claim(self, name):
        right = getattr(impl, name)
        assert "failed" in outcomes(name, lambda *x, **more: in_its_shape(right(*x, **more)))

    def test_a_function_that_is_42_whatever_the_shape_fails_a_claim(self, name):
        assert "failed" in outcomes(name, lambda *x, **more: 42.0)


EXTRAS = [function for function in FUNCTIONS if function.optional]


@pytest.mark.parametrize("function", EXTRAS, ids=str)
def test_a_function_without_its_extras_is_judged_without_them(function):
    found = set(outcomes(function.name, lambda *x: function.of(impl)(*x)))
    assert "passed" in found
    assert "skipped" in found
    assert "failed" not in found


@pytest.mark.parametrize("function", OF_LABELS, ids=str)
def test_labels_are_integers_unless_a_claim_is_about_rows(function):
    def of_integers(features, labels, *more, **priors):
        assert np.asarray(labels).ndim == 1
        return function.of(impl)(features, labels, *more, **priors)

    alone = as_implementation(SimpleNamespace(**{function.name: of_integers}), SPECIFICATION)
    failed = [
        member.claim.part
        for test, member in CLAIMS
        if is_about(function.name, test, member) and outcome(alone, test, member) == "failed"
    ]
    assert failed == []
