"""Whether claims fit together: contradictions are errors, which name every place concerned."""

from __future__ import annotations

from collections.abc import Iterable

from spec.machinery.claims.claim import Claim
from spec.machinery.claims.ids import family


class Contradiction(ValueError):
    """Claims that cannot all be meant: the message says which, and where they are written."""


def require_consistent(claims: Iterable[Claim], known: Iterable[Claim]) -> None:
    """Raise unless every id stands for one claim, and every correction for one that there is.

    Parameters
    ----------
    claims
        The claims that are to be tried.
    known
        Further claims that there are, such as those of all chapters.

    Raises
    ------
    Contradiction
        If two claims have one id, or a claim is corrected by one that does not exist.
    """
    claims = list(claims)
    there_are = [*known, *claims]
    places: dict[str, str] = {}
    for claim in there_are:
        id = family(claim.id)
        place = places.setdefault(id, claim.place)
        if place != claim.place:
            raise Contradiction(
                f"two claims are called {id}: one in {place}, the other in {claim.place}. "
                "Give one of them another id"
            )
    ids = places.keys() | {claim.id for claim in there_are}
    for claim in claims:
        if claim.corrected_by is not None and claim.corrected_by not in ids:
            raise Contradiction(
                f"claim {claim.id} in {claim.place} is corrected by {claim.corrected_by}, "
                "and there is no such claim"
            )
