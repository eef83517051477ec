"""Penalties on n gradients of `FEATURES` numbers each."""

import numpy as np

from tests.benchmarks.ways import OURS, Arrays, row

SIZES = (50, 1_000, 10_000, 100_000)
FEATURES = 128


def _gradients(generator: np.random.Generator, n: int) -> Arrays:
    return (generator.standard_normal((n, FEATURES)) / 8.0,)


def _pairs(generator: np.random.Generator, n: int) -> Arrays:
    return *generator.standard_normal((2, n, FEATURES)), generator.random(n)


ROWS = (
    row(
        "interpolates",
        "x z a",
        _pairs,
        (OURS, "impl.interpolates(x, z, alpha=a)"),
        ("NumPy", "a[:, None] * z + (1 - a[:, None]) * x"),
        ("PyTorch", "torch.lerp(x, z, a[:, None])"),
        sizes=SIZES,
    ),
    row(
        "gradient penalty",
        "g",
        _gradients,
        (OURS, "impl.gradient_penalty(g)"),
        ("NumPy", "10 * np.mean((np.linalg.norm(g, axis=1) - 1) ** 2)"),
        ("PyTorch", "10 * ((torch.linalg.vector_norm(g, dim=1) - 1) ** 2).mean()"),
        ("PyTorch", "10 * ((torch.sqrt(torch.sum(g**2, dim=1) + 1e-12) - 1) ** 2).mean()"),
        sizes=SIZES,
    ),
    row(
        "gradient penalty, derivative",
        "g",
        _gradients,
        (OURS, "impl.gradient_penalty_derivative(g)"),
        ("NumPy", "20 / len(g) * (1 - 1 / np.linalg.norm(g, axis=1, keepdims=True)) * g"),
        ("PyTorch", "20 / len(g) * (1 - 1 / torch.linalg.vector_norm(g, dim=1, keepdim=True)) * g"),
        (
            "PyTorch",
            "torch.func.grad("
            "lambda g: 10 * ((torch.linalg.vector_norm(g, dim=1) - 1) ** 2).mean())(g)",
        ),
        sizes=SIZES,
    ),
    row(
        "one-sided penalty",
        "g",
        _gradients,
        (OURS, "impl.one_sided_gradient_penalty(g)"),
        ("NumPy", "10 * np.mean(np.maximum(0, np.linalg.norm(g, axis=1) - 1) ** 2)"),
        (
            "PyTorch",
            "10 * (torch.nn.functional.relu(torch.linalg.vector_norm(g, dim=1) - 1) ** 2).mean()",
        ),
        sizes=SIZES,
    ),
    row(
        "zero-centred penalty",
        "g",
        _gradients,
        (OURS, "impl.zero_centered_penalty(g)"),
        ("NumPy", "np.mean(np.sum(g**2, axis=1)) / 2"),
        ("PyTorch", "(g**2).sum(dim=1).mean() / 2"),
        sizes=SIZES,
    ),
    row(
        "zero-centred penalty, derivative",
        "g",
        _gradients,
        (OURS, "impl.zero_centered_penalty_derivative(g)"),
        ("NumPy", "g / len(g)"),
        ("PyTorch", "torch.div(g, len(g))"),
        sizes=SIZES,
    ),
)
