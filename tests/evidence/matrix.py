"""Claims × counterfeits: which claim catches which mistake, and how small an error it notices.

Every claim is given one list of instances, drawn by Hypothesis as its `ci` profile draws them:
derandomised and without a database, so that they are the same in every process and on every run.
Each counterfeit of a function that the claim calls is judged on those instances in turn, until one
of them fails it. Neither is there a registry: what a claim calls is found by watching it judge the
reference library, and counterfeits are found by import.

``python -m tests.evidence.matrix`` prints the matrix, and writes what comes of it to ``spec/teeth.json`` and
to the README. ``tests/test_matrix.py`` measures it again.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import Phase, given, settings

import impl
from spec.machinery.claims.specification import claimed_properties
from spec.machinery.claims.claim import Claim, claim_of
from spec.machinery.numbers.comparison import ShapesDiffer
from spec.machinery.claims.guard import Misbehaviour
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.detected import TEETH, Teeth
from spec.machinery.claims.trial import Found, Trial
from tests.counterfeits import insensitive
from tests.counterfeits import Counterfeit, gallery, replaced
from tests.evidence.pages import README, with_region

INSTANCES = 100
"""How many instances a counterfeit has to get past, as in the profiles `dev` and `ci`."""

FINEST = 52
"""The smallest relative error to be looked for is 2^-52, the spacing of floats at 1."""

Function = Callable[..., Any]
Instance = dict[str, Any]


@dataclass(frozen=True)
class Catch:
    """What a claim made of an implementation that it should not pass.

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

    def __init__(self, test: Function) -> None:
        self.test = test
        claim = claim_of(test)
        if claim is None:
            raise TypeError(f"{test!r} is not a claim")
        self.claim: Claim = claim
        self._handle: Any = vars(test)["hypothesis"]

    @functools.cached_property
    def instances(self) -> list[Instance]:
        """What the claim is judged on."""
        return self.drawn(INSTANCES)

    def forget(self) -> None:
        """Let go of the instances, to be drawn again if they are needed again."""
        vars(self).pop("instances", None)

    def drawn(self, number: int) -> list[Instance]:
        """So many instances, as Hypothesis draws them: the same whenever it is asked."""
        instances: list[Instance] = []

        def gather(impl: None, **instance: Any) -> None:
            instances.append(instance)

        body = functools.wraps(self._handle.inner_test)(gather)
        draw = given(**self._handle._given_kwargs)(body)
        settings(
            max_examples=number,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
        )(draw)(impl=None)
        return instances

    @functools.cached_property
    def functions(self) -> list[str]:
        """The functions that the claim calls of the reference library, on any instance."""
        reference = Implementation(impl, "impl")
        trial = Trial(self.claim, shrinks=True)
        for instance in self.instances:
            try:
                self._judge(trial, reference, instance)
            except Found:
                continue
        return [name for name in impl.__all__ if name in trial.functions]

    def counterfeits(self) -> list[Counterfeit]:
        """The counterfeits of the functions that it calls."""
        return [each for each in gallery() if each.function in self.functions]

    def catch(self, functions: Any, instances: Iterable[Instance] | None = None) -> Catch | None:
        """What the claim makes of an implementation; None if it passes."""
        trial = Trial(self.claim, shrinks=True)
        implementation = Implementation(functions, "counterfeit")
        try:
            for instance in self.instances if instances is None else instances:
                self._judge(trial, implementation, instance)
            trial.conclude_search()
        except Found:
            return None
        except Exception as failure:
            return Catch(trial.examples, failure)
        return None

    def share_caught(self, functions: Any) -> float:
        """On what share of its instances the claim fails."""
        failing = [self.catch(functions, [instance]) for instance in self.instances]
        return sum(catch is not None for catch in failing) / len(failing)

    def catches(self) -> dict[Counterfeit, Catch]:
        """The counterfeits that the claim catches by an assertion."""
        found = {each: self.catch(each.functions()) for each in self.counterfeits()}
        return {each: catch for each, catch in found.items() if catch and catch.is_by_assertion}

    def notices(self, bits: int) -> bool:
        """Whether a relative error of 2^-bits in one of the functions makes the claim fail."""
        return any(self._is_noticed(scaling, bits) for scaling in self._scalings())

    def finest_noticed(self) -> int:
        """The largest k, up to 52, for which a relative error of 2^-k makes the claim fail.

        It is found by bisection, for an error of either sign in any of the functions.
        """
        finest = -1
        for scaling in self._scalings():
            if finest == FINEST or not self._is_noticed(scaling, finest + 1):
                continue
            noticed, missed = finest + 1, FINEST + 1
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

    def _is_noticed(self, scaling: tuple[str, int], bits: int) -> bool:
        name, sign = scaling
        catch = self.catch(scaled(name, 1 + sign * Fraction(1, 2**bits)))
        return catch is not None and catch.is_by_assertion

    def _judge(self, trial: Trial, implementation: Implementation, instance: Instance) -> None:
        with np.errstate(all="ignore"):
            arguments = {"impl": implementation, **instance}
            trial.judge(self._handle.inner_test, set(instance), arguments)


