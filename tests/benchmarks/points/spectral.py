"""Where the accuracy of spectral norms is measured: small weights, of numbers of any size."""

from typing import Any

import mpmath
import numpy as np

from tests.benchmarks.points.drawing import generator
from tests.benchmarks.points.exact import Exact, points
from tests.benchmarks.ways import Arrays
from tests.impl.ulps import BITS, as_mpf

SHAPES = ((1, 1), (2, 2), (3, 5), (8, 8))


def _matrix(array: Any) -> mpmath.matrix:
    return mpmath.matrix([[as_mpf(x) for x in row] for row in np.atleast_2d(array)])


def _largest_singular_value(weight: Any) -> list[Exact]:
    with mpmath.workprec(BITS):
        return [(max(mpmath.svd_r(_matrix(weight), compute_uv=False)), None)]


def _step(weight: Any, u: Any) -> list[Exact]:
    """The estimate, and the numbers of u in ulps of 1."""
    with mpmath.workprec(BITS):
        matrix = _matrix(weight)
        v = matrix.T * _matrix(u).T
        image = matrix * v / mpmath.norm(v)
        length = mpmath.norm(image)
        return [(length, None), *((x / length, mpmath.mpf(1)) for x in image)]


def _weights() -> dict[str, list[Arrays]]:
    rng = generator()
    drawn = [rng.normal(size=shape) for shape in SHAPES * 5]
    return {
        "ordinary": [(weight,) for weight in drawn],
        "rank 1": [(np.outer(weight[:, 0], weight[0]),) for weight in drawn],
        "tiny": [(weight * 1e-200,) for weight in drawn],
        "huge": [(weight * 1e200,) for weight in drawn],
    }


def _steps() -> dict[str, list[Arrays]]:
    rng = generator()
    return {
        group: [(weight, rng.normal(size=len(weight))) for (weight,) in cases]
        for group, cases in _weights().items()
    }


POINTS = {
    "spectral norm": points(_weights(), _largest_singular_value),
    "power iteration": points(_steps(), _step),
}
