"""PyTorch's own functions, with the derivatives that autograd makes of them.

The object `on_tensors` has them as the specification calls them. `on_probabilities` has the losses
of a discriminator that ends in a sigmoid, and the divergence of `torch.nn.functional`.
"""

import torch
import torch.nn.functional as torch_functional
from torch.distributions import Categorical, Normal
from torch.distributions import kl_divergence as kl

from spec.adapters import pytorch

torch.set_num_threads(1)


def logit_loss(logits, label):
    labels = torch.full_like(logits, label)
    return torch_functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")


def probability_loss(probabilities, label):
    labels = torch.full_like(probabilities, label)
    return torch_functional.binary_cross_entropy(probabilities, labels, reduction="none")


on_tensors = pytorch.adapt(
    sigmoid=torch.sigmoid,
    log_sigmoid=torch_functional.logsigmoid,
    logit=torch.logit,
    pointwise_discriminator_loss_from_logits=lambda h, p, q: (
        p * logit_loss(h, 1) + q * logit_loss(h, 0)
    ),
    discriminator_loss=lambda real, fake: (
        logit_loss(real, 1).mean(-1) + logit_loss(fake, 0).mean(-1)
    ),
    minimax_generator_loss=lambda h: -logit_loss(h, 0).mean(-1),
    nonsaturating_generator_loss=lambda h: logit_loss(h, 1).mean(-1),
    summed_generator_loss=lambda h: (logit_loss(h, 1) - logit_loss(h, 0)).mean(-1),
    kl_divergence=lambda p, q: kl(Categorical(p), Categorical(q)),
    gaussian_log_density=lambda x, mean, std: Normal(mean, std).log_prob(x),
    gaussian_kl=lambda theta, theta_0, std, *, std_0=None: kl(
        Normal(theta, std), Normal(theta_0, std if std_0 is None else std_0)
    ),
    one_hot=torch_functional.one_hot,
)

on_probabilities = pytorch.adapt(
    sigmoid=torch.sigmoid,
    pointwise_discriminator_loss=lambda t, p, q: (
        p * probability_loss(t, 1) + q * probability_loss(t, 0)
    ),
    pointwise_discriminator_loss_from_logits=lambda h, p, q: (
        p * probability_loss(h.sigmoid(), 1) + q * probability_loss(h.sigmoid(), 0)
    ),
    discriminator_loss=lambda real, fake: (
        probability_loss(real.sigmoid(), 1).mean(-1) + probability_loss(fake.sigmoid(), 0).mean(-1)
    ),
    minimax_generator_loss=lambda h: -probability_loss(h.sigmoid(), 0).mean(-1),
    nonsaturating_generator_loss=lambda h: probability_loss(h.sigmoid(), 1).mean(-1),
    summed_generator_loss=lambda h: (
        probability_loss(h.sigmoid(), 1) - probability_loss(h.sigmoid(), 0)
    ).mean(-1),
    kl_divergence=lambda p, q: torch_functional.kl_div(q.log(), p, reduction="none").sum(-1),
)
