"""Critics: functions D on the line that tell the data p from the model q by E_q[D] − E_p[D].

Without a bound on the slope of D there is a better critic than any; with slopes of at most 1 in
size the least loss is minus the Wasserstein distance of p and q.
"""

import math
import numbers
import operator
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import ODD, batch, distributions, number, one_number
from impl._blocks import SHRINKING, Float64Array, Floats, RealArray, largest, quiet, smallest
from impl._expectation import expectation, minus, sum_of_expectations
from impl._summation import itself
from impl._transport import (
    between_sorted,
    between_weighted,
    of_order_between_sorted,
    of_order_between_weighted,
)

__all__ = [
    "wasserstein_critic_loss",
    "wasserstein_generator_loss",
    "point_mass_critic_loss",
    "improve_critic",
    "optimal_lipschitz_critic",
    "wasserstein_distance",
]

Critic = Callable[[Any], Any]
"""A function from a number to a number, of any type of real numbers."""


def wasserstein_critic_loss(
    real_values: ArrayLike,
    fake_values: ArrayLike,
    *,
    real_weights: ArrayLike | None = None,
    fake_weights: ArrayLike | None = None,
) -> Floats:
    """Return the loss of a critic on two batches, ``E_q[D] − E_p[D]``.

    Parameters
    ----------
    real_values : array_like of real numbers, shape (..., n)
        Values of the critic on samples of the data.
    fake_values : array_like of real numbers, shape (..., m)
        Values of the critic on samples of the model. The leading axes of the two broadcast.
    real_weights, fake_weights : array_like of real numbers, shapes (..., n) and (..., m), optional
        Masses that sum to 1 over the last axis; a sample of mass 0 is left out, whatever its value.
        Without them each expectation is the mean of its batch.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In the units of the critic, within 4 ulp of ``E_q[|D|] + E_p[|D|]``.

    See Also
    --------
    wasserstein_generator_loss : The other side.
    wasserstein_distance : Minus the least loss of critics of slope at most 1.

    References
    ----------
    .. [1] M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein Generative Adversarial Networks",
       Proceedings of the 34th International Conference on Machine Learning (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.wasserstein_critic_loss([1.0, 2.0, 3.0], [0.5]))
    -1.5
    """
    real = expectation(minus, "real_values", real_values, "real_weights", real_weights)
    fake = expectation(itself, "fake_values", fake_values, "fake_weights", fake_weights)
    return sum_of_expectations("real_values", real, "fake_values", fake)


def wasserstein_generator_loss(
    fake_values: ArrayLike, *, weights: ArrayLike | None = None
) -> Floats:
    """Return the loss of a generator against a critic, ``−E_q[D]``.

    Parameters
    ----------
    fake_values : array_like of real numbers, shape (..., n)
        Values of the critic on samples of the model.
    weights : array_like of real numbers, shape (..., n), optional
        Masses that sum to 1 over the last axis; a sample of mass 0 is left out, whatever its value.
        Without them the expectation is the mean.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        In the units of the critic, within 4 ulp of ``E_q[|D|]``.

    See Also
    --------
    wasserstein_critic_loss : The other side.

    References
    ----------
    .. [1] M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein Generative Adversarial Networks",
       Proceedings of the 34th International Conference on Machine Learning (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.wasserstein_generator_loss([0.5, 1.0]))
    -0.75
    """
    return expectation(minus, "fake_values", fake_values, "weights", weights)


def point_mass_critic_loss(critic: Critic, theta: Any, theta_0: Any) -> Any:
    """Return the loss of a critic between two point masses, ``D(θ) − D(θ0)``.

    Parameters
    ----------
    critic : callable
        The critic D, from a number to a number.
    theta, theta_0 : real numbers
        Where the model and the data are. Floats, integers, fractions: any `numbers.Real`.

    Returns
    -------
    number
        Of the type that the critic's values have: exact for `fractions.Fraction`.

    Raises
    ------
    ValueError
        If `theta` or `theta_0` is nan.

    See Also
    --------
    wasserstein_critic_loss : The same of two batches.
    improve_critic : Why it has no minimum.
    optimal_lipschitz_critic : Where it is least under a bound on the slope.

    Examples
    --------
    >>> import impl
    >>> from fractions import Fraction
    >>> impl.point_mass_critic_loss(lambda x: x / 3, Fraction(2), Fraction(1))
    Fraction(1, 3)
    """
    at_theta = critic(number("theta", theta))
    at_theta_0 = critic(number("theta_0", theta_0))
    return quiet(operator.sub)(at_theta, at_theta_0)


