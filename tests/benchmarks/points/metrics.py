"""Where the accuracy of the metrics is measured.

In 8 dimensions a Fréchet distance is worked out from matrices in 300 bits. In more it is known: of
Σ and AΣA, for any positive semi-definite A, it is the trace of (A − I)Σ(A − I), as x ↦ Ax is the
gradient of a convex function; and of small integers that is exact.
"""

from fractions import Fraction
from itertools import product
from typing import Any

import mpmath
import numpy as np

from tests.benchmarks.points.drawing import generator
from tests.benchmarks.points.exact import Exact, Point, Points, mean, points
from tests.benchmarks.ways import Arrays
from tests.impl.ulps import BITS, as_mpf, exactly

SMALL, LARGE = 8, 256
NEIGHBOURS = 3

# What is exact


def _value(number: Fraction) -> Exact:
    return exactly(as_mpf, number), None


def _matrix(array: Any) -> mpmath.matrix:
    return mpmath.matrix([list(map(as_mpf, row)) for row in array])


def _frechet(
    real_mean: Any, real_covariance: Any, fake_mean: Any, fake_covariance: Any
) -> list[Exact]:
    with mpmath.workprec(BITS):
        between = mpmath.fsum(
            (as_mpf(a) - as_mpf(b)) ** 2 for a, b in zip(real_mean, fake_mean, strict=True)
        )
        return [(between + _bures(_matrix(real_covariance), _matrix(fake_covariance)), None)]


def _bures(first: mpmath.matrix, second: mpmath.matrix) -> mpmath.mpf:
    if first == second:
        return mpmath.mpf(0)
    values, vectors = mpmath.eigsy(first)
    root = vectors * mpmath.diag(_roots(values)) * vectors.T
    values = mpmath.eigsy(root * second * root, eigvals_only=True)
    diagonals = (matrix[i, i] for matrix in (first, second) for i in range(matrix.rows))
    return mpmath.fsum(diagonals) - 2 * mpmath.fsum(_roots(values))


def _roots(values: mpmath.matrix) -> list[mpmath.mpf]:
    """The roots of eigenvalues, where what rounding makes of 0 would be larger than before."""
    nothing = max(map(abs, values)) * mpmath.mpf(2) ** (40 - BITS)
    return [mpmath.sqrt(value) if value > nothing else mpmath.mpf(0) for value in values]


def _frechet_of_features(x: Any, y: Any) -> list[Exact]:
    def moments(features: Any) -> tuple[Any, Any]:
        exact = np.vectorize(Fraction, otypes=[object])(features)
        centre = exact.sum(axis=0) / Fraction(len(exact))
        deviations = exact - centre
        return centre, deviations.T.dot(deviations) / Fraction(len(exact) - 1)

    return _frechet(*moments(x), *moments(y))


def _kernel_distance(x: Any, y: Any) -> list[Exact]:
    reals, fakes = ([list(map(Fraction, row)) for row in sample] for sample in (x, y))

    def mean_kernel(pairs: list[tuple[Any, Any]]) -> Fraction:
        d = len(reals[0])
        products = (sum(a * b for a, b in zip(*pair, strict=True)) for pair in pairs)
        return sum((z / d + 1) ** 3 for z in products) / len(pairs)

    def others(sample: list[list[Fraction]]) -> list[tuple[Any, Any]]:
        return [(a, b) for i, a in enumerate(sample) for j, b in enumerate(sample) if i != j]

    within = mean_kernel(others(reals)) + mean_kernel(others(fakes))
    return [_value(within - 2 * mean_kernel(list(product(reals, fakes))))]


def _score(rows: list[list[mpmath.mpf]]) -> list[Exact]:
    """exp of the mean KL of rows, which are normalised first, from their mean."""
    rows = [[x / mpmath.fsum(row) for x in row] for row in rows]
    centre = [mean(column) for column in zip(*rows, strict=True)]
    terms = (x * mpmath.log(x / c) for row in rows for x, c in zip(row, centre, strict=True) if x)
    return [(mpmath.exp(mpmath.fsum(terms) / len(rows)), None)]


