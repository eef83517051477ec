"""Reads a page as a browser does, into elements with their texts."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
"""The elements of HTML that have no end."""


INLINE = {"a", "code", "em", "i", "span", "sub", "sup", "wbr"}
"""The elements that may be part of a word."""


class Element:
    """An element of a page."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements in it of these names, or all of them, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def having(self, name: str) -> dict[str, list[Element]]:
        """The elements in it that have an attribute, by its value."""
        found: dict[str, list[Element]] = {}
        for element in self.all():
            value = element.attributes.get(name)
            if value is not None:
                found.setdefault(value, []).append(element)
        return found

    @property
    def text(self) -> str:
        """The text in it, with one space between words."""
        return " ".join(self._text.split())

    @property
    def _text(self) -> str:
        space = "" if self.tag in INLINE else " "
        parts = (each if isinstance(each, str) else each._text for each in self.children)
        return f"{space}{''.join(parts)}{space}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("page", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        last = self.open.pop()
        if last.tag != tag:
            raise ValueError(f"<{last.tag}> ends with </{tag}>")

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """The elements of a page.

    Raises
    ------
    ValueError
        If an element has no end, or elements overlap.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open != [reader.root]:
        raise ValueError(f"<{reader.open[-1].tag}> has no end")
    return reader.root
