"""What the claims ask an implementation for, as far as their source says."""

import unittest
from types import SimpleNamespace

from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.trial import Found
from spec.specification import SPECIFICATION
from tests.counterfeits import REFERENCE
from tests.evidence.matrix import rows

INSTANCES = 3
"""On how many instances each claim is watched."""


def called_by(row, offered):
    """The functions that a claim calls of those that are offered; None if it asks for others."""
    functions = SimpleNamespace(**{name: REFERENCE[name] for name in offered})
    trial, few = row.trial(), Implementation(functions, "few", SPECIFICATION.interface)
    for instance in row.drawn(INSTANCES):
        try:
            row._judge(trial, few, instance)
        except Found:
            continue
        except unittest.SkipTest:
            return None
    return trial.functions


def test_every_claim_calls_the_functions_that_its_source_asks_for_and_needs_no_others():
    found = rows()
    asked = {id: functions_asked_for(row.test, row.member) for id, row in found.items()}
    assert asked == {id: called_by(row, asked[id]) for id, row in found.items()}