def rows() -> dict[str, Row]:
    """A row for every claim of the homework, by id."""
    found = [Row(test) for test in claimed_properties()]
    return {row.claim.id: row for row in sorted(found, key=lambda row: row.claim.id)}


def scaled(name: str, factor: Fraction) -> SimpleNamespace:
    """The functions of the reference library, the results of one of them scaled."""

    def function(*arguments: Any, **keywords: Any) -> Any:
        return _times(getattr(impl, name)(*arguments, **keywords), factor)

    return replaced(name, function)


def _times(result: Any, factor: Fraction) -> Any:
    """A result times the factor: each part of a tuple, each value of a function."""
    if isinstance(result, tuple):
        return tuple(_times(part, factor) for part in result)
    if callable(result):
        return lambda x: _times(result(x), factor)
    is_exact = isinstance(result, (int, Fraction))
    return result * factor if is_exact else result * float(factor)


def measured(id: str) -> tuple[str, Teeth, dict[str, int]]:
    """What comes of one claim, and how many examples each counterfeit took."""
    row = rows()[id]
    examples = {each.name: catch.examples for each, catch in row.catches().items()}
    return id, Teeth(counterfeits=tuple(examples), notices=row.finest_noticed()), examples


def lines_of(id: str, teeth: Teeth, examples: dict[str, int]) -> Iterator[str]:
    """A row as it is printed: the claim, what it notices, and what it catches."""
    yield f"{id}: notices 2^-{teeth.notices}, catches {len(examples)}"
    width = max(map(len, examples), default=0)
    for name, number in examples.items():
        yield f"    {name:<{width}}  {number:>3}"


def summary(teeth: dict[str, Teeth]) -> str:
    """The headline numbers and the claims that are blunt, for the README."""
    per_claim = sorted(len(each.counterfeits) for each in teeth.values())
    caught = {name for each in teeth.values() for name in each.counterfeits}
    functions = {each.function for each in gallery()}
    sharp = {id: each.notices for id, each in teeth.items() if id not in blunt.REASONS}
    about_rounding = {id for id, row in rows().items() if row.claim.is_about_rounding}
    least = min(bits for id, bits in sharp.items() if id not in about_rounding)
    least_about_rounding = min(bits for id, bits in sharp.items() if id in about_rounding)
    lines = [
        f"- Of {len(gallery())} counterfeits of {len(functions)} functions, {len(caught)} are "
        "caught.",
        f"- Of {len(teeth)} claims, each catches {per_claim[0]} of them or more, "
        f"{per_claim[len(per_claim) // 2]} in the median and {per_claim[-1]} at most.",
        f"- A claim fails if a result of `impl` is off by one part in 2^{least}, or one about "
        f"numerical soundness by one in 2^{least_about_rounding}. All do, but",
        *(f"  - `{id}`, where {reason}." for id, reason in blunt.REASONS.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure the matrix, print it, and write what came of it."""
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(measured, rows()))
    for result in results:
        print(*lines_of(*result), sep="\n")
    teeth = {id: each for id, each, _ in results}
    content = {
        id: {"notices": t.notices, "counterfeits": t.counterfeits} for id, t in teeth.items()
    }
    TEETH.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    readme = README.read_text(encoding="utf-8")
    README.write_text(with_region(readme, "teeth", summary(teeth)), encoding="utf-8")
    print(f"\n{summary(teeth)}", end="")


if __name__ == "__main__":
    main()
