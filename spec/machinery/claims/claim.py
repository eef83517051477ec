"""What a claim is: a property that records which sentence it encodes."""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

Kind = Literal["holds", "exists", "refuted"]
"""How many of the drawn instances obey the sentence: all of them, some, or not all."""

Property = TypeVar("Property", bound=Callable[..., Any])

_ID = re.compile(r"[a-z0-9.-]+/[a-z0-9-]+")
_NUMBERS = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


@dataclass(frozen=True)
class Claim:
    """A sentence, as its property records it.

    Attributes
    ----------
    id
        What a person types: the part it is of, a slash, and a name; of a member of a family, its
        label in brackets after that.
    equations
        Where the text that it is of says it, as in ``"24-27"`` or ``"text, 27"``.
    source
        Who says it, where it is not that text: a paper or a book.
    kind
        Whether all instances obey the sentence, some do, or not all do.
    corrected_by
        For a refuted sentence, the id of the claim that is true instead.
    sentence
        The sentence in words: the name of the property.
    statement
        The sentence in one line of mathematics: the head of its docstring.
    chapter
        The title of the chapter: the head of its module's docstring.
    place
        Where its property is written: file and line.
    """

    id: str
    equations: str
    source: str
    kind: Kind
    corrected_by: str | None
    sentence: str
    statement: str
    chapter: str
    place: str

    @property
    def part(self) -> str:
        """The part that the claim is of: its id up to the slash."""
        return self.id.partition("/")[0]

    @property
    def equation_numbers(self) -> tuple[int, ...]:
        """The numbered equations that the claim covers, in order."""
        numbers: set[int] = set()
        for first, last in _NUMBERS.findall(self.equations):
            numbers.update(range(int(first), int(last or first) + 1))
        return tuple(sorted(numbers))

    def member(self, label: str) -> Claim:
        """The same sentence of one member of a family, which has an id of its own."""
        return dataclasses.replace(self, id=f"{self.id}[{label}]")


def claim(
    id: str,
    *,
    equations: str = "",
    source: str = "",
    kind: Kind = "holds",
    corrected_by: str | None = None,
) -> Callable[[Property], Property]:
    """Record what a property claims.

    The property itself is an ordinary Hypothesis test. It is given the implementation it judges as
    the fixture `impl`, and draws the rest. Where `kind` is ``"holds"`` its body asserts the
    sentence of every instance drawn. Where it is ``"exists"`` or ``"refuted"`` the body ends by
    telling `holds_here` whether the sentence is true of the instance: a witness is an instance of
    which it is, a counterexample one of which it is not. What such a body asserts on the way must
    hold for every instance all the same, so that a merely wrong implementation provides neither.

    Parameters
    ----------
    id
        What a person types to select the claim, such as ``"3.3/equals-kl"``.
    equations
        The equations of the text that it covers, such as ``"24-27"`` or ``"text, 27"``.
    source
        Who claims it, where it is not that text: ``"Lim and Ye 2017"``.
    kind
        ``"holds"``, ``"exists"`` or ``"refuted"``.
    corrected_by
        For a refuted sentence, and only for one, the id of the claim that is true instead.

    Raises
    ------
    ValueError
        If the id is not of the form ``part/name``, the kind is none of the three, a refuted claim
        does not say what corrects it (or another claim does), or the property has no docstring.
    TypeError
        If calling the property would not run its body: it is a coroutine or a generator.
    """
    if not _ID.fullmatch(id):
        raise ValueError(
            f"{id!r} is not the id of a claim: write the part it is of, a slash, and a name of "
            "lower-case letters, digits and hyphens, as in '3.3/equals-kl'"
        )
    if kind not in get_args(Kind):
        raise ValueError(f"claim {id}: kind {kind!r} is none of {', '.join(get_args(Kind))}")
    if (kind == "refuted") != (corrected_by is not None):
        raise ValueError(
            f"claim {id}: a refuted claim, and only a refuted claim, names in corrected_by the "
            "claim that is true instead"
        )

    def record(test: Property) -> Property:
        body = body_of(test)
        code = body.__code__
        place = f"{code.co_filename}:{code.co_firstlineno}"
        if inspect.iscoroutinefunction(body) or inspect.isasyncgenfunction(body):
            raise TypeError(
                f"claim {id}: {test.__name__} is async, and no one would await it: it would never "
                f"run. Write it with def ({place})"
            )
        if inspect.isgeneratorfunction(body):
            raise TypeError(
                f"claim {id}: {test.__name__} yields, so calling it would not run it: write it "
                f"without yield ({place})"
            )
        statement = (inspect.getdoc(test) or "").partition("\n")[0]
        if not statement:
            raise ValueError(
                f"claim {id}: {test.__name__} needs a docstring that states the claim ({place})"
            )
        chapter = inspect.getdoc(sys.modules[test.__module__]) or test.__module__
        recorded = Claim(
            id=id,
            equations=equations,
            source=source,
            kind=kind,
            corrected_by=corrected_by,
            sentence=test.__name__.removeprefix("test_").replace("_", " "),
            statement=statement,
            chapter=chapter.partition("\n")[0].rstrip("."),
            place=place,
        )
        vars(test)["claim"] = recorded
        return test

    return record


def claim_of(test: object) -> Claim | None:
    """The claim that a test records, or None where it records none."""
    recorded = getattr(test, "claim", None)
    return recorded if isinstance(recorded, Claim) else None


def body_of(test: Any) -> Any:
    """The function that a person wrote, beneath Hypothesis."""
    handle = getattr(test, "hypothesis", None)
    return inspect.unwrap(test if handle is None else handle.inner_test)
