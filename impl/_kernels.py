"""The delicate formulas, each written once, for one block of numbers.

Every kernel takes scratch arrays to work in and one-dimensional float64 arrays of one length, which
it leaves alone, and returns its result in one of the scratch arrays. What is said of rounding takes
the elementary functions of NumPy to be right to about one unit in the last place (ulp).
"""

import math

import numpy as np

from impl._blocks import SHRINKING, Float64Array, Scratch, largest, smallest


def _coefficients(*values: float) -> tuple[Float64Array, ...]:
    return tuple(map(np.array, values))


# Arrays without axes, which NumPy takes as they are: a float it converts at every call.
ZERO = np.array(0.0)
ONE = np.array(1.0)
HALF = np.array(0.5)
MORE_THAN_HALF = np.array(math.nextafter(0.5, 1.0))
QUARTER = np.array(0.25)
HALF_LOG_3 = np.array(math.log(3.0) / 2)

TAIL = 700.0
"""Beyond this σ(−h) and −log σ(h) are exp(−h), to the last digit."""

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

``tests/minimax_coefficients.py`` finds the coefficients anew.
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

``tests/minimax_coefficients.py`` finds the coefficients anew.
"""


def log_sigmoid(scratch: Scratch, h: Float64Array) -> Float64Array:
    """Return log σ(h) = min(h, 0) − log1p(exp(−|h|)).

    Both terms have one sign and the exponential is at most 1, so nothing cancels or overflows: M.
    Mächler, "Accurately computing log(1 − exp(−|a|))", Rmpfr vignette (2012), equation 10.
    """
    result = _exp_of_minus_size(scratch, h)
    np.log1p(result, out=result)
    np.subtract(np.minimum(h, ZERO, out=scratch.out()), result, out=result)
    return result


def softplus(scratch: Scratch, h: Float64Array) -> Float64Array:
    """Return log(1 + exp(h)) = −log σ(−h)."""
    return softplus_of_minus(scratch, np.negative(h, out=scratch.out()))


def softplus_of_minus(scratch: Scratch, h: Float64Array) -> Float64Array:
    """Return log(1 + exp(−h)) = −log σ(h)."""
    result = log_sigmoid(scratch, h)
    np.negative(result, out=result)
    return result


def sigmoid(scratch: Scratch, h: Float64Array) -> Float64Array:
    """Return σ(h) = e(1 − s), with e = exp(min(h, 0)) and s = σ(−|h|).

    As e − e·s this rounds once, but for what is left of the error of s: σ(h) = e/(1 + exp(−|h|)),
    which rounds twice, can be wrong by more than 2 ulp. So can s = 1/(1 + exp(|h|)) make it, whose
    error does not go against that of e.
    """
    product = _smaller_sigmoid(scratch, h)
    result: Float64Array = np.minimum(h, ZERO, out=scratch.out())
    np.exp(result, out=result)
    product *= result
    result -= product
    return result


def sigmoid_derivative(scratch: Scratch, h: Float64Array) -> Float64Array:
    """Return σ(h)σ(−h) = s(1 − s), with s = σ(−|h|)."""
    result = _smaller_sigmoid(scratch, h)
    result -= np.multiply(result, result, out=scratch.out())
    return result


def _smaller_sigmoid(scratch: Scratch, h: Float64Array) -> Float64Array:
    """Return σ(−|h|) = e/(1 + e), with e = exp(−|h|)."""
    result = _exp_of_minus_size(scratch, h)
    result /= np.add(result, ONE, out=scratch.out())
    return result


def _exp_of_minus_size(scratch: Scratch, h: Float64Array) -> Float64Array:
    result = np.abs(h, out=scratch.out())
    np.negative(result, out=result)
    np.exp(result, out=result)
    return result


def log_ratio(scratch: Scratch, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return log p/q for p, q ≥ 0, and 0 where both are 0.

    With s the smaller of the two, |log p/q| = log1p(|p − q|/s). The subtraction is exact where p
    and q are within a factor of 2, and log1p passes on no more than the relative error of its
    argument: so there is one formula for equal, near and far, until the quotient overflows.
    """
    difference = np.subtract(p, q, out=scratch.out())
    result = _size_of_log_ratio(scratch, difference, p, q)
    return np.copysign(result, difference, out=result)


def log_odds(scratch: Scratch, t: Float64Array) -> Float64Array:
    """Return log t/(1 − t) for t in [0, 1].

    This is `log_ratio` of t and 1 − t, but from 2t − 1, which is exact for t in [1/4, 1], where
    1 − t may not be.
    """
    complement = np.subtract(ONE, t, out=scratch.out())
    difference = np.add(t, t, out=scratch.out())
    difference -= ONE
    result = _size_of_log_ratio(scratch, difference, t, complement)
    return np.copysign(result, difference, out=result)


