"""What the claims ask an implementation for, as far as their source says."""

import impl
from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.trial import Found
from spec.specification import SPECIFICATION
from tests.evidence.matrix import rows

INSTANCES = 3
"""On how many instances each claim is watched."""


def called_by(row):
    """The functions that a claim calls of the reference library."""
    trial, reference = row._trial(), Implementation(impl, "impl", SPECIFICATION.interface)
    for instance in row.drawn(INSTANCES):
        try:
            row._judge(trial, reference, instance)
        except Found:
            continue
    return trial.functions


def test_every_claim_calls_the_functions_that_its_source_asks_for():
    found = rows()
    asked = {id: functions_asked_for(row.test, row.member) for id, row in found.items()}
    assert asked == {id: called_by(row) for id, row in found.items()}
