"""The shards of a claim: parts of its examples, which can be tried apart, on many workers."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_SHARDS = re.compile(r"(?:([1-9]\d*)/)?([1-9]\d*)")


@dataclass(frozen=True)
class Shard:
    """One part of the examples of a claim.

    Attributes
    ----------
    index
        Which of the parts it is, from 1 on.
    of
        How many there are.
    """

    index: int = 1
    of: int = 1

    def examples(self, number: int) -> int:
        """How many of so many examples are its own."""
        return number // self.of + (self.index <= number % self.of)

    def seed(self, seed: str, id: str) -> int:
        """From which seed it draws, in a run of that seed, the examples of the claim of that id.

        No two shards draw the same, and a shard draws the same whenever the run has that seed.
        """
        digest = hashlib.sha256(f"{seed} {id} {self.index}".encode()).digest()
        return int.from_bytes(digest[:8], "big")

    def __str__(self) -> str:
        return f"shard {self.index} of {self.of}"


def shards(number: int, examples: int) -> list[Shard]:
    """So many shards of a claim, or as many as it has examples where these are fewer."""
    of = min(number, examples)
    return [Shard(index, of) for index in range(1, of + 1)]


def shards_of(text: str) -> tuple[int | None, int]:
    """What a person writes for shards: how many, ``"4"``; or which one of how many, ``"2/4"``.

    Raises
    ------
    ValueError
        If it is neither, or there is no such one.
    """
    found = _SHARDS.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is neither a number nor, as in 2/4, one of a number of shards")
    index, of = int(found[1]) if found[1] else None, int(found[2])
    if index is not None and index > of:
        raise ValueError(f"{text}: of {of} shards there is no shard {index}")
    return index, of
