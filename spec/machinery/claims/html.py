"""Records and verdicts as HTML: the cards of a page, and what a notebook shows."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from spec.machinery.claims.records import Record
from spec.machinery.claims.rendering import count, evidence, totals, verdict_word
from spec.machinery.claims.verdicts import SHOWN, Verdict


@functools.cache
def style() -> str:
    """The rules for the looks of cards, which have their colours in dark and in light."""
    return Path(__file__).with_name("cards.css").read_text(encoding="utf-8")


def html_of(records: Sequence[Record], found: Sequence[Verdict]) -> str:
    """The verdicts, and the claims that failed; all claims are one click away."""
    failed = [record for record in records if record["outcome"] == "failed"]
    parts = [
        f"<style>{style()}</style>",
        cards(found, heading="h4"),
        f"<p>{escape(totals(records))}</p>",
    ]
    if failed:
        parts.append(_table(("verdict", "claim", "says", "evidence"), map(_claim, failed)))
    every = _table(("verdict", "claim", "says", "evidence"), map(_claim, records))
    parts.append(f"<details><summary>All claims</summary>{every}</details>")
    return "".join(parts)


def cards(found: Iterable[Verdict], *, heading: str, has_claims: bool = False) -> str:
    """A card for each function that was judged, and a sentence about the others.

    Parameters
    ----------
    found
        The verdicts, one for each.
    heading
        The element that its name is in, of a level below that of what is around.
    has_claims
        Whether the claims are on the same page, each at the place that `place_of_claim` names.
    """
    found = list(found)
    judged = [each for each in found if each.grade is not None]
    faults = [_card(each, heading, has_claims) for each in judged if each.failures]
    others = [_card(each, heading, has_claims) for each in judged if not each.failures]
    parts = [
        f'<div class="{classes}">{"".join(shown)}</div>'
        for classes, shown in (("cards faults", faults), ("cards", others))
        if shown
    ]
    for reason in dict.fromkeys(each.reason for each in found if each.grade is None):
        titles = ", ".join(each.title for each in found if each.reason == reason)
        parts.append(f"<p>Not judged, as {escape(str(reason))}: {escape(titles)}.</p>")
    return "".join(parts)


def place_of_claim(id: str) -> str:
    """The id of the element that a claim has on a page."""
    return f"claim:{id}"


def place_of_card(function: str) -> str:
    """The id of the element that the card of a function is."""
    return f"function:{function}"


def link_to(place: str, text: str) -> str:
    """A link to an element of the same page."""
    return f'<a href="#{quote(place)}">{_broken(text)}</a>'


def _card(verdict: Verdict, heading: str, has_claims: bool) -> str:
    word = str(verdict.grade)
    judged = count(verdict.judged_by, "claim")
    if verdict.failures:
        judged = f"{len(verdict.failures)} of {judged}"
    lines = [
        f"<{heading}>{_broken(verdict.title)}</{heading}>",
        f'<p><span class="grade">{word}</span> {judged}</p>',
        *(f"<p>{escape(line)}</p>" for line in verdict.evidence),
    ]
    if verdict.failures:
        lines += [
            f"<p>{_claims(verdict, has_claims)}</p>",
            f'<code class="command">{escape(str(verdict.failures[0]["command"]))}</code>',
        ]
    place = f' id="{escape(place_of_card(verdict.function))}"' if has_claims else ""
    return f'<article class="card {word.replace(" ", "-")}"{place}>{"".join(lines)}</article>'


def _broken(name: str) -> str:
    """A name that may go on in the next line after any of its parts."""
    return escape(name).replace("_", "_<wbr>")


def _claims(verdict: Verdict, has_claims: bool) -> str:
    """The claims that found a function no better, or the first of them."""
    if not has_claims:
        return escape(verdict.named_claims)
    first = [link_to(place_of_claim(id), id) for id in verdict.claims[:SHOWN]]
    others = len(verdict.claims) - SHOWN
    return ", ".join(first) + (f" and {others} more" if others > 0 else "")


def _claim(record: Record) -> tuple[str, ...]:
    shown = "\n".join(evidence(record))
    return verdict_word(record), record["id"], record["statement"], shown


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(map(_cell, cells))}</tr>" for cells in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    return f'<td style="text-align: left; white-space: pre-wrap">{escape(text)}</td>'
