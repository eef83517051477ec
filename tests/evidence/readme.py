"""The README, and its regions: the parts between marks, which are output of a program."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"

_REGION = "(<!-- begin: {name} -->\\n).*?(<!-- end: {name} -->)"


def text() -> str:
    """The README as it stands."""
    return README.read_text(encoding="utf-8")


def region(text: str, name: str) -> str:
    """The text between the marks of that name."""
    found = re.search(_REGION.format(name=name), text, flags=re.DOTALL)
    if found is None:
        raise ValueError(f"the README has no region {name!r}: mark it with <!-- begin: {name} -->")
    return text[found.end(1) : found.start(2)]


def with_region(text: str, name: str, content: str) -> str:
    """The text with the region of that name replaced."""
    region(text, name)
    pattern = _REGION.format(name=name)
    return re.sub(pattern, lambda m: m[1] + content + m[2], text, flags=re.DOTALL)


def write(**regions: str) -> None:
    """Replace regions of the README."""
    new = text()
    for name, content in regions.items():
        new = with_region(new, name, content)
    README.write_text(new, encoding="utf-8")
