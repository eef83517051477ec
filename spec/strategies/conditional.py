"""Samples with labels, and discriminators that see both."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.conditional import (
    ClassConditionals,
    LabelledBatches,
    LinePerLabel,
    LogitTable,
)
from spec.definitions.divergence import DistributionPair
from spec.machinery.numbers.precision import precision
from spec.strategies.divergence import distributions
from spec.strategies.generator import several_sixteenths
from spec.strategies.numbers import whole_numbers
from spec.strategies.projection import MOST_CLASSES

OFFSETS = (-2.0, 0.0, 2.0)
"""How far apart the lines of the labels are."""
MOST_SAMPLES = 4


@cache
@st.composite
def labelled_batches(draw: st.DrawFn) -> LabelledBatches:
    """Batches with at least two labels, and a discriminator that has a line for each label.

    The lines are so far apart that another label is another logit, and of moderate height.
    """
    offsets = draw(st.permutations(OFFSETS))
    slopes = draw(several_sixteenths(len(OFFSETS), -1, 1))
    n = draw(st.integers(2, MOST_SAMPLES))
    labels = [*draw(whole_numbers(n, 0, len(OFFSETS) - 1))]
    if len(set(labels)) == 1:
        labels[0] = (labels[0] + 1) % len(OFFSETS)
    samples = [(x,) for x in draw(several_sixteenths(2 * n, -1, 1))]
    discriminator = LinePerLabel(slopes, tuple(offsets))
    return LabelledBatches(discriminator, (*samples[:n],), (*samples[n:],), tuple(labels))


@cache
def lines_per_label() -> SearchStrategy[LinePerLabel]:
    """Discriminators that have a line for each label of labelled batches."""
    numbers = several_sixteenths(len(OFFSETS), -1, 1)
    return st.builds(LinePerLabel, numbers, numbers)


@cache
@st.composite
def class_conditionals(draw: st.DrawFn) -> ClassConditionals:
    """A few classes, each with a distribution of the data and one of the model, all positive."""
    classes = draw(st.integers(1, MOST_CLASSES))
    points = draw(st.integers(2, 3))
    conditional = distributions(points, full_support=True, denominator=8)
    prior = draw(distributions(classes, full_support=True, denominator=4))
    pairs = draw(st.tuples(*[st.builds(DistributionPair, conditional, conditional)] * classes))
    return ClassConditionals(prior, pairs)


@cache
def _distances() -> SearchStrategy[float]:
    """How far from the best discriminator another one is."""
    return st.sampled_from([1.0, 1.0, 0.0, 2.0**-10, 2.0**-5])


@cache
@st.composite
def discriminated_classes(draw: st.DrawFn) -> tuple[ClassConditionals, LogitTable]:
    """A few classes, and a discriminator: the best one, one a little worse, or any."""
    classes = draw(class_conditionals())
    distance = draw(_distances())
    optimal = classes.optimal_logits.rows
    steps = iter(draw(several_sixteenths(sum(map(len, optimal)), -2, 2)))
    rows = tuple(
        tuple(precision().rounded(logit + distance * next(steps)) for logit in row)
        for row in optimal
    )
    return classes, LogitTable(rows)
