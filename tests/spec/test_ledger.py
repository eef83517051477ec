"""The chapters claim what the ledger lists: all of it, once each; they may claim more."""

import importlib
import sys
from collections import Counter

import pytest

from spec.machinery.claims.claim import claim_of
from spec.machinery.claims.family import members
from spec.specification import SPECIFICATION
from tests.spec.ledger import LEDGER, Row

CLAIMS = [claim_of(test) for test in SPECIFICATION.tests()]
MEMBERS = [member.claim for test in SPECIFICATION.tests() for member in members(test)]
ROWS = [Row(claim.id, claim.equations, claim.kind, claim.corrected_by) for claim in CLAIMS]


def test_no_two_claims_share_an_id():
    ids = [claim.id for claim in CLAIMS], [claim.id for claim in MEMBERS]
    assert [id for each in ids for id, count in Counter(each).items() if count > 1] == []


def test_every_row_of_the_ledger_is_claimed_as_it_stands():
    claimed = {row.id: row for row in ROWS}
    assert [row for row in LEDGER if claimed.get(row.id) != row] == []


def test_the_claims_of_a_part_are_all_in_one_folder():
    folders = {}
    for test in SPECIFICATION.tests():
        folder = test.__module__.rpartition(".")[0]
        folders.setdefault(claim_of(test).part, set()).add(folder)
    assert {part: found for part, found in folders.items() if len(found) > 1} == {}


def test_every_equation_is_claimed():
    covered = {number for claim in CLAIMS for number in claim.equation_numbers}
    assert covered == set(range(1, 61))


def test_what_corrects_a_refuted_claim_is_not_refuted_itself():
    kinds = {row.id: row.kind for row in ROWS}
    assert [row for row in ROWS if kinds.get(row.corrected_by) == "refuted"] == []


@pytest.mark.parametrize("chapter", SPECIFICATION.modules)
def test_every_test_of_a_chapter_is_a_claim(chapter):
    contents = vars(importlib.import_module(chapter))
    tests = [member for name, member in contents.items() if name.startswith("test_")]
    assert [test for test in tests if claim_of(test) is None] == []


def test_the_chapters_do_not_import_the_reference_implementation(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(SPECIFICATION.folder.parent))
    program = "import sys; from spec.specification import SPECIFICATION; "
    program += "assert list(SPECIFICATION.tests()); print('impl' in sys.modules)"
    result = pytester.run(sys.executable, "-c", program)
    result.stdout.fnmatch_lines(["False"])
