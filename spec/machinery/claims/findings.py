"""What came of a run, as whoever writes a page about it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.judging import Accuracy
from spec.machinery.claims.records import Record
from spec.machinery.claims.specification import Specification
from spec.machinery.claims.verdicts import Verdict


@dataclass(frozen=True)
class Findings:
    """What came of holding an implementation against a specification.

    Attributes
    ----------
    specification
        The specification.
    implementation
        The implementation.
    records
        The records of the claims, in the order in which people read them.
    verdicts
        What is to be said of each function, the worst first.
    accuracy
        What the implementation was held to.
    profile
        The profile of Hypothesis by which instances were drawn.
    """

    specification: Specification
    implementation: Implementation
    records: Sequence[Record]
    verdicts: Sequence[Verdict]
    accuracy: Accuracy
    profile: str

    @property
    def lost_a_worker(self) -> bool:
        """Whether a call ended the process that it was made in, as it would any other.

        Of such a claim there is nobody left to say how to run it again.
        """
        return any(each["outcome"] == "failed" and each["command"] is None for each in self.records)
