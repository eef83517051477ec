"""What the claims draw their instances from, for those who add claims of their own.

Each strategy reaches the hard places of its subject on purpose, and none filters what it draws.
Those called *moderate* stay where a textbook formula, however careless, has digits left; the others
go wherever floats do.
"""

from spec.strategies.continuous import (
    continuous_pairs,
    density_values,
    discriminated_densities,
    normal_mixtures,
    one_sided_densities,
    positive_densities,
)
from spec.strategies.critic import critics, small_fractions, smooth_critics
from spec.strategies.discriminator import (
    discriminated_pairs,
    discriminated_points,
    points_off_the_optimum,
    probabilities,
)
from spec.strategies.divergence import (
    asymmetry_factors,
    batch_pairs,
    distribution_pairs,
    distributions,
    extreme_pairs,
    nearly_equal_pairs,
    nearly_fair_pairs,
    pairs_with_missed_mass,
    reflected_pairs,
)
from spec.strategies.extremes import (
    extreme_densities,
    extreme_probabilities,
    far_labelled_features,
    float_critics,
    nearly_equal_dyadic_pairs,
    weighted_samples,
    whole_range_gaussian_pairs,
)
from spec.strategies.families import (
    covering_families,
    joint_pairs,
    joints,
    model_families,
    observations,
    realizable_families,
    two_bump_families,
)
from spec.strategies.gaussian import gaussian_pairs, point_pairs
from spec.strategies.generator import generator_discriminator_pairs
from spec.strategies.logistic import (
    batches,
    floats,
    moderate_logits,
    moderate_probabilities,
    whole_range_logits,
)
from spec.strategies.projection import (
    dyadic_numbers,
    labelled_features,
    labelled_features_with_priors,
    labelled_features_with_shifts,
    labelled_features_with_whitenings,
)

__all__ = [
    "asymmetry_factors",
    "batch_pairs",
    "batches",
    "continuous_pairs",
    "covering_families",
    "critics",
    "density_values",
    "discriminated_densities",
    "discriminated_pairs",
    "discriminated_points",
    "distribution_pairs",
    "distributions",
    "dyadic_numbers",
    "extreme_densities",
    "extreme_pairs",
    "extreme_probabilities",
    "far_labelled_features",
    "float_critics",
    "floats",
    "gaussian_pairs",
    "generator_discriminator_pairs",
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
    "nearly_fair_pairs",
    "normal_mixtures",
    "observations",
    "one_sided_densities",
    "pairs_with_missed_mass",
    "point_pairs",
    "points_off_the_optimum",
    "positive_densities",
    "probabilities",
    "realizable_families",
    "reflected_pairs",
    "small_fractions",
    "smooth_critics",
    "two_bump_families",
    "weighted_samples",
    "whole_range_gaussian_pairs",
    "whole_range_logits",
]
