"""Arguments for any function of the interface, made from what is said there of their domains.

A sentence that is said of many functions draws the same instances for all of them: sizes, and small
whole numbers. Which arguments they make is decided once the function is known.
"""

from __future__ import annotations

import itertools
import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec import interface
from spec.definitions.f_divergence import F_DIVERGENCES, NamedDivergence
from spec.interface import sample_of
from spec.machinery.claims.interface import Domain, Function
from spec.strategies.divergence import BATCH, apportioned
from spec.strategies.neighbours import MARKS, told_apart

FEATURES = 2
"""How many features a Gaussian has, so that its distance from another has a closed form."""

NUMBERS_DRAWN = 64
"""How many numbers are drawn. Arguments with more elements begin again with the first."""

MANY = 20
"""The size of a batch, of a support, or of a vector that is not small."""

MOST_ROWS = 6
"""The most rows and columns of a weight: what its norm is by definition takes their cube."""


def _real(k: int) -> float:
    """A number from −4 to 4, where a textbook formula has most of its digits."""
    return k / 32


def _probability(k: int) -> float:
    """A number between 0 and 1."""
    return (2 * k + 257) / 512


def _positive(k: int) -> float:
    """A positive number of at most 4."""
    return (k % 256 + 1) / 64


def _negative(k: int) -> float:
    """A number below 0 and above −4, at which every conjugate is finite."""
    return (2 * k - 257) / 128


def _width(k: int) -> float:
    """A number from 1 to 5, in units of which no real number is far away."""
    return (k % 256 + 64) / 64


def _odd(k: int) -> float:
    """A number from −4 to 4, but not 0."""
    return (2 * k + 1) / 64


NUMBERS: dict[Domain, Callable[[int], float]] = {
    interface.reals: _real,
    interface.probabilities: _probability,
    interface.densities: _positive,
    interface.positives: _width,
    interface.slopes: _negative,
    interface.batch: _real,
    interface.paired_batch: _real,
    interface.sample: _real,
    interface.derivatives: _real,
    interface.jacobian: _real,
    interface.features: _real,
    interface.means: _real,
    interface.biases: _real,
    interface.samples: _real,
    interface.gradients: _odd,
    # A step of power iteration divides by Wᵀu, which is not 0 where all of them are positive.
    interface.weight_matrix: _positive,
    interface.start_vector: _positive,
    interface.mean: _real,
    interface.covariance: _real,
    interface.feature_set: _real,
    interface.gaussian_features: _real,
    interface.class_logits: _real,
}
"""The element of an argument of some domain that a whole number from −128 to 127 makes."""

MASSES = (interface.distribution, interface.weights)
PAIRED = (interface.paired_batch, interface.distribution)
ROWS = (*PAIRED, interface.batch, interface.sample, interface.derivatives, interface.weights)


