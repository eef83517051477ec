"""What the parts of the plugin leave for each other on pytest's own objects."""

import pytest

from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.claim import Claim, claim_of
from spec.machinery.claims.family import Member, members
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.judging import Accuracy, Judgement
from spec.machinery.claims.shards import Shard
from spec.machinery.claims.specification import Specification

SPECIFICATION = pytest.StashKey[Specification]()
"""On the config: the specification that is run."""

IMPLEMENTATION = pytest.StashKey[Implementation]()
"""On the config: the implementation under test."""

ACCURACY = pytest.StashKey[Accuracy]()
"""On the config: what the implementation is held to."""

KNOWN_FAILURES = pytest.StashKey[dict[str, str]]()
"""On the config: the reason for each claim that is known to fail."""

SEED = pytest.StashKey[str]()
"""On the config: the seed of the run, from which shards derive theirs."""

SHARD = pytest.StashKey[Shard]()
"""On the item of a claim: the part of its examples that it tries, if it does not try all."""

MEMBER = pytest.StashKey[Member]()
"""On the item of a claim: which claim it tries."""

JUDGEMENT = pytest.StashKey[Judgement]()
"""On the item of a claim: what came of it."""


def member_of(item: pytest.Item) -> Member | None:
    """The claim that an item tries, or None where it is another test.

    Raises
    ------
    Contradiction
        If it is of a family in which two members have one id.
    """
    claim = claim_of(getattr(item, "obj", None))
    if claim is None:
        return None
    if MEMBER not in item.stash:
        item.stash[MEMBER] = _member(item, claim)
    return item.stash[MEMBER]


def _member(item: pytest.Item, claim: Claim) -> Member:
    """Which of the claims of a family it is, under the id that it has without pytest as well."""
    callspec = getattr(item, "callspec", None)
    if callspec is None:
        return Member(claim, {})
    as_pytest_says = Member(claim.member(callspec.id), dict(callspec.params))
    found = members(getattr(item, "obj", None))
    for member in found:
        if member.claim.id == as_pytest_says.claim.id:
            return member
    for member in found:  # pytest writes some characters in another way, and some orders
        if all(callspec.params.get(name) is value for name, value in member.arguments.items()):
            return member
    return as_pytest_says


def asked_by(item: pytest.Item) -> frozenset[str]:
    """The names of the functions that the claim of an item asks for; of another test, none."""
    member = member_of(item)
    if member is None or not isinstance(item, pytest.Function):
        return frozenset()
    return functions_asked_for(item.obj, member)
