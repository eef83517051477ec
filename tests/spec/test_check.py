"""The door without pytest, to the claims that there are."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import impl
import spec
from spec.machinery.claims.ids import NoSuchClaim
from spec.machinery.claims.loading import CannotLoad


def test_the_claims_of_a_part_are_checked_in_order():
    results = spec.check(impl, "3.2")
    assert [result.claim.id for result in results] == [
        "3.2/solve-for-logit",
        "3.2/optimal-odds",
        "3.2/log-odds",
        "3.2/sigmoid-of-logit",
        "3.2/logit-of-sigmoid",
        "3.2/log-ratio",
        "3.2/logit-of-optimum",
        "3.2/sigmoid-of-log-ratio",
        "3.2/antisymmetric",
        "3.2/minimises-in-logits",
        "3.2/derivative-in-logits",
        "3.2/derivative-is-a-residual",
        "3.2/stationary-in-logits",
    ]
    assert {result.outcome for result in results} == {"passed"}
    assert {result.examples for result in results} == {100}


def test_a_wrong_function_fails_with_the_smallest_instance():
    mine = SimpleNamespace(minimax_generator_loss_derivative=lambda h: [0.0 for _ in h])
    (result,) = spec.check(mine, ["2.4/minimax-derivative"])
    assert result.outcome == "failed"
    assert result.counterexample == "batch = [0.0]"
    assert "minimax_generator_loss_derivative" in result.broken_statement
    assert "should be: -0.5" in result.message


def test_a_counterexample_that_was_sought_is_no_failure():
    (result,) = spec.check("impl", "2.4/perfect-discriminator-saturates")
    assert result.outcome == "passed"
    assert result.counterexample == "theta = 1; gradient = 0.397973"


def test_own_claims_are_checked_beside_those_of_the_chapters():
    @spec.claim("mine/sigmoid")
    @given(h=st.floats(-8, 8))
    def test_the_sigmoid_is_positive(impl, h):
        """σ(h) > 0."""
        assert impl.sigmoid(h) > 0

    results = spec.check(impl, [test_the_sigmoid_is_positive, "num/sigmoid-tails"])
    assert [result.claim.id for result in results] == ["num/sigmoid-tails", "mine/sigmoid"]
    assert [result.outcome for result in results] == ["passed", "passed"]


def test_what_chooses_nothing_is_an_error():
    with pytest.raises(NoSuchClaim, match=r"Did you mean 3\.1/minimiser"):
        spec.check(impl, "3.1/minimizer")
    with pytest.raises(CannotLoad, match="offers none of the functions .* kl_divergence"):
        spec.check(SimpleNamespace(double=abs))
