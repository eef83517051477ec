"""Where the accuracy of the Wasserstein distance of order 2 is measured."""

from fractions import Fraction
from typing import Any

import mpmath

from tests.benchmarks.points.drawing import EQUAL_SIZES, UNEQUAL_SIZES, samples
from tests.benchmarks.points.exact import Exact, points
from tests.impl.ulps import exactly


def _wasserstein(x: Any, y: Any, u: Any = None, v: Any = None) -> list[Exact]:
    """The root of the mean square of differences of quantiles, a step of theirs at a time."""
    first, second = _steps(x, u), _steps(y, v)
    square = Fraction(0)
    done = Fraction(0)
    while first and second:
        level = min(first[0][0], second[0][0])
        square += (level - done) * (first[0][1] - second[0][1]) ** 2
        done = level
        first = [step for step in first if step[0] > level]
        second = [step for step in second if step[0] > level]
    return [(exactly(mpmath.sqrt, square), None)]


def _steps(sample: Any, weights: Any) -> list[tuple[Fraction, Fraction]]:
    """The values of the quantile function, each with the level up to which it is taken."""
    masses = [Fraction(1)] * len(sample) if weights is None else list(map(Fraction, weights))
    total = sum(masses)
    steps, level = [], Fraction(0)
    for value, mass in sorted(zip(map(Fraction, sample), masses, strict=True)):
        level += mass / total
        steps.append((level, value))
    return steps


POINTS = {
    "W2, equal sizes": points(samples(False, EQUAL_SIZES), _wasserstein),
    "W2, weighted": points(samples(True, UNEQUAL_SIZES), _wasserstein),
}
