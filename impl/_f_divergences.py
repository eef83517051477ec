"""What each f-divergence is made of, by name: the formulas, each for one block of numbers.

With a convex function f come its divergence Σ q f(p/q), its conjugate f*, the best output f'(p/q),
and the activation g of a network's last layer. The loss is made of f*(g(v)), for which there is a
formula of its own: near the end of the domain of f*, where g(v) lies for large v, the conjugate of
a rounded activation has no digit left.

Conjugates are +∞ beyond the end of their domain. Where p and q are both 0, every output is as good,
and the best one is taken to be f'(1).
"""

import math
from dataclasses import dataclass

import numpy as np

from impl import _kernels
from impl._blocks import SHRINKING, Float64Array, Kernel, largest, smallest
from impl._kernels import TAIL, jensen_shannon_summand, kullback_leibler_summand

LOG_2 = math.log(2.0)
REST_OF_LOG_2 = 2.3190468138462996e-17
"""What log 2 exceeds the float next to it by."""

ONE_OVER_E = math.exp(-1.0)
REST_OF_ONE_OVER_E = -1.2428753672788363e-17


@dataclass(frozen=True)
class FDivergence:
    """The formulas that come with one function f.

    Attributes
    ----------
    summand
        What each cell of masses p and q adds to the divergence.
    conjugate
        f*(t).
    optimal_output
        f'(p/q).
    activation
        g(v).
    conjugate_of_activation
        f*(g(v)).
    multiple
        By how much the sum of the summands is multiplied.
    least
        What is added to that: f(1), which the divergence is where p = q.
    """

    summand: Kernel
    conjugate: Kernel
    optimal_output: Kernel
    activation: Kernel
    conjugate_of_activation: Kernel
    multiple: float = 1.0
    least: float = 0.0


def _unchanged(v: Float64Array) -> Float64Array:
    return np.positive(v)


# kl: f(u) = u log u


def _exp_of_one_less(t: Float64Array) -> Float64Array:
    """Return exp(t − 1), with what the difference has lost when it was rounded."""
    less = t - 1.0
    result = np.exp(less)
    result += result * ((t - less) - 1.0)
    if not largest(result) < math.inf:
        # Infinity less infinity is no loss.
        result = np.where(np.isfinite(result), result, np.exp(less))
    return result


def _one_and_log_ratio(p: Float64Array, q: Float64Array) -> Float64Array:
    return 1.0 + _kernels.log_ratio(p, q)


# reverse_kl: f(u) = −log u


def _reverse_kl_summand(p: Float64Array, q: Float64Array) -> Float64Array:
    return kullback_leibler_summand(q, p)


def _reverse_kl_conjugate(t: Float64Array) -> Float64Array:
    """Return −1 − log(−t), which is 0 at t = −1/e, and is developed about it."""
    x = -t
    excess = ((x - ONE_OVER_E) - REST_OF_ONE_OVER_E) / ONE_OVER_E
    result = np.where(np.abs(excess) < 0.5, -np.log1p(excess), -1.0 - np.log(x))
    return np.where(t >= 0, math.inf, result)


def _minus_ratio(p: Float64Array, q: Float64Array) -> Float64Array:
    # From 0, so that a ratio of 0 is not −0.
    result = 0.0 - q / p
    result[(p == 0) & (q == 0)] = -1.0
    return result


def _minus_exp_of_minus(v: Float64Array) -> Float64Array:
    return -np.exp(-v)


def _one_less(v: Float64Array) -> Float64Array:
    return v - 1.0


# pearson: f(u) = (u − 1)²