@dataclass(frozen=True, repr=False)
class Arguments:
    """Arguments for any function, which are made once the function is known.

    Attributes
    ----------
    shape
        The shape of each argument of a function that goes element by element. For other functions
        it is leading axes and a size n: of the first batch or sample, or of the support.
    m
        The size of the second batch or sample, or the number of classes or parameters.
    r
        The number of features.
    numbers
        Whole numbers from −128 to 127, of which the elements are made.
    has_infinite_samples
        Whether each batch has one more sample, which is infinite and has weight 0.
    by_name
        The arguments that were made last, of each name.
    """

    shape: tuple[int, ...]
    m: int
    r: int
    numbers: tuple[int, ...]
    has_infinite_samples: bool = False
    by_name: dict[str, Any] = field(default_factory=dict, init=False, compare=False)

    def of(self, function: Function, implementation: Any = None) -> list[Any]:
        """The arguments that every implementation takes, in their order.

        A name is one that an implementation offers, or if none is given any. If an activation is
        the implementer's choice, it is one whose activation is the one that is proposed.

        Raises
        ------
        NotOffered
            If there is no such name.
        """
        numbers = itertools.cycle(self.numbers)
        return self._made(
            function.required,
            (
                self._divergence.name_for(function, implementation)
                if function.arguments[name] is interface.divergence_name
                else self._argument(function, name, numbers)
                for name in function.required
            ),
        )

    def without_ties(self, function: Function, implementation: Any = None) -> list[Any]:
        """The arguments, of which no two samples have a point in common."""
        places = itertools.count()
        domains = [function.arguments[name] for name in function.required]
        return self._made(
            function.required,
            (
                [x + next(places) / 1024 for x in argument]
                if domain is interface.sample
                else argument
                for domain, argument in zip(domains, self.of(function, implementation), strict=True)
            ),
        )

    def with_ties(self, function: Function) -> list[Any]:
        """The arguments, of which batches are at −1, 0 and 1, and samples often share a point.

        No point is in one sample twice.
        """
        numbers = itertools.cycle(self.numbers)
        domains = [function.arguments[name] for name in function.required]
        return self._made(
            function.required,
            (
                [
                    float(2 * place + next(numbers) % 2)
                    if domain is interface.sample
                    else float(next(numbers) % 3 - 1)
                    for place in range(len(argument))
                ]
                for domain, argument in zip(domains, self.of(function), strict=True)
            ),
        )

    def with_empty_points(self, function: Function) -> list[Any]:
        """The arguments, of which distributions have points without mass.

        Where the first distribution has mass the others have some too.
        """
        numbers = itertools.cycle(self.numbers)
        arguments, support = [], [0] * self.shape[-1]
        for name in function.required:
            if function.arguments[name] is not interface.distribution:
                arguments.append(self._argument(function, name, numbers))
                continue
            weights = [max(next(numbers) % 4, due) for due in support]
            weights = weights if any(weights) else [1] * len(weights)
            support = [int(weight > 0) for weight in weights] if not any(support) else support
            arguments.append([float(mass) for mass in apportioned(weights, BATCH).masses])
        return self._made(function.required, arguments)

    @property
    def choice(self) -> int:
        """A number to choose by, which has to do with no element in particular.

        Where elements are equal, it is mostly since Hypothesis made all numbers equal: if one of
        these chose, it would choose the same for nearly all ties.
        """
        return zlib.crc32(repr((self.shape, self.m, self.numbers)).encode())

    def weights_of(self, function: Function) -> dict[str, Any]:
        """The weights of every sample that may have them, by keyword."""
        return self._weights_of(function, function.of_domain(interface.weights))

    def one_weight_of(self, function: Function) -> dict[str, Any]:
        """The weights of one of the samples that may have them, by keyword."""
        keywords = function.of_domain(interface.weights)
        return self._weights_of(function, [keywords[self.numbers[0] % len(keywords)]])

    def _weights_of(self, function: Function, chosen: Sequence[str]) -> dict[str, Any]:
        numbers = itertools.cycle(reversed(self.numbers))
        keywords = function.of_domain(interface.weights)
        made = {name: self._argument(function, name, numbers) for name in keywords}
        weights = {name: made[name] for name in chosen}
        self.by_name.update(weights)
        return weights

    def with_one_hot_labels(self, function: Function) -> list[Any]:
        """The arguments, whose labels are rows of the identity in place of integers."""
        domains = [function.arguments[name] for name in function.required]
        return self._made(
            function.required,
            (
                [[int(i == y) for i in range(self.m)] for y in argument]
                if domain is interface.labels
                else argument
                for domain, argument in zip(domains, self.of(function), strict=True)
            ),
        )

    def with_one_array(self, function: Function, implementation: Any = None) -> list[Any]:
        """The arguments, of which one is an array and the others are single numbers."""
        chosen = function.arrays[self.numbers[-1] % len(function.arrays)]
        arguments = zip(function.required, self.of(function, implementation), strict=True)
        mixed = (x if name == chosen else _first(x) for name, x in arguments)
        return self._made(function.required, mixed)

    def _made(self, names: Iterable[str], arguments: Iterable[Any]) -> list[Any]:
        """The arguments, of which is noted that these were made."""
        made = dict(zip(names, arguments, strict=True))
        self.by_name.update(made)
        return [*made.values()]

    @property
    def _divergence(self) -> NamedDivergence:
        names = tuple(F_DIVERGENCES)
        return NamedDivergence(names[self.numbers[-3] % len(names)], names)

    @property
    def _neighbouring(self) -> tuple[int, ...]:
        """How many samples two sets have: each has two neighbours, and there are marks for all."""
        most = len(MARKS) // 2
        return tuple(min(max(3, 1 + size), most) for size in (self.shape[-1], self.m))

    def _argument(self, function: Function, name: str, numbers: Iterator[int]) -> Any:
        domain = function.arguments[name]
        if function.shape == "elementwise":
            return _array(self.shape, lambda: NUMBERS[domain](next(numbers)))
        *leading, n = self.shape
        if domain in ROWS:
            of = sample_of(function, name) if domain is interface.weights else name
            is_paired = any(each in PAIRED for each in function.arguments.values())
            size = n if is_paired or of == function.arrays[0] else self.m
            return _array(leading, lambda: self._row(domain, [next(numbers) for _ in range(size)]))
        if domain in (interface.labels, interface.integer_labels, interface.sample_labels):
            return [next(numbers) % self.m for _ in range(n)]
        if domain is interface.count:
            return self.m
        if domain is interface.discriminator:
            return _discriminator
        if domain is interface.feature_set and function.of_domain(interface.neighbors):
            return self._neighbours(is_first=name == function.arrays[0], numbers=numbers)
        if domain is interface.neighbors:
            return 1 + next(numbers) % (min(self._neighbouring) - 2)
        if domain is interface.covariance:
            square = (FEATURES, FEATURES)
            return _covariance(_array(square, lambda: NUMBERS[domain](next(numbers))))
        if domain is interface.class_probabilities:
            rows = [[next(numbers) for _ in range(self.m)] for _ in range(n)]
            return [_masses(row, full_support=True) for row in rows]
        size_of_set = 1 + (n if name == function.arrays[0] else self.m)
        shape = {
            interface.jacobian: (n + self.has_infinite_samples, self.m),
            interface.features: (n, self.r),
            interface.means: (self.m, self.r),
            interface.biases: (self.m,),
            interface.samples: (n, self.r),
            interface.gradients: (n, self.r),
            interface.weight_matrix: (min(n, MOST_ROWS), min(self.m, MOST_ROWS)),
            interface.start_vector: (min(n, MOST_ROWS),),
            interface.mean: (FEATURES,),
            # A sample covariance takes two samples, and an unbiased distance as well.
            interface.gaussian_features: (size_of_set, FEATURES),
            interface.feature_set: (min(size_of_set, MOST_ROWS), self.r),
            interface.class_logits: (n, self.m),
        }[domain]
        return _array(shape, lambda: NUMBERS[domain](next(numbers)))

    def _neighbours(self, *, is_first: bool, numbers: Iterator[int]) -> list[list[float]]:
        """One of two sets of samples, no two distances of which are equal."""
        n, m = self._neighbouring
        marks = [mark for _, mark in sorted(zip(self.numbers, MARKS, strict=False))]
        marks = marks[:n] if is_first else marks[n : n + m]
        grid = [[next(numbers) % 3 - 1 for _ in range(self.r - 1)] for _ in marks]
        return told_apart(grid, marks)

    def _row(self, domain: Domain, numbers: Sequence[int]) -> list[float]:
        """A batch, a sample, or masses."""
        if domain in MASSES:
            row = _masses(numbers, full_support=domain is interface.distribution)
        else:
            row = [NUMBERS[domain](k) for k in numbers]
        if self.has_infinite_samples:
            infinity = math.inf if self.numbers[-1] % 2 else -math.inf
            place = self.numbers[-2] % (len(row) + 1)
            row.insert(place, 0.0 if domain in MASSES else infinity)
        return row

    def __repr__(self) -> str:
        last = max((i for i, k in enumerate(self.numbers) if k), default=0)
        runs = [(k, len([*run])) for k, run in itertools.groupby(self.numbers[: last + 1])]
        words = [f"{k} ({n} times)" if n > 2 else ", ".join([f"{k}"] * n) for k, n in runs]
        return f"(shape {self.shape}, m = {self.m}, r = {self.r}, numbers {', '.join(words)})"


