"""The domains: what the values of an argument may be, in words, and how large they are in use."""

import dataclasses
from typing import Any

import numpy as np

from spec.machinery.claims.grades import soundness
from spec.machinery.claims.interface import Domain, Range
from spec.machinery.numbers.precision import precision

LOGITS = Range(-4, 4)
"""Logits at which log(1 − σ(h)) as it stands has most of its digits."""

TRAINING = Range(-1e4, 1e4)
"""Logits, values of a critic and the like as they are met in training."""

MASS = Range(2**-12, 1)
"""Masses that are not next to nothing."""

MASSES = Range(None, 1, also=(0,))
"""Masses as they are met in training."""

reals = Domain("real numbers of any size, infinities among them", ordinary=LOGITS, in_use=TRAINING)
densities = Domain(
    "densities or masses: not negative, not normalised", ordinary=Range(2**-8, 16), in_use=MASSES
)
probabilities = Domain("numbers from 0 to 1", ordinary=Range(2**-8, 1 - 2**-8), in_use=MASSES)
positives = Domain("positive numbers", ordinary=Range(2**-6, 64), in_use=Range(1e-4, 1e4))
optional_positives = dataclasses.replace(positives, is_optional=True)
optional_reals = dataclasses.replace(reals, is_optional=True)

batch = Domain("numbers, one for each sample along the last axis", ordinary=LOGITS, in_use=TRAINING)
paired_batch = Domain(
    "numbers, one for each sample along the last axis, as many of the data as of the model",
    ordinary=LOGITS,
    in_use=TRAINING,
)
target = Domain(
    "one real number, which outputs are to be near",
    kind="number",
    is_optional=True,
    ordinary=LOGITS,
    in_use=TRAINING,
)
distribution = Domain("masses that sum to 1 along the last axis", ordinary=MASS, in_use=MASSES)
weights = Domain(
    "masses, one for each sample, that sum to 1",
    is_optional=True,
    ordinary=Range(2**-12, 1, also=(0,)),
    in_use=MASSES,
)

VECTORS = Range(-64, 64, finest=2**-60)
"""Points, and entries of vectors, at which squares do not yet cost digits, in float32 either."""

sample = Domain("n finite numbers, shape (n,)", ordinary=VECTORS, in_use=TRAINING)
derivatives = Domain(
    "a derivative for each of n samples, shape (n,)", ordinary=VECTORS, in_use=TRAINING
)
jacobian = Domain(
    "derivatives in k parameters for each of n samples, shape (n, k)",
    ordinary=VECTORS,
    in_use=TRAINING,
)
divergence_name = Domain("the name of an f-divergence", kind="object")
slopes = Domain(
    "slopes of a convex function, of any size",
    ordinary=Range(-4, -(2**-6)),  # short of 0, where the domains of some conjugates end
    in_use=TRAINING,
)

features = Domain(
    "r features for each of n samples, shape (n, r)", ordinary=VECTORS, in_use=Range(-1e3, 1e3)
)

integer_labels = Domain("classes, as integers from 0, of any shape")
labels = Domain("a class for each of n samples, as n integers, or as n rows of the identity")
count = Domain("a positive integer", kind="number")
means = Domain(
    "r features for each of m classes, shape (m, r)", ordinary=VECTORS, in_use=Range(-1e3, 1e3)
)
biases = Domain("a number for each of m classes, shape (m,)", ordinary=Range(-1e4, 1e4))
prior = Domain(
    "masses, one for each class, that sum to 1", is_optional=True, ordinary=MASS, in_use=MASSES
)

NOTICED = 2.0**-12
"""The size from which a vector is divided by its length without a thought of 0."""


def is_next_to_0(array: Any) -> bool:
    """Whether no number of an array is of a size that is noticed."""
    return bool(np.all(np.abs(np.asarray(array)) < NOTICED))


def has_sample_next_to_0(samples: Any) -> bool:
    """Whether there is a sample of which that is true."""
    return any(map(is_next_to_0, samples))


