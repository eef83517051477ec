"""The metrics of generators, beside the libraries that people compute them with.

pytorch-fid is the formula with SciPy's `sqrtm`; the others take eigenvalues.
"""

import numpy as np

from tests.benchmarks.ways import OURS, Arrays, row

FEATURES = 2_048
CLASSES = 1_000
NEARLY = 2.0**-17


def _features(generator: np.random.Generator, n: int) -> Arrays:
    """Features of two sets of samples, of which a few count more than the many others."""
    scales = np.exp(generator.standard_normal(FEATURES))
    x, y = generator.standard_normal((2, n, FEATURES))
    return x * scales, (y + 0.1) * np.roll(scales, 1)


def _covariance(generator: np.random.Generator, d: int) -> np.ndarray:
    x = generator.standard_normal((2 * d, d)) * np.exp(generator.standard_normal(d) / 2)
    return x.T @ x / len(x)


def _gaussians(generator: np.random.Generator, d: int) -> Arrays:
    first, second = generator.standard_normal((2, d))
    return first, _covariance(generator, d), second, _covariance(generator, d)


def _nearly_equal_gaussians(generator: np.random.Generator, d: int) -> Arrays:
    mean, covariance = generator.standard_normal(d), _covariance(generator, d)
    change = generator.standard_normal((d, d)) / np.sqrt(d)
    transport = np.eye(d) + NEARLY * (change + change.T)
    other = transport @ covariance @ transport
    return mean, covariance, mean, (other + other.T) / 2


def _class_logits(generator: np.random.Generator, n: int) -> Arrays:
    return (3.0 * generator.standard_normal((n, CLASSES)),)


def _class_probabilities(generator: np.random.Generator, n: int) -> Arrays:
    (logits,) = _class_logits(generator, n)
    likelihoods = np.exp(logits)
    return (likelihoods / likelihoods.sum(axis=1, keepdims=True),)


OF_GAUSSIANS = (
    (OURS, "impl.frechet_distance(μ, S, ν, T)"),
    (
        "NumPy",
        "np.sum((μ - ν) ** 2) + np.trace(S) + np.trace(T)"
        " - 2 * np.sqrt(np.linalg.eigvals(S @ T).astype(complex)).real.sum()",
    ),
    ("torchmetrics", "torchmetrics.image.fid._compute_fid(μ, S, ν, T)"),
    (
        "torch-fidelity",
        "torch_fidelity.metric_fid.fid_statistics_to_metric("
        "{'mu': μ.numpy(), 'sigma': S.numpy()}, {'mu': ν.numpy(), 'sigma': T.numpy()}, False"
        ")['frechet_inception_distance']",
    ),
    ("pytorch-fid", "pytorch_fid.fid_score.calculate_frechet_distance(μ, S, ν, T)"),
)

FROM_COVARIANCES = tuple(
    row(
        name,
        "μ S ν T",
        draw,
        *OF_GAUSSIANS,
        sizes=(64, 256, 2_048),
        least=least,
        by_group=by_group,
    )
    for name, draw, least, by_group in (
        ("FID, covariances", _gaussians, 1.0, True),
        ("FID, nearly equal covariances", _nearly_equal_gaussians, 0.7, False),
    )
)

FROM_FEATURES = (
    row(
        "FID, features",
        "x y",
        _features,
        (OURS, "impl.frechet_inception_distance(x, y)"),
        (
            "NumPy",
            "(lambda μ, S, ν, T: np.sum((μ - ν) ** 2) + np.trace(S) + np.trace(T)"
            " - 2 * np.sqrt(np.linalg.eigvals(S @ T).astype(complex)).real.sum())("
            "x.mean(axis=0), np.cov(x.T), y.mean(axis=0), np.cov(y.T))",
        ),
        (
            "torchmetrics",
            "torchmetrics.image.fid._compute_fid("
            "x.mean(dim=0), torch.cov(x.T), y.mean(dim=0), torch.cov(y.T))",
        ),
        (
            "torch-fidelity",
            "torch_fidelity.metric_fid.fid_statistics_to_metric("
            "torch_fidelity.metric_fid.fid_features_to_statistics(x),"
            " torch_fidelity.metric_fid.fid_features_to_statistics(y), False"
            ")['frechet_inception_distance']",
        ),
        (
            "pytorch-fid",
            "pytorch_fid.fid_score.calculate_frechet_distance("
            "x.mean(axis=0), np.cov(x, rowvar=False), y.mean(axis=0), np.cov(y, rowvar=False))",
        ),
        sizes=(200, 1_000, 10_000),
        least=1.0,
        by_group=True,
    ),
)

FROM_SAMPLES = (
    row(
        "KID",
        "x y",
        _features,
        (OURS, "impl.kernel_inception_distance(x, y)"),
        (
            "NumPy",
            "(lambda k: (np.sum(k(x, x)) - np.trace(k(x, x))) / (len(x) * (len(x) - 1))"
            " + (np.sum(k(y, y)) - np.trace(k(y, y))) / (len(y) * (len(y) - 1))"
            " - 2 * np.mean(k(x, y)))(lambda a, b: (a @ b.T / a.shape[1] + 1) ** 3)",
        ),
        ("torchmetrics", "torchmetrics.image.kid.poly_mmd(x, y)"),
        ("torch-fidelity", "torch_fidelity.metric_kid.kernel_mmd(x.numpy(), y.numpy())"),
        sizes=(1_000, 5_000),
        least=1.0,
    ),
    row(
        "IS, probabilities",
        "p",
        _class_probabilities,
        (OURS, "impl.inception_score(p)"),
        ("NumPy", "np.exp(np.mean(np.sum(p * np.log(p / p.mean(axis=0)), axis=1)))"),
        (
            "SciPy",
            "np.exp(np.mean(np.sum(scipy.special.rel_entr(p, p.mean(axis=0)), axis=1)))",
        ),
        sizes=(1_000, 5_000),
    ),
    row(
        "IS, logits",
        "h",
        _class_logits,
        (OURS, "impl.inception_score_from_logits(h)"),
        (
            "SciPy",
            "(lambda p: np.exp(np.mean(np.sum(p * (np.log(p) - np.log(p.mean(axis=0))), axis=1))))("
            "scipy.special.softmax(h, axis=1))",
        ),
        (
            "torchmetrics",
            "(lambda metric: (metric.update(h), metric.compute()[0])[1])("
            "torchmetrics.image.inception.InceptionScore(torch.nn.Identity(), splits=1))",
        ),
        (
            "torch-fidelity",
            "torch_fidelity.metric_isc.isc_features_to_metric(h, splits=1)['inception_score_mean']",
        ),
        sizes=(1_000, 5_000),
    ),
    row(
        "precision and recall",
        "x y",
        _features,
        (OURS, "impl.precision_and_recall(x, y, 3)"),
        (
            "NumPy",
            "(lambda square, kth: (np.mean(np.any(square(x, y) <= kth(square(x, x))[:, None], 0)),"
            " np.mean(np.any(square(x, y) <= kth(square(y, y)), 1))))("
            "lambda a, b: np.sum(a**2, 1)[:, None] + np.sum(b**2, 1) - 2 * a @ b.T,"
            " lambda D: np.partition(D, 3, axis=1)[:, 3])",
        ),
        (
            "torch-fidelity",
            "torch_fidelity.metric_prc.calculate_precision_recall_full(y, x, 3)",
        ),
        ("prdc", "tuple(prdc.compute_prdc(x, y, 3).values())[:2]"),
        sizes=(1_000, 5_000),
        least=1.0,
    ),
)
