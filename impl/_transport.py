"""How far two samples on the line are apart: the sums behind the Wasserstein distances."""

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

import numpy as np

from impl._blocks import BLOCK, Float64Array, largest
from impl._summation import (
    addends_of,
    cumulative,
    exact_parts,
    exact_shifts,
    exact_sum,
    excess_over_one,
    sums,
)

EACH = np.ones(1)
"""The mass of each member of a sample, where all count alike."""

SLIVER = 2.0**-56
"""Beside all that is moved, it does not matter where this part of it goes."""


def between_sorted(x: Float64Array, y: Float64Array) -> np.float64:
    """Return W1 of two samples in ascending order, each of which counts its members alike."""
    if x.size == y.size:
        return np.float64(sums(_distance, x, y) / x.size)
    if x.size < y.size:
        x, y = y, x
    addends: list[float] = []
    for gaps, widths in _moves(x, y):
        addends += addends_of(widths * gaps)
    return np.float64(exact_sum(addends) / (x.size * y.size))


def of_order_between_sorted(order: float, x: Float64Array, y: Float64Array) -> np.float64:
    """Return W_p of two samples in ascending order, each of which counts its members alike."""
    if x.size < y.size:
        x, y = y, x
    paired = x.size == y.size
    moves, total = (_paired, x.size) if paired else (_moves, x.size * y.size)
    if x.size > BLOCK // 2:
        return _mean_of_order(order, lambda: moves(x, y), total)
    few = [*moves(x, y)]
    return _mean_of_order(order, lambda: few, total)


def of_order_between_weighted(
    order: float, x: Float64Array, x_masses: Float64Array, y: Float64Array, y_masses: Float64Array
) -> np.float64:
    """Return W_p of two weighted samples, each mass divided by the exact sum of its sample.

    A sliver of mass that rounding takes to the wrong place counts with its p-th root. So if masses
    added up in floats leave too much room for slivers, they are added up as integers.
    """
    x_order, y_order = x.argsort(), y.argsort()
    samples = x[x_order], x_masses[x_order], y[y_order], y_masses[y_order]
    gaps, widths, leeway = _moves_in_floats(*samples)
    farthest = max(samples[0][-1] - samples[2][0], samples[2][-1] - samples[0][0])
    mean = exact_sum(addends_of(widths * (gaps / farthest) ** order))
    if leeway < SLIVER * mean:
        return _root(order, farthest, mean)
    gaps, widths = _moves_in_integers(*samples)
    return _mean_of_order(order, lambda: [(gaps, widths)], 1)


def _moves_in_floats(
    x: Float64Array, x_masses: Float64Array, y: Float64Array, y_masses: Float64Array
) -> tuple[Float64Array, Float64Array, float]:
    """Return how far mass is moved, how much of it, and how much may be in the wrong place.

    Cumulative masses are sums of two floats, as complex numbers, which NumPy puts in order by the
    first and then by the second. Those of y are taken times what makes the totals equal.
    """
    x_parts, y_parts = _running(x_masses), _running(y_masses)
    x_total, y_total = x_parts[:, -1], y_parts[:, -1]
    total = math.fsum(x_total)
    excess = math.fsum([*x_total, *-y_total]) / math.fsum(y_total)
    first = np.concatenate((x_parts[0], y_parts[0]))
    rest = np.concatenate((x_parts[1] + x_parts[2], y_parts[1] + y_parts[2] + excess * y_parts[0]))
    levels = np.empty(first.size, np.complex128)
    levels.real = first + rest
    levels.imag = rest - (levels.real - first)
    order = levels.argsort(kind="stable")
    steps = levels[order]
    steps[1:] -= steps[:-1].copy()
    of_x = order < x.size
    x_place = np.add.accumulate(of_x) - of_x
    y_place = np.arange(order.size) - x_place
    gaps = np.abs(x[np.minimum(x_place, x.size - 1)] - y[np.minimum(y_place, y.size - 1)])
    # What is rounded of each level are its second part, and the excess and what it is times.
    leeway = order.size * 2.0**-50 * (largest(np.abs(rest)) + abs(excess))
    return gaps, (steps.real + steps.imag) / total, leeway


