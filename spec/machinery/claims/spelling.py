"""Mathematics for streams whose encoding does not have it: in words and in the signs of ASCII.

``σ(h) ≤ ½‖x̄‖²`` is ``sigma(h) <= 1/2||x_bar||^2`` where there is nothing but ASCII. What an
encoding has is left as it is.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from typing import Any, TextIO

ERRORS = "spelled"
"""What this is called among the ways of Python to encode what an encoding does not have."""

SIGNS = {
    "−": "-",
    "–": "-",
    "—": "-",
    "‖": "||",
    "·": "*",
    "∗": "*",
    "⊗": "(x)",
    "±": "+/-",
    "∓": "-/+",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "≪": "<<",
    "≫": ">>",
    "→": "->",
    "←": "<-",
    "↦": "|->",
    "⇒": "=>",
    "⇔": "<=>",
    "⟨": "<",
    "⟩": ">",
    "⋯": "...",
    "⁄": "/",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "√": "sqrt",
    "∇": "grad",
    "∈": "in",
}
"""How symbols are written that have a shorter name than that of Unicode."""

PREFIXES = {"∂": "d", "×": "x"}
"""Symbols that are one word with what follows them."""

MARKS = {"\N{COMBINING CIRCUMFLEX ACCENT}": "hat", "\N{COMBINING MACRON}": "bar"}
MARKS["\N{COMBINING TILDE}"] = "tilde"
"""What is said of a letter with a mark. In the word of a language the mark is left out."""

RAISED = {"<super>": "^", "<sub>": "_"}
"""What is written before powers and indices."""

LETTER = re.compile(r"(?:GREEK|LATIN) (SMALL|CAPITAL) LETTER (?:FINAL )?([A-Z]+)(?= WITH |$)")
"""The name that Unicode has for a letter."""

WORD = re.compile(r"(?:[A-Za-z\u00c0-\u024f][\u0300-\u036f]*){3,}")
"""A word of a language, and no product of variables."""


def spell_out(*streams: TextIO | None) -> None:
    """Have streams write what their encoding does not have in words, in place of failing.

    Streams that encode nothing, as those of a notebook, are left alone.
    """
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ERRORS)


def as_written(data: Any, stream: TextIO) -> Any:
    """Plain data, with each text as a stream writes it: of these it is known how wide they are."""
    encoding = getattr(stream, "encoding", None)
    match data:
        case str() if encoding:
            return data.encode(encoding, ERRORS).decode(encoding)
        case dict():
            return {key: as_written(value, stream) for key, value in data.items()}
        case list() | tuple():
            return type(data)(as_written(value, stream) for value in data)
    return data


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """What is written for the characters of an error, and where to go on after them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text, start, end = error.object, error.start, error.end
    while end < len(text) and _goes_on(text, end):
        end += 1
    written, before, joins = "", text[start - 1 : start], False
    for place in range(start, end):
        goes_on = place > start and _goes_on(text, place)
        is_in_word = _is_in_word(text, place)
        word = "" if goes_on else _raised(text[place])
        word += _word(text[place], marks=not is_in_word)
        joins = joins or goes_on or is_in_word
        written += " " + word if not joins and _run_together(before, word) else word
        before, joins = word or before, text[place] in PREFIXES or is_in_word
    return written + " " * (not joins and _run_together(before, text[end:])), end


def _goes_on(text: str, place: int) -> bool:
    """Whether a character goes on with the power or the index that the one before it is of."""
    return _raised(text[place]) != "" and _raised(text[place]) == _raised(text[place - 1])


def _word(character: str, *, marks: bool) -> str:
    """A character in ASCII, with or without a word for a mark on it."""
    known = SIGNS.get(character) or PREFIXES.get(character)
    if known or character.isascii():
        return known or character
    if unicodedata.combining(character):
        return f"_{MARKS[character]}" if marks and character in MARKS else ""
    parts = unicodedata.normalize("NFKD", character)
    if parts != character:
        return "".join(_word(part, marks=marks) for part in parts)
    name = unicodedata.name(character, "")
    letter = LETTER.match(name)
    if letter:
        case, said = letter.groups()
        said = said.replace("LAMDA", "LAMBDA").lower()
        return said.capitalize() if case == "CAPITAL" else said
    if name and unicodedata.category(character)[0] in "PS":
        return name.lower()
    return character.encode("ascii", "backslashreplace").decode("ascii")


def _raised(character: str) -> str:
    """What is written before a character that is a power or an index; empty for others."""
    return RAISED.get(unicodedata.decomposition(character).partition(" ")[0], "")


def _is_in_word(text: str, place: int) -> bool:
    """Whether a character is part of a word of a language."""
    return any(word.start() <= place < word.end() for word in WORD.finditer(text))


def _run_together(left: str, right: str) -> bool:
    """Whether two texts would read as one word or number; a variable may have a number."""
    left, right = left[-1:], right[:1]
    return left.isalnum() and right.isalnum() and not (left.isalpha() and right.isdigit())


codecs.register_error(ERRORS, _spelled)
