"""The spectral norm of a weight of shape (n, n), and a step of power iteration."""

import numpy as np

from tests.benchmarks.ways import OURS, Arrays, row

SIZES = (50, 200, 1_000, 2_048)


def _weight(generator: np.random.Generator, n: int) -> Arrays:
    return (generator.standard_normal((n, n)),)


def _weight_and_vector(generator: np.random.Generator, n: int) -> Arrays:
    return *_weight(generator, n), generator.standard_normal(n)


ROWS = (
    row(
        "spectral norm",
        "W",
        _weight,
        (OURS, "impl.spectral_norm(W)"),
        ("NumPy", "np.linalg.norm(W, 2)"),
        ("SciPy", "scipy.linalg.svdvals(W)[0]"),
        ("SciPy", "np.sqrt(scipy.linalg.eigvalsh(W @ W.T)[-1])"),
        ("PyTorch", "torch.linalg.matrix_norm(W, ord=2)"),
        sizes=SIZES,
    ),
    row(
        "power iteration",
        "W u",
        _weight_and_vector,
        (OURS, "impl.power_iteration(W, u)"),
        (
            "NumPy",
            "(lambda u: (np.linalg.norm(u), u / np.linalg.norm(u)))("
            "W @ (lambda v: v / np.linalg.norm(v))(W.T @ u))",
        ),
        (
            "PyTorch",
            "(lambda v: (lambda u: (torch.vdot(u, torch.mv(W, v)), u))("
            "torch.nn.functional.normalize(torch.mv(W, v), dim=0)))("
            "torch.nn.functional.normalize(torch.mv(W.T, u), dim=0))",
        ),
        sizes=SIZES,
    ),
)
