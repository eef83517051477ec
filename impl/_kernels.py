"""The delicate formulas, each written once.

Every kernel takes one-dimensional float64 arrays of one length and returns a new one. Errors are
stated in units in the last place (ulp) of the result, and take the elementary functions of NumPy to
be right to one ulp; the tests measure the kernels against 200-bit arithmetic.
"""

import numpy as np

from impl._blocks import Float64Array

SMALLEST = 2.0**-1074
NEAR = 0.25
"""The series in z below are used for z up to here, which is where p/q is between 1/3 and 3."""

KULLBACK_LEIBLER = (
    0.3333333333333333,
    0.20000000000000906,
    0.14285714285480955,
    0.11111111134751213,
    0.09090907844089287,
    0.07692346965143881,
    0.06665868353114092,
    0.0589331132187173,
    0.051590683294427196,
    0.0545129990022506,
    0.011943283530272873,
    0.13641658016413608,
    -0.1456742534586177,
    0.21170288738430898,
)
"""R(z) = Σ z^k/(2k + 3) on [0, 1/4]: a minimax polynomial of relative error 1.8e-17.

``tests/minimax_coefficients.py`` finds the coefficients anew.
"""

JENSEN_SHANNON = (
    1.0,
    0.16666666666665841,
    0.06666666666848588,
    0.03571428555687113,
    0.022222229284605575,
    0.015151327138637712,
    0.010992210351124607,
    0.008297070963174663,
    0.006814758189889322,
    0.003812000094268169,
    0.009306551502904048,
    -0.0068753531182432345,
    0.014459503368263831,
)
"""G(z) = Σ z^k/((k + 1)(2k + 1)) on [0, 1/4]: a minimax polynomial of relative error 6.2e-18.

``tests/minimax_coefficients.py`` finds the coefficients anew.
"""


def log_sigmoid(h: Float64Array) -> Float64Array:
    """Return log σ(h) = min(h, 0) − log1p(exp(−|h|)).

    Both terms have one sign and the exponential is at most 1, so nothing cancels or overflows: M.
    Mächler, "Accurately computing log(1 − exp(−|a|))", Rmpfr vignette (2012), equation 10.
    """
    result = np.abs(h)
    np.negative(result, result)
    np.exp(result, result)
    np.log1p(result, result)
    return np.subtract(np.minimum(h, 0.0), result, result)


def softplus(h: Float64Array) -> Float64Array:
    """Return log(1 + exp(h)) = −log σ(−h)."""
    return softplus_of_minus(np.negative(h))


def softplus_of_minus(h: Float64Array) -> Float64Array:
    """Return log(1 + exp(−h)) = −log σ(h)."""
    result = log_sigmoid(h)
    return np.negative(result, result)


def sigmoid(h: Float64Array) -> Float64Array:
    """Return σ(h) = exp(min(h, 0))/(1 + exp(−|h|))."""
    denominator = np.abs(h)
    np.negative(denominator, denominator)
    np.exp(denominator, denominator)
    denominator += 1.0
    result = np.minimum(h, 0.0)
    np.exp(result, result)
    result /= denominator
    return result


def sigmoid_derivative(h: Float64Array) -> Float64Array:
    """Return σ(h)σ(−h) = e/(1 + e)², e = exp(−|h|)."""
    result = np.abs(h)
    np.negative(result, result)
    np.exp(result, result)
    denominator = result + 1.0
    result /= denominator
    result /= denominator
    return result


