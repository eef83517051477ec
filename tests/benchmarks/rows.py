"""What is compared: each function, written as one would with each library.

A way of computing something is kept as the very code that the tables show, and run as such.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from types import ModuleType
from typing import Any

import numpy as np

SIZES = (50, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
SIZES_OF_PROJECTIONS = (50, 1_000, 10_000, 100_000)
CLASSES, FEATURES = 1_000, 128

NUMBERS, DRAWS = 100_000, 100
"""Small arrays are drawn so often that there are this many numbers, but no more often than that."""

OURS = "ganspec"
MODULES = {
    OURS: ("impl",),
    "NumPy": ("numpy",),
    "SciPy": ("numpy", "scipy.special", "scipy.stats", "scipy.spatial.distance"),
    "PyTorch": ("torch",),
    "POT": ("ot",),
}

Arrays = tuple[Any, ...]


@dataclass(frozen=True)
class Way:
    """A way of computing something with a library: code in the parameters of its row."""

    library: str
    code: str
    parameters: tuple[str, ...]

    @property
    def available(self) -> bool:
        """Whether the library is installed."""
        return _namespace(self.library) is not None

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The code as a function of the parameters: of the arrays that `prepared` returns."""
        source = f"lambda {', '.join(self.parameters)}: {self.code}"
        return eval(source, _namespace(self.library))

    def prepared(self, arrays: Arrays) -> Arrays:
        """The arrays as the library has them, in the same memory."""
        if self.library == "PyTorch":
            torch = importlib.import_module("torch")
            return tuple(torch.from_numpy(array) for array in arrays)
        return arrays