def _running(masses: Float64Array) -> Float64Array:
    """Return cumulative sums to far beyond the last place, in three parts, which are rows.

    What each addition rounds off is exact, and is added up in turn: D. E. Knuth, The Art of
    Computer Programming 2 (1997), section 4.2.2, theorem B.
    """
    parts = np.empty((3, masses.size))
    for part in parts:
        np.add.accumulate(masses, out=part)
        before = np.concatenate(([0.0], part[:-1]))
        added = part - before
        masses = (before - (part - added)) + (masses - added)
    return parts


def _moves_in_integers(
    x: Float64Array, x_masses: Float64Array, y: Float64Array, y_masses: Float64Array
) -> tuple[Float64Array, Float64Array]:
    """Return how far mass is moved, and how much, without rounding before the last step.

    Cumulative masses are integers, in units of which each sample has the same number.
    """
    x_levels, y_levels = _levels(x_masses), _levels(y_masses)
    x_total, y_total = x_levels[-1], y_levels[-1]
    x_levels = [level * y_total for level in x_levels]
    y_levels = [level * x_total for level in y_levels]
    levels = sorted({*x_levels, *y_levels})
    whole = x_total * y_total
    widths = [(high - low) / whole for low, high in zip([0, *levels], levels, strict=False)]
    places = np.array(levels, object)
    gaps = np.abs(
        x[np.searchsorted(np.array(x_levels, object), places)]
        - y[np.searchsorted(np.array(y_levels, object), places)]
    )
    return gaps, np.array(widths)


def _mean_of_order(
    order: float, moves: Callable[[], Iterable[tuple[Float64Array, Float64Array]]], total: int
) -> np.float64:
    """Return the mean of order p of distances, (Σ width·distance^p/total)^(1/p), or the largest.

    In units of the largest no power overflows, and what underflows is nothing beside its own.
    """
    farthest = np.float64(max(largest(gaps) for gaps, _ in moves()))
    if order == math.inf or not 0.0 < farthest < math.inf:
        return farthest
    addends: list[float] = []
    for gaps, widths in moves():
        addends += addends_of(widths * (gaps / farthest) ** order)
    return _root(order, farthest, exact_sum(addends) / total)


def _root(order: float, unit: np.float64, mean: float | np.float64) -> np.float64:
    """Return the root of a mean of powers, in a unit.

    That of an exponent which is a multiple of the order is exact; of what is left of it, the root
    passes on no more than a rounding of 1/p.
    """
    fraction, exponent = math.frexp(mean)
    left = math.fmod(exponent, order)
    root = (fraction * 2.0**left) ** (1.0 / order)
    return np.float64(math.ldexp(unit * root, round((exponent - left) / order)))


def _paired(x: Float64Array, y: Float64Array) -> Iterator[tuple[Float64Array, Float64Array]]:
    """Yield how far each member of a sample is from the one of its rank in the other."""
    for start in range(0, x.size, BLOCK):
        yield np.abs(x[start : start + BLOCK] - y[start : start + BLOCK]), EACH


def _moves(x: Float64Array, y: Float64Array) -> Iterator[tuple[Float64Array, Float64Array]]:
    """Yield how far mass is moved from the larger sample to the other, and how much, in 1/(nm)."""
    n, m = x.size, y.size
    for start in range(0, n, BLOCK // 2):
        stop = min(start + BLOCK // 2, n)
        # Quantiles in units of 1/(nm): x steps at multiples of m, y at multiples of n.
        x_steps = np.arange(start, stop + 1) * m
        y_steps = np.arange(start * m // n + 1, -(-stop * m // n)) * n
        steps = np.sort(np.concatenate((x_steps, y_steps)))
        left = steps[:-1]
        yield np.abs(x[left // m] - y[left // n]), np.diff(steps).astype(np.float64)


def _levels(masses: Float64Array) -> list[int]:
    """Return the cumulative sums of masses as integers, in a unit of their own."""
    ratios = [mass.as_integer_ratio() for mass in masses.tolist()]
    unit = max(denominator for _, denominator in ratios)
    return [*accumulate(numerator * (unit // denominator) for numerator, denominator in ratios)]


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
