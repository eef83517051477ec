"""Records and verdicts as tables of HTML, for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from spec.machinery.claims.records import Record
from spec.machinery.claims.rendering import evidence, totals, verdict_word
from spec.machinery.claims.verdicts import Verdict


def html_of(records: Sequence[Record], found: Sequence[Verdict]) -> str:
    """The verdicts, and the claims that failed; all claims are one click away."""
    failed = [record for record in records if record["outcome"] == "failed"]
    parts = [
        _table(("function", "grade", "where"), map(_verdict, found)),
        f"<p>{escape(totals(records))}</p>",
    ]
    if failed:
        parts.append(_table(("verdict", "claim", "says", "evidence"), map(_claim, failed)))
    every = _table(("verdict", "claim", "says", "evidence"), map(_claim, records))
    parts.append(f"<details><summary>All claims</summary>{every}</details>")
    return "".join(parts)


def _verdict(verdict: Verdict) -> tuple[str, ...]:
    grade = "not judged" if verdict.grade is None else str(verdict.grade)
    lines = [verdict.reason or "", *verdict.evidence, verdict.named_claims]
    return verdict.title, grade, "\n".join(lines).strip()


def _claim(record: Record) -> tuple[str, ...]:
    shown = "\n".join(evidence(record))
    return verdict_word(record), record["id"], record["statement"], shown


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(map(_cell, cells))}</tr>" for cells in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    return f'<td style="text-align: left; white-space: pre-wrap">{escape(text)}</td>'
