"""The functions that the claims are about: each is said here once, and whatever asks is told here.

An implementation under test offers any of them. Its arrays are NumPy's; unless a function is said
to go element by element, the last axis is the batch, or the support of a distribution, and leading
axes are independent problems. But where samples are given as a network has them, or gradients in
them, the batch is the first axis, and all others are one sample: shape (n, …).

An implementation that offers some of the f-divergences alone says which, in an attribute such as
``f_divergences = ("kl", "pearson")``. One whose balls of neighbours are without their edge says
``balls = "open"``, and is not judged where samples repeat.
"""

from spec.interface.domains import (
    batch,
    biases,
    choice,
    class_logits,
    class_probabilities,
    count,
    covariance,
    critic,
    densities,
    derivatives,
    discriminator,
    distribution,
    divergence_name,
    feature_set,
    features,
    gaussian_features,
    gradients,
    integer_labels,
    jacobian,
    labels,
    lost_degrees,
    mean,
    means,
    neighbors,
    optional_positives,
    optional_reals,
    order,
    paired_batch,
    penalty_weight,
    point,
    positives,
    prior,
    probabilities,
    reals,
    sample,
    sample_labels,
    samples,
    shares,
    slopes,
    start_vector,
    steps,
    target,
    weight_matrix,
    weights,
)
from spec.interface.homework import HOMEWORK
from spec.interface.metrics import METRICS
from spec.interface.objectives import OBJECTIVES
from spec.machinery.claims.interface import Domain, Function

__all__ = [
    "ACTIVATED",
    "CONTINUOUS",
    "DIFFERENTIABLE",
    "ELEMENTWISE",
    "ELEMENTWISE_OF_SEVERAL",
    "FUNCTIONS",
    "GRADIENTS",
    "GRADIENTS_IN_DISTRIBUTIONS",
    "GRADIENTS_WITH_KINKS",
    "NAMED",
    "OF_BATCHES",
    "OF_LABELS",
    "SLOPES",
    "SLOPES_OF_BATCHES",
    "WEIGHTED",
    "WEIGHTED_BATCHES",
    "WEIGHTED_EXPECTATIONS",
    "WEIGHTED_PENALTIES",
    "WEIGHTED_TWICE",
    "batch",
    "biases",
    "choice",
    "class_logits",
    "class_probabilities",
    "count",
    "covariance",
    "critic",
    "densities",
    "derivatives",
    "discriminator",
    "distribution",
    "divergence_name",
    "feature_set",
    "features",
    "functions_with",
    "gaussian_features",
    "gradients",
    "integer_labels",
    "jacobian",
    "labels",
    "lost_degrees",
    "mean",
    "means",
    "neighbors",
    "optional_positives",
    "optional_reals",
    "order",
    "paired_batch",
    "penalty_weight",
    "point",
    "positives",
    "prior",
    "probabilities",
    "reals",
    "sample",
    "sample_labels",
    "sample_of",
    "samples",
    "shares",
    "slopes",
    "start_vector",
    "steps",
    "target",
    "weight_matrix",
    "weights",
]

FUNCTIONS = (*HOMEWORK, *OBJECTIVES, *METRICS)
"""The functions, in the order of the homework, and those beyond it after them."""

CONTINUOUS = {
    reals,
    densities,
    probabilities,
    positives,
    batch,
    paired_batch,
    distribution,
    sample,
    slopes,
    gradients,
}
"""The domains in which a loss or a divergence may be differentiated."""

DIFFERENTIABLE = [
    function
    for function in FUNCTIONS
    if function.derivative_of is None
    and function.name != "f_optimal_output"  # for the total variation it jumps where p = q
    and function.arrays
    and CONTINUOUS.issuperset(
        function.arguments[name] for name in function.required if name != "name"
    )
]
"""The functions that have a gradient in each array that they are given."""

GRADIENTS = [function.gradient() for function in DIFFERENTIABLE]
"""Their gradients, which are no functions of their own: some implementations offer them beside."""

GRADIENTS_IN_DISTRIBUTIONS = [
    gradient
    for gradient in GRADIENTS
    if distribution in gradient.arguments.values()
    and divergence_name not in gradient.arguments.values()
]
"""Those of functions of distributions that are finite where the first of these has no mass.

Some f-divergences are infinite there.
"""

GRADIENTS_WITH_KINKS = [
    gradient
    for gradient in GRADIENTS
    if gradient.name in ("hinge_discriminator_loss_gradient", "wasserstein_distance_gradient")
]
"""Those of functions that have kinks."""

SLOPES = [
    function.slope() for function in FUNCTIONS if discriminator in function.arguments.values()
]
"""Those of losses of a discriminator with labels: slopes towards another discriminator."""

NAMED = {function.name: function for function in (*FUNCTIONS, *GRADIENTS, *SLOPES)}
"""The functions, the gradients and the slopes, by name."""


def functions_with(argument: Domain) -> list[Function]:
    """The functions that have an argument of some domain."""
    return [function for function in FUNCTIONS if argument in function.arguments.values()]


def sample_of(function: Function, keyword: str) -> str:
    """The name of the argument whose samples or classes an optional keyword weighs.

    It is the first that begins as the keyword does: `real_weights` are of `real_logits`, a
    `data_prior` is of `data_means`, and `weights` are of what comes first.
    """
    owner = keyword.rpartition("_")[0]
    return next(name for name in function.required if name.startswith(owner))


ELEMENTWISE = [function for function in FUNCTIONS if function.shape == "elementwise"]
"""The functions that go element by element."""

ELEMENTWISE_OF_SEVERAL = [function for function in ELEMENTWISE if len(function.arrays) > 1]
"""Those of them that have several arrays, which broadcast."""

OF_BATCHES = [function for function in FUNCTIONS if function.shape == "of batches"]
"""The functions that make one number of each batch, or of each distribution."""

SLOPES_OF_BATCHES = [function for function in FUNCTIONS if function.derivative_in]
"""The derivatives of such functions that are numbers for each sample, of several batches."""

WEIGHTED = functions_with(weights)
"""The functions of samples that may be weighted."""

WEIGHTED_TWICE = [function for function in WEIGHTED if len(function.of_domain(weights)) > 1]
"""Those of them that have two samples, each with weights of its own."""

WEIGHTED_BATCHES = [function for function in WEIGHTED if function.shape == "of batches"]
"""Those of them that take a batch along the last axis."""

WEIGHTED_EXPECTATIONS = [
    function for function in WEIGHTED if sample not in function.arguments.values()
]
"""Those of them whose samples need not be finite."""

ACTIVATED = [NAMED[name] for name in ("f_activation", "f_discriminator_loss", "f_generator_loss")]
"""The functions that go through an activation, which is the implementer's choice."""

OF_LABELS = functions_with(labels)
"""The functions of samples that have labels."""

WEIGHTED_PENALTIES = functions_with(penalty_weight)
"""The penalties, and their derivatives, that have a weight."""
