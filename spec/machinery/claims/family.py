"""Families: one sentence said of several functions, each of which is a claim with its own verdict.

A chapter writes ``@for_each(loss=LOSSES)`` below ``@claim``; whoever knows pytest may write
``@pytest.mark.parametrize`` as for any other test. Either way each member has an id, which is that
of the claim with the member's label in brackets.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from spec.machinery.claims.claim import Claim, claim_of
from spec.machinery.claims.consistency import Contradiction

Property = TypeVar("Property", bound=Callable[..., Any])


class Family(NamedTuple):
    """What a property is said of: values for one of its arguments."""

    argument: str
    values: tuple[Any, ...]

    @property
    def labels(self) -> list[str]:
        """What each member is called: the value, as it is written."""
        return [str(value) for value in self.values]


class Member(NamedTuple):
    """One claim of those that a property makes, and the arguments that make it that one."""

    claim: Claim
    arguments: dict[str, Any]


def for_each(**values: Iterable[Any]) -> Callable[[Property], Property]:
    """Say a sentence of each of some values, under ids of their own.

    Parameters
    ----------
    **values
        The argument of the property, and the values it takes. What `str` makes of a value is its
        label.

    Raises
    ------
    TypeError
        If not one argument is named.
    ValueError
        If there are no values, or two have one label.
    """
    if len(values) != 1:
        raise TypeError(f"for_each takes one argument of the property, not {len(values)}")
    ((argument, found),) = values.items()
    family = Family(argument, tuple(found))
    labels = family.labels
    if not labels:
        raise ValueError(f"for_each: there is no {argument} to say anything of")
    if len(set(labels)) < len(labels):
        raise ValueError(f"for_each: two values of {argument} have one label: {', '.join(labels)}")

    def record(test: Property) -> Property:
        vars(test)["family"] = family
        return test

    return record


def family_of(test: object) -> Family | None:
    """The family that a property is said of, or None where it is said of nothing else."""
    recorded = getattr(test, "family", None)
    return recorded if isinstance(recorded, Family) else None


def members(test: Any) -> list[Member]:
    """The claims that a property makes: one, or of a family one for each member.

    Raises
    ------
    Contradiction
        If two members have one id.
    """
    claim = claim_of(test)
    if claim is None:
        return []
    axes = []
    family = family_of(test)
    if family is not None:
        pairs = zip(family.labels, family.values, strict=True)
        axes.append([(label, {family.argument: value}) for label, value in pairs])
    marks = getattr(test, "pytestmark", [])
    axes += [list(_marked(mark)) for mark in marks if _is_axis(mark)]
    if not axes:
        return [Member(claim, {})]
    found = []
    for points in itertools.product(*axes):
        arguments = {name: value for _, point in points for name, value in point.items()}
        found.append(Member(claim.member("-".join(label for label, _ in points)), arguments))
    ids = [member.claim.id for member in found]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise Contradiction(
            f"two members of the family in {claim.place} are called {twice}. Tell them apart by ids"
        )
    return found


def _is_axis(mark: Any) -> bool:
    return getattr(mark, "name", None) == "parametrize"


def _marked(mark: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The labels and arguments that one ``pytest.mark.parametrize`` stands for, as pytest has them.

    No pytest is needed to read them: a mark is an object with its arguments as attributes.
    """
    given = dict(zip(("argnames", "argvalues", "indirect", "ids"), mark.args, strict=False))
    given |= mark.kwargs
    names = given["argnames"]
    takes_one = isinstance(names, str) and "," not in names
    if isinstance(names, str):
        names = [name.strip() for name in names.split(",") if name.strip()]
    ids = given.get("ids")
    listed = [] if ids is None or callable(ids) else list(ids)
    for index, point in enumerate(given["argvalues"]):
        is_param = hasattr(point, "marks")
        values = point.values if is_param else (point,) if takes_one else point
        label = getattr(point, "id", None) if is_param else None
        if label is None and index < len(listed):
            label = listed[index]
        if label is None:
            parts = zip(names, values, strict=True)
            label = "-".join(_label(name, value, index, ids) for name, value in parts)
        yield str(label), dict(zip(names, values, strict=True))


def _label(name: str, value: Any, index: int, ids: Any) -> str:
    """What pytest calls a value."""
    own = ids(value) if callable(ids) else None
    if own is not None:
        return str(own)
    if isinstance(value, (str, int, float, complex, bool, enum.Enum, type(None))):
        return str(value)
    return str(getattr(value, "__name__", f"{name}{index}"))