def _score_of_probabilities(p: Any) -> list[Exact]:
    with mpmath.workprec(BITS):
        return _score([list(map(as_mpf, row)) for row in p])


def _score_of_logits(h: Any) -> list[Exact]:
    with mpmath.workprec(BITS):
        return _score([[mpmath.exp(as_mpf(x)) for x in row] for row in h])


def _precision_and_recall(x: Any, y: Any) -> list[Exact]:
    reals, fakes = ([list(map(Fraction, row)) for row in sample] for sample in (x, y))

    def square(a: list[Fraction], b: list[Fraction]) -> Fraction:
        return sum(((s - t) ** 2 for s, t in zip(a, b, strict=True)), Fraction(0))

    def share(points: list[list[Fraction]], centres: list[list[Fraction]]) -> Fraction:
        radii = [sorted(square(c, other) for other in centres)[NEIGHBOURS] for c in centres]
        balls = list(zip(centres, radii, strict=True))
        inside = sum(any(square(p, c) <= radius for c, radius in balls) for p in points)
        return Fraction(inside, len(points))

    return [_value(share(fakes, reals)), _value(share(reals, fakes))]


# The points


def _gaussians() -> dict[str, list[Arrays]]:
    rng = generator()
    drawn = [_pair_of_covariances(rng) for _ in range(3)]
    means = rng.normal(size=(len(drawn), 2, SMALL))
    ordinary = [(mean, S, other, T) for (mean, other), (S, T) in zip(means, drawn, strict=True)]
    zero = np.zeros(SMALL)
    groups = {"ordinary": ordinary}
    for exponent in (16, 24, 40):
        groups[f"nearly equal, 2^−{exponent}"] = [
            (zero, S, zero, _near(rng, S, 2.0**-exponent)) for S, _ in drawn
        ]
    for exponent in (-480, 480):
        unit = 2.0**exponent
        groups[f"scale 2^{exponent}".replace("-", "−")] = [
            (unit * mean, unit**2 * S, unit * other, unit**2 * T) for mean, S, other, T in ordinary
        ]
    return groups


def _pair_of_covariances(rng: np.random.Generator) -> tuple[Any, Any]:
    x, y = rng.normal(size=(2, 2 * SMALL, SMALL))
    return x.T @ x / len(x), y.T @ y / len(y)


def _near(rng: np.random.Generator, covariance: Any, distance: float) -> Any:
    change = rng.normal(size=covariance.shape)
    transport = np.eye(len(covariance)) + distance * (change + change.T)
    near = transport @ covariance @ transport
    return (near + near.T) / 2


def _known(rank: int, exponent: int, shift: int) -> Point:
    """Gaussians of small integers: of x, and of x + 2**−exponent Hx and a shift."""
    rng = generator()
    factor = rng.integers(-1, 2, (LARGE, rank))
    beside = rng.choice([-1, 1], LARGE - 1)
    change = np.diag(rng.integers(-1, 2, LARGE)) + np.diag(beside, 1) + np.diag(beside, -1)
    covariance = factor @ factor.T
    twice_changed = change @ covariance @ change
    unit = 2.0**-exponent
    transported = covariance + unit * (change @ covariance + covariance @ change)
    transported += unit**2 * twice_changed
    start = np.zeros(LARGE)
    distance = LARGE * shift**2 + Fraction(int(np.trace(twice_changed)), 4**exponent)
    arrays = start, covariance.astype(float), start + shift, transported
    return Point(arrays, lambda: [_value(distance)])