def improve_critic(critic: Critic, theta: Any, theta_0: Any) -> Critic:
    """Return a critic of lower loss between two point masses than the critic given.

    The critic D** is D lowered by 1 at θ, D at θ0, and 0 elsewhere, so that its loss D**(θ) −
    D**(θ0) is lower by 1: no critic is the best.

    Parameters
    ----------
    critic : callable
        The critic D, from a number to a number. It is evaluated here, once at `theta` and once at
        `theta_0`.
    theta, theta_0 : real numbers
        Where the model and the data are. Floats, integers, fractions: any `numbers.Real`.

    Returns
    -------
    callable
        The critic D**, of a number or an array of numbers. Its values have the type of D(θ), in
        which D(θ) − 1 is exact or rounded once. Where that rounds to D(θ), D**(θ) is the next lower
        float of that type: below the most negative finite float that is −inf.

    Raises
    ------
    TypeError
        If a value of the critic is not a real number.
    ValueError
        If a value of the critic or an argument is nan, or if no critic is better: at θ = θ0, where
        the loss of every critic is 0, and where D(θ) is −inf already.

    See Also
    --------
    point_mass_critic_loss : The loss that is lowered.
    optimal_lipschitz_critic : The best critic under a bound on the slope.

    Examples
    --------
    >>> import impl
    >>> better = impl.improve_critic(lambda x: 2 * x, 3, 1)
    >>> better(3), better(1), better(2)
    (5, 2, 0)
    """
    model, data = number("theta", theta), number("theta_0", theta_0)
    if model == data:
        raise ValueError(
            f"theta and theta_0 are both {theta}, where every critic has loss 0: none is better"
        )
    lowered = _lower(number("critic(theta)", critic(model)))
    values = lowered, number("critic(theta_0)", critic(data)), type(lowered)(0)

    def improved(x: Any) -> Any:
        which = np.where(x == model, 0, np.where(x == data, 1, 2))
        return np.array(values)[which] if which.ndim else values[int(which)]

    return improved


def optimal_lipschitz_critic(theta: Any, theta_0: Any) -> Critic:
    """Return the best critic of slope at most 1 between two point masses, ``x ↦ −sign(θ − θ0)·x``.

    Its loss is −|θ − θ0|: minus the Wasserstein distance of the point masses.

    Parameters
    ----------
    theta, theta_0 : real numbers
        Where the model and the data are. Floats, integers, fractions: any `numbers.Real`.

    Returns
    -------
    callable
        Of a number, or an array of numbers; its values are exact, in the type of its argument. At
        θ = θ0, where every critic is optimal, it is 0.

    Raises
    ------
    ValueError
        If `theta` or `theta_0` is nan.

    See Also
    --------
    point_mass_critic_loss : Its loss.
    improve_critic : Why there must be a bound on the slope.

    References
    ----------
    .. [1] M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein Generative Adversarial Networks",
       Proceedings of the 34th International Conference on Machine Learning (2017).

    Examples
    --------
    >>> import impl
    >>> critic = impl.optimal_lipschitz_critic(3.0, 1.0)
    >>> critic(3.0), critic(1.0)
    (-3.0, -1.0)
    """
    model, data = number("theta", theta), number("theta_0", theta_0)
    slope = int(model < data) - int(model > data)
    return lambda x: slope * _signed(x) if slope else _zero_like(x)


