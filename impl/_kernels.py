"""The delicate formulas, each written once, for one block of numbers.

What is said of rounding takes the elementary functions of NumPy to be right to about one unit in
the last place (ulp). The longest formulas are worked out partly in place, so that a block of all
their terms fits the cache.
"""

import math

import numpy as np

from impl._blocks import SHRINKING, Float64Array, largest, smallest


def _coefficients(*values: float) -> tuple[Float64Array, ...]:
    """Return arrays without axes, which NumPy takes as they are: it converts floats every time."""
    return tuple(map(np.array, values))


MORE_THAN_HALF = math.nextafter(0.5, 1.0)
HALF_LOG_3 = math.log(3.0) / 2

NARROW = 2.0**-60
"""A ratio up to this is nothing beside 1 and its own logarithm."""

WIDE = 2.0**600
"""The square of a ratio above this overflows."""

TAIL = 700.0
"""Beyond this σ(−h) and −log σ(h) are exp(−h), to the last digit."""

FEW_DIGITS = 2.0**-1022
"""Below this numbers are subnormal, and have fewer digits the smaller they are."""

KULLBACK_LEIBLER = _coefficients(
    0.6666666666666666,
    0.4000000000001482,
    0.2857142856705257,
    0.22222222722643747,
    0.18181789193768572,
    0.153855763872744,
    0.13314047377386243,
    0.12001936833485831,
    0.08796582296956301,
    0.1617237367434791,
)
"""S(z) = Σ 2z^k/(2k + 3) on [0, 1/9]: a minimax polynomial of relative error 1.3e-16.

``tests/impl/minimax_coefficients.py`` finds the coefficients anew.
"""

JENSEN_SHANNON = _coefficients(
    0.16666666666666657,
    0.06666666666676342,
    0.03571428569607206,
    0.022222223562044507,
    0.015151464383729418,
    0.010990141411168719,
    0.00831746708971302,
    0.006681323013314458,
    0.004386180459683912,
    0.007745049888890173,
    -0.004442754861249874,
    0.01280543366003132,
)
"""T(z) = Σ z^k/((k + 2)(2k + 3)) on [0, 1/4]: a minimax polynomial of relative error 5.1e-16.

``tests/impl/minimax_coefficients.py`` finds the coefficients anew.
"""


def log_sigmoid(h: Float64Array) -> Float64Array:
    """Return log σ(h) = min(h, 0) − log1p(exp(−|h|)).

    Both terms have one sign and the exponential is at most 1, so nothing cancels or overflows: M.
    Mächler, "Accurately computing log(1 − exp(−|a|))", Rmpfr vignette (2012), equation 10.
    """
    return np.minimum(h, 0.0) - np.log1p(np.exp(-np.abs(h)))


def softplus(h: Float64Array) -> Float64Array:
    """Return log(1 + exp(h)) = −log σ(−h)."""
    return -log_sigmoid(-h)


def softplus_of_minus(h: Float64Array) -> Float64Array:
    """Return log(1 + exp(−h)) = −log σ(h)."""
    return -log_sigmoid(h)


def sigmoid(h: Float64Array) -> Float64Array:
    """Return σ(h) = e(1 − s), with e = exp(min(h, 0)) and s = σ(−|h|).

    As e − e·s this rounds once, but for what is left of the error of s: σ(h) = e/(1 + exp(−|h|)),
    which rounds twice, can be wrong by more than 2 ulp. So can s = 1/(1 + exp(|h|)) make it, whose
    error does not go against that of e.
    """
    e = np.exp(np.minimum(h, 0.0))
    return e - e * _smaller_sigmoid(h)


def sigmoid_derivative(h: Float64Array) -> Float64Array:
    """Return σ(h)σ(−h) = s(1 − s), with s = σ(−|h|)."""
    s = _smaller_sigmoid(h)
    return s - s * s


def _smaller_sigmoid(h: Float64Array) -> Float64Array:
    """Return σ(−|h|) = e/(1 + e), with e = exp(−|h|)."""
    e = np.exp(-np.abs(h))
    return e / (1.0 + e)