class _Discriminator:
    """A logit for each sample with a label."""

    def __call__(self, x: Any, labels: Any) -> Any:
        return np.sum(x, axis=1) / 4 - labels

    def __repr__(self) -> str:
        return "(x, y) ↦ ¼ Σ x − y"


_discriminator = _Discriminator()


def _array(shape: Sequence[int], element: Callable[[], Any]) -> Any:
    """A list as deep as the shape is long, or without a shape one element."""
    if not shape:
        return element()
    return [_array(shape[1:], element) for _ in range(shape[0])]


def _masses(numbers: Sequence[int], *, full_support: bool) -> list[float]:
    """Masses that sum to 1, some of which may be 0 unless there is to be full support."""
    weights = [k % 8 + full_support for k in numbers]
    if not any(weights):
        weights = [1] * len(weights)
    return [float(mass) for mass in apportioned(weights, BATCH).masses]


def _covariance(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """BBᵀ of a matrix B of small dyadic numbers, exactly."""
    return [
        [sum(x * y for x, y in zip(row, other, strict=True)) for other in matrix] for row in matrix
    ]


def _first(array: Any) -> Any:
    """The first element of an array, or the number itself."""
    return _first(array[0]) if isinstance(array, list) else array


SHAPES: dict[int, list[tuple[int, ...]]] = {
    0: [()],
    1: [(1,), (2,), (3,)],
    2: [(2, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)],
    3: [(2, 2, 1), (2, 1, 2), (1, 2, 2), (2, 2, 2), (2, 3, 2)],
}
"""Shapes by their numbers of axes, those first that a failure is best shown by: several batches.

Where axes are of one length, only results tell them apart.
"""


@cache
def arguments(
    *axes: int, has_infinite_samples: bool = False, has_many: bool = False
) -> SearchStrategy[Arguments]:
    """Arguments for any function, of small sizes.

    Parameters
    ----------
    *axes
        How many axes there are: 1 if there is but a batch, more if there are leading axes as well,
        and 0 for a function of single numbers.
    has_infinite_samples
        Whether each batch has one more sample, which is infinite and has weight 0.
    has_many
        Whether some batches, supports and vectors are of `MANY` numbers.
    """
    shapes = [shape for number in axes for shape in SHAPES[number]]
    # One draw for all sizes, and one for all numbers: two are much faster than a hundred. Only what
    # is made of both is mapped, for Hypothesis tries in vain to exchange what is mapped twice.
    few = [(shape, m, r) for shape in shapes for m in (1, 2, 3) for r in (1, 2)]
    many = [((MANY,), m, r) for m in (1, MANY) for r in (1, MANY)]
    sizes = st.sampled_from([*few, *many] if has_many else few)
    numbers = st.binary(min_size=NUMBERS_DRAWN, max_size=NUMBERS_DRAWN)
    return st.tuples(sizes, numbers).map(
        lambda drawn: Arguments(*drawn[0], _signed(drawn[1]), has_infinite_samples)
    )


def _signed(numbers: bytes) -> tuple[int, ...]:
    return tuple(k - 256 if k >= 128 else k for k in numbers)