def _pearson_summand(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return (p − q)²/q, as ((p − q)/q)(p − q), in which the quotient alone may overflow."""
    d = p - q
    result = (d / q) * d
    if not largest(result) < math.inf:
        overflowed = ~np.isfinite(result) & (q > 0)
        d, far_q = SHRINKING * d[overflowed], q[overflowed]
        result[overflowed] = (d / far_q) * d / SHRINKING / SHRINKING
        result[(p == 0) & (q == 0)] = 0.0
    return result


def _pearson_conjugate(t: Float64Array) -> Float64Array:
    """Return t²/4 + t = t(1 + t/4), and −1 below its minimum."""
    return np.where(t < -2.0, -1.0, t * (1.0 + 0.25 * t))


def _relative_excess(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return p/q − 1 = (p − q)/q, and 0 where both are 0."""
    result = (p - q) / q
    result[(p == 0) & (q == 0)] = 0.0
    result[np.isfinite(p) & np.isinf(q)] = -1.0
    return result


def _twice_the_relative_excess(p: Float64Array, q: Float64Array) -> Float64Array:
    return 2.0 * _relative_excess(p, q)


# squared_hellinger: f(u) = (√u − 1)²


def _squared_hellinger_summand(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return (√p − √q)² = (p − q)²/(p + q + 2√p√q), which seven roundings at most are part of.

    Of the quotient, the difference counts twice, and of the root in the divisor no more than half.
    """
    d = p - q
    result: Float64Array = d * (d / ((p + q) + 2.0 * (np.sqrt(p) * np.sqrt(q))))
    result[(p == 0) & (q == 0)] = 0.0
    return result


def _squared_hellinger_conjugate(t: Float64Array) -> Float64Array:
    result = t / (1.0 - t)
    result[t >= 1.0] = math.inf
    result[t == -math.inf] = -1.0
    return result


def _one_less_root_of_ratio(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return 1 − √(q/p) = −(q/p − 1)/(1 + √(q/p))."""
    result = 0.0 - _relative_excess(q, p) / (1.0 + np.sqrt(q / p))
    result[(p == 0) & (q == 0)] = 0.0
    if not np.isfinite(result).all():
        # Beside a quotient that overflows, though its root does not, 1 is nothing.
        overflowed = np.isinf(q / p)
        result[overflowed] = -np.sqrt(q[overflowed]) / np.sqrt(p[overflowed])
    return result


def _one_less_exp_of_minus(v: Float64Array) -> Float64Array:
    return -np.expm1(-v)


# jensen_shannon: f(u) = u log u − (u + 1) log((u + 1)/2)


def _jensen_shannon_conjugate(t: Float64Array) -> Float64Array:
    """Return −log(2 − e^t), from the distance to log 2 where that is small."""
    result = -np.log1p(-np.expm1(t))
    if not largest(t) <= 0.5:
        near = t > 0.5
        d = (t[near] - LOG_2) - REST_OF_LOG_2
        result[near] = np.where(d >= 0, math.inf, -np.log(-2.0 * np.expm1(d)))
    return result


def _log_of_twice_the_share(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return log(2p/(p + q)) = −log(1 + ½(q/p − 1))."""
    excess = _relative_excess(q, p)
    result = 0.0 - np.log1p(0.5 * excess)
    return _where_finite(excess, result, LOG_2, p, q)


def _log_2_less_softplus_of_minus(v: Float64Array) -> Float64Array:
    """Return log 2 − log(1 + e^−v) = −log(1 + ½(e^−v − 1))."""
    result = -np.log1p(0.5 * np.expm1(-v))
    if not smallest(v) >= -TAIL:
        # Before the exponential overflows, it is all there is of the sum.
        result = np.where(v < -TAIL, v + LOG_2, result)
    return result


# gan: f(u) = u log u − (u + 1) log(u + 1)


def _gan_conjugate(t: Float64Array) -> Float64Array:
    """Return −log(1 − e^t), as Mächler does: "Accurately computing log(1 − exp(−|a|))", 2012."""
    result = np.where(t < -LOG_2, -np.log1p(-np.exp(t)), -np.log(-np.expm1(t)))
    return np.where(t >= 0, math.inf, result)


def _log_share(p: Float64Array, q: Float64Array) -> Float64Array:
    """Return log(p/(p + q)) = −log(1 + q/p)."""
    ratio = q / p
    result = 0.0 - np.log1p(ratio)
    result[(p == 0) & (q == 0)] = -LOG_2
    return _where_finite(ratio, result, 0.0, p, q)


def _where_finite(
    ratio: Float64Array, result: Float64Array, constant: float, p: Float64Array, q: Float64Array
) -> Float64Array:
    """Return the result, and where the ratio overflows the constant and log p/q."""
    if not largest(ratio) < math.inf:
        overflowed = np.isinf(ratio)
        result[overflowed] = constant + (np.log(p[overflowed]) - np.log(q[overflowed]))
    return result


# total_variation: f(u) = ½|u − 1|


def _distance(p: Float64Array, q: Float64Array) -> Float64Array:
    return np.abs(p - q)


def _total_variation_conjugate(t: Float64Array) -> Float64Array:
    return np.where(t > 0.5, math.inf, np.maximum(t, -0.5))


def _half_the_sign(p: Float64Array, q: Float64Array) -> Float64Array:
    return 0.5 * np.sign(p - q)


def _half_tanh(v: Float64Array) -> Float64Array:
    return 0.5 * np.tanh(v)


def _reflected(activation: Kernel) -> Kernel:
    """Return −g(−v), which f*(g(v)) is for the divergences that are the same both ways."""

    def conjugate_of_activation(v: Float64Array) -> Float64Array:
        return -activation(-v)

    return conjugate_of_activation


F_DIVERGENCES = {
    "kl": FDivergence(
        summand=kullback_leibler_summand,
        conjugate=_exp_of_one_less,
        optimal_output=_one_and_log_ratio,
        activation=_unchanged,
        conjugate_of_activation=_exp_of_one_less,
    ),
    "reverse_kl": FDivergence(
        summand=_reverse_kl_summand,
        conjugate=_reverse_kl_conjugate,
        optimal_output=_minus_ratio,
        activation=_minus_exp_of_minus,
        conjugate_of_activation=_one_less,
    ),
    "pearson": FDivergence(
        summand=_pearson_summand,
        conjugate=_pearson_conjugate,
        optimal_output=_twice_the_relative_excess,
        activation=_unchanged,
        conjugate_of_activation=_pearson_conjugate,
    ),
    "squared_hellinger": FDivergence(
        summand=_squared_hellinger_summand,
        conjugate=_squared_hellinger_conjugate,
        optimal_output=_one_less_root_of_ratio,
        activation=_one_less_exp_of_minus,
        conjugate_of_activation=_reflected(_one_less_exp_of_minus),
    ),
    "jensen_shannon": FDivergence(
        summand=jensen_shannon_summand,
        multiple=2.0,
        conjugate=_jensen_shannon_conjugate,
        optimal_output=_log_of_twice_the_share,
        activation=_log_2_less_softplus_of_minus,
        conjugate_of_activation=_reflected(_log_2_less_softplus_of_minus),
    ),
    "gan": FDivergence(
        summand=jensen_shannon_summand,
        multiple=2.0,
        least=-2.0 * LOG_2,
        conjugate=_gan_conjugate,
        optimal_output=_log_share,
        activation=_kernels.log_sigmoid,
        conjugate_of_activation=_kernels.softplus,
    ),
    "total_variation": FDivergence(
        summand=_distance,
        multiple=0.5,
        conjugate=_total_variation_conjugate,
        optimal_output=_half_the_sign,
        activation=_half_tanh,
        conjugate_of_activation=_half_tanh,
    ),
}
"""The seven that have a name."""
