"""Records and verdicts as text, in lines that fit a width."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spec.machinery.claims.grades import Grade
from spec.machinery.claims.records import JUDGED, Record
from spec.machinery.claims.verdicts import Verdict

NARROWEST = 40
"""The number of columns for which lines are broken where there are fewer."""


MARGIN = " " * 11
"""What is before a line that goes on with a row: as much as before an id."""


_STATEMENT = re.compile(r"broke: +| +")
"""What a line of a statement begins with."""


class Columns(NamedTuple):
    """How wide a table of claims is: its ids, its counts of counterfeits, and all of it."""

    ids: int
    detections: int
    all: int


def columns(records: Iterable[Record], width: int) -> Columns:
    """The columns that a table of these claims has."""
    records = list(records)
    ids = max((len(record["id"]) for record in records), default=0)
    counts = max((len(detections(record)) for record in records), default=0)
    return Columns(ids, counts, max(width, NARROWEST))


def row(record: Record, widths: Columns) -> list[str]:
    """A claim: its verdict, its id, how many counterfeits it detects, and what it says."""
    cells = [f"  {verdict_word(record):<8} {record['id']:<{widths.ids}}"]
    if widths.detections:
        cells.append(f"{detections(record):>{widths.detections}}")
    head = "  ".join([*cells, ""])
    if len(head) > widths.all // 2:
        return [head.rstrip(), *wrapped(record["statement"], widths.all, MARGIN)]
    first, *others = wrapped(record["statement"], widths.all, " " * len(head))
    return [head + first[len(head) :], *others]


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A text in lines of a width, each of them indented by as much.

    The lines of a statement go on further in than they begin.
    """
    statement = _STATEMENT.match(text)
    hanging = " " * (len(statement[0]) + 4) if statement else ""
    lines = textwrap.wrap(
        text,
        max(width, NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [indent]


def evidence(record: Record, *, shows_inputs: bool = True) -> Iterator[str]:
    """What is to be said below a row: what was found, what is true instead, or why it failed."""
    instance = record["counterexample"]
    if record["outcome"] in ("skipped", "known"):
        yield record["message"]
    elif record["outcome"] == "failed":
        if instance and shows_inputs:
            yield f"fails for {instance}"
        if record["broken_statement"]:
            first, *others = record["broken_statement"].splitlines()
            yield from (f"broke: {first}", *(f"       {line}" for line in others))
        if not instance:
            yield record["reason"] or f"{record['message']}".strip().partition("\n")[0]
    elif record["kind"] == "exists":
        yield f"witness: {instance}"
    elif record["kind"] == "refuted":
        yield f"counterexample: {instance}"
        yield f"true instead: {record['corrected_by']}"


def detections(record: Record) -> str:
    """How many counterfeits the claim is known to detect, where that has been measured."""
    return "" if record["counterfeits"] is None else f"×{record['counterfeits']}"


def verdict_word(record: Record) -> str:
    """The verdict in one word: what the claim says of its sentence, if the claim passed."""
    words = {"passed": record["kind"], "failed": "FAILED"}
    return str(words.get(record["outcome"], record["outcome"]))


def verdict_lines(found: Sequence[Verdict], width: int) -> Iterator[tuple[Grade | None, str]]:
    """The verdicts: those that are not right one by one, and the others together.

    With a line goes the grade of the verdict that it begins, or None where it goes on.
    """
    for verdict in found:
        if verdict.grade in (None, Grade.RIGHT):
            continue
        first, *others = wrapped(str(verdict), width)
        yield verdict.grade, first
        for line in others:
            yield None, line
        for detail in [*verdict.evidence, verdict.named_claims]:
            for line in wrapped(detail, width, "  "):
                yield None, line
        yield None, f"  {verdict.failures[0]['command']}"
    right = [f"{each.title} ({each.judged_by})" for each in found if each.grade is Grade.RIGHT]
    reasons = dict.fromkeys(each.reason for each in found if each.grade is None)
    paragraphs: list[tuple[Grade | None, str]] = []
    if right:
        paragraphs.append((Grade.RIGHT, f"right, by so many claims: {', '.join(right)}"))
    for reason in reasons:
        titles = ", ".join(each.title for each in found if each.reason == reason)
        paragraphs.append((None, f"not judged, as {reason}: {titles}"))
    for grade, text in paragraphs:
        first, *more = wrapped(text, width)
        yield grade, first
        for line in more:
            yield None, line


def totals(records: Iterable[Record]) -> str:
    """One line that counts claims by verdict, equations covered and examples run."""
    records = list(records)
    words = [verdict_word(record) for record in records]
    counts = ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))
    held = (record for record in records if record["outcome"] == "passed")
    equations = {number for record in held for number in record["equations"]}
    examples = sum(record["examples"] for record in records if record["outcome"] in JUDGED)
    return ", ".join(
        [
            f"{count(len(records), 'claim')} ({counts})",
            f"{count(len(equations), 'equation')} covered",
            f"{count(examples, 'example')} run",
        ]
    )


def count(number: int, noun: str) -> str:
    """A number of things, in words."""
    return f"{number:,} {noun}" + "s" * (number != 1)
