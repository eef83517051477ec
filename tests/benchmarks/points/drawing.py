"""What points are drawn from, for the rows of more than one part."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.benchmarks.ways import Arrays

LARGEST = float(np.finfo(np.float64).max)
MANY, FEW = 400, 40
BATCH_SIZES = (1, 2, 7, 50)
EQUAL_SIZES = ((2, 2), (7, 7), (50, 50))
UNEQUAL_SIZES = ((3, 2), (7, 10), (50, 41))


def generator() -> np.random.Generator:
    return np.random.default_rng(0)


def magnitudes(rng: np.random.Generator, low: float, high: float, size: int = MANY) -> Any:
    """Positive numbers, with exponents of ten evenly between two."""
    return 10.0 ** rng.uniform(low, high, size)


def whole_range(rng: np.random.Generator, size: int = MANY) -> Any:
    """Positive floats of every exponent, subnormals included, all bit patterns alike."""
    infinity = np.array(np.inf).view(np.int64)
    return rng.integers(1, infinity, size).view(np.float64)


def signed(rng: np.random.Generator, values: Any) -> Any:
    return values * rng.choice([-1.0, 1.0], len(values))


def logits() -> dict[str, list[Arrays]]:
    rng = generator()
    return {
        "ordinary": [(rng.uniform(-30, 30, MANY),)],
        "near 0": [(signed(rng, magnitudes(rng, -300, -1)),)],
        "tails": [(signed(rng, rng.uniform(30, 708, MANY)),)],
        "subnormal results": [(-rng.uniform(708.4, 745, MANY),)],
        "whole range": [(signed(rng, whole_range(rng)),)],
    }


def densities() -> dict[str, list[Arrays]]:
    rng = generator()
    p = rng.uniform(0, 1, MANY)
    return {
        "ordinary": [tuple(rng.uniform(0, 1, (2, MANY)))],
        "nearly equal": [(p, p * (1 + signed(rng, magnitudes(rng, -15, -3))))],
        "far apart": [(magnitudes(rng, -300, 300), magnitudes(rng, -300, 300))],
        "subnormal": [tuple(rng.integers(1, 2 ** rng.integers(1, 50, (2, MANY))) * 5e-324)],
        "huge": [tuple(rng.uniform(0.5, 1, (2, MANY)) * LARGEST)],
        "whole range": [(whole_range(rng), whole_range(rng))],
    }


def batches() -> dict[str, list[Arrays]]:
    rng = generator()

    def batches(draw: Callable[[int], Any]) -> list[Arrays]:
        sizes = [(n, m) for n in BATCH_SIZES for m in BATCH_SIZES] * 3
        return [(draw(n), -draw(m)) for n, m in sizes]

    return {
        "ordinary": batches(lambda n: rng.normal(0, 3, n)),
        "near 0": batches(lambda n: signed(rng, magnitudes(rng, -300, -1, n))),
        "confident and right": batches(lambda n: rng.uniform(30, 700, n)),
        "confident and wrong": batches(lambda n: -rng.uniform(30, 700, n)),
        "whole range": batches(lambda n: signed(rng, whole_range(rng, n)) / 64),
    }


def masses(rng: np.random.Generator, n: int) -> Any:
    """Counts that sum to 2**52."""
    return rng.multinomial(2**52, rng.dirichlet(np.ones(n)))


def near(rng: np.random.Generator, counts: Any) -> Any:
    """Counts of the same sum, of which a small part, or one at least, is moved."""
    order = rng.permutation(len(counts))
    half = len(counts) // 2
    sources, targets = order[:half], order[half : 2 * half]
    part = magnitudes(rng, -15, -2, 1) * np.minimum(counts[sources], counts[targets])
    moved = np.maximum(part.astype(np.int64), 1)
    result = counts.copy()
    result[sources] -= moved
    result[targets] += moved
    return result


def distributions() -> dict[str, list[Arrays]]:
    rng = generator()
    unit = 2.0**-52
    groups: dict[str, list[Arrays]] = {}
    for n in (2, 3, 5, 10, 100) * FEW:
        p, q = masses(rng, n), masses(rng, n)
        tiny = magnitudes(rng, -320, -30, 6)
        drawn = {
            "ordinary": (p * unit, q * unit),
            "nearly equal": (p * unit, near(rng, p) * unit),
            "zeros": (np.append(p, [0, 0]) * unit, np.append(masses(rng, n + 1), 0) * unit),
            "small masses": (np.append(p * unit, tiny[:3]), np.append(q * unit, tiny[3:])),
        }
        for group, pair in drawn.items():
            groups.setdefault(group, []).append(pair)
    return groups


def samples(draw_weights: bool, sizes: tuple[tuple[int, int], ...]) -> dict[str, list[Arrays]]:
    rng = generator()
    groups: dict[str, list[Arrays]] = {}
    for n, m in sizes * (FEW // len(sizes)):
        x, y = rng.normal(size=n), rng.normal(size=m)
        drawn = {
            "ordinary": (x, y),
            "ties": (rng.integers(0, 4, n) / 10, rng.integers(1, 6, m) / 10),
            "nearly equal": (x, np.resize(x, m) * (1 + magnitudes(rng, -14, -6, m))),
            "an atom at 1e15": (np.append(x[1:], 1e15), np.append(y[1:], 1e15)),
            "whole range": tuple(signed(rng, whole_range(rng, k)) / 8 for k in (n, m)),
        }
        for group, pair in drawn.items():
            weights = tuple(masses(rng, k) * 2.0**-52 for k in (n, m)) if draw_weights else ()
            groups.setdefault(group, []).append((*pair, *weights))
    return groups
