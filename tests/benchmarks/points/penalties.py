"""Where the accuracy of the penalties is measured, in ulps of the size of their terms."""

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np

from tests.benchmarks.points.drawing import generator
from tests.benchmarks.points.exact import Exact, mean, points
from tests.benchmarks.ways import Arrays
from tests.impl.ulps import BITS, as_mpf

SHAPES = ((1, 1), (2, 3), (10, 8), (4, 128)) * 3


def _norms(gradients: Any) -> list[mpmath.mpf]:
    return [mpmath.sqrt(mpmath.fsum(as_mpf(x) ** 2 for x in row)) for row in gradients]


def _mean_square(deviation: Callable[[mpmath.mpf], mpmath.mpf]) -> Callable[[Any], list[Exact]]:
    """10 mean_i d(‖g_i‖)², in ulps of 10 mean_i (‖g_i‖ + 1)²."""

    def exact(gradients: Any) -> list[Exact]:
        with mpmath.workprec(BITS):
            norms = _norms(gradients)
            value = 10 * mean(deviation(norm) ** 2 for norm in norms)
            return [(value, 10 * mean((norm + 1) ** 2 for norm in norms))]

    return exact


def _derivative(gradients: Any) -> list[Exact]:
    with mpmath.workprec(BITS):
        factor = mpmath.mpf(20) / len(gradients)
        return [
            (factor * (1 - 1 / norm) * as_mpf(x), factor * (1 + 1 / norm) * abs(as_mpf(x)))
            for row, norm in zip(gradients, _norms(gradients), strict=True)
            for x in row
        ]


def _half_mean_square(gradients: Any) -> list[Exact]:
    with mpmath.workprec(BITS):
        return [(mean(norm**2 for norm in _norms(gradients)) / 2, None)]


def _shares(gradients: Any) -> list[Exact]:
    with mpmath.workprec(BITS):
        return [(as_mpf(x) / len(gradients), None) for row in gradients for x in row]


def _between(real: Any, fake: Any, alpha: Any) -> list[Exact]:
    with mpmath.workprec(BITS):
        triples = [
            (as_mpf(a) * as_mpf(z), (1 - as_mpf(a)) * as_mpf(x))
            for some, others, a in zip(real, fake, alpha, strict=True)
            for x, z in zip(some, others, strict=True)
        ]
        return [(first + second, abs(first) + abs(second)) for first, second in triples]


def _gradients(tiny: float, huge: float) -> dict[str, list[Arrays]]:
    """Gradients of any length, of length next to 1, and of numbers of an exponent of ten."""
    rng = generator()
    drawn = [rng.normal(size=shape) / np.sqrt(shape[1]) for shape in SHAPES]
    near_1 = [g / np.linalg.norm(g, axis=1, keepdims=True) for g in drawn]
    return {
        "ordinary": [(g,) for g in drawn],
        "norms next to 1": [(g * (1 + 1e-9 * rng.normal(size=(len(g), 1))),) for g in near_1],
        "tiny": [(g * 10.0**tiny,) for g in drawn],
        "huge": [(g * 10.0**huge,) for g in drawn],
    }


def _pairs() -> dict[str, list[Arrays]]:
    rng = generator()

    def drawn(scale: float) -> list[Arrays]:
        return [
            (*scale * rng.uniform(-1, 1, (2, *shape)), rng.random(shape[0])) for shape in SHAPES
        ]

    return {"ordinary": drawn(1.0), "huge": drawn(1.7e308)}


POINTS = {
    "interpolates": points(_pairs(), _between),
    "gradient penalty": points(_gradients(-200, 152), _mean_square(lambda norm: norm - 1)),
    "gradient penalty, derivative": points(_gradients(-200, 200), _derivative),
    "one-sided penalty": points(
        _gradients(-200, 152), _mean_square(lambda norm: max(norm - 1, mpmath.mpf(0)))
    ),
    "zero-centred penalty": points(_gradients(-158, 152), _half_mean_square),
    "zero-centred penalty, derivative": points(_gradients(-200, 200), _shares),
}
