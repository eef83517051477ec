"""How far two samples on the line are apart: the sums behind the Wasserstein distance W1."""

import numpy as np

from impl._blocks import BLOCK, Float64Array
from impl._summation import (
    addends_of,
    cumulative,
    exact_parts,
    exact_shifts,
    exact_sum,
    excess_over_one,
    sums,
)


def between_sorted(x: Float64Array, y: Float64Array) -> np.float64:
    """Return W1 of two samples in ascending order, each of which counts its members alike."""
    if x.size == y.size:
        return np.float64(sums(_distance, x, y) / x.size)
    if x.size < y.size:
        x, y = y, x
    n, m = x.size, y.size
    addends: list[float] = []
    for start in range(0, n, BLOCK // 2):
        stop = min(start + BLOCK // 2, n)
        # Quantiles in units of 1/(nm): x steps at multiples of m, y at multiples of n.
        x_steps = np.arange(start, stop + 1) * m
        y_steps = np.arange(start * m // n + 1, -(-stop * m // n)) * n
        steps = np.sort(np.concatenate((x_steps, y_steps)))
        widths = np.diff(steps).astype(np.float64)
        left = steps[:-1]
        addends += addends_of(widths * np.abs(x[left // m] - y[left // n]))
    return np.float64(exact_sum(addends) / (n * m))


def between_weighted(
    x: Float64Array, x_masses: Float64Array, y: Float64Array, y_masses: Float64Array
) -> np.float64:
    """Return W1 of two weighted samples, ∫ |A/A(∞) − B/B(∞)|.

    A and B are the cumulative masses of x and of y, added up from both ends to the middle, so that
    a small mass far out is not lost beside the others.
    """
    atoms = np.concatenate((x, y))
    masses = np.concatenate((x_masses, -y_masses))
    shifts = exact_shifts(masses)
    x_excess, y_excess = excess_over_one(x_masses, shifts), excess_over_one(y_masses, shifts)
    order = atoms.argsort()
    # One after the other, so that no more than one of them is there twice.
    atoms = atoms.take(order)
    masses = masses.take(order)
    del order
    sizes = np.abs(masses)
    middle = int(np.add.accumulate(sizes, out=sizes).searchsorted(1.0))
    ends = (atoms[: middle + 1], masses), (atoms[: middle - atoms.size - 1 : -1], masses[::-1])
    excesses = x_excess / (1.0 + x_excess), y_excess / (1.0 + y_excess)
    return exact_sum([a for end in ends for a in _addends_from_an_end(*end, shifts, *excesses)])


def _addends_from_an_end(
    atoms: Float64Array, masses: Float64Array, shifts: list[float], a: float, b: float
) -> list[float]:
    """Return numbers that add up to the integral over the span of the atoms.

    With A(∞) = 1 + α and B(∞) = 1 + β, where α and β are of the size of rounding, the integrand is
    (A − B)(1 − (a + b)/2) − (A + B)(a − b)/2, for a = α/(1 + α) and b = β/(1 + β). A − B may cancel
    to the last bit, so both cumulative sums are taken of parts that add up without rounding.
    """
    addends: list[float] = []
    differences, totals = np.zeros((2, len(shifts) + 1, 1))
    for start in range(0, atoms.size - 1, BLOCK):
        span = atoms[start : start + BLOCK + 1]
        gaps = span[1:] - span[:-1]
        parts = exact_parts(masses[start : start + gaps.size], shifts)
        integrand = cumulative(parts, differences)
        if a or b:
            integrand *= 1.0 - (a + b) / 2
            integrand -= (a - b) / 2 * cumulative(np.abs(parts), totals)
        addends += addends_of(np.abs(integrand * gaps))
    return addends


def _distance(x: Float64Array, y: Float64Array) -> Float64Array:
    return np.abs(x - y)
