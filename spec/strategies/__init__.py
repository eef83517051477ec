"""What the claims draw their instances from, for those who add claims of their own.

Each strategy reaches the hard places of its subject on purpose, and none filters what it draws.
Those called *moderate* stay where a textbook formula, however careless, has digits left; the others
go wherever floats do.
"""

from spec.strategies.critics import critics, small_fractions, smooth_critics
from spec.strategies.densities import continuous_pairs, density_values, normal_mixtures
from spec.strategies.discriminators import discriminated_pairs
from spec.strategies.distributions import (
    batch_pairs,
    distribution_pairs,
    distributions,
    extreme_pairs,
    nearly_equal_pairs,
    pairs_with_missed_mass,
)
from spec.strategies.extremes import (
    extreme_densities,
    extreme_probabilities,
    far_feature_banks,
    float_critics,
    share_pairs,
    weighted_samples,
    whole_range_gaussian_pairs,
)
from spec.strategies.families import (
    covering_families,
    joint_pairs,
    joints,
    model_families,
    realizable_families,
    two_bump_families,
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
    floats,
    moderate_logits,
    moderate_probabilities,
    whole_range_logits,
)
from spec.strategies.networks import generator_discriminator_pairs

__all__ = [
    "batch_pairs",
    "batches",
    "continuous_pairs",
    "covering_families",
    "critics",
    "density_values",
    "discriminated_pairs",
    "distribution_pairs",
    "distributions",
    "dyadic_numbers",
    "extreme_densities",
    "extreme_pairs",
    "extreme_probabilities",
    "far_feature_banks",
    "feature_banks",
    "feature_banks_with_priors",
    "feature_banks_with_shifts",
    "feature_banks_with_whitenings",
    "float_critics",
    "floats",
    "gaussian_pairs",
    "generator_discriminator_pairs",
    "joint_pairs",
    "joints",
    "model_families",
    "moderate_logits",
    "moderate_probabilities",
    "nearly_equal_pairs",
    "normal_mixtures",
    "pairs_with_missed_mass",
    "point_pairs",
    "share_pairs",
    "realizable_families",
    "small_fractions",
    "smooth_critics",
    "weighted_samples",
    "whole_range_gaussian_pairs",
    "two_bump_families",
    "whole_range_logits",
]
