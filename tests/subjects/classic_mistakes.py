"""Mistakes that GANs are trained with: they raise nothing, and train badly.

Each object offers one or two functions with a mistake in them, written as people write them, and
what these leave out from the reference library. Name one as the implementation under test, as in
``--impl tests.subjects.classic_mistakes:clamped``.
"""

from types import SimpleNamespace

import numpy as np

import impl
from spec.adapters import completed


def _with(**functions):
    return completed(SimpleNamespace(__version__="mistaken", **functions), impl)


def _sigmoid(h):
    return 1 / (1 + np.exp(-np.asarray(h, float)))


ascending = _with(
    nonsaturating_generator_loss=lambda h: np.log(_sigmoid(h)).mean(axis=-1),
    nonsaturating_generator_loss_derivative=lambda h: _sigmoid(-np.asarray(h)),
)
"""The generator's loss with the wrong sign, so that it learns to be found out."""

swapped_labels = _with(discriminator_loss=lambda real, fake: impl.discriminator_loss(fake, real))
"""Real samples labelled as fakes, and fakes as real."""


def _clamped_slope(h):
    d = _sigmoid(h)
    return np.where((d > 1e-7) & (d < 1 - 1e-7), d - 1, 0)


clamped = _with(
    nonsaturating_generator_loss=lambda h: (
        -np.log(np.clip(_sigmoid(h), 1e-7, 1 - 1e-7)).mean(axis=-1)
    ),
    nonsaturating_generator_loss_derivative=_clamped_slope,
)
"""Probabilities clamped, which leaves no gradient where the discriminator is sure of itself."""

log_plus_epsilon = _with(
    nonsaturating_generator_loss=lambda h: -np.log(_sigmoid(h) + 1e-8).mean(axis=-1)
)
"""A small number inside the log, which bounds the loss and shifts it everywhere."""

log_of_sigmoid = _with(log_sigmoid=lambda h: np.log(_sigmoid(h)))
"""The log of the sigmoid as it stands: right, until the sigmoid rounds to 1 or to 0."""


def _loss_of_both(real, fake):
    losses = np.concatenate([np.logaddexp(0, -np.asarray(real)), np.logaddexp(0, fake)], axis=-1)
    return losses.mean(axis=-1)


one_mean_for_both = _with(discriminator_loss=_loss_of_both)
"""One mean over real and fake samples together: half the loss, if there are as many of each."""

summed_batch = _with(
    minimax_generator_loss=lambda h: -np.logaddexp(0, np.asarray(h, float)).sum(axis=-1)
)
"""The sum over the batch for the mean, so that the learning rate depends on its size."""

mean_over_all = _with(wasserstein_generator_loss=lambda values: -np.mean(values))
"""A mean over all axes, also where each row is a problem of its own."""


def _logits_of_one_norm(features, labels, data_means, model_means):
    features, labels = np.asarray(features, float), np.asarray(labels)
    to_data = np.linalg.norm(features - np.asarray(data_means, float)[labels])
    to_model = np.linalg.norm(features - np.asarray(model_means, float)[labels])
    return np.full(len(labels), (to_model**2 - to_data**2) / 2)


one_norm_for_the_batch = _with(
    conditional_logits=lambda *arguments, **priors: (
        impl.conditional_logits(*arguments, **priors) if priors else _logits_of_one_norm(*arguments)
    )
)
"""The norm of the whole batch of features in place of one for each sample."""

other_kl = _with(kl_divergence=lambda p, q: impl.kl_divergence(q, p))
"""KL in the other direction."""

kl_in_bits = _with(kl_divergence=lambda p, q: impl.kl_divergence(p, q) / np.log(2))
"""Logarithms to base 2."""

kl_of_smoothed = _with(
    kl_divergence=lambda p, q: (
        np.asarray(p) * np.log((np.asarray(p) + 1e-8) / (np.asarray(q) + 1e-8))
    ).sum(axis=-1)
)
"""A small number added to both, so that what is impossible costs no more than what is rare."""

root_of_js = _with(js_divergence=lambda p, q: np.sqrt(impl.js_divergence(p, q)))
"""The Jensen–Shannon distance, which is the root of the divergence."""

ascending_critic = _with(
    wasserstein_critic_loss=lambda real, fake: impl.wasserstein_critic_loss(fake, real)
)
"""The critic's objective where its loss should be: E_p[D] − E_q[D]."""


def _distance_of_sorted(x, y):
    size = min(len(x), len(y))
    return np.abs(np.sort(x)[:size] - np.sort(y)[:size]).mean()


sorted_differences = _with(wasserstein_distance=_distance_of_sorted)
"""The samples sorted and paired off, as if there were as many of each."""

std_for_variance = _with(
    gaussian_kl=lambda theta, theta_0, std: (
        np.subtract(theta, theta_0) ** 2 / (2 * np.asarray(std, float))
    )
)
"""The standard deviation where the variance should be."""

float32_inside = _with(
    sigmoid=lambda h: (1 / (1 + np.exp(-np.asarray(h, np.float32)))).astype(np.float64)
)
"""Half of the digits lost on the way."""
