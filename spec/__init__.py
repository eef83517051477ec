"""The claims of the theory of generative adversarial networks, as properties.

This is the door for whoever writes a claim. What claims speak of is in `spec.definitions`, what
they draw from in `spec.strategies`, and the functions they are about in `spec.interface`. Beside it
is `check`, which holds an implementation against the claims without pytest.
"""

from __future__ import annotations

from typing import Any

from spec.machinery.claims import checking
from spec.machinery.claims.checking import Claims, Result, Results
from spec.machinery.claims.claim import claim
from spec.machinery.claims.family import for_each
from spec.machinery.claims.judging import Accuracy
from spec.machinery.claims.trial import holds_here
from spec.machinery.numbers.comparison import (
    assert_accurate,
    assert_at_most,
    assert_close,
    assert_equal,
)
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real, mean, total
from spec.specification import SPECIFICATION

__all__ = [
    "Real",
    "Result",
    "Results",
    "assert_accurate",
    "assert_at_most",
    "assert_close",
    "assert_equal",
    "check",
    "claim",
    "for_each",
    "holds_here",
    "mean",
    "precision",
    "total",
]


def check(
    implementation: Any,
    claims: Claims | None = None,
    *,
    accuracy: Accuracy | None = None,
    examples: int | None = None,
) -> Results:
    """Hold an implementation against the claims, and return what came of each.

    Parameters
    ----------
    implementation
        An object with the functions as attributes, such as a module, or the name or path of one.
        Its attribute `precision` says in which format it computes, if that is not ``"float64"``.
    claims
        Which claims: ids or parts such as ``"3.1"``, and properties of your own that record a
        claim; one of them or several. All claims of the chapters if not given.
    accuracy
        What it is held to: ``"sound"``, that its errors are small wherever its arguments are of a
        size met in use, or ``"full"``, that no digit is lost that could be kept. Sound if not
        given, and full for the reference library.
    examples
        How many instances of each claim are judged: 100 if not given.

    Returns
    -------
    Results
        A list in the order of the chapters, with the verdict on each function in `verdicts`. It
        shows itself as a table, and in a notebook as a card for each function.

    Raises
    ------
    CannotLoad
        If the implementation offers none of the functions that the claims are about.
    NoSuchClaim
        If there is no claim of one of the ids.
    Contradiction
        If a claim of your own has the id of another, or is corrected by one that does not exist.
    """
    return checking.check(
        SPECIFICATION, implementation, claims, accuracy=accuracy, examples=examples
    )
