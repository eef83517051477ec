"""How many counterfeits each claim detects: measured once, and shipped as a file."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import NamedTuple


class Detected(NamedTuple):
    """What is known of the power of claims to detect wrong implementations.

    Attributes
    ----------
    counterfeits
        How many wrong implementations there are.
    by_claim
        How many of them each claim detects, by its id.
    """

    counterfeits: int
    by_claim: dict[str, int]


@functools.cache
def detected(file: Path) -> Detected:
    """What has been measured and written to a file; nothing where there is none."""
    if not file.exists():
        return Detected(0, {})
    return Detected(**json.loads(file.read_text(encoding="utf-8")))
