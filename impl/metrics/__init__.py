"""Metrics: numbers that say how far samples of a model are from the data.

`impl.metrics.frechet`
    The Fréchet distance of two Gaussians, and of the features of two sets of samples.
`impl.metrics.inception_score`
    How much a classifier learns from a sample.
`impl.metrics.kernel_distance`
    A distance told from all pairs of features.
`impl.metrics.neighbours`
    How many samples are as near to the other set as its own are to one another.
"""

from impl.metrics.frechet import frechet_distance, frechet_inception_distance
from impl.metrics.inception_score import inception_score, inception_score_from_logits
from impl.metrics.kernel_distance import kernel_inception_distance
from impl.metrics.neighbours import density_and_coverage, precision_and_recall

__all__ = [
    "frechet_distance",
    "frechet_inception_distance",
    "inception_score",
    "inception_score_from_logits",
    "kernel_inception_distance",
    "precision_and_recall",
    "density_and_coverage",
]
