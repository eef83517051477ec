"""SciPy's functions, and the losses that are sums and means of them.

The object `statistics` has the entropy and the divergence of `scipy.stats`, in place of those of
`scipy.special`.
"""

from types import SimpleNamespace

import numpy as np
import scipy
import scipy.stats
from scipy.spatial.distance import jensenshannon
from scipy.special import entr, expit, kl_div, log_expit, logit, rel_entr, xlog1py, xlogy
from scipy.stats import norm

__version__ = f"SciPy {scipy.__version__}"

__all__ = ["logit"]

sigmoid = expit
log_sigmoid = log_expit


def sigmoid_derivative(h):
    return expit(h) * expit(-np.asarray(h))


def pointwise_discriminator_loss(t, p_data, p_model):
    return -xlogy(p_data, t) - xlog1py(p_model, -np.asarray(t))


def pointwise_discriminator_loss_from_logits(h, p_data, p_model):
    p, q = np.asarray(p_data), np.asarray(p_model)
    return -p * log_expit(h) - q * log_expit(-np.asarray(h))


def pointwise_discriminator_loss_from_logits_derivative(h, p_data, p_model):
    p, q = np.asarray(p_data), np.asarray(p_model)
    return q * expit(h) - p * expit(-np.asarray(h))


def discriminator_loss(real_logits, fake_logits):
    return nonsaturating_generator_loss(real_logits) - minimax_generator_loss(fake_logits)


def _mean(values):
    # NumPy's mean adds up first, which overflows for losses next to the largest float.
    return (values / values.shape[-1]).sum(axis=-1)


def minimax_generator_loss(fake_logits):
    return _mean(log_expit(-np.asarray(fake_logits)))


def minimax_generator_loss_derivative(fake_logits):
    return -expit(fake_logits)


def nonsaturating_generator_loss(fake_logits):
    return -_mean(log_expit(fake_logits))


def nonsaturating_generator_loss_derivative(fake_logits):
    return -expit(-np.asarray(fake_logits))


def summed_generator_loss(fake_logits):
    return minimax_generator_loss(fake_logits) + nonsaturating_generator_loss(fake_logits)


def summed_generator_loss_derivative(fake_logits):
    return -expit(fake_logits) - expit(-np.asarray(fake_logits))


def entropy(p):
    return entr(p).sum(axis=-1)


def cross_entropy(p, q):
    return (entr(p) + rel_entr(p, q)).sum(axis=-1)


def kl_divergence(p, q):
    return kl_div(p, q).sum(axis=-1)


def js_divergence(p, q):
    return jensenshannon(p, q, axis=-1) ** 2


def gaussian_log_density(x, mean, std):
    return norm.logpdf(x, mean, std)


def wasserstein_distance(x, y, *, x_weights=None, y_weights=None):
    return scipy.stats.wasserstein_distance(x, y, x_weights, y_weights)


def _statistical_entropy(p, q=None):
    return scipy.stats.entropy(p, q, axis=-1)


statistics = SimpleNamespace(
    __version__=__version__,
    entropy=_statistical_entropy,
    cross_entropy=lambda p, q: _statistical_entropy(p) + _statistical_entropy(p, q),
    kl_divergence=_statistical_entropy,
    js_divergence=js_divergence,
)
