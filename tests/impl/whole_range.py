"""Numbers from the whole range of float64, with the hard places drawn on purpose."""

import math

import numpy as np
from hypothesis import strategies as st

LARGEST = float(np.finfo(np.float64).max)
SMALLEST = 5e-324
SMALLEST_NORMAL = float(np.finfo(np.float64).smallest_normal)

finite = st.floats(allow_nan=False, allow_infinity=False)
positive = st.floats(min_value=SMALLEST, max_value=LARGEST)
logits = st.floats(-40.0, 40.0) | st.floats(-760.0, 760.0) | finite
probabilities = (
    st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)
    | st.floats(0.24, 0.76)
    | st.integers(1, 2**20).map(lambda k: 1.0 - k * 2.0**-53)
    | st.integers(-(2**20), 2**20).map(lambda k: 0.5 + k * 2.0**-53)
)


@st.composite
def nearby(draw, numbers=positive):
    """Two numbers that are equal, a few ulps apart, within a factor of 16, or anything."""
    first = draw(numbers)
    kind = draw(st.sampled_from(["ulps", "relative", "factor", "anything"]))
    if kind == "ulps":
        second = first + draw(st.integers(-3, 3)) * math.ulp(first)
    elif kind == "relative":
        second = first * (1.0 + draw(st.floats(-1e-3, 1e-3)))
    elif kind == "factor":
        second = first * draw(st.floats(1 / 16, 16.0))
    else:
        second = draw(numbers)
    return first, min(max(second, SMALLEST), LARGEST)


sizes = st.integers(1, 12)


@st.composite
def distributions(draw, size=sizes):
    """Masses that sum to 1 to rounding, some of them 0 and some very small."""
    count = draw(size)
    masses = st.floats(0.0, 1.0) | st.floats(1e-300, 1.0) | st.just(0.0) | st.just(1.0)
    raw = draw(st.lists(masses, min_size=count, max_size=count))
    raw[draw(st.integers(0, count - 1))] = 1.0
    return np.array(raw) / math.fsum(raw)


@st.composite
def distribution_pairs(draw):
    """Two distributions on one support: unrelated, or with little moved between two cells."""
    p = draw(distributions())
    if p.size == 1 or draw(st.booleans()):
        return p, draw(distributions(st.just(p.size)))
    q = p.copy()
    source, target = draw(st.permutations(range(p.size)))[:2]
    moved = q[source] * draw(st.floats(0.0, 1.0) | st.floats(0.0, 1e-8))
    q[source] -= moved
    q[target] += moved
    return p, q


@st.composite
def dyadic_pairs(draw):
    """Two distributions k/2^m that sum to exactly 1, far apart or nearly equal."""
    bits = draw(st.integers(1, 52))
    whole = 2**bits
    first = draw(st.integers(0, whole))
    step = draw(st.integers(0, whole) | st.integers(0, 16))
    second = min(first + step, whole)
    p = np.array([first, whole - first]) / whole
    q = np.array([second, whole - second]) / whole
    return (p, q) if draw(st.booleans()) else (q, p)
