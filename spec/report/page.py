"""Findings as a page of HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from spec.machinery.claims.detected import detected
from spec.machinery.claims.findings import Findings
from spec.machinery.claims.grades import Grade
from spec.machinery.claims.html import (
    cards,
    link_to,
    place_of_card,
    place_of_claim,
    style,
)
from spec.machinery.claims.interface import Function
from spec.machinery.claims.records import Record
from spec.machinery.claims.rendering import count, totals, verdict_word
from spec.machinery.claims.verdicts import Verdict
from spec.machinery.numbers.precision import precision
from spec.report.drawing import account, drawn
from spec.report.mathematics import mathematics
from spec.report.pictures import picture
from spec.report.portraits import portraits


class Chapter(NamedTuple):
    """A chapter, and the records of its claims: of those that applied, and of the others."""

    title: str
    place: str
    judged: list[Record]
    skipped: list[Record]


class Figure(NamedTuple):
    """A picture, and what is said below it."""

    picture: Markup
    title: str
    text: str


class Portrayed(NamedTuple):
    """A function, and pictures of it."""

    function: Function
    figures: list[Figure]


class Graded(NamedTuple):
    """The functions of a grade, as links to their cards."""

    word: str
    functions: list[Markup]


def page(findings: Findings) -> str:
    """A page about what came of a run."""
    template = _templates().get_template("page.html")
    return template.render(
        findings=findings,
        subject=repr(findings.implementation),
        precision=precision().name,
        totals=totals(findings.records),
        counterfeits=detected(findings.specification.evidence).counterfeits,
        summary=list(_summary(findings.verdicts)),
        cards=Markup(cards(findings.verdicts, heading="h3", has_claims=True)),
        portraits=[] if findings.lost_a_worker else list(_portraits(findings)),
        chapters=list(_chapters(findings.records)),
        link=_links(findings.records),
        style=Markup(style()),
    )


def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("spec.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "picture": _picture,
        "count": count,
        "verdict": verdict_word,
        "place": place_of_claim,
        "mathematics": lambda statement: Markup(mathematics(statement)),
    }
    return found


def _picture(record: Record) -> Markup | None:
    """A picture of the counterexample of a claim, if it has one."""
    found = picture(record, f"picture:{record['id']}")
    return None if found is None else Markup(found)


def _portraits(findings: Findings) -> Iterator[Portrayed]:
    """The portraits of functions that claims have called."""
    called = {name for record in findings.records for name in record["functions"]}
    for function, found in portraits(findings.implementation, called):
        figures = [
            Figure(
                Markup(drawn(portrait, f"{function}-{number}")),
                portrait.subtitle,
                account(portrait.curve),
            )
            for number, portrait in enumerate(found)
        ]
        yield Portrayed(function, figures)


def _links(records: Sequence[Record]) -> Callable[[str], str]:
    """What makes a link of the id of a claim that is on the page, and leaves others as they are."""
    ids = {record["id"] for record in records}
    return lambda id: Markup(link_to(place_of_claim(id), id)) if id in ids else id


def _summary(verdicts: Sequence[Verdict]) -> Iterator[Graded]:
    """The functions by their grades, the worst first."""
    for grade in reversed(Grade):
        functions = [
            Markup(link_to(place_of_card(verdict.function), verdict.title))
            for verdict in verdicts
            if verdict.grade is grade
        ]
        if functions:
            yield Graded(str(grade), functions)


def _chapters(records: Sequence[Record]) -> Iterator[Chapter]:
    """The chapters, in their order."""
    grouped = groupby(records, key=lambda record: record["chapter"])
    for number, (title, claims) in enumerate(grouped, 1):
        judged: list[Record] = []
        skipped: list[Record] = []
        for record in claims:
            (skipped if record["outcome"] == "skipped" else judged).append(record)
        yield Chapter(title, f"chapter:{number}", judged, skipped)
