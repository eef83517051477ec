"""What the claims draw their instances from, for those who add claims of their own.

Each strategy reaches the hard places of its subject on purpose, and none filters what it draws.
Those called *moderate* stay where a textbook formula, however careless, has digits left; the others
go wherever floats do.
"""

from spec.strategies.critics import critics, small_fractions, smooth_critics
from spec.strategies.distributions import (
    batch_pairs,
    distribution_pairs,
    distributions,
    extreme_pairs,
    nearly_equal_pairs,
)
from spec.strategies.features import (
    dyadic_numbers,
    feature_banks,
    feature_banks_with_priors,
    feature_banks_with_shifts,
    feature_banks_with_whitenings,
)
from spec.strategies.gaussians import gaussian_pairs, point_pairs
from spec.strategies.logits import (
    batches,
    moderate_logits,
    moderate_probabilities,
    whole_range_logits,
)
from spec.strategies.networks import generator_discriminator_pairs

__all__ = [
    "batch_pairs",
    "batches",
    "critics",
    "distribution_pairs",
    "distributions",
    "dyadic_numbers",
    "extreme_pairs",
    "feature_banks",
    "feature_banks_with_priors",
    "feature_banks_with_shifts",
    "feature_banks_with_whitenings",
    "gaussian_pairs",
    "generator_discriminator_pairs",
    "moderate_logits",
    "moderate_probabilities",
    "nearly_equal_pairs",
    "point_pairs",
    "small_fractions",
    "smooth_critics",
    "whole_range_logits",
]
