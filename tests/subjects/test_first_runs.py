"""The first runs of people who know nothing of the specification come to the right verdicts."""

import functools

import pytest

import spec
from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.family import members
from spec.specification import SPECIFICATION
from tests.subjects import first_runs
from tests.subjects.first_runs import FIRST_RUNS

ASKED = {
    member.claim.id: functions_asked_for(test, member)
    for test in SPECIFICATION.tests()
    for member in members(test)
}


WHOLE = {"three_wrong_ones", "sound_loss"}
"""Of those that lack the functions which are not their own, and of those that borrow them, one.

What these come to by claims that call no function of their own is what the others come to as well.
"""


@functools.cache
def results_of(name):
    subject, own = getattr(first_runs, name), FIRST_RUNS[name].keys()
    claims = [id for id, asked in ASKED.items() if not asked.isdisjoint(own)]
    return spec.check(subject, None if name in WHOLE else claims)


@pytest.mark.parametrize("name", FIRST_RUNS)
def test_each_function_of_its_own_gets_its_grade_and_nothing_else_gets_one(name):
    graded = {
        each.function: str(each.grade)
        for each in results_of(name).verdicts
        if each.grade is not None
    }
    assert graded == FIRST_RUNS[name]


@pytest.mark.parametrize("name", FIRST_RUNS)
def test_claims_fail_of_what_is_wrong_and_of_nothing_else(name):
    failed = {result.outcome for result in results_of(name)} & {"failed"}
    assert bool(failed) == ("wrong" in FIRST_RUNS[name].values())


def test_a_wrong_function_is_shown_by_its_own_value_at_an_ordinary_input():
    found = {each.function: each.evidence[0] for each in results_of("three_wrong_ones").verdicts}
    assert found["entropy"] == "entropy([1.0]) is 42.0 and should be -0.0"
    assert found["discriminator_loss"].startswith("discriminator_loss([")
    assert "e+" not in "".join(found.values())


def test_labels_that_are_not_taken_as_rows_are_a_convention_that_is_not_offered():
    (result,) = [
        each
        for each in results_of("labels_as_integers")
        if each.claim.id == "labels/one-hot[projection_logits]"
    ]
    assert result.outcome == "skipped"
    assert "projection_logits" in result.message


def test_one_number_for_two_batches_is_told_as_that():
    (verdict,) = results_of("one_number_for_all_batches").verdicts
    assert "one number for two batches" in verdict.evidence[0]
    assert "batch_by_batch" in verdict.evidence[0]
