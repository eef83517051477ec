"""The README and the pages in `docs/`, and their regions: what is output, between marks."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"

_REGION = "(<!-- begin: {name} -->\\n).*?(<!-- end: {name} -->)"


def pages() -> list[Path]:
    """The README, and the pages that it links."""
    return [README, *sorted((ROOT / "docs").glob("*.md"))]


def text() -> str:
    """All of them as they stand, one after the other."""
    return "\n".join(page.read_text(encoding="utf-8") for page in pages())


def region(text: str, name: str) -> str:
    """The text between the marks of that name."""
    found = re.search(_REGION.format(name=name), text, flags=re.DOTALL)
    if found is None:
        raise ValueError(f"no page has a region {name!r}: mark it with <!-- begin: {name} -->")
    return text[found.end(1) : found.start(2)]


def with_region(text: str, name: str, content: str) -> str:
    """The text with the region of that name replaced."""
    region(text, name)
    pattern = _REGION.format(name=name)
    return re.sub(pattern, lambda m: m[1] + content + m[2], text, flags=re.DOTALL)


def write(**regions: str) -> None:
    """Replace regions, each on the page that has it."""
    for name, content in regions.items():
        page = _page_of(name)
        page.write_text(
            with_region(page.read_text(encoding="utf-8"), name, content), encoding="utf-8"
        )


def _page_of(name: str) -> Path:
    mark = f"<!-- begin: {name} -->"
    found = [page for page in pages() if mark in page.read_text(encoding="utf-8")]
    if len(found) != 1:
        raise ValueError(f"{len(found)} pages have a region {name!r}, and one should")
    return found[0]
