"""What a classifier says of samples: rows of class probabilities, or of logits."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.divergence import Distribution
from spec.definitions.inception_score import ClassRows, CollapsedRows, LogitRows, SplitRows
from spec.strategies.divergence import BATCH, apportioned
from spec.strategies.generator import several_sixteenths, sixteenths
from spec.strategies.numbers import whole_numbers
from spec.strategies.whole_range import cells_of_any_size, nearly_equal_dyadic_pairs

MOST_CLASSES = 5
SIZES = (1, 2, 3, 4, 5, 8)
"""Numbers of a few samples."""

MANY = 40
"""As many samples as show what is done with more than one batch."""

MOST_KINDS = 3
"""The largest number of different rows."""


@cache
def _rows(classes: int) -> SearchStrategy[Distribution]:
    """Rows over so many classes, with zeros or without."""
    weights = st.tuples(*[st.integers(0, 7)] * classes)
    return weights.map(lambda drawn: apportioned(drawn if any(drawn) else (1, *drawn[1:]), BATCH))


@cache
@st.composite
def class_rows(
    draw: st.DrawFn, sizes: tuple[int, ...] = SIZES, classes: int | None = None
) -> ClassRows:
    """Rows of samples over a few classes, of which some are often equal."""
    classes = draw(st.integers(1, MOST_CLASSES)) if classes is None else classes
    kinds = draw(st.lists(_rows(classes), min_size=1, max_size=MOST_KINDS))
    places = draw(whole_numbers(draw(st.sampled_from(sizes)), 0, len(kinds) - 1))
    return ClassRows(tuple(kinds[place] for place in places))


@cache
def few_or_many_class_rows() -> SearchStrategy[ClassRows]:
    """Rows of a few samples, or of more than a batch of them."""
    return class_rows(sizes=(*SIZES, MANY, MANY))


@cache
def equal_class_rows() -> SearchStrategy[ClassRows]:
    """The same row for each of a few samples."""
    rows = st.integers(1, MOST_CLASSES).flatmap(_rows)
    return st.builds(lambda row, size: ClassRows((row,) * size), rows, st.integers(1, 8))


@cache
@st.composite
def one_hot_rows(draw: st.DrawFn) -> ClassRows:
    """Rows that are sure of a class, as many of each class, in any order."""
    classes, times = draw(st.integers(1, MOST_CLASSES)), draw(st.integers(1, 3))
    labels = draw(st.permutations([*range(classes)] * times))
    identity = [
        Distribution(tuple(BATCH * int(i == label) for i in range(classes)))
        for label in range(classes)
    ]
    return ClassRows(tuple(identity[label] for label in labels))


@cache
@st.composite
def split_rows(draw: st.DrawFn) -> SplitRows:
    """Rows that are split into sets of one, two or four, and another order of them."""
    size, splits = draw(st.sampled_from((1, 2, 4))), draw(st.integers(1, 2))
    rows = draw(class_rows(sizes=(size * splits,)))
    order = draw(st.permutations(range(size * splits)))
    return SplitRows(rows, size, tuple(order))


@cache
@st.composite
def separated_rows(draw: st.DrawFn) -> SplitRows:
    """Rows of two kinds, each in a split of its own, and another order of them."""
    size, kinds = draw(st.sampled_from((2, 4))), draw(_two_kinds())
    order = draw(st.permutations(range(2 * size)))
    return SplitRows(
        ClassRows(tuple(row for row in kinds for _ in range(size))), size, tuple(order)
    )


@cache
def _two_kinds() -> SearchStrategy[tuple[Distribution, Distribution]]:
    return st.integers(2, MOST_CLASSES).flatmap(lambda n: st.tuples(_rows(n), _rows(n)))


@cache
@st.composite
def collapsed_rows(draw: st.DrawFn) -> CollapsedRows:
    """Rows of as many images of each class, and of one image of each class, as often as of all.

    An image is of one class with more than half of the mass, and each other has as much as another.
    """
    classes, images = draw(st.integers(2, 4)), draw(st.integers(2, 3))
    shares = draw(whole_numbers(classes * images, 0, 4))
    all_rows, kept = [], []
    for label in range(classes):
        of_class = shares[label * images : (label + 1) * images]
        rows = [_row_of_class(label, classes, share) for share in of_class]
        all_rows += rows
        kept += [rows[0]] * images
    return CollapsedRows(ClassRows(tuple(all_rows)), ClassRows(tuple(kept)))


def _row_of_class(label: int, classes: int, share: int) -> Distribution:
    """A row in which every class but one has so many 64ths, and that one all others."""
    counts = [share] * classes
    counts[label] = BATCH - share * (classes - 1)
    return Distribution(tuple(counts))


@cache
@st.composite
def logit_rows(draw: st.DrawFn) -> LogitRows:
    """Rows of moderate logits, and as moderate numbers to add to each of them."""
    n, classes = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rows = tuple(draw(several_sixteenths(classes, -4, 4)) for _ in range(n))
    return LogitRows(rows, draw(several_sixteenths(n, -4, 4)))


@cache
def rows_with_next_to_no_mass() -> SearchStrategy[list[list[float]]]:
    """Rows of two classes or three, of which one has next to no mass in all rows, or none in some.

    Some rows sum to 1 to rounding alone.
    """
    none = st.sampled_from([[], [[0.0, 1.0]], [[1.0, 0.0]]])
    return st.builds(
        lambda masses, more, empty: [[*row, *empty] for row in (masses.p, masses.q, *more)],
        cells_of_any_size(),
        none,
        st.sampled_from([[], [0.0]]),
    )


@cache
def rows_next_to_each_other() -> SearchStrategy[ClassRows]:
    """Two rows or three that are equal or nearly so, each class of which has mass."""
    return st.builds(
        lambda pair, times: ClassRows((pair.p, *(pair.q,) * times)),
        nearly_equal_dyadic_pairs(),
        st.integers(1, 2),
    )


@cache
@st.composite
def extreme_logit_rows(draw: st.DrawFn) -> list[list[float]]:
    """Rows of logits up to ±900, which the softmax of float64 has no numbers for."""
    n, classes = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    ends = st.sampled_from([0.0, -104.0, 104.0, -800.0, 800.0, -900.0, 900.0])
    row = st.tuples(*[ends | sixteenths(-900, 900)] * classes).map(list)
    return [*draw(st.tuples(*[row] * n))]