weight_matrix = Domain(
    "a weight, shape (m, n)",
    ordinary=Range(-64, 64, finest=2**-12),
    in_use=Range(-1e3, 1e3, finest=1e-6),
    degenerate=is_next_to_0,
)
start_vector = Domain(
    "m numbers to start from, shape (m,)",
    ordinary=VECTORS,
    in_use=TRAINING,
    degenerate=is_next_to_0,
)
steps = Domain("a positive integer, of steps", kind="number", is_optional=True)

critic = Domain(
    "a function from a number to a number, of any type of number",
    kind="object",
    ordinary=VECTORS,
    in_use=TRAINING,
)
point = Domain(
    "one real number, of any type of number", kind="number", ordinary=VECTORS, in_use=TRAINING
)

samples = Domain("n samples, shape (n, …)", ordinary=VECTORS, in_use=TRAINING)
sample_labels = Domain("a class for each of n samples, as n integers")
shares = Domain(
    "a number from 0 to 1 for each of n samples, shape (n,)",
    is_optional=True,
    ordinary=Range(0, 1),
)
gradients = Domain(
    "a gradient at each of n samples, shape (n, …)",
    ordinary=VECTORS,
    in_use=Range(-1e4, 1e4, finest=1e-12),
    degenerate=has_sample_next_to_0,
)
penalty_weight = Domain(
    "a number that is not negative",
    kind="number",
    is_optional=True,
    ordinary=Range(0, 64),
    in_use=Range(0, 1e4),
)
discriminator = Domain(
    "a function from n samples and their labels to n logits",
    kind="function",
    ordinary=LOGITS,
    in_use=TRAINING,
)


def is_singular(covariance: Any) -> bool:
    """Whether there is a direction in which hardly anything varies beside what does in another.

    So it is where a textbook notices: it takes the root of a product whose eigenvalues λ² are off
    by d·u times the largest, and so λ by half as much over λ. Where there is but one feature there
    is no other direction, and no matrix to speak of.
    """
    values = np.linalg.eigvalsh(np.asarray(covariance))
    least, largest = values[0], values[-1]
    rounding = len(values) * float(precision().unit_roundoff) * largest**2 / 2
    return len(values) == 1 or bool(least <= NOTICED * largest or rounding >= soundness() * least)


def has_singular_covariance(rows: Any) -> bool:
    """Whether that is true of the covariance of some samples, as of fewer than they have features.

    So it is as well where the covariance cannot be told, of numbers that are no table of some rows.
    """
    samples = np.asarray(rows)
    if samples.ndim != 2 or len(samples) <= samples.shape[1]:
        return True
    return is_singular(np.atleast_2d(np.cov(samples, rowvar=False)))


def is_a_pair(rows: Any) -> bool:
    """Whether a set has two samples or fewer, of which none has more than one neighbour."""
    return len(np.asarray(rows)) <= 2


mean = Domain("the mean of d features, shape (d,)", ordinary=VECTORS, in_use=Range(-1e3, 1e3))
covariance = Domain(
    "the covariance of d features, shape (d, d): symmetric, and positive semi-definite",
    ordinary=Range(-(2**16), 2**16),
    in_use=Range(-1e8, 1e8),
    degenerate=is_singular,
)
gaussian_features = Domain(
    "d features for each sample of a set that is taken for a Gaussian, shape (n, d)",
    ordinary=VECTORS,
    in_use=Range(-1e3, 1e3),
    degenerate=has_singular_covariance,
)
feature_set = Domain(
    "d features for each sample of a set, shape (n, d)",
    ordinary=VECTORS,
    in_use=Range(-1e3, 1e3),
    degenerate=is_a_pair,
)
class_probabilities = Domain(
    "masses of the classes that sum to 1, for each of n samples, shape (n, K)",
    ordinary=MASS,
    in_use=MASSES,
)
class_logits = Domain(
    "logits of the classes, for each of n samples, shape (n, K)", ordinary=LOGITS, in_use=TRAINING
)
neighbors = Domain("a positive integer, less than the number of samples of a set", kind="number")
lost_degrees = Domain("a whole number, not negative", kind="number", is_optional=True)
choice = Domain("True or False", kind="object", is_optional=True)
order = Domain("a number, 1 or more", kind="number", is_optional=True)
