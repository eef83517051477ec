"""The claims of a homework on generative adversarial networks, as properties.

Every module here is a chapter of the homework, to be read beside it. What the chapters draw from
is in `spec.strategies`, what they compute by definition in `spec.definitions`, and what makes them
run in `spec.machinery`; of that, this is what it takes to write a claim, and to `check` an
implementation without pytest.
"""

from spec.machinery.claims.checking import Result, check
from spec.machinery.claims.claim import claim
from spec.machinery.numbers.comparison import (
    assert_accurate,
    assert_at_most,
    assert_close,
    assert_equal,
)
from spec.machinery.numbers.reals import Real, mean, total
from spec.machinery.claims.trial import holds_here

__all__ = [
    "Real",
    "Result",
    "assert_accurate",
    "assert_at_most",
    "assert_close",
    "assert_equal",
    "check",
    "claim",
    "holds_here",
    "mean",
    "total",
]
