"""The Wasserstein distance of order 2 on the line, the root taken."""

from tests.benchmarks.rows.drawing import samples, weighted_samples
from tests.benchmarks.ways import OURS, row

SIZES = (50, 1_000, 10_000, 100_000, 1_000_000)

ROWS = (
    row(
        "W2, equal sizes",
        "x y",
        samples,
        (OURS, "impl.wasserstein_distance(x, y, order=2)"),
        ("NumPy", "np.sqrt(np.mean((np.sort(x) - np.sort(y)) ** 2))"),
        (
            "PyTorch",
            "torch.sqrt(torch.mean((torch.sort(x).values - torch.sort(y).values) ** 2))",
        ),
        ("POT", "ot.wasserstein_1d(x, y, p=2) ** 0.5"),
        sizes=SIZES,
    ),
    row(
        "W2, weighted",
        "x y u v",
        weighted_samples,
        (OURS, "impl.wasserstein_distance(x, y, order=2, x_weights=u, y_weights=v)"),
        (
            "NumPy",
            "(lambda i, j, t: np.sqrt(np.sum(np.diff(t, prepend=0) * ("
            "x[i][np.searchsorted(np.cumsum(u[i])[:-1], t)]"
            " - y[j][np.searchsorted(np.cumsum(v[j])[:-1], t)]) ** 2)))("
            "np.argsort(x), np.argsort(y), np.sort(np.concatenate("
            "(np.cumsum(u[np.argsort(x)]), np.cumsum(v[np.argsort(y)])))))",
        ),
        ("POT", "ot.wasserstein_1d(x, y, u, v, p=2) ** 0.5"),
        ("POT", "ot.emd2_1d(x, y, u, v, metric='sqeuclidean') ** 0.5"),
        sizes=SIZES,
    ),
)
