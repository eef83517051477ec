"""Statements set as mathematics: indices, powers and fractions in their places.

A statement is a line of text such as ``∂L_mm/∂θ ≤ e^{max h}``. What is set is as much as a reader
gains by; what a screen reader or a copy gets is the same line. There are few rules. An operand is a
word, with what is joined to it; a group in parentheses; or a norm. Two operands with a stroke
between them are a fraction. After a word, ``_`` begins an index, ``^`` an exponent, and ``*`` is
raised.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import NamedTuple

SYMBOLS = "∂∇√'"
"""What is part of a word beside letters and digits."""

WORDS = "am an as at be by do go he if in is it me mm my no of on or so to tr up us we"

SHORT_WORDS = frozenset(WORDS.split())
"""Words of two letters that are no products, and the trace."""

NAMES = frozenset("Edel")
"""Letters that stand for themselves and are no variables, such as that of an expectation."""

LETTER = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])|(?<![A-Za-z])[a-z][a-zA-Z](?![A-Za-z])")

NUMBERED = re.compile(r"(?<![^\W\d_])([^\W\d_])([0-9])(?![A-Za-z0-9.])")

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉ᵀᵢⱼ'"
"""What is written above or below the line as it is, and joined to what is before it."""

INDEX = 2
"""How long an index of a word may be; of a single letter it may be twice as long."""


class Operand(NamedTuple):
    """A part of a statement that may be over or under a stroke.

    Attributes
    ----------
    html
        What it is set as.
    end
        Where it ends.
    is_group
        Whether it is in parentheses, which a fraction makes needless.
    """

    html: str
    end: int
    is_group: bool = False


def mathematics(text: str) -> str:
    """A statement as HTML."""
    parts: list[str] = []
    place = 0
    while place < len(text):
        operand = _operand(text, place)
        if operand is None:
            parts.append(escape(text[place]))
            place += 1
            continue
        below = _operand(text, operand.end + 1) if text[operand.end :][:1] == "/" else None
        parts.append(operand.html if below is None else _fraction(operand, below))
        place = operand.end if below is None else below.end
    return "".join(parts)


def _fraction(above: Operand, below: Operand) -> str:
    """One operand over another: strokes and parentheses are there for those who do not see it."""
    over, under = (
        f'<span class="unseen">(</span>{each.html}<span class="unseen">)</span>'
        if each.is_group
        else each.html
        for each in (above, below)
    )
    return (
        f'<span class="fraction"><span>{over}</span><span class="unseen">/</span>'
        f'<span class="under">{under}</span></span>'
    )


def _operand(text: str, start: int) -> Operand | None:
    """The operand that begins at a place, if there is one."""
    if start >= len(text):
        return None
    if text[start] == "(":
        return _group(text, start)
    if text[start] == "‖":
        return _norm(text, start)
    return _word(text, start) if _is_of_word(text[start]) else None


def _group(text: str, start: int) -> Operand | None:
    end = _closing(text, start, "()")
    if end is None:
        return None
    inside = mathematics(text[start + 1 : end - 1])
    raised, after = _joined(text, end, "")
    if after > end:
        return Operand(f"({inside}){raised}", after)
    return (
        Operand(inside, end, is_group=True)
        if _is_beside_a_stroke(text, start, end)
        else (Operand(f"({inside})", end))
    )


def _is_beside_a_stroke(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start] == "/" and start > 1 and _ends_operand(text[start - 2])
    after = text[end : end + 1] == "/" and _operand(text, end + 1) is not None
    return before or after


def _ends_operand(character: str) -> bool:
    return character in ")‖*}" or _is_of_word(character)


def _norm(text: str, start: int) -> Operand | None:
    end = text.find("‖", start + 1)
    if end < 0:
        return None
    raised, after = _joined(text, end + 1, "")
    return Operand(f"‖{mathematics(text[start + 1 : end])}‖{raised}", after)


def _word(text: str, start: int) -> Operand:
    """A word, with the indices and exponents that it has, and what it is a function of."""
    end = _end_of_word(text, start)
    word = text[start:end]
    is_article = word in ("a", "A", "I") and re.match(r" [^\W\d_]{2}", text[end:])
    html = escape(word, quote=False) if is_article else _letters(word)
    joined, end = _joined(text, end, word)
    html += joined
    close = _closing(text, end, "()") if text[end : end + 1] == "(" else None
    if close is not None:
        raised, after = _joined(text, close, "")
        return Operand(f"{html}({mathematics(text[end + 1 : close - 1])}){raised}", after)
    return Operand(html, end)


def _letters(word: str) -> str:
    """A word with its variables in italics, and the numbers of these below the line."""
    numbered = NUMBERED.sub(r"\1_\2", word)
    html = "".join(
        f"<i>{part}</i>"
        if LETTER.fullmatch(part) and part not in SHORT_WORDS | NAMES
        else escape(part, quote=False)
        for part in re.split(f"({LETTER.pattern})", numbered)
    )
    return re.sub(r"_([0-9])", r"<sub>\1</sub>", html)


def _joined(text: str, place: int, word: str) -> tuple[str, int]:
    """The stars, indices and exponents that follow a word or a group, and where they end."""
    parts: list[str] = []
    while place < len(text):
        if text[place] in RAISED:
            parts.append(text[place])
            place += 1
            continue
        if text[place] == "*" and text[place - 1 : place] not in (" ", ""):
            end = place + len(text[place:]) - len(text[place:].lstrip("*"))
            parts.append(f"<sup>{text[place:end]}</sup>")
            place = end
            continue
        tag = {"_": "sub", "^": "sup"}.get(text[place])
        inner = None if tag is None else _inner(text, place + 1, takes_signs=tag == "sup")
        if inner is None or (tag == "sub" and not _is_index(word, inner[0])):
            break
        parts.append(f"<{tag}>{mathematics(inner[0])}</{tag}>")
        place = inner[1]
    return "".join(parts), place


def _is_index(word: str, index: str) -> bool:
    """Whether what follows a stroke below is an index, and not the rest of a name in a program."""
    letters = sum(
        character.isalpha() and not unicodedata.combining(character) for character in word
    )
    return len(index) <= (2 * INDEX if letters <= 1 else INDEX) or not index.isalnum()


def _inner(text: str, start: int, *, takes_signs: bool) -> tuple[str, int] | None:
    """What is raised or lowered, and where it ends."""
    for pair in ("{}", "()"):
        if text[start : start + 1] == pair[0]:
            end = _closing(text, start, pair)
            return None if end is None else (text[start + 1 : end - 1], end)
    end = start
    if takes_signs and text[end : end + 1] in ("−", "+", "-"):
        end += 1
    first, end = end, _end_of_word(text, end)
    if end == first:
        return None
    if takes_signs and text[end : end + 1] == "(":
        end = _closing(text, end, "()") or end
    return text[start:end], end


def _end_of_word(text: str, start: int) -> int:
    end = start
    while end < len(text) and _is_of_word(text[end]):
        end += 1
    return end


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character in SYMBOLS or bool(unicodedata.combining(character))


def _closing(text: str, start: int, pair: str) -> int | None:
    """Where the group ends that opens at a place; None if it does not."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == pair[0]) - (text[place] == pair[1])
        if depth == 0:
            return place + 1
    return None