@quiet
def wasserstein_distance(
    x: ArrayLike,
    y: ArrayLike,
    *,
    order: float = 1,
    x_weights: ArrayLike | None = None,
    y_weights: ArrayLike | None = None,
) -> np.float64:
    """Return the Wasserstein distance W_p of two samples on the line, ``(∫ |Q_x − Q_y|^p)^(1/p)``.

    Q are the quantile functions of the samples. For p = 1 it is ``∫ |F_x − F_y|`` as well.

    Parameters
    ----------
    x, y : array_like of real numbers, shapes (n,) and (m,)
        The two samples, in any order: finite numbers.
    order : real number, optional
        The order p, at least 1. For inf the distance is the farthest that mass is moved.
    x_weights, y_weights : array_like of real numbers, shapes (n,) and (m,), optional
        Masses that sum to 1; they are divided by their exact sum. Without them all samples count
        alike.

    Returns
    -------
    float64 scalar
        In the units of the samples, within 4 ulp, or 8 for an order other than 1; exactly 0 for one
        measure written in two ways, if their weights are exact.

    Raises
    ------
    ValueError
        If a sample is not finite, or the order is less than 1 or nan.

    See Also
    --------
    wasserstein_critic_loss : The loss whose least value is minus this distance.

    Notes
    -----
    Samples of one size are sorted and paired [1]_. Unweighted samples of sizes n and m are compared
    at the integer multiples of n and of m, in units of 1/(nm). For weighted ones the difference of
    the two cumulative distributions is summed in parts that are exact, so that it cancels without
    loss: it is within 4 ulp, or where no more than the rounding of the weights tells the
    distributions apart, within 2**-100 of them. That is so for p = 1; for any other order, to which
    a misplaced mass is more by its p-th root, weights are added up with twice the digits, or where
    these leave it open, as for inf and measures next to each other, as integers: about three
    microseconds a sample.

    References
    ----------
    .. [1] C. Villani, Topics in Optimal Transportation (2003), section 2.2.

    Examples
    --------
    >>> import impl
    >>> print(impl.wasserstein_distance([0.0, 1.0], [2.0, 1.0]))
    1.0
    >>> print(impl.wasserstein_distance([1.0, 1.0, 5.0, 5.0], [1.0, 5.0]))
    0.0
    >>> print(impl.wasserstein_distance([0.0, 0.0], [1.0, 7.0], order=2))
    5.0
    """
    p = _order(order)
    first, first_masses = _sample("x", x, "x_weights", x_weights)
    second, second_masses = _sample("y", y, "y_weights", y_weights)
    if first_masses is None and second_masses is None:
        between = between_sorted if p == 1.0 else partial(of_order_between_sorted, p)
        distance = between(first, second)
        if not math.isfinite(distance):
            distance = between(SHRINKING * first, SHRINKING * second) / SHRINKING
        return distance
    if first_masses is None:
        first_masses = np.full(first.shape, 1.0 / first.size)
    if second_masses is None:
        second_masses = np.full(second.shape, 1.0 / second.size)
    weighted = between_weighted if p == 1.0 else partial(of_order_between_weighted, p)
    distance = weighted(first, first_masses, second, second_masses)
    if not math.isfinite(distance):
        first, second = SHRINKING * first, SHRINKING * second
        distance = weighted(first, first_masses, second, second_masses) / SHRINKING
    return distance


def _order(order: float) -> float:
    if isinstance(order, int) and 1 <= order < ODD:
        # The usual ones cost small samples nothing.
        return float(order)
    p = float(one_number("order", order))
    if not p >= 1.0:
        raise ValueError(f"order must be at least 1, but it is {order}")
    return p


def _sample(
    name: str, value: ArrayLike, weights_name: str, weights: ArrayLike | None
) -> tuple[Float64Array, Float64Array | None]:
    """Return a sample sorted, or as it is with its weights, the zero ones left out of both."""
    array = batch(name, value)
    if array.ndim != 1:
        raise ValueError(f"{name} must have shape (n,), but its shape is {array.shape}")
    if weights is None:
        ordered = array.astype(np.float64)
        ordered.sort()
        # Infinities and nan are at the ends.
        if not (math.isfinite(ordered[0]) and math.isfinite(ordered[-1])):
            _reject_infinite(name, array)
        return ordered, None
    sample = array.astype(np.float64, copy=False)
    if not (math.isfinite(smallest(sample)) and math.isfinite(largest(sample))):
        _reject_infinite(name, array)
    masses = distributions(weights_name, weights)
    if masses.shape != array.shape:
        raise ValueError(
            f"{weights_name} must have the shape {array.shape} of {name}, "
            f"but their shape is {masses.shape}"
        )
    if not smallest(masses) > 0:
        present = masses > 0
        sample, masses = sample[present], masses[present]
    return sample, masses.astype(np.float64, copy=False)


def _reject_infinite(name: str, array: RealArray) -> None:
    index = int(np.flatnonzero(~np.isfinite(array.astype(np.float64)))[0])
    raise ValueError(f"{name} must be finite, but {name}[{index}] is {array[index]}")


@quiet
def _lower(value: Any) -> Any:
    """Return the value less 1, or the next lower float where that rounds to the value."""
    signed = _signed(value)
    lowered = signed - 1
    if not lowered < signed:
        lowered = type(signed)(np.nextafter(signed, -math.inf))
    if not lowered < signed:
        raise ValueError("critic is -inf at theta already: none is better")
    return lowered


def _signed(x: Any) -> Any:
    """Return a number, or an array of numbers, in a type that holds its negative."""
    if isinstance(x, np.ndarray):
        return x.astype(np.int64) if x.dtype.kind in "bu" else x
    return int(x) if isinstance(x, numbers.Integral | np.bool_) else x


def _zero_like(x: Any) -> Any:
    return np.zeros_like(x) if isinstance(x, np.ndarray) else type(x)(0)
