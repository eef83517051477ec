"""JAX's own functions, with the derivatives that it makes of them: the object `on_arrays`."""

import jax
from jax.nn import log_sigmoid, sigmoid
from jax.scipy.special import entr, kl_div, logit, rel_entr, xlog1py, xlogy
from jax.scipy.stats import norm

from spec.adapters import jax_arrays


def pointwise_discriminator_loss(t, p_data, p_model):
    return -xlogy(p_data, t) - xlog1py(p_model, -t)


def pointwise_discriminator_loss_from_logits(h, p_data, p_model):
    return -p_data * log_sigmoid(h) - p_model * log_sigmoid(-h)


def minimax_generator_loss(fake_logits):
    return log_sigmoid(-fake_logits).mean(-1)


def nonsaturating_generator_loss(fake_logits):
    return -log_sigmoid(fake_logits).mean(-1)


def summed_generator_loss(fake_logits):
    return (log_sigmoid(-fake_logits) - log_sigmoid(fake_logits)).mean(-1)


def entropy(p):
    return entr(p).sum(-1)


def cross_entropy(p, q):
    return (entr(p) + rel_entr(p, q)).sum(-1)


def kl_divergence(p, q):
    return kl_div(p, q).sum(-1)


on_arrays = jax_arrays.adapt(
    sigmoid=jax.jit(sigmoid),
    log_sigmoid=jax.jit(log_sigmoid),
    logit=jax.jit(logit),
    pointwise_discriminator_loss=jax.jit(pointwise_discriminator_loss),
    pointwise_discriminator_loss_from_logits=jax.jit(pointwise_discriminator_loss_from_logits),
    minimax_generator_loss=jax.jit(minimax_generator_loss),
    nonsaturating_generator_loss=jax.jit(nonsaturating_generator_loss),
    summed_generator_loss=jax.jit(summed_generator_loss),
    entropy=jax.jit(entropy),
    cross_entropy=jax.jit(cross_entropy),
    kl_divergence=jax.jit(kl_divergence),
    gaussian_log_density=jax.jit(norm.logpdf),
)
