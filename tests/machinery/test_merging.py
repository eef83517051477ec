"""Several records of a claim come to one."""

import itertools

import pytest

from spec.machinery.claims.merging import decisive, merged
from spec.machinery.claims.records import new_record
from tests.machinery.toy import SPECIFICATION
from tests.machinery.toy.chapters import doubling

HOLDS, EXISTS = (
    test.claim
    for test in (
        doubling.test_twice_a_number_is_its_double,
        doubling.test_some_number_has_a_large_double,
    )
)


def seen(instance, *, grade="right", error=0.0, size="ordinary"):
    return {"instance": instance, "grade": grade, "error": error, "size": size}


def record(claim=HOLDS, **known):
    outcome = {"outcome": "passed", "grade": "right", "examples": 25}
    return new_record(claim, SPECIFICATION) | outcome | known


def failed(instance, *, grade="wrong", error=1.0, **known):
    what = seen(instance, grade=grade, error=error)
    return record(
        outcome="failed",
        grade=grade,
        counterexample=instance,
        smallest=what,
        worst=what,
        message=f"fails for {instance}",
        command=f"pytest for {instance}",
        **known,
    )


def nothing(examples=25, **known):
    reason = f"no witness among {examples} examples of: {EXISTS.statement}"
    return record(
        EXISTS,
        outcome="failed",
        grade="wrong",
        examples=examples,
        found_nothing=True,
        reason=reason,
        message=f"1.1/large\n{reason}\nagain: …",
        **known,
    )


def found(instance):
    return record(EXISTS, counterexample=instance)


def test_one_record_is_as_it_is():
    assert merged([record()]) == record()


def test_examples_time_and_functions_add_up():
    one = record(functions=["half"], seconds=0.25)
    both = merged([one, record(functions=["double", "half"], examples=7, seconds=0.5)])
    assert both["seconds"] == 0.75
    assert both["outcome"] == "passed"
    assert both["examples"] == 32
    assert both["functions"] == ["double", "half"]


def test_a_claim_that_fails_in_one_fails():
    both = merged([record(), failed("n = 8"), record()])
    assert both["outcome"] == "failed"
    assert both["grade"] == "wrong"
    assert both["counterexample"] == "n = 8"
    assert both["command"] == "pytest for n = 8"
    assert both["examples"] == 75


def test_of_failures_the_worst_tells_and_of_these_the_shortest():
    several = [
        failed("n = 1", grade="breaks down"),
        failed("n = 1000", error=5.0),
        failed("n = 10"),
    ]
    for order in itertools.permutations(several):
        both = merged(order)
        assert both["grade"] == "wrong"
        assert both["message"] == "fails for n = 10"
        assert both["smallest"]["instance"] == "n = 10"
        assert both["worst"]["instance"] == "n = 1000"


def test_the_worst_of_what_passed_is_kept():
    several = [record(worst=seen("n = 1", error=0.25)), record(worst=seen("n = 2", error=0.5))]
    assert merged(several)["worst"]["instance"] == "n = 2"


def test_what_is_beyond_use_is_less_bad_than_what_is_met():
    far, near = seen("n = 1e308", error=2.0, size="beyond use"), seen("n = 1", error=1.0)
    assert merged([record(worst=far), record(worst=near)])["worst"] == near
    assert merged([record(worst=near), record(worst=far)])["worst"] == near


def test_what_is_tolerated_is_told_at_its_shortest():
    tolerated = [
        record(grade="imprecise", smallest=seen(instance, grade="imprecise"))
        for instance in ("n = 10", "n = 1", "n = 100")
    ]
    both = merged(tolerated)
    assert both["grade"] == "imprecise"
    assert both["smallest"]["instance"] == "n = 1"


@pytest.mark.parametrize("outcome", ["failed", "passed"])
def test_an_error_that_is_no_number_is_the_worst(outcome):
    infinite = seen("n = 5", error="inf")
    several = [record(worst=seen("n = 1", error=9.0)), record(outcome=outcome, worst=infinite)]
    assert merged(several)["worst"] == infinite


def test_a_search_is_settled_by_the_one_that_found_it():
    for order in itertools.permutations([nothing(), found("n = 16"), nothing()]):
        both = merged(order)
        assert both["outcome"] == "passed"
        assert both["counterexample"] == "n = 16"
        assert both["examples"] == 75
        assert both["grade"] == "right"
        assert not both["found_nothing"]


def test_a_search_that_found_nothing_anywhere_counts_all_that_it_looked_at():
    both = merged([nothing(25), nothing(25), nothing(24)])
    assert both["outcome"] == "failed"
    assert both["reason"] == f"no witness among 74 examples of: {EXISTS.statement}"
    assert both["message"] == f"1.1/large\n{both['reason']}\nagain: …"


def test_a_search_that_breaks_on_the_way_fails_whatever_others_find():
    broken = failed("n = 3") | {"kind": "exists"}
    for order in itertools.permutations([nothing(), found("n = 16"), broken]):
        assert merged(order)["message"] == "fails for n = 3"


def test_what_was_seen_where_nothing_was_found_counts():
    imprecise = nothing(worst=seen("n = 2", grade="imprecise"))
    assert merged([found("n = 16"), imprecise])["grade"] == "imprecise"


def test_where_nothing_was_found_at_all_it_is_graded_as_one_search_is():
    assert merged([nothing()])["grade"] == merged([nothing(), nothing()])["grade"] == "wrong"
    imprecise = nothing(worst=seen("n = 2", grade="imprecise"))
    for order in itertools.permutations([nothing(), imprecise, nothing()]):
        assert merged(order)["grade"] == "imprecise"
    assert merged([nothing(), nothing(), found("n = 16")])["grade"] == "right"


def test_a_failure_with_an_instance_tells_more_than_one_that_ran_out_of_time():
    late = record(outcome="failed", grade="wrong", ran_out_of_time=True, message="took too long")
    for order in itertools.permutations([late, failed("n = 3")]):
        both = merged(order)
        assert both["message"] == "fails for n = 3"
        assert not both["ran_out_of_time"]


def test_a_worker_that_died_fails_the_claim():
    dead = record(outcome="failed", grade=None, examples=0, message="crashed")
    for order in itertools.permutations([record(), dead]):
        both = merged(order)
        assert both["outcome"] == "failed"
        assert both["message"] == "crashed"
        assert both["command"] is None


def test_what_was_skipped_everywhere_is_skipped():
    skipped = record(outcome="skipped", grade=None, examples=0, message="half is missing")
    assert merged([skipped, skipped]) == skipped


def test_the_decisive_record_is_one_of_the_two():
    one, other = record(), failed("n = 8")
    assert decisive(one, other) is other
    assert decisive(other, one) is other
