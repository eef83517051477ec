"""What a trial makes of a claim: of one that holds, one that is searched for, and a broken one."""

from types import SimpleNamespace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spec.machinery.claims.claim import claim
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.time_limit import TookTooLong
from spec.machinery.claims.trial import NothingFound, holds_here, on_trial
from spec.machinery.numbers.comparison import ROUNDINGS, Disagreement, assert_close

numbers = st.integers(0, 1000)


def property_of(kind, body, strategy=numbers, examples=100):
    """A claim of that kind with that body."""

    @claim("1/something", kind=kind, corrected_by="1/other" if kind == "refuted" else None)
    @settings(database=None, derandomize=True, max_examples=examples, deadline=None)
    @given(n=strategy)
    def test_something(impl, n):
        """Something."""
        body(n)

    return test_something


def run(test):
    """The trial of a claim, run to its end."""
    with on_trial(test) as trial:
        test(impl=None)
    return trial


def test_a_claim_that_holds_has_judged_every_example():
    trial = run(property_of("holds", lambda n: assert_close(n, n)))
    assert trial.examples == 100
    assert trial.describe_instance() is None


def test_a_claim_that_fails_keeps_the_shrunk_instance():
    test = property_of("holds", lambda n: assert_close(min(n, 17), n))
    with pytest.raises(Disagreement), on_trial(test) as trial:
        test(impl=None)
    assert trial.describe_instance() == "n = 18"


def test_a_witness_is_found_and_shrunk():
    trial = run(property_of("exists", lambda n: holds_here(n > 17, square=n * n)))
    assert trial.describe_instance() == "n = 18; square = 324"


def test_a_counterexample_is_found_and_shrunk():
    trial = run(property_of("refuted", lambda n: holds_here(n < 17)))
    assert trial.describe_instance() == "n = 17"


def test_a_search_without_a_witness_fails():
    with pytest.raises(NothingFound, match=r"no witness among 100 examples of: Something\."):
        run(property_of("exists", lambda n: holds_here(n < 0)))


def test_a_sentence_that_stops_being_falsifiable_fails():
    with pytest.raises(NothingFound, match=r"no counterexample among 100 examples to: Something\."):
        run(property_of("refuted", lambda n: holds_here(n >= 0)))


@pytest.mark.parametrize("kind", ["exists", "refuted"])
def test_what_breaks_is_no_find(kind):
    def body(n):
        assert_close(n, n + 1)
        holds_here(kind == "exists")

    with pytest.raises(Disagreement):
        run(property_of(kind, body))


@pytest.mark.parametrize("kind", ["exists", "refuted"])
def test_a_body_that_tells_nothing_is_an_error(kind):
    with pytest.raises(TypeError, match="its body ends with holds_here"):
        run(property_of(kind, lambda n: None))


def test_a_claim_that_holds_has_nothing_to_tell():
    with pytest.raises(TypeError, match="a claim that holds asserts its sentence"):
        run(property_of("holds", lambda n: holds_here(True)))


def test_holds_here_is_for_claims():
    with pytest.raises(TypeError, match="of kind 'exists' or 'refuted'"):
        holds_here(True)


def test_what_is_assumed_away_is_not_counted():
    seen = []

    def body(n):
        assume(n % 3)
        seen.append(n)

    assert run(property_of("holds", body)).examples == len(seen)


def test_the_search_climbs_towards_the_bound():
    """One n in a hundred thousand exceeds the bound: random draws are not likely to find it."""

    def body(n):
        error = 1 - abs(n - 123_456) / 1_000_000
        assert_close(error, 0, terms=(1 - 5e-6) / (ROUNDINGS * 2.0**-53))

    with pytest.raises(Disagreement):
        run(property_of("holds", body, st.integers(0, 1_000_000), examples=1000))


def test_only_a_claim_that_draws_can_be_tried():
    @claim("1/something")
    def test_something(impl):
        """Something."""

    with (
        pytest.raises(TypeError, match="decorate test_something with @given"),
        on_trial(test_something),
    ):
        pass
    with pytest.raises(TypeError, match="decorate it with @claim"), on_trial(len):
        pass


def test_a_trial_leaves_the_property_as_it_was():
    test = property_of("holds", lambda n: None)
    body = test.hypothesis.inner_test
    run(test)
    assert test.hypothesis.inner_test is body


def test_without_shrinking_the_first_failure_is_the_last():
    seen = []

    def body(n):
        seen.append(n)
        assert_close(min(n, 17), n)

    test = property_of("holds", body)
    with pytest.raises(Disagreement), on_trial(test, shrinks=False) as trial:
        test(impl=None)
    assert trial.examples == len(seen)
    assert trial.describe_instance() == f"n = {seen[-1]}"


def test_a_trial_that_takes_too_long_is_stopped():
    def body(n):
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue

    test = property_of("holds", body)
    with (
        pytest.raises(TookTooLong, match="longer than .* s, and was stopped"),
        on_trial(test, seconds=0.2),
    ):
        test(impl=None)


def test_a_failing_instance_knows_the_calls_that_it_made():
    implementation = Implementation(SimpleNamespace(double=lambda x: 2.0 * min(x, 17)), "mine")

    @claim("1/double")
    @settings(database=None, derandomize=True, deadline=None)
    @given(n=numbers)
    def test_double(impl, n):
        """double(n) = 2n."""
        assert_close(impl.double(n), 2 * n)

    with pytest.raises(Disagreement), on_trial(test_double) as trial:
        test_double(impl=implementation)
    assert trial.functions == {"double"}
    assert trial.smallest.accounts == {"double": "double(18) is 34.0 and should be 36.0"}
