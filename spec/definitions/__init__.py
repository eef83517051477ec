"""What the claims speak of, computed from its definition to fifty digits.

Nothing here is clever: a sum is summed, a log is taken, an integral is left to SciPy. The results
are `Real` numbers, which know the size of the terms that a textbook formula adds up to get them.
A chapter finds all of it here; the modules behind are the subjects.
"""

from spec.definitions.by_name import definition_of, element_by_element, row_by_row
from spec.definitions.calculus import (
    derivative,
    integral,
    normal_cumulative,
    normal_density,
    normal_expectation,
    partial_derivatives,
)
from spec.definitions.continuous import (
    ContinuousPair,
    Normal,
    NormalMixture,
    kl_of_densities,
    two_samples,
)
from spec.definitions.critic import evenly, wasserstein_distance
from spec.definitions.discriminator import (
    DiscriminatedPair,
    bernoulli_kl,
    discriminator_loss,
    log_odds_against,
    optimum,
    pointwise_loss,
    pointwise_loss_from_logits,
)
from spec.definitions.divergence import (
    Distribution,
    DistributionPair,
    cross_entropy,
    doubling,
    entropy,
    js_divergence,
    kl_divergence,
    l1_distance,
    log_ratios,
)
from spec.definitions.families import Joint, JointPair, ModelFamily
from spec.definitions.gaussian import (
    GaussianPair,
    PointPair,
    gaussian_kl,
    gaussian_kl_derivative,
    gaussian_log_density,
    gaussian_log_ratio,
)
from spec.definitions.generator import (
    GeneratorDiscriminatorPair,
    GradientStep,
    Parameters,
    RejectedBatch,
    StepDiscriminator,
)
from spec.definitions.logistic import (
    Threshold,
    log_complement,
    log_ratio,
    log_sigmoid,
    logit,
    sigmoid,
    softplus,
)
from spec.definitions.projection import (
    LabelledFeatures,
    covariance_log_ratio,
    difference,
    inner,
    log_density,
    precision_slope,
    square_ratio,
    squared_distance,
)
from spec.definitions.rounding import as_it_stands, to_its_terms
from spec.machinery.numbers.reals import exp, log

__all__ = [
    "ContinuousPair",
    "DiscriminatedPair",
    "Distribution",
    "DistributionPair",
    "GaussianPair",
    "GeneratorDiscriminatorPair",
    "GradientStep",
    "Joint",
    "JointPair",
    "LabelledFeatures",
    "ModelFamily",
    "Normal",
    "NormalMixture",
    "Parameters",
    "PointPair",
    "RejectedBatch",
    "StepDiscriminator",
    "Threshold",
    "as_it_stands",
    "bernoulli_kl",
    "covariance_log_ratio",
    "cross_entropy",
    "definition_of",
    "derivative",
    "difference",
    "discriminator_loss",
    "doubling",
    "element_by_element",
    "entropy",
    "evenly",
    "exp",
    "gaussian_kl",
    "gaussian_kl_derivative",
    "gaussian_log_density",
    "gaussian_log_ratio",
    "inner",
    "integral",
    "js_divergence",
    "kl_divergence",
    "kl_of_densities",
    "l1_distance",
    "log",
    "log_complement",
    "log_density",
    "log_odds_against",
    "log_ratio",
    "log_ratios",
    "log_sigmoid",
    "logit",
    "normal_cumulative",
    "normal_density",
    "normal_expectation",
    "optimum",
    "partial_derivatives",
    "pointwise_loss",
    "pointwise_loss_from_logits",
    "precision_slope",
    "row_by_row",
    "sigmoid",
    "softplus",
    "square_ratio",
    "squared_distance",
    "to_its_terms",
    "two_samples",
    "wasserstein_distance",
]
