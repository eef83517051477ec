"""What the claims draw their instances from, for those who add claims of their own.

Each strategy reaches the hard places of its subject on purpose, and none filters what it draws.
Those called *moderate* stay where a textbook formula, however careless, has digits left; the others
go wherever floats do.
"""

from spec.strategies.continuous import (
    continuous_pairs,
    density_values,
    normal_mixtures,
    normal_pairs,
)
from spec.strategies.critic import (
    critics,
    fractions_but_0_and_1,
    small_fractions,
    smooth_critics,
)
from spec.strategies.discriminator import (
    discriminated_pairs,
)
from spec.strategies.divergence import (
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
    realizable_families,
    two_bump_families,
)
from spec.strategies.gaussian import (
    bounds,
    distinguishable_gaussian_pairs,
    gaussian_pairs,
    model_batches,
    narrowing_widths,
    noise_batches,
    numbers_below_one,
    point_pairs,
    points_right_of_zero,
)
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
    class_labels,
    class_means,
    class_means_with_priors,
    dyadic_numbers,
    dyadic_vectors,
    dyadic_widths,
    feature_vectors,
    labelled_features,
    labelled_features_with_priors,
    labelled_features_with_shifts,
    labelled_features_with_whitenings,
    whitenings,
)

__all__ = [
    "batch_pairs",
    "batches",
    "bounds",
    "class_labels",
    "class_means",
    "class_means_with_priors",
    "continuous_pairs",
    "covering_families",
    "critics",
    "density_values",
    "discriminated_pairs",
    "distinguishable_gaussian_pairs",
    "distribution_pairs",
    "distributions",
    "dyadic_numbers",
    "dyadic_vectors",
    "dyadic_widths",
    "extreme_densities",
    "extreme_pairs",
    "extreme_probabilities",
    "far_labelled_features",
    "feature_vectors",
    "float_critics",
    "floats",
    "fractions_but_0_and_1",
    "gaussian_pairs",
    "generator_discriminator_pairs",
    "generator_parameters",
    "joint_pairs",
    "joints",
    "labelled_features",
    "labelled_features_with_priors",
    "labelled_features_with_shifts",
    "labelled_features_with_whitenings",
    "model_batches",
    "model_families",
    "moderate_logits",
    "moderate_probabilities",
    "narrowing_widths",
    "nearly_equal_dyadic_pairs",
    "nearly_equal_pairs",
    "noise_batches",
    "normal_mixtures",
    "normal_pairs",
    "numbers_below_one",
    "pairs_with_missed_mass",
    "point_pairs",
    "points_right_of_zero",
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
    "whitenings",
    "whole_range_gaussian_pairs",
    "whole_range_logits",
]
