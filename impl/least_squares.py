"""Least-squares losses: a discriminator whose outputs are to be near targets.

A discriminator D gives any numbers. On samples of the data p they are to be near b, and on samples
of the model q near a. The generator is to bring the latter near c.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import batch, densities, one_number, reals
from impl._blocks import (
    SHRINKING,
    Float64Array,
    Floats,
    elementwise,
    largest,
    quiet,
    smallest,
)
from impl._expectation import SMALL, mean, sum_of_expectations
from impl._kernels import part_of_share

__all__ = [
    "least_squares_discriminator_loss",
    "least_squares_generator_loss",
    "least_squares_optimal_discriminator",
]


def least_squares_discriminator_loss(
    real_outputs: ArrayLike,
    fake_outputs: ArrayLike,
    *,
    real_target: ArrayLike = 1,
    fake_target: ArrayLike = 0,
) -> Floats:
    """Return the least-squares loss of a discriminator, ``½E_p[(D − b)²] + ½E_q[(D − a)²]``.

    Parameters
    ----------
    real_outputs : array_like of real numbers, shape (..., n)
        Outputs of the discriminator on samples of the data.
    fake_outputs : array_like of real numbers, shape (..., m)
        Outputs on samples of the model. The leading axes of the two broadcast.
    real_target : real number, optional
        What outputs on the data are to be, b.
    fake_target : real number, optional
        What outputs on the model are to be, a.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        Within 4 ulp, also where outputs are next to their targets; finite wherever the exact loss
        is.

    See Also
    --------
    least_squares_generator_loss : The other side.
    least_squares_optimal_discriminator : Where it is least.

    References
    ----------
    .. [1] X. Mao, Q. Li, H. Xie, R. Y. K. Lau, Z. Wang and S. P. Smolley, "Least Squares Generative
       Adversarial Networks", IEEE International Conference on Computer Vision (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.least_squares_discriminator_loss([1.0, 3.0], [0.5]))
    1.125
    >>> print(impl.least_squares_discriminator_loss([1.0, 3.0], [0.5], fake_target=-1))
    2.125
    """
    real = _half_mean_square("real_outputs", real_outputs, "real_target", real_target)
    fake = _half_mean_square("fake_outputs", fake_outputs, "fake_target", fake_target)
    return sum_of_expectations("real_outputs", real, "fake_outputs", fake)


def least_squares_generator_loss(fake_outputs: ArrayLike, *, target: ArrayLike = 1) -> Floats:
    """Return the least-squares loss of a generator, ``½E_q[(D − c)²]``.

    Parameters
    ----------
    fake_outputs : array_like of real numbers, shape (..., n)
        Outputs of the discriminator on samples of the model.
    target : real number, optional
        What the generator is to bring them to, c.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        Within 4 ulp, also where outputs are next to the target; finite wherever the exact loss is.

    See Also
    --------
    least_squares_discriminator_loss : The other side.

    References
    ----------
    .. [1] X. Mao, Q. Li, H. Xie, R. Y. K. Lau, Z. Wang and S. P. Smolley, "Least Squares Generative
       Adversarial Networks", IEEE International Conference on Computer Vision (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.least_squares_generator_loss([1.0, -1.0]))
    1.0
    """
    return _half_mean_square("fake_outputs", fake_outputs, "target", target)


def least_squares_optimal_discriminator(
    p_data: ArrayLike,
    p_model: ArrayLike,
    *,
    real_target: ArrayLike = 1,
    fake_target: ArrayLike = 0,
) -> Floats:
    """Return the discriminator of least squares, ``D* = (bp + aq)/(p + q)``.

    Parameters
    ----------
    p_data, p_model : array_like of real numbers
        Densities or masses p and q of the data and the model at the same points, not negative and
        not necessarily normalised.
    real_target, fake_target : array_like of real numbers, optional
        What outputs on the data and on the model are to be, b and a. The four arguments broadcast.

    Returns
    -------
    float64 array, or a scalar
        Within 4 ulp of ``(|b|p + |a|q)/(p + q)``, also where ``p + q`` or ``bp + aq`` overflows,
        and never beyond the targets. Half-way between them where both densities are 0 (there every
        output is optimal); b where p alone is infinite, nan where both are.

    See Also
    --------
    least_squares_discriminator_loss : The loss that it makes least.
    optimal_discriminator : The same for the targets 1 and 0.

    References
    ----------
    .. [1] X. Mao, Q. Li, H. Xie, R. Y. K. Lau, Z. Wang and S. P. Smolley, "Least Squares Generative
       Adversarial Networks", IEEE International Conference on Computer Vision (2017).

    Examples
    --------
    >>> import impl
    >>> print(impl.least_squares_optimal_discriminator([0.5, 0.5], [0.25, 1.5], fake_target=-2))
    [ 0.   -1.25]
    """
    return elementwise(
        _between_targets,
        p_data=densities("p_data", p_data),
        p_model=densities("p_model", p_model),
        real_target=reals("real_target", real_target),
        fake_target=reals("fake_target", fake_target),
    )


@quiet
def _half_mean_square(
    outputs_name: str, outputs: ArrayLike, target_name: str, target: ArrayLike
) -> Floats:
    array, centre = batch(outputs_name, outputs), float(one_number(target_name, target))
    result = mean(lambda d: _half_square(d - centre), array)
    if not np.isfinite(result).all():
        # A square may overflow where the mean does not.
        smaller = mean(lambda d: _half_square(SHRINKING * (d - centre)), array)
        result = np.where(np.isfinite(result), result, smaller / SHRINKING / SHRINKING)[()]
    return result


def _half_square(x: Float64Array) -> Float64Array:
    return 0.5 * x * x


def _between_targets(
    p: Float64Array, q: Float64Array, b: Float64Array, a: Float64Array
) -> Float64Array:
    total = p + q
    output = (b * p + a * q) / total
    size = np.abs(b) * p + np.abs(a) * q
    if not (smallest(size) > SMALL and largest(size) < math.inf and largest(total) < math.inf):
        far = ~((size > SMALL) & (size < math.inf) & (total < math.inf))
        p, q, b_far, a_far = p[far], q[far], b[far], a[far]
        output[far] = part_of_share(b_far, p, q) + part_of_share(a_far, q, p)
    # Where it is next to the larger target, rounding may take it beyond.
    return np.clip(output, np.minimum(a, b), np.maximum(a, b))