def _size_of_log_ratio(
    scratch: Scratch, difference: Float64Array, p: Float64Array, q: Float64Array
) -> Float64Array:
    """Return |log p/q| from ±(p − q), p and q."""
    result: Float64Array = np.minimum(p, q, out=scratch.out())
    np.divide(difference, result, out=result)
    np.abs(result, out=result)
    np.log1p(result, out=result)
    if not largest(result) < math.inf:
        overflowed = np.flatnonzero(~np.isfinite(result))
        far_p, far_q = p[overflowed], q[overflowed]
        logarithm = np.abs(np.log(far_p) - np.log(far_q))
        logarithm[(far_p == 0) & (far_q == 0)] = 0.0
        result[overflowed] = logarithm
    return result


def kullback_leibler_summand(scratch: Scratch, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p log p/q − p + q ≥ 0, for masses p and q.

    Let r be the number nearest to q between p/2, or just above it, and 2p. Then the summand is that
    of p and r, and p log r/q − r + q = |p |log r/q| − |r − q||, which is 0 for r = q.

    The former is delicate. With d = r − p, u = d/(p + r) and z = u², log p/r = −2 atanh u, which is
    −2u − 2u³(1/3 + z/5 + …). On paper the terms of first order cancel, which leaves u(d − pzS(z)),
    where d is exact (P. H. Sterbenz, Floating-Point Computation, 1974, theorem 4.3.1) and the
    second term is at most a quarter of it. In the latter no term is more than twice the whole.
    """
    # Unlike p/2 this is 0 only where p is.
    nearest = np.multiply(p, MORE_THAN_HALF, out=scratch.out())
    np.maximum(nearest, q, out=nearest)
    np.minimum(nearest, np.add(p, p, out=scratch.out()), out=nearest)
    result = _near_kullback_leibler_summand(scratch, p, nearest)
    distance = np.subtract(nearest, q, out=scratch.out())
    np.abs(distance, out=distance)
    if largest(distance) != 0:
        remainder = _size_of_log_ratio(scratch, distance, nearest, q)
        remainder *= p
        remainder -= distance
        np.abs(remainder, out=remainder)
        result += remainder
    if not smallest(p) > 0:
        empty = p == 0
        result[empty] = q[empty]
    return result


def _near_kullback_leibler_summand(
    scratch: Scratch, p: Float64Array, q: Float64Array
) -> Float64Array:
    difference = np.subtract(q, p, out=scratch.out())
    u = np.add(p, q, out=scratch.out())
    np.divide(difference, u, out=u)
    z = np.multiply(u, u, out=scratch.out())
    result = _polynomial(scratch, KULLBACK_LEIBLER, z)
    result *= z
    result *= p
    np.subtract(difference, result, out=result)
    result *= u
    return result


def jensen_shannon_summand(scratch: Scratch, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return ½(p log p/m + q log q/m) ≥ 0, m = (p + q)/2, for masses p and q.

    With s = p + q, d = |p − q|, t = d/s and g(t) = (1 + t) log(1 + t) + (1 − t) log(1 − t), the
    summand is ¼s g(t), and so ¼dt(1 + zT(z)) with z = t². That serves as long as t ≤ 1/2, which is
    as long as p and q are within a factor of 3. Farther apart g is developed about 1/2: with a the
    larger mass, b the smaller and x = d − s/2 what d exceeds s/2 by,

        ¼s g(t) = ¼s g(1/2) + ¼x log 3 + ½(a log(a/(a − x/2)) − b log(1 + x/2b)),

    of which no term is much larger than the sum. For x = 0 all but the first are 0.
    """
    larger = np.maximum(p, q, out=scratch.out())
    smaller = np.minimum(p, q, out=scratch.out())
    total = np.add(larger, smaller, out=scratch.out())
    difference = np.subtract(larger, smaller, out=scratch.out())
    near = np.multiply(total, HALF, out=scratch.out())
    np.minimum(near, difference, out=near)
    t = np.divide(near, total, out=scratch.out())
    z = np.multiply(t, t, out=scratch.out())
    result = _polynomial(scratch, JENSEN_SHANNON, z)
    result *= z
    t *= near
    result *= t
    result += t
    result *= QUARTER
    # What d lost when it was rounded is known, and counts as a part of x.
    excess = np.subtract(larger, difference, out=z)
    excess -= smaller
    difference -= near
    excess += difference
    if np.count_nonzero(excess != ZERO):
        _add_excess(scratch, result, smaller, larger, excess)
    if not smallest(total) > 0:
        result[total == 0] = 0.0
    return result


def _add_excess(
    scratch: Scratch,
    result: Float64Array,
    smaller: Float64Array,
    larger: Float64Array,
    excess: Float64Array,
) -> None:
    """Add to the first term of the Jensen–Shannon summand the others, the largest last."""
    excess *= HALF
    below = np.divide(excess, smaller, out=scratch.out())
    np.log1p(below, out=below)
    below *= smaller
    if not largest(below) < math.inf:
        # The smaller mass is 0, or so small that its term is nothing beside the others.
        below[~np.isfinite(below)] = 0.0
    above = np.subtract(larger, excess, out=scratch.out())
    np.divide(excess, above, out=above)
    np.log1p(above, out=above)
    above *= larger
    above -= below
    above *= HALF
    excess *= HALF_LOG_3
    result += excess
    result += above


def share(scratch: Scratch, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p/(p + q) for p, q ≥ 0, and 1/2 where both are 0."""
    total = np.add(p, q, out=scratch.out())
    result = np.divide(p, total, out=scratch.out())
    if not (smallest(total) > 0 and largest(total) < math.inf):
        odd = np.flatnonzero(~((total > 0) & (total < math.inf)))
        odd_p, odd_q = p[odd], q[odd]
        # Halves of numbers so large are exact, and their sum does not overflow.
        halves = 0.5 * odd_p / (0.5 * odd_p + 0.5 * odd_q)
        halves[(odd_p == 0) & (odd_q == 0)] = 0.5
        halves[np.isinf(odd_p) & np.isfinite(odd_q)] = 1.0
        result[odd] = halves
    return result


def bernoulli_cross_entropy(
    scratch: Scratch, t: Float64Array, p: Float64Array, q: Float64Array
) -> Float64Array:
    """Return −p log t − q log(1 − t) ≥ 0 for t in [0, 1]."""
    result = np.log(t, out=scratch.out())
    times(p, result)
    other = np.negative(t, out=scratch.out())
    np.log1p(other, out=other)
    times(q, other)
    result += other
    # From 0, so that a loss of 0 is not −0.
    np.subtract(ZERO, result, out=result)
    return result


def bernoulli_cross_entropy_derivative(
    scratch: Scratch, t: Float64Array, p: Float64Array, q: Float64Array
) -> Float64Array:
    """Return −p/t + q/(1 − t), from terms that are 0 where their density is."""
    complement = np.subtract(ONE, t, out=scratch.out())
    result = _ratio(q, complement)
    result -= _ratio(p, t)
    finite = np.isfinite(result)
    if np.count_nonzero(finite) < finite.size:
        overflowed = np.flatnonzero(~finite)
        # The terms may overflow where their difference does not.
        terms = _ratio(SHRINKING * q[overflowed], complement[overflowed])
        terms -= _ratio(SHRINKING * p[overflowed], t[overflowed])
        result[overflowed] = terms / SHRINKING
    return result


def _ratio(density: Float64Array, t: Float64Array) -> Float64Array:
    result: Float64Array = density / t
    result[(density == 0) & (t == 0)] = 0.0
    return result


def logistic_loss(
    scratch: Scratch, h: Float64Array, p: Float64Array, q: Float64Array
) -> Float64Array:
    """Return p softplus(−h) + q softplus(h)."""
    result = softplus_of_minus(scratch, h)
    _times_tail(p, result, h)
    opposite = np.negative(h, out=scratch.out())
    other = softplus_of_minus(scratch, opposite)
    _times_tail(q, other, opposite)
    result += other
    return result


def logistic_loss_derivative(
    scratch: Scratch, h: Float64Array, p: Float64Array, q: Float64Array
) -> Float64Array:
    """Return qσ(h) − pσ(−h), neither term of which exceeds its density."""
    opposite = np.negative(h, out=scratch.out())
    other = sigmoid(scratch, opposite)
    _times_tail(p, other, h)
    result = sigmoid(scratch, h)
    _times_tail(q, result, opposite)
    result -= other
    return result


def _times_tail(density: Float64Array, value: Float64Array, h: Float64Array) -> None:
    """Multiply by a density a value that is exp(−h), to all its digits, where h is large.

    There the value is subnormal, with fewer digits than a large density can bring back, and the
    exponential is multiplied in two halves.
    """
    times(density, value)
    if not largest(h) <= TAIL:
        tail = np.flatnonzero(h > TAIL)
        half = np.exp(-0.5 * h[tail])
        value[tail] = density[tail] * half * half


def times(mass: Float64Array, value: Float64Array) -> None:
    """Multiply a value by a mass, to 0 where the mass is 0 even if the value is infinite."""
    if not smallest(mass) > 0:
        value[(mass == 0) & np.isinf(value)] = 0.0
    value *= mass


def _polynomial(
    scratch: Scratch, coefficients: tuple[Float64Array, ...], z: Float64Array
) -> Float64Array:
    """Return the polynomial by Horner's rule, constant term first."""
    result = np.multiply(coefficients[-1], z, out=scratch.out())
    for coefficient in coefficients[-2:0:-1]:
        result += coefficient
        result *= z
    result += coefficients[0]
    return result
