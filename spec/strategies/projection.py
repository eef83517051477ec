"""Feature banks: labelled features, and the means of every class, of the data and of the model."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.divergence import DistributionPair
from spec.definitions.projection import LabelledFeatures, Matrix, Vector
from spec.machinery.numbers.precision import Precision, precision
from spec.strategies.divergence import distributions

MODERATE = 4.0
"""The largest feature: densities of unit covariance do not underflow there."""
MOST_CLASSES = 3
MOST_FEATURES = 2
MOST_SAMPLES = 3


@cache
def moderate_features(format: Precision) -> SearchStrategy[float]:
    """Features of moderate size."""
    return format.floats(-MODERATE, MODERATE, allow_subnormal=False)


@cache
def dyadic_numbers(largest: int = 4) -> SearchStrategy[float]:
    """Quarters: floats whose sums and products are floats too."""
    return st.integers(-4 * largest, 4 * largest).map(lambda quarters: quarters / 4)


@st.composite
def labelled_features(
    draw: st.DrawFn, elements: SearchStrategy[float] | None = None
) -> LabelledFeatures:
    """Banks of one class or more, of one feature or more, with one sample or more of any labels.

    Parameters
    ----------
    elements
        What features and means are made of; moderate floats if not given.
    """
    m = draw(st.integers(1, MOST_CLASSES))
    r = draw(st.integers(1, MOST_FEATURES))
    labels = draw(st.lists(st.integers(0, m - 1), min_size=1, max_size=MOST_SAMPLES))
    numbers = moderate_features(precision()) if elements is None else elements
    features, data_means, model_means = (
        draw(_matrices(numbers, rows, r)) for rows in (len(labels), m, m)
    )
    return LabelledFeatures(features, tuple(labels), data_means, model_means)


@cache
def _matrices(elements: SearchStrategy[float], rows: int, columns: int) -> SearchStrategy[Matrix]:
    """Matrices, as tuples of rows; built once, for building a strategy takes as long as drawing."""
    return st.tuples(*[st.tuples(*[elements] * columns)] * rows)


@st.composite
def labelled_features_with_priors(draw: st.DrawFn) -> tuple[LabelledFeatures, DistributionPair]:
    """A dyadic bank, and the priors of its classes in data and model, all positive."""
    bank = draw(labelled_features(dyadic_numbers()))
    priors = distributions(bank.classes, full_support=True, denominator=8)
    return bank, DistributionPair(draw(priors), draw(priors))


@st.composite
def whitenings(draw: st.DrawFn, features: int) -> Matrix:
    """A matrix W for which Σ⁻¹ = WᵀW is a precision: triangular, of dyadic numbers."""
    rows = []
    for i in range(features):
        below = draw(st.tuples(*[dyadic_numbers(1)] * i))
        rows.append((*below, draw(st.sampled_from([1.0, 2.0, 0.5])), *[0.0] * (features - i - 1)))
    return tuple(rows)


@st.composite
def labelled_features_with_whitenings(
    draw: st.DrawFn,
) -> tuple[LabelledFeatures, tuple[Matrix, ...]]:
    """A dyadic bank, and for each of its classes the whitening of a covariance.

    The whitened numbers are dyadic as well.
    """
    bank = draw(labelled_features(dyadic_numbers()))
    r = len(bank.features[0])
    return bank, tuple(draw(whitenings(r)) for _ in range(bank.classes))


@st.composite
def labelled_features_with_shifts(draw: st.DrawFn) -> tuple[LabelledFeatures, Vector]:
    """A dyadic bank, and a vector to move all of it by, exactly."""
    bank = draw(labelled_features(dyadic_numbers()))
    return bank, draw(st.tuples(*[dyadic_numbers(1000)] * len(bank.features[0])))
