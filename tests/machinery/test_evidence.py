"""What a verdict shows for a function: the clearest instance, and a worse one if it says more."""

import math
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims import checking
from spec.machinery.claims.claim import claim
from spec.machinery.numbers.comparison import assert_equal
from tests.machinery.toy import SPECIFICATION

numbers = st.integers(0, 1000)


@claim("mine/steps")
@given(n=numbers)
def rises(impl, n):
    """half(n + 3) − half(n + 1) = 1."""
    assert_equal(impl.half(n + 3) - impl.half(n + 1), 1)


@claim("mine/positive")
@given(n=numbers)
def is_positive(impl, n):
    """half(n) ≥ 0."""
    if not impl.half(n) >= 0:
        raise AssertionError


@claim("mine/whole")
@given(n=numbers)
def is_whole(impl, n):
    """third(3n) = n."""
    assert_equal(impl.third(3 * n), n)


def verdict_on(claims, **functions):
    (verdict,) = checking.check(SPECIFICATION, SimpleNamespace(**functions), claims).verdicts
    return verdict


def test_what_a_result_should_be_comes_before_a_result_alone():
    verdict = verdict_on(["2/half", rises], half=lambda n: -n / 2)
    assert verdict.evidence[0] == "half(2) is -1.0 and should be 1.0"


def test_a_result_of_which_nothing_is_said_is_shown():
    verdict = verdict_on(is_positive, half=lambda n: -n / 2)
    assert verdict.evidence == ["half(1) is -0.5"]


def test_an_instance_that_is_as_bad_is_not_shown_as_the_worst():
    verdict = verdict_on("3/third", third=lambda x: x / 3 if x < 1.5 else math.nan)
    assert len(verdict.evidence) == 1


def test_one_that_is_much_worse_is():
    _, worst = verdict_on("3/third", third=lambda x: min(x, 100.0) / 3).evidence
    assert worst.startswith("at its worst third(")


def test_of_a_function_that_fails_claims_that_pass_are_not_counted():
    def third(x):
        return -1.0 if isinstance(x, int) else x * 0.333333333333333

    verdict = verdict_on(["3/third", "num/third", is_whole], third=third)
    assert str(verdict) == "third: wrong (1 of 3 claims)"
    assert verdict.claims == ("mine/whole",)
