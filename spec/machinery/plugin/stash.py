"""What the parts of the plugin leave for each other on pytest's own objects."""

import pytest

from spec.machinery.claims.claim import claim_of
from spec.machinery.claims.family import Member
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.specification import Specification
from spec.machinery.claims.trial import Trial

SPECIFICATION = pytest.StashKey[Specification]()
"""On the config: the specification that is run."""

IMPLEMENTATION = pytest.StashKey[Implementation]()
"""On the config: the implementation under test."""

KNOWN_FAILURES = pytest.StashKey[dict[str, str]]()
"""On the config: the reason for each claim that is known to fail."""

TRIAL = pytest.StashKey[Trial]()
"""On the item of a claim: its trial."""


def member_of(item: pytest.Item) -> Member | None:
    """The claim that an item tries, or None where it is another test."""
    claim = claim_of(getattr(item, "obj", None))
    if claim is None:
        return None
    callspec = getattr(item, "callspec", None)
    if callspec is None:
        return Member(claim, {})
    return Member(claim.member(callspec.id), dict(callspec.params))
