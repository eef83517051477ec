"""What a file of claims needs in one line, for the files that tests write."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spec.machinery.claims.claim import claim
from spec.machinery.claims.family import for_each
from spec.machinery.claims.trial import holds_here
from spec.machinery.numbers.comparison import (
    assert_accurate,
    assert_at_most,
    assert_close,
    assert_equal,
)
from spec.machinery.numbers.reals import Real

numbers = st.integers(0, 1000)

__all__ = [
    "Real",
    "assert_accurate",
    "assert_at_most",
    "assert_close",
    "assert_equal",
    "claim",
    "example",
    "for_each",
    "given",
    "holds_here",
    "numbers",
    "pytest",
    "st",
]
