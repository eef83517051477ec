"""The functions by which generators are compared."""

from spec.interface.domains import (
    choice,
    class_logits,
    class_probabilities,
    covariance,
    feature_set,
    gaussian_features,
    lost_degrees,
    mean,
    neighbors,
)
from spec.machinery.claims.interface import of_samples

METRICS = (
    of_samples(
        "frechet_distance",
        "‖μ − ν‖² + tr(Σ + T − 2(Σ^½ T Σ^½)^½)",
        real_mean=mean,
        real_covariance=covariance,
        fake_mean=mean,
        fake_covariance=covariance,
    ),
    of_samples(
        "frechet_inception_distance",
        "the Fréchet distance of the sample moments, with divisor n − 1, or n − ddof",
        real_features=gaussian_features,
        fake_features=gaussian_features,
        ddof=lost_degrees,
    ),
    of_samples(
        "inception_score",
        "exp((1/n) Σ KL(p_i‖p̄)), p̄ the mean row",
        class_probabilities=class_probabilities,
    ),
    of_samples(
        "inception_score_from_logits",
        "exp((1/n) Σ KL(p_i‖p̄)), p_i the softmax of a row, p̄ their mean",
        class_logits=class_logits,
    ),
    of_samples(
        "kernel_inception_distance",
        "MMD² of (aᵀb/d + 1)³ over all pairs: the unbiased U, or the biased V",
        real_features=feature_set,
        fake_features=feature_set,
        biased=choice,
    ),
    of_samples(
        "precision_and_recall",
        "the share of fakes in a ball of some real, and of reals in a ball of some fake",
        real_features=feature_set,
        fake_features=feature_set,
        k=neighbors,
    ),
    of_samples(
        "density_and_coverage",
        "pairs of a fake in a ball of a real, over km, and the share of balls that hold a fake",
        real_features=feature_set,
        fake_features=feature_set,
        k=neighbors,
    ),
)
"""The metrics, each of a set of real samples and a set of fakes, or of one set of fakes."""