def log_ratio(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return log p/q for p, q ≥ 0, and 0 where both are 0.

    With s the smaller of the two, |log p/q| = log1p(|p − q|/s). The subtraction is exact where p
    and q are within a factor of 2 (P. H. Sterbenz, Floating-Point Computation, 1974, theorem
    4.3.1), and elsewhere log1p passes on less than its relative error: so there is one formula for
    equal, near and far, until the quotient overflows.
    """
    difference = p - q
    result = np.abs(difference)
    result /= np.minimum(p, q)
    return _signed_log1p(result, difference, p, q)


def log_odds(t: Float64Array) -> Float64Array:
    """Return log t/(1 − t) for t in [0, 1].

    This is `log_ratio` of t and 1 − t, but from 2t − 1, which is exact for t in [1/4, 1], where
    1 − t may not be.
    """
    complement = 1.0 - t
    difference = 2.0 * t
    difference -= 1.0
    result = np.abs(difference)
    result /= np.minimum(t, complement)
    return _signed_log1p(result, difference, t, complement)


def _signed_log1p(
    excess: Float64Array, sign: Float64Array, p: Float64Array, q: Float64Array
) -> Float64Array:
    overflowed = np.flatnonzero(~np.isfinite(excess))
    result = np.log1p(excess, excess)
    np.copysign(result, sign, result)
    if overflowed.size:
        far_p, far_q = p[overflowed], q[overflowed]
        logarithm = np.log(far_p) - np.log(far_q)
        logarithm[(far_p == 0) & (far_q == 0)] = 0.0
        result[overflowed] = logarithm
    return result


def kullback_leibler_summand(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p log p/q − p + q ≥ 0, for masses p, q in [0, 1].

    With d = q − p, u = d/(p + q) and z = u², log p/q = −2 atanh u = −2u(1 + zR(z)), and the terms
    of first order cancel on paper: the summand is u(d − 2pzR(z)), whose second term is less than
    half of the first. Where z > 1/4 the summand is more than a quarter of its largest term, and
    the definition serves.
    """
    difference = q - p
    u = p + q
    np.maximum(u, SMALLEST, out=u)
    np.divide(difference, u, u)
    z = u * u
    result = _polynomial(KULLBACK_LEIBLER, z)
    result *= z
    result *= p
    result *= -2.0
    result += difference
    result *= u
    far = np.flatnonzero(z > NEAR)
    if far.size:
        far_p = p[far]
        product = far_p * log_ratio(far_p, q[far])
        product[far_p == 0] = 0.0
        product += difference[far]
        result[far] = product
    return result


def jensen_shannon_summand(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p log 2p/(p + q) + q log 2q/(p + q) ≥ 0, for masses p, q in [0, 1].

    With d = p − q, t = d/(p + q) and z = t² the summand is (p + q) z G(z)/2, and so
    ½ d t G(z). Where z > 1/4 the definition serves, as p log1p(t) + q log1p(−t).
    """
    difference = p - q
    t = p + q
    np.maximum(t, SMALLEST, out=t)
    np.divide(difference, t, t)
    z = t * t
    result = _polynomial(JENSEN_SHANNON, z)
    result *= t
    result *= difference
    result *= 0.5
    far = np.flatnonzero(z > NEAR)
    if far.size:
        far_p, far_q, far_t = p[far], q[far], t[far]
        result[far] = times(far_p, np.log1p(far_t)) + times(far_q, np.log1p(-far_t))
    return result


def share(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p/(p + q) for p, q ≥ 0, and 1/2 where both are 0."""
    total = p + q
    result = p / total
    odd = np.flatnonzero(~((total > 0) & np.isfinite(total)))
    if odd.size:
        odd_p, odd_q = p[odd], q[odd]
        # Halves are exact here, and their sum does not overflow.
        halves = 0.5 * odd_p / (0.5 * odd_p + 0.5 * odd_q)
        halves[(odd_p == 0) & (odd_q == 0)] = 0.5
        halves[np.isinf(odd_p) & np.isfinite(odd_q)] = 1.0
        result[odd] = halves
    return result


def bernoulli_cross_entropy(t: Float64Array, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return −p log t − q log(1 − t) ≥ 0 for t in [0, 1]."""
    result = times(p, np.log(t))
    result += times(q, np.log1p(np.negative(t)))
    # From 0, so that a loss of 0 is not −0.
    return np.subtract(0.0, result, result)


def bernoulli_cross_entropy_derivative(
    t: Float64Array, p: Float64Array, q: Float64Array
) -> Float64Array:
    """Return −p/t + q/(1 − t), from terms that are 0 where their density is."""
    complement = 1.0 - t
    return _ratio(q, complement) - _ratio(p, t)


def _ratio(density: Float64Array, t: Float64Array) -> Float64Array:
    result = density / t
    result[(density == 0) & (t == 0)] = 0.0
    return result


def logistic_loss(h: Float64Array, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p softplus(−h) + q softplus(h)."""
    result = times(p, softplus_of_minus(h))
    result += times(q, softplus(h))
    return result


def logistic_loss_derivative(h: Float64Array, p: Float64Array, q: Float64Array) -> Float64Array:
    """Return qσ(h) − pσ(−h), neither term of which exceeds its density."""
    result = sigmoid(h)
    result *= q
    result -= p * sigmoid(np.negative(h))
    return result


def times(mass: Float64Array, logarithm: Float64Array) -> Float64Array:
    """Return the product, which is 0 for a mass of 0 even where the logarithm is infinite."""
    product = mass * logarithm
    product[(mass == 0) & np.isinf(logarithm)] = 0.0
    return product


def _polynomial(coefficients: tuple[float, ...], z: Float64Array) -> Float64Array:
    """Return the polynomial by Horner's rule, constant term first."""
    result = coefficients[-1] * z
    for coefficient in coefficients[-2:0:-1]:
        result += coefficient
        result *= z
    result += coefficients[0]
    return result
