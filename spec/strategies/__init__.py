"""What the claims draw their instances from, for those who add claims of their own.

Each strategy reaches the hard places of its subject on purpose, and none filters what it draws.
Those called *moderate* stay where a textbook formula, however careless, has digits left; the others
go wherever floats do.
"""

from spec.strategies.arguments import arguments
from spec.strategies.continuous import (
    continuous_pairs,
    density_values,
    normal_mixtures,
    normal_pairs,
)
from spec.strategies.critic import critics, small_fractions, smooth_critics
from spec.strategies.discriminator import discriminated_pairs
from spec.strategies.divergence import (
    batch_pairs,
    distribution_pairs,
    distributions,
    extreme_pairs,
    nearly_equal_pairs,
    pairs_with_missed_mass,
)
from spec.strategies.families import (
    covering_families,
    joint_pairs,
    joints,
    model_families,
    realizable_families,
    two_bump_families,
)
from spec.strategies.gaussian import gaussian_pairs, point_pairs
from spec.strategies.generator import (
    generator_discriminator_pairs,
    generator_parameters,
    rejected_batches,
    saturated_steps,
    sixteenths,
    step_discriminators,
)
from spec.strategies.logistic import (
    batches,
    floats,
    moderate_logits,
    moderate_probabilities,
    thresholds,
    whole_range_logits,
)
from spec.strategies.projection import (
    dyadic_numbers,
    labelled_features,
    labelled_features_with_priors,
    labelled_features_with_shifts,
    labelled_features_with_whitenings,
)
from spec.strategies.whole_range import (
    extreme_densities,
    extreme_probabilities,
    far_labelled_features,
    far_projections,
    float_critics,
    gaussian_pairs_with_normal_derivative,
    gaussian_pairs_with_normal_kl,
    nearly_equal_dyadic_pairs,
    pairs_with_empty_points,
    weighted_samples,
    whole_range_batch_pairs,
    whole_range_batches,
    whole_range_samples,
)

__all__ = [
    "arguments",
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
    "far_labelled_features",
    "far_projections",
    "float_critics",
    "floats",
    "gaussian_pairs",
    "gaussian_pairs_with_normal_derivative",
    "gaussian_pairs_with_normal_kl",
    "generator_discriminator_pairs",
    "generator_parameters",
    "joint_pairs",
    "joints",
    "labelled_features",
    "labelled_features_with_priors",
    "labelled_features_with_shifts",
    "labelled_features_with_whitenings",
    "model_families",
    "moderate_logits",
    "moderate_probabilities",
    "nearly_equal_dyadic_pairs",
    "nearly_equal_pairs",
    "normal_mixtures",
    "normal_pairs",
    "pairs_with_empty_points",
    "pairs_with_missed_mass",
    "point_pairs",
    "realizable_families",
    "rejected_batches",
    "saturated_steps",
    "sixteenths",
    "small_fractions",
    "smooth_critics",
    "step_discriminators",
    "thresholds",
    "two_bump_families",
    "weighted_samples",
    "whole_range_batch_pairs",
    "whole_range_batches",
    "whole_range_logits",
    "whole_range_samples",
]