@dataclass(frozen=True)
class Row:
    """A function, how to draw arrays of a size, and the ways to compute it: ours first."""

    name: str
    draw: Callable[[np.random.Generator, int], Arrays]
    ways: tuple[Way, ...]
    sizes: tuple[int, ...] = SIZES

    @property
    def function_name(self) -> str:
        """The name of our function."""
        return self.ways[0].code.removeprefix("impl.").partition("(")[0]

    @property
    def available_ways(self) -> list[Way]:
        """The ways whose library is installed."""
        return [way for way in self.ways if way.available]

    def inputs(self, n: int) -> list[Arrays]:
        """Arrays of a size, drawn as often as makes many numbers.

        When the same few thousand numbers come again and again, a processor knows by heart which
        way each branch goes, as it never does in use: `scipy.special.rel_entr` of 10,000 numbers
        then takes less than half of its time.
        """
        generator = np.random.default_rng(0)
        return [self.draw(generator, n) for _ in range(min(max(NUMBERS // n, 1), DRAWS))]


_namespaces: dict[str, dict[str, ModuleType] | None] = {}


def _namespace(library: str) -> dict[str, ModuleType] | None:
    """The modules of a library, under the names they go by in code, if it is installed."""
    if library not in _namespaces:
        try:
            _namespaces[library] = dict(map(_imported, MODULES[library]))
        except ImportError:
            _namespaces[library] = None
    return _namespaces[library]


def _imported(name: str) -> tuple[str, ModuleType]:
    importlib.import_module(name)
    top = name.partition(".")[0]
    module = importlib.import_module(top)
    if top == "torch":
        module.set_num_threads(1)
    return ("np" if top == "numpy" else top), module


def _row(
    name: str,
    parameters: str,
    draw: Callable[[np.random.Generator, int], Arrays],
    *ways: tuple[str, str],
    sizes: tuple[int, ...] = SIZES,
) -> Row:
    names = tuple(parameters.split())
    return Row(name, draw, tuple(Way(library, code, names) for library, code in ways), sizes)


def _logits(generator: np.random.Generator, n: int) -> Arrays:
    return (10.0 * generator.standard_normal(n),)


def _two_batches(generator: np.random.Generator, n: int) -> Arrays:
    return tuple(3.0 * generator.standard_normal((2, n)))


def _probabilities(generator: np.random.Generator, n: int) -> Arrays:
    return (generator.random(n),)


def _densities(generator: np.random.Generator, n: int) -> Arrays:
    return tuple(np.exp(generator.standard_normal((2, n))))


def _distributions(generator: np.random.Generator, n: int) -> Arrays:
    return tuple(density / density.sum() for density in _densities(generator, n))


def _gaussians(generator: np.random.Generator, n: int) -> Arrays:
    theta, theta_0, log_std = generator.standard_normal((3, n))
    return theta, theta_0, np.exp(log_std)


def _samples(generator: np.random.Generator, n: int) -> Arrays:
    x, y = generator.standard_normal((2, n))
    return x, y + 1.0


def _samples_of_unequal_sizes(generator: np.random.Generator, n: int) -> Arrays:
    x, y = _samples(generator, n)
    return x, y[: 4 * n // 5 + 1].copy()


def _weighted_samples(generator: np.random.Generator, n: int) -> Arrays:
    return *_samples(generator, n), *_distributions(generator, n)


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
    _row(
        "log σ(h)",
        "h",
        _logits,
        (OURS, "impl.log_sigmoid(h)"),
        ("NumPy", "-np.logaddexp(0, -h)"),
        ("SciPy", "scipy.special.log_expit(h)"),
        ("PyTorch", "torch.nn.functional.logsigmoid(h)"),
        ("PyTorch", "-torch.nn.functional.softplus(-h)"),
    ),
    _row(
        "σ(h)",
        "h",
        _logits,
        (OURS, "impl.sigmoid(h)"),
        ("NumPy", "1 / (1 + np.exp(-h))"),
        ("SciPy", "scipy.special.expit(h)"),
        ("PyTorch", "torch.sigmoid(h)"),
    ),
    _row(
        "logit(t)",
        "t",
        _probabilities,
        (OURS, "impl.logit(t)"),
        ("NumPy", "np.log(t / (1 - t))"),
        ("SciPy", "scipy.special.logit(t)"),
        ("PyTorch", "torch.logit(t)"),
    ),
    _row(
        "D*",
        "p q",
        _densities,
        (OURS, "impl.optimal_discriminator(p, q)"),
        ("NumPy", "p / (p + q)"),
        ("PyTorch", "torch.div(p, p + q)"),
    ),
    _row(
        "log p/q",
        "p q",
        _densities,
        (OURS, "impl.optimal_logits(p, q)"),
        ("NumPy", "np.log(p) - np.log(q)"),
        ("NumPy", "np.log(p / q)"),
        ("PyTorch", "torch.log(p) - torch.log(q)"),
    ),
    _row(
        "L_D",
        "h g",
        _two_batches,
        (OURS, "impl.discriminator_loss(h, g)"),
        ("NumPy", "np.mean(np.logaddexp(0, -h)) + np.mean(np.logaddexp(0, g))"),
        ("SciPy", "-np.mean(scipy.special.log_expit(h)) - np.mean(scipy.special.log_expit(-g))"),
        (
            "PyTorch",
            "torch.nn.functional.binary_cross_entropy_with_logits(h, torch.ones_like(h))"
            " + torch.nn.functional.binary_cross_entropy_with_logits(g, torch.zeros_like(g))",
        ),
    ),
    _row(
        "KL(p‖q)",
        "p q",
        _distributions,
        (OURS, "impl.kl_divergence(p, q)"),
        ("NumPy", "np.sum(p * np.log(p / q))"),
        ("SciPy", "np.sum(scipy.special.rel_entr(p, q))"),
        ("SciPy", "np.sum(scipy.special.kl_div(p, q))"),
        ("SciPy", "scipy.stats.entropy(p, q)"),
        ("PyTorch", "torch.sum(p * torch.log(p / q))"),
        ("PyTorch", "torch.nn.functional.kl_div(torch.log(q), p, reduction='sum')"),
        ("POT", "ot.backend.get_backend(p).kl_div(p, q)"),
    ),
    _row(
        "JS(p‖q)",
        "p q",
        _distributions,
        (OURS, "impl.js_divergence(p, q)"),
        ("NumPy", "np.sum(p * np.log(2 * p / (p + q)) + q * np.log(2 * q / (p + q))) / 2"),
        ("SciPy", "scipy.spatial.distance.jensenshannon(p, q) ** 2"),
        (
            "PyTorch",
            "torch.nn.functional.kl_div(torch.log((p + q) / 2), p, reduction='sum') / 2"
            " + torch.nn.functional.kl_div(torch.log((p + q) / 2), q, reduction='sum') / 2",
        ),
    ),
    _row(
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
    _row(
        "W1, equal sizes",
        "x y",
        _samples,
        (OURS, "impl.wasserstein_distance(x, y)"),
        ("NumPy", "np.mean(np.abs(np.sort(x) - np.sort(y)))"),
        ("SciPy", "scipy.stats.wasserstein_distance(x, y)"),
        ("PyTorch", "torch.mean(torch.abs(torch.sort(x).values - torch.sort(y).values))"),
        ("POT", "ot.wasserstein_1d(x, y)"),
        ("POT", "ot.emd2_1d(x, y, metric='euclidean')"),
    ),
    _row(
        "W1, unequal sizes",
        "x y",
        _samples_of_unequal_sizes,
        (OURS, "impl.wasserstein_distance(x, y)"),
        ("SciPy", "scipy.stats.wasserstein_distance(x, y)"),
        ("POT", "ot.wasserstein_1d(x, y)"),
        ("POT", "ot.emd2_1d(x, y, metric='euclidean')"),
    ),
    _row(
        "W1, weighted",
        "x y u v",
        _weighted_samples,
        (OURS, "impl.wasserstein_distance(x, y, x_weights=u, y_weights=v)"),
        ("SciPy", "scipy.stats.wasserstein_distance(x, y, u, v)"),
        ("POT", "ot.wasserstein_1d(x, y, u, v)"),
        ("POT", "ot.emd2_1d(x, y, u, v, metric='euclidean')"),
    ),
    _row(
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
    _row(
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
