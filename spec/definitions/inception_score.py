"""The Inception Score: of rows of class probabilities, one for each sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from spec.definitions.divergence import Distribution
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.machinery.numbers.high_precision import exp as exp_of_decimal
from spec.machinery.numbers.high_precision import log as log_of_decimal
from spec.machinery.numbers.reals import Real, exp, mean

Array = NDArray[np.float64]


@in_high_precision
def inception_score(rows: Sequence[Sequence[Any]]) -> Real:
    """exp((1/n) Σ KL(p_i‖p̄)), with p̄ the mean of the rows."""
    masses = [[exact(mass) for mass in row] for row in rows]
    means = [sum(column, Decimal(0)) / len(rows) for column in zip(*masses, strict=True)]
    logs = [log_of_decimal(mass) for mass in means]
    return exp(mean(_divergence(row, logs) for row in masses))


def _divergence(row: Sequence[Decimal], logs: Sequence[Decimal]) -> Real:
    """KL(p‖q), from the logarithms of q, where that has mass wherever p has some."""
    value, terms = Decimal(0), Decimal(0)
    for p, log_q in zip(row, logs, strict=True):
        if p:
            log_p = log_of_decimal(p)
            value += p * (log_p - log_q)
            # Rounding moves a logarithm by as much as itself, and the number that it is of.
            terms += p * (abs(log_p) + abs(log_q) + 2)
    return Real(value, terms)


def inception_score_from_logits(rows: Sequence[Sequence[float]]) -> Real:
    """The same, of the softmax of each row."""
    return inception_score([softmax(row) for row in rows])


@in_high_precision
def softmax(logits: Sequence[float]) -> list[Decimal]:
    """p_k = e^(h_k)/Σ e^(h_j)."""
    powers = [exp_of_decimal(exact(h)) for h in logits]
    of_all = sum(powers, Decimal(0))
    return [power / of_all for power in powers]


@dataclass(frozen=True, repr=False)
class ClassRows:
    """What a classifier says of each sample: distributions over the classes, in as many parts each.

    Attributes
    ----------
    rows
        A distribution for each sample.
    """

    rows: tuple[Distribution, ...]

    @property
    def probabilities(self) -> Array:
        """The rows as an array of shape (n, K)."""
        return np.array([row.masses for row in self.rows])

    @property
    def mean(self) -> Distribution:
        """The mean row."""
        columns = zip(*(row.counts for row in self.rows), strict=True)
        return Distribution(tuple(map(sum, columns)))

    @property
    def score(self) -> Real:
        """The Inception Score."""
        return inception_score([row.exact for row in self.rows])

    @property
    def mean_squared_distance(self) -> Fraction:
        """The mean of TV(p_i, p̄)²."""
        means = self.mean.exact
        gaps = ([abs(a - b) for a, b in zip(row.exact, means, strict=True)] for row in self.rows)
        squares = [(sum(gap, Fraction(0)) / 2) ** 2 for gap in gaps]
        return sum(squares, Fraction(0)) / len(squares)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"[{', '.join(map(repr, self.rows))}]"


@dataclass(frozen=True)
class SplitRows:
    """Rows that are split into sets of one size, in two orders.

    Attributes
    ----------
    rows
        All rows, in the one order.
    size
        The number of rows of a split.
    order
        The places of the rows in the other order.
    """

    rows: ClassRows
    size: int
    order: tuple[int, ...]

    @property
    def splits(self) -> list[ClassRows]:
        """The splits in the one order."""
        return self._split(self.rows)

    @property
    def reordered(self) -> list[ClassRows]:
        """The splits in the other order."""
        return self._split(ClassRows(tuple(self.rows.rows[place] for place in self.order)))

    @property
    def means(self) -> ClassRows:
        """The mean row of each split."""
        return ClassRows(tuple(split.mean for split in self.splits))

    def _split(self, rows: ClassRows) -> list[ClassRows]:
        starts = range(0, len(rows), self.size)
        return [ClassRows(rows.rows[start : start + self.size]) for start in starts]


class CollapsedRows(NamedTuple):
    """Rows of several images of each class, and of one image of each in place of all of these."""

    images: ClassRows
    collapsed: ClassRows


class LogitRows(NamedTuple):
    """Rows of logits, and a number for each row that may be added to all of its logits."""

    logits: tuple[tuple[float, ...], ...]
    shifts: tuple[float, ...]

    @property
    def shifted(self) -> list[list[float]]:
        """The rows with their numbers added."""
        return [
            [h + shift for h in row] for row, shift in zip(self.logits, self.shifts, strict=True)
        ]