def log_ratio(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return log p/q for p, q ≥ 0, and 0 where both are 0.

    With s the smaller of the two, |log p/q| = log1p(|p − q|/s). The subtraction is exact where p
    and q are within a factor of 2, and log1p passes on no more than the relative error of its
    argument: so there is one formula for equal, near and far, until the quotient overflows.
    """
    difference = p - q
    return np.copysign(_size_of_log_ratio(difference, p, q), difference)


def log_odds(t: Float64Array) -> Float64Array:
    """Return log t/(1 − t) for t in [0, 1].

    This is `log_ratio` of t and 1 − t, but from 2t − 1, which is exact for t in [1/4, 1], where
    1 − t may not be.
    """
    difference = t + t - 1.0
    return np.copysign(_size_of_log_ratio(difference, t, 1.0 - t), difference)


def _size_of_log_ratio(difference: Float64Array, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return |log p/q| from ±(p − q), p and q."""
    result = np.log1p(np.abs(difference / np.minimum(p, q)))
    if not largest(result) < math.inf:
        overflowed = ~np.isfinite(result)
        far_p, far_q = p[overflowed], q[overflowed]
        result[overflowed] = np.abs(np.log(far_p) - np.log(far_q))
        result[(p == 0) & (q == 0)] = 0.0
    return result


def kullback_leibler_summand(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p log p/q − p + q ≥ 0, for masses p and q.

    Let r be the number nearest to q between p/2, or just above it, and 2p. Then the summand is that
    of p and r, and p log r/q − r + q = |p |log r/q| − |r − q||, which is 0 for r = q.

    The former is delicate. With d = r − p, u = d/(p + r) and z = u², log p/r = −2 atanh u, which is
    −2u − 2u³(1/3 + z/5 + …). On paper the terms of first order cancel, which leaves u(d − pzS(z)),
    where d is exact (P. H. Sterbenz, Floating-Point Computation, 1974, theorem 4.3.1) and the
    second term is at most a quarter of it. In the latter no term is more than twice the whole.
    """
    # Just above p/2, because that is 0 for the smallest p.
    r = np.minimum(np.maximum(p * MORE_THAN_HALF, q), p + p)
    d = r - p
    u = d / (p + r)
    result = d - _times_polynomial(u * u, KULLBACK_LEIBLER) * p
    result *= u
    distance = np.abs(r - q)
    if largest(distance) != 0:
        remainder = p * _size_of_log_ratio(distance, r, q)
        remainder -= distance
        result += np.abs(remainder)
    if not smallest(p) > 0:
        result[p == 0] = q[p == 0]
    return result


def kl_of_centred_gaussians(s: Float64Array, t: Float64Array) -> Float64Array:
    """Return KL(N(0, s²)‖N(0, t²)) = log t/s + ½(s/t)² − ½ ≥ 0, for widths s, t > 0.

    With r = s/t that is ½(r² − 1) − log r = ½(r − 1)² + (r − 1 − log r), two terms that are never
    negative. The second is 1/t times `kullback_leibler_summand` of t and s, and the difference of
    two widths that are near each other is exact.

    The closed form is the one in S. Kullback, Information Theory and Statistics (1959), chapter 9,
    for one dimension.
    """
    unit, exponent = np.frexp(t)
    # In units of a power of two next to t, a width of any size is exact unless it is far away.
    width = np.minimum(np.ldexp(s, -exponent), WIDE)
    excess = (width - unit) / unit
    result = kullback_leibler_summand(unit, width) / unit
    # Halved before it is squared: the square may overflow where half of it does not.
    result += 0.5 * excess * excess
    ratio = s / t
    if not smallest(ratio) > NARROW:
        narrow = ratio <= NARROW
        if np.count_nonzero(narrow):
            result[narrow] = log_ratio(t[narrow], s[narrow]) - 0.5
    return result


def jensen_shannon_summand(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return ½(p log p/m + q log q/m) ≥ 0, m = (p + q)/2, for masses p and q.

    With s = p + q, d = |p − q|, t = d/s and g(t) = (1 + t) log(1 + t) + (1 − t) log(1 − t), the
    summand is ¼s g(t), and so ¼dt(1 + zT(z)) with z = t². That serves as long as t ≤ 1/2, which is
    as long as p and q are within a factor of 3. Farther apart g is developed about 1/2: with a the
    larger mass, b the smaller and x = d − s/2 what d exceeds s/2 by,

        ¼s g(t) = ¼s g(1/2) + ¼x log 3 + ½(a log(a/(a − x/2)) − b log(1 + x/2b)),

    of which no term is much larger than the sum. For x = 0 all but the first are 0.
    """
    a, b = np.maximum(p, q), np.minimum(p, q)
    s, d = a + b, a - b
    near = np.minimum(0.5 * s, d)
    t = near / s
    result = _times_polynomial(t * t, JENSEN_SHANNON)
    t *= near
    result *= t
    result += t
    result *= 0.25
    # What d lost when it was rounded is known, and counts as a part of x.
    x = (a - d - b) + (d - near)
    if np.count_nonzero(x):
        x *= 0.5
        above = a * np.log1p(x / (a - x))
        below = b * np.log1p(x / b)
        if not largest(below) < math.inf:
            # The smaller mass is 0, or so small that its term is nothing beside the others.
            below[~np.isfinite(below)] = 0.0
        above -= below
        # The largest comes last.
        result += HALF_LOG_3 * x
        result += 0.5 * above
    if not smallest(s) > 0:
        result[s == 0] = 0.0
    return result


def share(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p/(p + q) for p, q ≥ 0, and 1/2 where both are 0."""
    total = p + q
    result = p / total
    if not (smallest(total) > 0 and largest(total) < math.inf):
        overflowed = np.isinf(total)
        # Halves of numbers so large are exact, and their sum does not overflow.
        half_p, half_q = 0.5 * p[overflowed], 0.5 * q[overflowed]
        result[overflowed] = half_p / (half_p + half_q)
        result[total == 0] = 0.5
        result[np.isinf(p) & np.isfinite(q)] = 1.0
    return result


def part_of_share(value: Float64Array, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return v·p/(p + q) for p, q ≥ 0, and v/2 where both are 0."""
    part = share(p, q)
    result = product(part, value)
    if not smallest(part) > FEW_DIGITS:
        # There p/(p + q) is p/q to all its digits, and has fewer than a large value brings back.
        tail = (part <= FEW_DIGITS) & (p > 0)
        (a, b), (c, d), (e, f) = (np.frexp(x[tail]) for x in (value, p, q))
        result[tail] = np.ldexp(a * (c / e), b + d - f)
    return result


def bernoulli_cross_entropy(t: Float64Array, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return −p log t − q log(1 − t) ≥ 0 for t in [0, 1]."""
    # From 0, so that a loss of 0 is not −0.
    return 0.0 - (product(p, np.log(t)) + product(q, np.log1p(-t)))


def bernoulli_cross_entropy_derivative(
    t: Float64Array, p: Float64Array, q: Float64Array
) -> Float64Array:
    """Return −p/t + q/(1 − t), from terms that are 0 where their density is."""
    result = _ratio(q, 1.0 - t) - _ratio(p, t)
    overflowed = ~np.isfinite(result)
    if np.count_nonzero(overflowed):
        # The terms may overflow where their difference does not.
        t, p, q = t[overflowed], SHRINKING * p[overflowed], SHRINKING * q[overflowed]
        result[overflowed] = (_ratio(q, 1.0 - t) - _ratio(p, t)) / SHRINKING
    return result


def _ratio(density: Float64Array, t: Float64Array) -> Float64Array:
    result = density / t
    result[(density == 0) & (t == 0)] = 0.0
    return result


def logistic_loss(h: Float64Array, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p softplus(−h) + q softplus(h)."""
    return _times_tail(p, softplus_of_minus(h), h) + _times_tail(q, softplus(h), -h)


def logistic_loss_derivative(h: Float64Array, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return qσ(h) − pσ(−h), neither term of which exceeds its density."""
    return _times_tail(q, sigmoid(h), -h) - _times_tail(p, sigmoid(-h), h)


def _times_tail(density: Float64Array, value: Float64Array, h: Float64Array) -> Float64Array:
    """Return a density times a value that is exp(−h), to all its digits, where h is large.

    There the value is subnormal, with fewer digits than a large density can bring back, and the
    exponential is multiplied in two halves.
    """
    result = product(density, value)
    if not largest(h) <= TAIL:
        tail = h > TAIL
        half = np.exp(-0.5 * h[tail])
        result[tail] = density[tail] * half * half
    return result


def product(mass: Float64Array, value: Float64Array) -> Float64Array:
    """Return a mass times a value: 0 where the mass is 0, even if the value is infinite."""
    result = mass * value
    if not smallest(mass) > 0:
        result[(mass == 0) & np.isinf(value)] = 0.0
    return result


def _times_polynomial(z: Float64Array, coefficients: tuple[Float64Array, ...]) -> Float64Array:
    """Return z·P(z) by Horner's rule, from the coefficients of P, constant term first."""
    result = coefficients[-1] * z
    for coefficient in coefficients[-2::-1]:
        result += coefficient
        result *= z
    return result
