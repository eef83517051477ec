"""The chapters claim what the ledger lists: all of it, once each, and nothing else."""

import importlib
import sys
from collections import Counter

import pytest

import spec.machinery.claims.specification
from spec.machinery.claims.claim import claim_of
from tests.spec.ledger import LEDGER, Row

CLAIMS = [claim_of(test) for test in spec.machinery.claims.specification.claimed_properties()]
ROWS = [Row(claim.id, claim.equations, claim.kind, claim.corrected_by) for claim in CLAIMS]


def test_no_two_claims_share_an_id():
    assert [id for id, count in Counter(row.id for row in ROWS).items() if count > 1] == []


def test_every_row_of_the_ledger_is_claimed_as_it_stands():
    assert {row.id: row for row in ROWS} == {row.id: row for row in LEDGER}


def test_every_equation_is_claimed():
    covered = {number for claim in CLAIMS for number in claim.equation_numbers}
    assert covered == set(range(1, 61))


def test_what_corrects_a_refuted_claim_is_not_refuted_itself():
    kinds = {row.id: row.kind for row in ROWS}
    assert [row for row in ROWS if kinds.get(row.corrected_by) == "refuted"] == []


@pytest.mark.parametrize("chapter", sorted(spec.machinery.claims.specification.CHAPTERS))
def test_every_test_of_a_chapter_is_a_claim(chapter):
    members = vars(importlib.import_module(f"spec.{chapter}"))
    tests = [member for name, member in members.items() if name.startswith("test_")]
    assert [test for test in tests if claim_of(test) is None] == []


def test_the_chapters_do_not_import_the_reference_implementation(pytester):
    program = "import sys, spec.machinery.claims.specification as c; list(c.claimed_properties()); "
    result = pytester.run(sys.executable, "-c", program + "print('impl' in sys.modules)")
    result.stdout.fnmatch_lines(["False"])
