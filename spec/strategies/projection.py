"""Labelled features, and the means of every class, of the data and of the model."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.divergence import DistributionPair
from spec.definitions.projection import ClassMeans, LabelledFeatures, Matrix, Vector
from spec.machinery.numbers.precision import Precision, by_precision, precision
from spec.strategies.divergence import distributions
from spec.strategies.numbers import fine_numbers, whole_numbers

MODERATE = 2.0
"""The largest feature: logits of unit covariance are of ordinary size there."""
MOST_CLASSES = 3
MOST_FEATURES = 2
MOST_SAMPLES = 3


@cache
def moderate_features(format: Precision) -> SearchStrategy[float]:
    """Features of moderate size."""
    return fine_numbers(format, -MODERATE, MODERATE)


@cache
def dyadic_numbers(largest: int = 2) -> SearchStrategy[float]:
    """Quarters: floats whose sums and products are floats too."""
    return st.integers(-4 * largest, 4 * largest).map(lambda quarters: quarters / 4)


@cache
def dyadic_widths() -> SearchStrategy[float]:
    """Standard deviations of which divisions are exact: 1, 2 and ½."""
    return st.sampled_from([1.0, 2.0, 0.5])


@cache
def feature_vectors() -> SearchStrategy[Vector]:
    """Vectors of as many features as are drawn at most."""
    return by_precision(lambda format: st.tuples(*[moderate_features(format)] * MOST_FEATURES))


@cache
def dyadic_vectors() -> SearchStrategy[Vector]:
    """Vectors of as many features, which are quarters."""
    return st.tuples(*[dyadic_numbers()] * MOST_FEATURES)


@cache
@st.composite
def class_means(draw: st.DrawFn, elements: SearchStrategy[float] | None = None) -> ClassMeans:
    """The means of one class or more, in one feature or more.

    Parameters
    ----------
    elements
        What means are made of; moderate floats if not given.
    """
    m = draw(st.integers(1, MOST_CLASSES))
    r = draw(st.integers(1, MOST_FEATURES))
    matrices = _matrices(moderate_features(precision()) if elements is None else elements, m, r)
    return ClassMeans(draw(matrices), draw(matrices))


@cache
@st.composite
def class_labels(draw: st.DrawFn) -> tuple[tuple[int, ...], int]:
    """The labels of one sample or more, and the number of classes they are of."""
    m, n = draw(st.integers(1, MOST_CLASSES)), draw(st.integers(1, MOST_SAMPLES))
    return draw(whole_numbers(n, 0, m - 1)), m


@cache
@st.composite
def labelled_features(
    draw: st.DrawFn, elements: SearchStrategy[float] | None = None
) -> LabelledFeatures:
    """Batches of one sample or more, of one class or more, in one feature or more.

    Parameters
    ----------
    elements
        What features and means are made of; moderate floats if not given.
    """
    labels, m = draw(class_labels())
    r = draw(st.integers(1, MOST_FEATURES))
    numbers = moderate_features(precision()) if elements is None else elements
    features, data_means, model_means = (
        draw(_matrices(numbers, rows, r)) for rows in (len(labels), m, m)
    )
    return LabelledFeatures(features, labels, data_means, model_means)


@cache
def _matrices(elements: SearchStrategy[float], rows: int, columns: int) -> SearchStrategy[Matrix]:
    """Matrices, as tuples of rows; built once, for building a strategy takes as long as drawing."""
    return st.tuples(*[st.tuples(*[elements] * columns)] * rows)


def _priors(classes: int) -> SearchStrategy[DistributionPair]:
    """The priors of so many classes in data and model, all positive."""
    priors = distributions(classes, full_support=True, denominator=8)
    return st.builds(DistributionPair, priors, priors)


@cache
@st.composite
def class_means_with_priors(draw: st.DrawFn) -> tuple[ClassMeans, DistributionPair]:
    """The dyadic means of some classes, and their priors in data and model, all positive."""
    means = draw(class_means(dyadic_numbers()))
    return means, draw(_priors(len(means.data_means)))


@cache
@st.composite
def labelled_features_with_priors(draw: st.DrawFn) -> tuple[LabelledFeatures, DistributionPair]:
    """A dyadic batch, and the priors of its classes in data and model, all positive."""
    batch = draw(labelled_features(dyadic_numbers()))
    return batch, draw(_priors(batch.classes))


@cache
@st.composite
def whitenings(draw: st.DrawFn, features: int = MOST_FEATURES) -> Matrix:
    """A matrix W that whitens a covariance, Σ⁻¹ = WᵀW: triangular, of dyadic numbers."""
    rows = []
    for i in range(features):
        below = draw(st.tuples(*[dyadic_numbers(1)] * i))
        rows.append((*below, draw(dyadic_widths()), *[0.0] * (features - i - 1)))
    return tuple(rows)


@cache
@st.composite
def labelled_features_with_whitenings(
    draw: st.DrawFn,
) -> tuple[LabelledFeatures, tuple[Matrix, ...]]:
    """A dyadic batch, and for each of its classes the whitening of a covariance.

    The whitened numbers are dyadic as well.
    """
    batch = draw(labelled_features(dyadic_numbers()))
    r = len(batch.features[0])
    return batch, tuple(draw(whitenings(r)) for _ in range(batch.classes))


@cache
@st.composite
def labelled_features_with_shifts(draw: st.DrawFn) -> tuple[LabelledFeatures, Vector]:
    """A dyadic batch, and a vector to move all of it by, exactly."""
    batch = draw(labelled_features(dyadic_numbers()))
    return batch, draw(st.tuples(*[dyadic_numbers(16)] * len(batch.features[0])))