def _of_gaussians() -> Points:
    known = {
        f"d = {LARGE}": _known(2 * LARGE, 2, 1),
        f"nearly equal, d = {LARGE}": _known(2 * LARGE, 17, 0),
        f"rank d/4, d = {LARGE}": _known(LARGE // 4, 2, 1),
        f"rank d/4 and nearly equal, d = {LARGE}": _known(LARGE // 4, 17, 0),
    }
    return points(_gaussians(), _frechet) | {name: [point] for name, point in known.items()}


def _of_nearly_equal_gaussians() -> Points:
    names = "ordinary", "nearly equal, 2^−16", f"nearly equal, d = {LARGE}"
    return {name: _of_gaussians()[name] for name in names}


def _features() -> dict[str, list[Arrays]]:
    rng = generator()
    sizes = ((20, 30), (9, 12), (16, 16))
    drawn = [(rng.normal(size=(n, 4)), rng.normal(0.5, 1, (m, 4))) for n, m in sizes]
    near = [(x, x + 2.0**-20 * rng.normal(size=x.shape)) for x, _ in drawn]
    itself = np.array([[-1.0, -1.0], [-2.0, 0.0]])
    return {
        "ordinary": drawn,
        "fewer samples than dimensions": [(x[:4, :4].T @ x[:4], y[:3]) for x, y in drawn],
        "small integers": [
            (rng.integers(-2, 3, (n, 4)).astype(float), rng.integers(-2, 3, (m, 4)).astype(float))
            for n, m in ((2, 3), (3, 3), (4, 5), (5, 2)) * 5
        ],
        "nearly equal": near,
        "a set with itself": [(itself, itself)],
        "an offset of 1e8": [(x + 1e8, y + 1e8) for x, y in drawn],
    }


def _pairs_of_samples(offset: float) -> list[Arrays]:
    """Powers of two of samples, so that shares of them are exact in any precision."""
    rng = generator()
    return [
        (rng.normal(offset, 1, (n, 4)), rng.normal(offset + 0.5, 1, (n, 4))) for n in (8, 16, 16)
    ]


def _kernels() -> dict[str, list[Arrays]]:
    return {
        "ordinary": _pairs_of_samples(0.0),
        "an offset of 10": _pairs_of_samples(10.0),
        "an offset of 1000": _pairs_of_samples(1000.0),
    }


def _balls() -> dict[str, list[Arrays]]:
    return {
        "ordinary": _pairs_of_samples(0.0),
        "an offset of 1e6": _pairs_of_samples(1e6),
        "an offset of 1e8": _pairs_of_samples(1e8),
    }


def _logits() -> dict[str, list[Arrays]]:
    rng = generator()
    drawn = [rng.normal(0, 3, shape) for shape in ((2, 3), (10, 5), (50, 10))]
    return {
        "ordinary": [(h,) for h in drawn],
        "confident": [(300 * h,) for h in drawn],
        "nearly equal": [(h[:1] + 1e-6 * h,) for h in drawn],
    }


def _probabilities() -> dict[str, list[Arrays]]:
    rng = generator()
    shapes = ((2, 3), (10, 5), (50, 10))

    def masses(n: int, classes: int) -> Any:
        return rng.multinomial(2**52, rng.dirichlet(np.ones(classes)), n) * 2.0**-52

    some = [rng.multinomial(2**52, rng.dirichlet(np.ones(k), n)) * 2.0**-52 for n, k in shapes]
    return {
        "ordinary": [(p,) for p in some],
        "zeros": [(np.hstack([p, np.zeros((len(p), 1))]),) for p in some],
        "one row each": [(np.eye(k)[rng.integers(0, k, n)],) for n, k in shapes],
        "nearly equal": [(masses(n, k),) for n, k in shapes],
    }


POINTS = {
    "FID, covariances": _of_gaussians(),
    "FID, nearly equal covariances": _of_nearly_equal_gaussians(),
    "FID, features": points(_features(), _frechet_of_features),
    "KID": points(_kernels(), _kernel_distance),
    "IS, probabilities": points(_probabilities(), _score_of_probabilities),
    "IS, logits": points(_logits(), _score_of_logits),
    "precision and recall": points(_balls(), _precision_and_recall),
}
