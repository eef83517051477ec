"""The functions of the homework, beside the ways to write them with other libraries."""

from functools import cache

import numpy as np

from tests.benchmarks.rows.drawing import (
    densities,
    distributions,
    logits,
    samples,
    two_batches,
    weighted_samples,
)
from tests.benchmarks.ways import OURS, Arrays, row

SIZES_OF_PROJECTIONS = (50, 1_000, 10_000, 100_000)
CLASSES, FEATURES = 1_000, 128


def _probabilities(generator: np.random.Generator, n: int) -> Arrays:
    return (generator.random(n),)


def _gaussians(generator: np.random.Generator, n: int) -> Arrays:
    theta, theta_0, log_std = generator.standard_normal((3, n))
    return theta, theta_0, np.exp(log_std)


def _samples_of_unequal_sizes(generator: np.random.Generator, n: int) -> Arrays:
    x, y = samples(generator, n)
    return x, y[: 4 * n // 5 + 1].copy()


def _features(generator: np.random.Generator, n: int) -> Arrays:
    return generator.standard_normal((n, FEATURES)), generator.integers(0, CLASSES, n)


@cache
def _two_banks() -> Arrays:
    return tuple(np.random.default_rng(1).standard_normal((2, CLASSES, FEATURES)))


def _affine(generator: np.random.Generator, n: int) -> Arrays:
    A, others = _two_banks()
    return *_features(generator, n), A, others[:, 0].copy()


def _means(generator: np.random.Generator, n: int) -> Arrays:
    return *_features(generator, n), *_two_banks()


ROWS = (
    row(
        "log σ(h)",
        "h",
        logits,
        (OURS, "impl.log_sigmoid(h)"),
        ("NumPy", "-np.logaddexp(0, -h)"),
        ("SciPy", "scipy.special.log_expit(h)"),
        ("PyTorch", "torch.nn.functional.logsigmoid(h)"),
        ("PyTorch", "-torch.nn.functional.softplus(-h)"),
    ),
    row(
        "σ(h)",
        "h",
        logits,
        (OURS, "impl.sigmoid(h)"),
        ("NumPy", "1 / (1 + np.exp(-h))"),
        ("SciPy", "scipy.special.expit(h)"),
        ("PyTorch", "torch.sigmoid(h)"),
    ),
    row(
        "logit(t)",
        "t",
        _probabilities,
        (OURS, "impl.logit(t)"),
        ("NumPy", "np.log(t / (1 - t))"),
        ("SciPy", "scipy.special.logit(t)"),
        ("PyTorch", "torch.logit(t)"),
    ),
    row(
        "D*",
        "p q",
        densities,
        (OURS, "impl.optimal_discriminator(p, q)"),
        ("NumPy", "p / (p + q)"),
        ("PyTorch", "torch.div(p, p + q)"),
    ),
    row(
        "log p/q",
        "p q",
        densities,
        (OURS, "impl.optimal_logits(p, q)"),
        ("NumPy", "np.log(p) - np.log(q)"),
        ("NumPy", "np.log(p / q)"),
        ("PyTorch", "torch.log(p) - torch.log(q)"),
    ),
    row(
        "L_D",
        "h g",
        two_batches,
        (OURS, "impl.discriminator_loss(h, g)"),
        ("NumPy", "np.mean(np.logaddexp(0, -h)) + np.mean(np.logaddexp(0, g))"),
        ("SciPy", "-np.mean(scipy.special.log_expit(h)) - np.mean(scipy.special.log_expit(-g))"),
        (
            "PyTorch",
            "torch.nn.functional.binary_cross_entropy_with_logits(h, torch.ones_like(h))"
            " + torch.nn.functional.binary_cross_entropy_with_logits(g, torch.zeros_like(g))",
        ),
    ),
    row(
        "KL(p‖q)",
        "p q",
        distributions,
        (OURS, "impl.kl_divergence(p, q)"),
        ("NumPy", "np.sum(p * np.log(p / q))"),
        ("SciPy", "np.sum(scipy.special.rel_entr(p, q))"),
        ("SciPy", "np.sum(scipy.special.kl_div(p, q))"),
        ("SciPy", "scipy.stats.entropy(p, q)"),
        ("PyTorch", "torch.sum(p * torch.log(p / q))"),
        ("PyTorch", "torch.nn.functional.kl_div(torch.log(q), p, reduction='sum')"),
        ("POT", "ot.backend.get_backend(p).kl_div(p, q)"),
    ),
    row(
        "JS(p‖q)",
        "p q",
        distributions,
        (OURS, "impl.js_divergence(p, q)"),
        ("NumPy", "np.sum(p * np.log(2 * p / (p + q)) + q * np.log(2 * q / (p + q))) / 2"),
        ("SciPy", "scipy.spatial.distance.jensenshannon(p, q) ** 2"),
        (
            "PyTorch",
            "torch.nn.functional.kl_div(torch.log((p + q) / 2), p, reduction='sum') / 2"
            " + torch.nn.functional.kl_div(torch.log((p + q) / 2), q, reduction='sum') / 2",
        ),
    ),
    row(
        "Gaussian KL",
        "a b s",
        _gaussians,
        (OURS, "impl.gaussian_kl(a, b, s)"),
        ("NumPy", "(a - b) ** 2 / (2 * s**2)"),
        (
            "PyTorch",
            "torch.distributions.kl_divergence("
            "torch.distributions.Normal(a, s), torch.distributions.Normal(b, s))",
        ),
    ),
    row(
        "W1, equal sizes",
        "x y",
        samples,
        (OURS, "impl.wasserstein_distance(x, y)"),
        ("NumPy", "np.mean(np.abs(np.sort(x) - np.sort(y)))"),
        ("SciPy", "scipy.stats.wasserstein_distance(x, y)"),
        ("PyTorch", "torch.mean(torch.abs(torch.sort(x).values - torch.sort(y).values))"),
        ("POT", "ot.wasserstein_1d(x, y)"),
        ("POT", "ot.emd2_1d(x, y, metric='euclidean')"),
    ),
    row(
        "W1, unequal sizes",
        "x y",
        _samples_of_unequal_sizes,
        (OURS, "impl.wasserstein_distance(x, y)"),
        ("SciPy", "scipy.stats.wasserstein_distance(x, y)"),
        ("POT", "ot.wasserstein_1d(x, y)"),
        ("POT", "ot.emd2_1d(x, y, metric='euclidean')"),
    ),
    row(
        "W1, weighted",
        "x y u v",
        weighted_samples,
        (OURS, "impl.wasserstein_distance(x, y, x_weights=u, y_weights=v)"),
        ("SciPy", "scipy.stats.wasserstein_distance(x, y, u, v)"),
        ("POT", "ot.wasserstein_1d(x, y, u, v)"),
        ("POT", "ot.emd2_1d(x, y, u, v, metric='euclidean')"),
    ),
    row(
        "projection logits",
        "φ y A b",
        _affine,
        (OURS, "impl.projection_logits(φ, y, A, b)"),
        ("NumPy", "(φ @ A.T + b)[np.arange(len(y)), y]"),
        ("NumPy", "np.einsum('ij,ij->i', φ, A[y]) + b[y]"),
        ("PyTorch", "(φ @ A.T + b).gather(1, y[:, None])[:, 0]"),
        ("PyTorch", "torch.sum(φ * A[y], dim=1) + b[y]"),
        sizes=SIZES_OF_PROJECTIONS,
    ),
    row(
        "conditional logits",
        "φ y μ ν",
        _means,
        (OURS, "impl.conditional_logits(φ, y, μ, ν)"),
        ("NumPy", "np.sum((φ - ν[y]) ** 2 - (φ - μ[y]) ** 2, axis=1) / 2"),
        (
            "NumPy",
            "np.einsum('ij,ij->i', φ, (μ - ν)[y]) + (np.sum(ν**2 - μ**2, axis=1) / 2)[y]",
        ),
        (
            "PyTorch",
            "torch.sum(torch.distributions.Normal(μ[y], 1.0).log_prob(φ)"
            " - torch.distributions.Normal(ν[y], 1.0).log_prob(φ), dim=1)",
        ),
        sizes=SIZES_OF_PROJECTIONS,
    ),
)
