"""All that the specification prints can be read in every encoding."""

import pytest

from spec.machinery.claims.family import members
from spec.machinery.claims.spelling import ERRORS
from spec.specification import SPECIFICATION


def texts():
    """What claims and functions say."""
    for test in SPECIFICATION.tests():
        for claim in (member.claim for member in members(test)):
            yield from (claim.id, claim.chapter, claim.sentence, claim.statement, claim.source)
    for function in SPECIFICATION.interface:
        yield function.statement
        yield from (domain.values for domain in function.arguments.values())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_no_symbol_is_escaped(encoding):
    for text in texts():
        assert "\\" not in text
        assert "\\" not in text.encode(encoding, ERRORS).decode(encoding)
