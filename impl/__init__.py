"""The results of the theory of generative adversarial networks, as NumPy functions.

Every function takes array-likes of real numbers, broadcasts as NumPy does, and returns float64;
logarithms are natural, and results in nats. The last axis is the batch, or the support of a
distribution; leading axes are independent problems. The subjects:

`impl.logistic`
    The logistic function, its derivative, logarithm and inverse.
`impl.discriminator`
    The loss of a discriminator, pointwise and over batches, and its optimum.
`impl.generator`
    The losses of a generator and their derivatives.
`impl.divergence`
    Entropies and divergences of distributions on a finite support.
`impl.gaussian`
    Gaussians on the line.
`impl.projection`
    The projection discriminator.
`impl.critic`
    Critics and the Wasserstein distance.
"""

from impl.critic import (
    improve_critic,
    optimal_lipschitz_critic,
    point_mass_critic_loss,
    wasserstein_critic_loss,
    wasserstein_distance,
    wasserstein_generator_loss,
)
from impl.discriminator import (
    discriminator_loss,
    optimal_discriminator,
    optimal_logits,
    pointwise_discriminator_loss,
    pointwise_discriminator_loss_derivative,
    pointwise_discriminator_loss_from_logits,
    pointwise_discriminator_loss_from_logits_derivative,
)
from impl.divergence import (
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    negative_elbo,
)
from impl.gaussian import gaussian_kl, gaussian_kl_derivative, gaussian_log_density
from impl.generator import (
    expected_gradient,
    minimax_generator_loss,
    minimax_generator_loss_derivative,
    nonsaturating_generator_loss,
    nonsaturating_generator_loss_derivative,
    summed_generator_loss,
    summed_generator_loss_derivative,
)
from impl.logistic import log_sigmoid, logit, sigmoid, sigmoid_derivative
from impl.projection import (
    conditional_logits,
    one_hot,
    projection_logits,
    projection_parameters,
)

__all__ = [
    "conditional_logits",
    "wasserstein_generator_loss",
    "wasserstein_critic_loss",
    "cross_entropy",
    "discriminator_loss",
    "entropy",
    "expected_gradient",
    "gaussian_kl",
    "gaussian_kl_derivative",
    "gaussian_log_density",
    "improve_critic",
    "js_divergence",
    "kl_divergence",
    "log_sigmoid",
    "logit",
    "minimax_generator_loss",
    "minimax_generator_loss_derivative",
    "negative_elbo",
    "nonsaturating_generator_loss",
    "nonsaturating_generator_loss_derivative",
    "one_hot",
    "optimal_discriminator",
    "optimal_lipschitz_critic",
    "optimal_logits",
    "point_mass_critic_loss",
    "pointwise_discriminator_loss",
    "pointwise_discriminator_loss_derivative",
    "pointwise_discriminator_loss_from_logits",
    "pointwise_discriminator_loss_from_logits_derivative",
    "projection_logits",
    "projection_parameters",
    "sigmoid",
    "sigmoid_derivative",
    "summed_generator_loss",
    "summed_generator_loss_derivative",
    "wasserstein_distance",
]

__version__ = "0.1.0"
