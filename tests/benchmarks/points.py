"""Where accuracy is measured: fixed points in groups, and the exact result at each of them.

The first group of every row are its ordinary points; the others are where formulas break. Masses
are multiples of 2**-52 that sum to exactly 1, unless some are too small for that to matter: so
there is one value of KL to find, however it is written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from tests.benchmarks.rows import Arrays
from tests.impl.ulps import as_mpf, exactly

LARGEST = float(np.finfo(np.float64).max)
MANY, FEW = 400, 40
BATCH_SIZES = (1, 2, 7, 50)

Exact = tuple[mpmath.mpf, mpmath.mpf | None]
"""An exact result, and the size of its terms if the error is to be told in ulps of that."""


@dataclass(frozen=True)
class Points:
    """Arguments in groups, and what gives the exact results of one choice of arguments."""

    groups: dict[str, list[Arrays]]
    exact: Callable[..., list[Exact]]


# What is exact


def _each(formula: Callable[..., Any]) -> Callable[..., list[Exact]]:
    """The formula of each of the numbers in arrays."""
    return lambda *arrays: [
        (exactly(formula, *numbers), None) for numbers in zip(*arrays, strict=True)
    ]


def _sigmoid(h: mpmath.mpf) -> mpmath.mpf:
    return 1 / (1 + mpmath.exp(-h))


def _softplus(h: mpmath.mpf) -> mpmath.mpf:
    return max(h, mpmath.mpf(0)) + mpmath.log1p(mpmath.exp(-abs(h)))


def _discriminator_loss(h: Any, g: Any) -> list[Exact]:
    def formula(*logits: mpmath.mpf) -> mpmath.mpf:
        real, fake = logits[: len(h)], logits[len(h) :]
        losses = mpmath.fsum(_softplus(-x) for x in real) / len(real)
        return losses + mpmath.fsum(map(_softplus, fake)) / len(fake)

    return [(exactly(formula, *h, *g), None)]


def _p_log_p_over_q(p: mpmath.mpf, q: mpmath.mpf) -> mpmath.mpf:
    return p * mpmath.log(p / q) if p else p


def _kl_summand(p: mpmath.mpf, q: mpmath.mpf) -> mpmath.mpf:
    return _p_log_p_over_q(p, q) - p + q


def _js_summand(p: mpmath.mpf, q: mpmath.mpf) -> mpmath.mpf:
    m = (p + q) / 2
    return (_p_log_p_over_q(p, m) + _p_log_p_over_q(q, m)) / 2


def _summed(summand: Callable[..., mpmath.mpf]) -> Callable[..., list[Exact]]:
    def exact(p: Any, q: Any) -> list[Exact]:
        def formula(*masses: mpmath.mpf) -> mpmath.mpf:
            return mpmath.fsum(map(summand, masses[: len(p)], masses[len(p) :]))

        return [(exactly(formula, *p, *q), None)]

    return exact


def _wasserstein(x: Any, y: Any, u: Any = None, v: Any = None) -> list[Exact]:
    atoms = []
    for sample, weights, sign in ((x, u, 1), (y, v, -1)):
        masses = [Fraction(1)] * len(sample) if weights is None else list(map(Fraction, weights))
        total = sum(masses)
        atoms += [(Fraction(a), sign * w / total) for a, w in zip(sample, masses, strict=True)]
    atoms.sort()
    distance = difference = Fraction(0)
    for (a, mass), (b, _) in zip(atoms, atoms[1:], strict=False):
        difference += mass
        distance += abs(difference) * (b - a)
    return [(exactly(lambda value: value, distance), None)]


def _sum_and_size(terms: list[Fraction]) -> Exact:
    return exactly(as_mpf, sum(terms, Fraction(0))), exactly(as_mpf, sum(map(abs, terms)))


def _projection(features: Any, labels: Any, A: Any, b: Any) -> list[Exact]:
    def terms(phi: Any, y: int) -> list[Fraction]:
        products = [Fraction(a) * Fraction(x) for a, x in zip(A[y], phi, strict=True)]
        return [*products, Fraction(b[y])]

    return [_sum_and_size(terms(phi, y)) for phi, y in zip(features, labels, strict=True)]


def _conditional(features: Any, labels: Any, mu: Any, nu: Any) -> list[Exact]:
    def terms(phi: Any, y: int) -> list[Fraction]:
        triples = zip(*(map(Fraction, row) for row in (phi, mu[y], nu[y])), strict=True)
        return [(m - n) * (2 * x - m - n) / 2 for x, m, n in triples]

    return [_sum_and_size(terms(phi, y)) for phi, y in zip(features, labels, strict=True)]


# The points


def _generator() -> np.random.Generator:
    return np.random.default_rng(0)


def _magnitudes(rng: np.random.Generator, low: float, high: float, size: int = MANY) -> Any:
    """Positive numbers, with exponents of ten evenly between two."""
    return 10.0 ** rng.uniform(low, high, size)


def _whole_range(rng: np.random.Generator, size: int = MANY) -> Any:
    """Positive floats of every exponent, subnormals included, all bit patterns alike."""
    infinity = np.array(np.inf).view(np.int64)
    return rng.integers(1, infinity, size).view(np.float64)


def _signed(rng: np.random.Generator, values: Any) -> Any:
    return values * rng.choice([-1.0, 1.0], len(values))


def _logits() -> dict[str, list[Arrays]]:
    rng = _generator()
    return {
        "ordinary": [(rng.uniform(-30, 30, MANY),)],
        "near 0": [(_signed(rng, _magnitudes(rng, -300, -1)),)],
        "tails": [(_signed(rng, rng.uniform(30, 708, MANY)),)],
        "subnormal results": [(-rng.uniform(708.4, 745, MANY),)],
        "whole range": [(_signed(rng, _whole_range(rng)),)],
    }


def _probabilities() -> dict[str, list[Arrays]]:
    rng = _generator()
    steps = rng.integers(1, 2 ** rng.integers(1, 40, MANY))
    return {
        "ordinary": [(rng.uniform(0, 1, MANY),)],
        "near 1/2": [(0.5 + _signed(rng, steps) * 2.0**-53,)],
        "near 1": [(1.0 - steps * 2.0**-53,)],
        "near 0": [(_magnitudes(rng, -300, -1),)],
        "subnormal": [(steps * 5e-324,)],
    }


def _densities() -> dict[str, list[Arrays]]:
    rng = _generator()
    p = rng.uniform(0, 1, MANY)
    return {
        "ordinary": [tuple(rng.uniform(0, 1, (2, MANY)))],
        "nearly equal": [(p, p * (1 + _signed(rng, _magnitudes(rng, -15, -3))))],
        "far apart": [(_magnitudes(rng, -300, 300), _magnitudes(rng, -300, 300))],
        "subnormal": [tuple(rng.integers(1, 2 ** rng.integers(1, 50, (2, MANY))) * 5e-324)],
        "huge": [tuple(rng.uniform(0.5, 1, (2, MANY)) * LARGEST)],
        "whole range": [(_whole_range(rng), _whole_range(rng))],
    }


def _batches() -> dict[str, list[Arrays]]:
    rng = _generator()

    def batches(draw: Callable[[int], Any]) -> list[Arrays]:
        sizes = [(n, m) for n in BATCH_SIZES for m in BATCH_SIZES] * 3
        return [(draw(n), -draw(m)) for n, m in sizes]

    return {
        "ordinary": batches(lambda n: rng.normal(0, 3, n)),
        "near 0": batches(lambda n: _signed(rng, _magnitudes(rng, -300, -1, n))),
        "confident and right": batches(lambda n: rng.uniform(30, 700, n)),
        "confident and wrong": batches(lambda n: -rng.uniform(30, 700, n)),
        "whole range": batches(lambda n: _signed(rng, _whole_range(rng, n)) / 64),
    }


def _masses(rng: np.random.Generator, n: int) -> Any:
    """Counts that sum to 2**52."""
    return rng.multinomial(2**52, rng.dirichlet(np.ones(n)))


def _near(rng: np.random.Generator, counts: Any) -> Any:
    """Counts of the same sum, of which a small part, or one at least, is moved."""
    order = rng.permutation(len(counts))
    half = len(counts) // 2
    sources, targets = order[:half], order[half : 2 * half]
    part = _magnitudes(rng, -15, -2, 1) * np.minimum(counts[sources], counts[targets])
    moved = np.maximum(part.astype(np.int64), 1)
    result = counts.copy()
    result[sources] -= moved
    result[targets] += moved
    return result


def _distributions() -> dict[str, list[Arrays]]:
    rng = _generator()
    unit = 2.0**-52
    groups: dict[str, list[Arrays]] = {}
    for n in (2, 3, 5, 10, 100) * FEW:
        p, q = _masses(rng, n), _masses(rng, n)
        tiny = _magnitudes(rng, -320, -30, 6)
        drawn = {
            "ordinary": (p * unit, q * unit),
            "nearly equal": (p * unit, _near(rng, p) * unit),
            "zeros": (np.append(p, [0, 0]) * unit, np.append(_masses(rng, n + 1), 0) * unit),
            "small masses": (np.append(p * unit, tiny[:3]), np.append(q * unit, tiny[3:])),
        }
        for group, pair in drawn.items():
            groups.setdefault(group, []).append(pair)
    return groups


def _gaussians() -> dict[str, list[Arrays]]:
    rng = _generator()
    theta, theta_0 = rng.normal(size=(2, MANY))
    std = rng.uniform(0.1, 10, MANY)
    scale, separation = _magnitudes(rng, -290, -160), _magnitudes(rng, -8, 8)
    huge = rng.uniform(0.5, 1, (3, MANY)) * LARGEST
    return {
        "ordinary": [(theta, theta_0, std)],
        "nearly equal": [(theta, theta * (1 + _magnitudes(rng, -15, -3)), std)],
        "tiny": [(scale * separation, np.zeros(MANY), scale)],
        "huge": [(huge[0], -huge[1], huge[2])],
    }


def _samples(draw_weights: bool, sizes: tuple[tuple[int, int], ...]) -> dict[str, list[Arrays]]:
    rng = _generator()
    groups: dict[str, list[Arrays]] = {}
    for n, m in sizes * (FEW // len(sizes)):
        x, y = rng.normal(size=n), rng.normal(size=m)
        drawn = {
            "ordinary": (x, y),
            "ties": (rng.integers(0, 4, n) / 10, rng.integers(1, 6, m) / 10),
            "nearly equal": (x, np.resize(x, m) * (1 + _magnitudes(rng, -14, -6, m))),
            "an atom at 1e15": (np.append(x[1:], 1e15), np.append(y[1:], 1e15)),
            "whole range": tuple(_signed(rng, _whole_range(rng, k)) / 8 for k in (n, m)),
        }
        for group, pair in drawn.items():
            weights = tuple(_masses(rng, k) * 2.0**-52 for k in (n, m)) if draw_weights else ()
            groups.setdefault(group, []).append((*pair, *weights))
    return groups


def _features(offset: float, relative_to_origin: bool) -> list[Arrays]:
    rng = _generator()
    classes = 5
    cases: list[Arrays] = []
    for dimensions in (1, 8, 128) * 2:
        features = offset + rng.normal(size=(FEW, dimensions))
        labels = rng.integers(0, classes, FEW)
        mu, nu = offset + rng.normal(size=(2, classes, dimensions))
        if relative_to_origin:
            cases.append((features, labels, mu - nu, np.sum((nu - mu) * (nu + mu), axis=1) / 2))
        else:
            cases.append((features, labels, mu, nu))
    return cases


def _bank(relative_to_origin: bool) -> dict[str, list[Arrays]]:
    return {
        "ordinary": _features(0.0, relative_to_origin),
        "means 1e8 out": _features(1e8, relative_to_origin),
    }


EQUAL_SIZES = ((2, 2), (7, 7), (50, 50))
UNEQUAL_SIZES = ((3, 2), (7, 10), (50, 41))

POINTS = {
    "log σ(h)": Points(_logits(), _each(lambda h: -_softplus(-h))),
    "σ(h)": Points(_logits(), _each(_sigmoid)),
    "logit(t)": Points(_probabilities(), _each(lambda t: mpmath.log(t / (1 - t)))),
    "D*": Points(_densities(), _each(lambda p, q: p / (p + q))),
    "log p/q": Points(_densities(), _each(lambda p, q: mpmath.log(p / q))),
    "L_D": Points(_batches(), _discriminator_loss),
    "KL(p‖q)": Points(_distributions(), _summed(_kl_summand)),
    "JS(p‖q)": Points(_distributions(), _summed(_js_summand)),
    "Gaussian KL": Points(_gaussians(), _each(lambda a, b, s: ((a - b) / s) ** 2 / 2)),
    "W1, equal sizes": Points(_samples(False, EQUAL_SIZES), _wasserstein),
    "W1, unequal sizes": Points(_samples(False, UNEQUAL_SIZES), _wasserstein),
    "W1, weighted": Points(_samples(True, UNEQUAL_SIZES), _wasserstein),
    "projection logits": Points(_bank(True), _projection),
    "conditional logits": Points(_bank(False), _conditional),
}
"""The points of each row of `tests.benchmarks.rows.ROWS`, by its name."""
