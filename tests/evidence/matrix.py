"""Claims × counterfeits: which claim detects which mistake, and how small an error it notices.

Every claim is given one list of instances, drawn by Hypothesis as its `ci` profile draws them:
derandomised and without a database. They depend on nothing but the version of Hypothesis and the
modules that are loaded, whose constants it draws now and then. Each counterfeit of a function that
the claim calls is judged on those instances in turn, until one of them fails it. Neither is there a
registry: what a claim calls is found by watching it judge the reference library, and counterfeits
are found by import.

``python -m tests.evidence matrix`` prints the matrix, and writes what comes of it to `matrix.json`
beside this file, in numbers alone to `spec/detected.json`, and to the page of evidence;
`test_matrix.py` measures it again. With ids or parts, as in ``python -m tests.evidence matrix
3.1``, it prints the rows of those claims and writes nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import unittest
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from hypothesis import Phase, given, settings

from spec.machinery.claims.claim import Claim, body_of
from spec.machinery.claims.detected import Detected
from spec.machinery.claims.family import Member, members
from spec.machinery.claims.grades import Grade
from spec.machinery.claims.guard import Misbehaviour
from spec.machinery.claims.ids import selected_ids
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.trial import Found, Trial
from spec.machinery.numbers.comparison import ShapesDiffer
from spec.specification import SPECIFICATION
from tests.counterfeits import REFERENCE, Counterfeit, gallery, insensitive, replaced
from tests.evidence import documents

INSTANCES = 100
"""How many instances a counterfeit has to get past, as in the profiles `dev` and `ci`."""

MATRIX = Path(__file__).with_name("matrix.json")
"""What came of it when it was last measured as a whole."""

FINEST = 52
"""The smallest relative error to be looked for is 2^-52, the spacing of floats at 1."""

SMALL = 20
"""A relative error of 2^-20 is small enough to leave a function what it is."""

Test = Callable[..., Any]
Instance = dict[str, Any]


class Power(NamedTuple):
    """What a claim detects.

    Attributes
    ----------
    counterfeits
        The names of the counterfeits that it fails for.
    notices
        The largest k for which it fails if the results of one of the functions that it calls are
        scaled by 1 ± 2^-k.
    """

    counterfeits: tuple[str, ...]
    notices: int


@dataclass(frozen=True)
class Detection:
    """How a claim detected that an implementation is wrong.

    Attributes
    ----------
    examples
        How many instances it took.
    failure
        How the claim failed.
    """

    examples: int
    failure: Exception

    @property
    def is_by_assertion(self) -> bool:
        """Whether a comparison told, and not an accident such as a shape that does not fit."""
        is_accident = isinstance(self.failure, (Misbehaviour, ShapesDiffer))
        return isinstance(self.failure, AssertionError) and not is_accident


class Row:
    """A claim, with the instances that every counterfeit is judged on."""

    def __init__(self, test: Test, member: Member) -> None:
        self.test = test
        self.member = member
        self.claim: Claim = member.claim
        self._handle: Any = vars(test)["hypothesis"]

    @property
    def is_about_rounding(self) -> bool:
        """Whether the claim is about floating-point numbers."""
        return SPECIFICATION.is_about_rounding(self.claim)

    @property
    def reason(self) -> str | None:
        """Why a small relative error may get past the claim; None if it may not."""
        return insensitive.REASONS.get(self.claim.id)

    @functools.cached_property
    def instances(self) -> list[Instance]:
        """What the claim is judged on."""
        return self.drawn(INSTANCES)

    @property
    def first_instances(self) -> list[Instance]:
        """A quarter of them, where nothing rare is looked for."""
        return self.instances[: INSTANCES // 4]

    def forget(self) -> None:
        """Let go of the instances, to be drawn again if they are needed again."""
        vars(self).pop("instances", None)

    def drawn(self, number: int) -> list[Instance]:
        """So many instances, as Hypothesis draws them: the same when asked again."""
        instances: list[Instance] = []
        self.draw(number, instances.append)
        return instances

    def draw(self, number: int, body: Callable[[Instance], object]) -> None:
        """Let Hypothesis give a body so many instances: the same ones whenever it is asked."""

        def given_one(impl: None, **instance: Any) -> None:
            body({name: instance[name] for name in instance if name not in self.member.arguments})

        draw = given(**self._handle._given_kwargs)(
            functools.wraps(self._handle.inner_test)(given_one)
        )
        settings(
            max_examples=number,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
        )(draw)(impl=None, **self.member.arguments)

    def judge_reference(self, trial: Trial, instance: Instance) -> None:
        """Judge the reference library on an instance, also one that settles a search."""
        with contextlib.suppress(Found):
            self._judge(trial, _reference(), instance)

    @functools.cached_property
    def functions(self) -> list[str]:
        """The functions that the claim calls of the reference library, on any of the first."""
        trial = self.trial()
        for instance in self.first_instances:
            self.judge_reference(trial, instance)
        return [name for name in REFERENCE if name in trial.functions]

    def counterfeits(self) -> list[Counterfeit]:
        """The counterfeits of the functions that it calls."""
        return [each for each in gallery() if each.function in self.functions]

    def detection(
        self, functions: Any, instances: Iterable[Instance] | None = None
    ) -> Detection | None:
        """What the claim makes of an implementation; None if it passes, or does not apply."""
        trial = self.trial()
        implementation = Implementation(functions, "counterfeit", SPECIFICATION.interface)
        try:
            for instance in self.instances if instances is None else instances:
                self._judge(trial, implementation, instance)
            trial.conclude_search()
        except (Found, unittest.SkipTest):
            return None
        except Exception as failure:
            return Detection(trial.examples, failure)
        return None

    def frequency(self, functions: Any) -> float:
        """The fraction of its instances on which the claim fails."""
        found = [self.detection(functions, [instance]) for instance in self.instances]
        return sum(detection is not None for detection in found) / len(found)

    def detections(self) -> dict[Counterfeit, Detection]:
        """The counterfeits that the claim detects by an assertion."""
        found = {each: self.detection(each.functions()) for each in self.counterfeits()}
        return {each: how for each, how in found.items() if how and how.is_by_assertion}

    def notices(self, bits: int, instances: Iterable[Instance] | None = None) -> bool:
        """Whether a relative error of 2^-bits in one of the functions makes the claim fail."""
        return any(self._is_noticed(scaling, bits, instances) for scaling in self._scalings())

    def finest_noticed(self) -> int:
        """The largest k, up to 52, for which a relative error of 2^-k makes the claim fail.

        It is found by bisection, for an error of either sign in any of the functions. An error so
        large that it makes another function, of which nothing is claimed, may go unnoticed.
        """
        finest = -1
        for scaling in self._scalings():
            starts = [bits for bits in (finest + 1, SMALL) if finest < bits <= FINEST]
            noticed = next((bits for bits in starts if self._is_noticed(scaling, bits)), None)
            if noticed is None:
                continue
            missed = FINEST + 1
            while missed - noticed > 1:
                middle = (noticed + missed) // 2
                if self._is_noticed(scaling, middle):
                    noticed = middle
                else:
                    missed = middle
            finest = noticed
        return finest

    def _scalings(self) -> list[tuple[str, int]]:
        return [(name, sign) for name in self.functions for sign in (1, -1)]

    def _is_noticed(
        self, scaling: tuple[str, int], bits: int, instances: Iterable[Instance] | None = None
    ) -> bool:
        name, sign = scaling
        detection = self.detection(scaled(name, 1 + sign * Fraction(1, 2**bits)), instances)
        return detection is not None and detection.is_by_assertion

    def trial(self) -> Trial:
        """A trial of the claim, of which nothing has been seen."""
        file = body_of(self.test).__code__.co_filename
        return Trial(self.member, file=file, shrinks=True, fails_at=Grade.IMPRECISE)

    def _judge(self, trial: Trial, implementation: Implementation, instance: Instance) -> None:
        with np.errstate(all="ignore"):
            arguments = {"impl": implementation, **self.member.arguments, **instance}
            trial.judge(self._handle.inner_test, set(instance), arguments)


@functools.cache
def _reference() -> Implementation:
    return Implementation(SimpleNamespace(**REFERENCE), "impl", SPECIFICATION.interface)


def rows() -> dict[str, Row]:
    """A row for every claim, by id."""
    found = [Row(test, member) for test in SPECIFICATION.tests() for member in members(test)]
    return {row.claim.id: row for row in sorted(found, key=lambda row: row.claim.id)}


def scaled(name: str, factor: Fraction) -> SimpleNamespace:
    """The functions of the reference library, the results of one of them scaled."""

    def function(*arguments: Any, **keywords: Any) -> Any:
        return _times(REFERENCE[name](*arguments, **keywords), factor)

    return replaced(name, function)


def _times(result: Any, factor: Fraction) -> Any:
    """A result times the factor: each part of a tuple, each value of a function."""
    if isinstance(result, tuple):
        return tuple(_times(part, factor) for part in result)
    if callable(result):
        return lambda x: _times(result(x), factor)
    is_exact = isinstance(result, (int, Fraction))
    return result * factor if is_exact else result * float(factor)


def measured(id: str) -> tuple[str, Power, dict[str, int]]:
    """What one claim detects, and how many examples each counterfeit took."""
    row = rows()[id]
    examples = {each.name: how.examples for each, how in row.detections().items()}
    return id, Power(counterfeits=tuple(examples), notices=row.finest_noticed()), examples


def on_file() -> dict[str, Power]:
    """What each claim detected when the matrix was last measured as a whole."""
    content = json.loads(MATRIX.read_text(encoding="utf-8"))
    return {id: Power(tuple(each["counterfeits"]), each["notices"]) for id, each in content.items()}


def lines_of(id: str, power: Power, examples: dict[str, int]) -> Iterator[str]:
    """A row as it is printed: the claim, what it notices, and what it detects."""
    yield f"{id}: notices 2^-{power.notices}, detects {len(examples)}"
    width = max(map(len, examples), default=0)
    for name, number in examples.items():
        yield f"    {name:<{width}}  {number:>3}"


def summary(powers: dict[str, Power]) -> str:
    """The headline numbers, and the claims that are insensitive, for the page of evidence."""
    per_claim = sorted(len(each.counterfeits) for each in powers.values())
    detected = {name for each in powers.values() for name in each.counterfeits}
    functions = {each.function for each in gallery()}
    reasons = {id: row.reason for id, row in rows().items() if row.reason}
    lines = [
        f"- Of {len(gallery())} counterfeits of {len(functions)} functions, {len(detected)} are "
        "detected.",
        f"- Of {len(powers)} claims, each detects {per_claim[0]} of them or more, "
        f"{per_claim[len(per_claim) // 2]} in the median and {per_claim[-1]} at most.",
        f"- A claim fails if a result of `impl` is off by one part in 2^"
        f"{insensitive.OUTSIDE_ROUNDING}, or one about numerical soundness by one in 2^"
        f"{insensitive.ABOUT_ROUNDING}. All do, but",
        *(f"  - `{id}`, where {reason}." for id, reason in reasons.items()),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] = ()) -> None:
    """Measure the matrix, or the rows of some claims; write what came of it if it is whole."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence matrix", description=__doc__)
    parser.add_argument("claim", nargs="*", help="an id or a part; all of them, if there is none")
    selectors = parser.parse_args(arguments).claim
    ids = list(rows())
    wanted = selected_ids(ids, selectors) if selectors else ids
    chosen = [id for id in ids if id in wanted]
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(measured, chosen))
    for result in results:
        print(*lines_of(*result), sep="\n")
    if selectors:
        return
    powers = {id: power for id, power, _ in results}
    names = {name for power in powers.values() for name in power.counterfeits}
    counts = {id: len(power.counterfeits) for id, power in powers.items()}
    _write(MATRIX, {id: power._asdict() for id, power in powers.items()})
    _write(SPECIFICATION.evidence, Detected(len(names), counts)._asdict())
    documents.write(detected=summary(powers))
    print(f"\n{summary(powers)}", end="")


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
