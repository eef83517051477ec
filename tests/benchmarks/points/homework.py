"""Where the accuracy of the functions of the homework is measured.

Masses are multiples of 2**-52 that sum to exactly 1, unless some are too small for that to matter:
so there is one value of KL to find, however it is written.
"""

from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from tests.benchmarks.points.drawing import (
    EQUAL_SIZES,
    FEW,
    LARGEST,
    MANY,
    UNEQUAL_SIZES,
    batches,
    densities,
    distributions,
    generator,
    logits,
    magnitudes,
    samples,
    signed,
)
from tests.benchmarks.points.exact import (
    Exact,
    each,
    js_summand,
    kl_summand,
    points,
    sigmoid,
    softplus,
    sum_and_size,
    summed,
)
from tests.benchmarks.ways import Arrays
from tests.impl.ulps import exactly

# What is exact


def _discriminator_loss(h: Any, g: Any) -> list[Exact]:
    def formula(*logits: mpmath.mpf) -> mpmath.mpf:
        real, fake = logits[: len(h)], logits[len(h) :]
        losses = mpmath.fsum(softplus(-x) for x in real) / len(real)
        return losses + mpmath.fsum(map(softplus, fake)) / len(fake)

    return [(exactly(formula, *h, *g), None)]


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


def _projection(features: Any, labels: Any, A: Any, b: Any) -> list[Exact]:
    def terms(phi: Any, y: int) -> list[Fraction]:
        products = [Fraction(a) * Fraction(x) for a, x in zip(A[y], phi, strict=True)]
        return [*products, Fraction(b[y])]

    return [sum_and_size(terms(phi, y)) for phi, y in zip(features, labels, strict=True)]


def _conditional(features: Any, labels: Any, mu: Any, nu: Any) -> list[Exact]:
    def terms(phi: Any, y: int) -> list[Fraction]:
        triples = zip(*(map(Fraction, row) for row in (phi, mu[y], nu[y])), strict=True)
        return [(m - n) * (2 * x - m - n) / 2 for x, m, n in triples]

    return [sum_and_size(terms(phi, y)) for phi, y in zip(features, labels, strict=True)]


# The points


def _probabilities() -> dict[str, list[Arrays]]:
    rng = generator()
    steps = rng.integers(1, 2 ** rng.integers(1, 40, MANY))
    return {
        "ordinary": [(rng.uniform(0, 1, MANY),)],
        "near 1/2": [(0.5 + signed(rng, steps) * 2.0**-53,)],
        "near 1": [(1.0 - steps * 2.0**-53,)],
        "near 0": [(magnitudes(rng, -300, -1),)],
        "subnormal": [(steps * 5e-324,)],
    }


def _gaussians() -> dict[str, list[Arrays]]:
    rng = generator()
    theta, theta_0 = rng.normal(size=(2, MANY))
    std = rng.uniform(0.1, 10, MANY)
    scale, separation = magnitudes(rng, -290, -160), magnitudes(rng, -8, 8)
    huge = rng.uniform(0.5, 1, (3, MANY)) * LARGEST
    return {
        "ordinary": [(theta, theta_0, std)],
        "nearly equal": [(theta, theta * (1 + magnitudes(rng, -15, -3)), std)],
        "tiny": [(scale * separation, np.zeros(MANY), scale)],
        "huge": [(huge[0], -huge[1], huge[2])],
    }


def _features(offset: float, relative_to_origin: bool) -> list[Arrays]:
    rng = generator()
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


POINTS = {
    "log σ(h)": points(logits(), each(lambda h: -softplus(-h))),
    "σ(h)": points(logits(), each(sigmoid)),
    "logit(t)": points(_probabilities(), each(lambda t: mpmath.log(t / (1 - t)))),
    "D*": points(densities(), each(lambda p, q: p / (p + q))),
    "log p/q": points(densities(), each(lambda p, q: mpmath.log(p / q))),
    "L_D": points(batches(), _discriminator_loss),
    "KL(p‖q)": points(distributions(), summed(kl_summand)),
    "JS(p‖q)": points(distributions(), summed(js_summand)),
    "Gaussian KL": points(_gaussians(), each(lambda a, b, s: ((a - b) / s) ** 2 / 2)),
    "W1, equal sizes": points(samples(False, EQUAL_SIZES), _wasserstein),
    "W1, unequal sizes": points(samples(False, UNEQUAL_SIZES), _wasserstein),
    "W1, weighted": points(samples(True, UNEQUAL_SIZES), _wasserstein),
    "projection logits": points(_bank(True), _projection),
    "conditional logits": points(_bank(False), _conditional),
}
