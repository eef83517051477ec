"""The projection discriminator: logits of class-conditional Gaussians, affine in the features.

Features φ of class y come from N(μ_y, I) under the data and from N(μ̂_y, I) under the model. The
optimal logits log N(φ|μ_y, I)/N(φ|μ̂_y, I) are then yᵀ(Aφ + b), with y as a one-hot row, where
A_i = μ_i − μ̂_i and b_i = ½(‖μ̂_i‖² − ‖μ_i‖²).
"""

from collections.abc import Callable
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from impl import _kernels
from impl._arguments import as_given, at, distributions, first, positive_integer, reals
from impl._blocks import (
    BLOCK,
    Float64Array,
    Floats,
    RealArray,
    contiguous,
    elementwise,
    largest,
    quiet,
    smallest,
)
from impl._summation import sums

__all__ = [
    "one_hot",
    "projection_parameters",
    "projection_logits",
    "conditional_logits",
]


def one_hot(labels: ArrayLike, classes: SupportsIndex) -> Float64Array:
    """Return labels as rows of the identity matrix.

    Parameters
    ----------
    labels : array_like of integers
        Labels from 0 to ``classes − 1``.
    classes : int
        The number m of classes.

    Returns
    -------
    float64 array of the shape of `labels` and one more axis, of length m
        Exactly 1 at the label, 0 elsewhere.

    Raises
    ------
    TypeError
        If `labels` are not integers: floats and bools are none.
    ValueError
        If a label is out of range, or `classes` is less than 1.

    See Also
    --------
    projection_logits : A function that takes labels in either form.

    Examples
    --------
    >>> import impl
    >>> print(impl.one_hot([2, 0], 3))
    [[0. 0. 1.]
     [1. 0. 0.]]
    """
    count = positive_integer("classes", classes)
    indices = _integer_labels(as_given("labels", labels), count)
    rows = np.zeros((*indices.shape, count))
    np.put_along_axis(rows, indices[..., np.newaxis], 1.0, axis=-1)
    return rows


@quiet
def projection_parameters(
    data_means: ArrayLike,
    model_means: ArrayLike,
    *,
    data_prior: ArrayLike | None = None,
    model_prior: ArrayLike | None = None,
) -> tuple[Float64Array, Float64Array]:
    """Return ``A_i = μ_i − μ̂_i`` and ``b_i = ½(‖μ̂_i‖² − ‖μ_i‖²)``, plus the log-ratio of priors.

    Parameters
    ----------
    data_means, model_means : array_like of real numbers, shape (m, r)
        The means μ and μ̂ of the r features in each of the m classes.
    data_prior, model_prior : array_like of real numbers, shape (m,), optional
        The class probabilities of the data and of the model, given together. Their log-ratio is
        added to b. Without them they are taken to be equal.

    Returns
    -------
    A : float64 array, shape (m, r)
    b : float64 array, shape (m,)
        Each within a few ulp of the sum of the sizes of its terms.

    Raises
    ------
    ValueError
        If there is one prior without the other.

    See Also
    --------
    projection_logits : The logits that the parameters give.

    Notes
    -----
    b is computed as ``½ (μ̂ − μ)·(μ̂ + μ)``, which is accurate for nearly equal means.

    References
    ----------
    .. [1] T. Miyato and M. Koyama, "cGANs with Projection Discriminator", International Conference
       on Learning Representations (2018).

    Examples
    --------
    >>> import impl
    >>> A, b = impl.projection_parameters([[1.0, 2.0], [0.0, 1.0]], [[0.0, 2.0], [0.0, 3.0]])
    >>> print(A)
    [[ 1.  0.]
     [ 0. -2.]]
    >>> print(b)
    [-0.5  4. ]
    """
    mu, mu_hat = _means(data_means, model_means)
    slopes = np.subtract(mu, mu_hat, dtype=np.float64)
    biases = np.asarray(sums(_half_difference_of_squares, mu_hat, mu))
    return slopes, biases + _log_prior_ratios(data_prior, model_prior, len(mu))


@quiet
def projection_logits(features: ArrayLike, labels: ArrayLike, A: ArrayLike, b: ArrayLike) -> Floats:
    """Return the logits of a projection discriminator, ``yᵀ(Aφ + b)``.

    Only the row of A that the label asks for is used, never all of ``Aφ``.

    Parameters
    ----------
    features : array_like of real numbers, shape (n, r) or (r,)
        The features φ of n samples, or of one.
    labels : array_like, shape (n,) or (n, m); for one sample () or (m,)
        Integers from 0 to m − 1, or one-hot rows.
    A : array_like of real numbers, shape (m, r)
    b : array_like of real numbers, shape (m,)
        The parameters, as from `projection_parameters`.

    Returns
    -------
    float64 array, shape (n,), or a scalar for one sample
        To rounding of the sum of the sizes of its terms, which can be far larger than the logit: if
        the means are far from the origin, `conditional_logits` is the accurate one.

    Raises
    ------
    TypeError
        If `labels` are neither integers nor one-hot rows.
    ValueError
        If a label is out of range, or a row is not one-hot.

    See Also
    --------
    projection_parameters : A and b of two families of Gaussians.
    conditional_logits : The same logits, accurate far from the origin.

    References
    ----------
    .. [1] T. Miyato and M. Koyama, "cGANs with Projection Discriminator", International Conference
       on Learning Representations (2018).

    Examples
    --------
    >>> import impl
    >>> A, b = [[1.0, 0.0], [0.0, -2.0]], [-0.5, 4.0]
    >>> print(impl.projection_logits([[2.0, 7.0], [1.0, 3.0]], [0, 1], A, b))
    [ 1.5 -2. ]
    """
    slopes, biases = reals("A", A), reals("b", b)
    if slopes.ndim != 2:
        raise ValueError(f"A must have shape (m, r), but its shape is {slopes.shape}")
    if biases.shape != slopes.shape[:1]:
        raise ValueError(
            f"b must have shape ({len(slopes)},) beside A of shape {slopes.shape}, "
            f"but its shape is {biases.shape}"
        )
    return _by_label(_affine, features, labels, slopes, biases)


@quiet
def conditional_logits(
    features: ArrayLike,
    labels: ArrayLike,
    data_means: ArrayLike,
    model_means: ArrayLike,
    *,
    data_prior: ArrayLike | None = None,
    model_prior: ArrayLike | None = None,
) -> Floats:
    """Return the optimal conditional logits, ``log N(φ|μ_y, I)/N(φ|μ̂_y, I)``, from the means.

    Parameters
    ----------
    features : array_like of real numbers, shape (n, r) or (r,)
        The features φ of n samples, or of one.
    labels : array_like, shape (n,) or (n, m); for one sample () or (m,)
        Integers from 0 to m − 1, or one-hot rows.
    data_means, model_means : array_like of real numbers, shape (m, r)
        The means μ and μ̂ of the r features in each of the m classes.
    data_prior, model_prior : array_like of real numbers, shape (m,), optional
        The class probabilities of the data and of the model, given together. The log-ratio of the
        two at the label is added, for the logits of the joint distribution of features and label.

    Returns
    -------
    float64 array, shape (n,), or a scalar for one sample
        Accurate also where features and means are far from the origin but near one another.

    Raises
    ------
    TypeError
        If `labels` are neither integers nor one-hot rows.
    ValueError
        If a label is out of range, a row is not one-hot, or there is one prior without the other.

    See Also
    --------
    projection_logits : The same logits from the parameters A and b.

    Notes
    -----
    They are computed as ``½ (μ − μ̂)·((φ − μ) + (φ − μ̂))``: all differences are taken before any
    product.

    References
    ----------
    .. [1] T. Miyato and M. Koyama, "cGANs with Projection Discriminator", International Conference
       on Learning Representations (2018).

    Examples
    --------
    >>> import impl
    >>> print(impl.conditional_logits([[1e8 + 2.0]], [0], [[1e8]], [[1e8 + 1.0]]))
    [-1.5]
    """
    mu, mu_hat = _means(data_means, model_means)
    offsets = _log_prior_ratios(data_prior, model_prior, len(mu))
    return _by_label(_difference_of_squared_distances, features, labels, mu, mu_hat, offsets)


def _affine(features: Float64Array, slopes: Float64Array, biases: Float64Array) -> Float64Array:
    logits: Float64Array = np.vecdot(slopes, features) + biases
    return logits


def _difference_of_squared_distances(
    features: Float64Array, mu: Float64Array, mu_hat: Float64Array, offsets: Float64Array
) -> Float64Array:
    differences = features - mu
    differences += features - mu_hat
    # The rows of the means were gathered for this block alone.
    mu -= mu_hat
    logits: Float64Array = 0.5 * np.vecdot(differences, mu) + offsets
    return logits


def _half_difference_of_squares(x: Float64Array, y: Float64Array) -> Float64Array:
    return (x - y) * (0.5 * x + 0.5 * y)


def _by_label(
    formula: Callable[..., Float64Array],
    features: ArrayLike,
    labels: ArrayLike,
    *tables: RealArray,
) -> Floats:
    """Return the formula of each sample's features and its label's row of each table."""
    phi = reals("features", features)
    classes, dimensions = tables[0].shape
    if phi.ndim not in (1, 2) or phi.shape[-1] != dimensions:
        raise ValueError(
            f"features must have shape (n, {dimensions}) or ({dimensions},), "
            f"but their shape is {phi.shape}"
        )
    indices = _labels(labels, phi.shape[:-1], classes)
    if phi.ndim == 1:
        return np.float64(_in_blocks(formula, phi[np.newaxis], indices[np.newaxis], tables)[0])
    return _in_blocks(formula, phi, indices, tables)


def _in_blocks(
    formula: Callable[..., Float64Array],
    features: RealArray,
    indices: NDArray[np.intp],
    tables: tuple[RealArray, ...],
) -> Float64Array:
    result = np.empty(len(features))
    rows = max(1, BLOCK // max(1, features.shape[1]))
    for start in range(0, len(features), rows):
        block = slice(start, start + rows)
        gathered = (contiguous(table.take(indices[block], axis=0)) for table in tables)
        result[block] = formula(contiguous(features[block]), *gathered)
    return result


def _means(data_means: ArrayLike, model_means: ArrayLike) -> tuple[RealArray, RealArray]:
    mu, mu_hat = reals("data_means", data_means), reals("model_means", model_means)
    if mu.ndim != 2 or mu.shape != mu_hat.shape:
        raise ValueError(
            "data_means and model_means must have one shape (m, r), "
            f"but their shapes are {mu.shape} and {mu_hat.shape}"
        )
    return mu, mu_hat


def _log_prior_ratios(
    data_prior: ArrayLike | None, model_prior: ArrayLike | None, classes: int
) -> Float64Array:
    if data_prior is None and model_prior is None:
        return np.zeros(classes)
    if data_prior is None or model_prior is None:
        raise ValueError("data_prior and model_prior must be given together, or neither")
    priors = distributions("data_prior", data_prior), distributions("model_prior", model_prior)
    for name, prior in zip(("data_prior", "model_prior"), priors, strict=True):
        if prior.shape != (classes,):
            raise ValueError(
                f"{name} must have shape ({classes},), one mass for each row of the means, "
                f"but its shape is {prior.shape}"
            )
    return np.asarray(elementwise(_kernels.log_ratio, data_prior=priors[0], model_prior=priors[1]))


def _labels(labels: ArrayLike, shape: tuple[int, ...], classes: int) -> NDArray[np.intp]:
    """Return labels of samples of that shape as integers, from integers or one-hot rows."""
    array = as_given("labels", labels)
    if array.shape == shape:
        return _integer_labels(array, classes)
    if array.shape == (*shape, classes):
        return _labels_of_rows(array)
    raise ValueError(
        f"labels must have shape {shape}, or {(*shape, classes)} as one-hot rows, "
        f"but their shape is {array.shape}"
    )


def _integer_labels(array: RealArray, classes: int) -> NDArray[np.intp]:
    if array.dtype.kind not in "iu" and array.size:
        raise TypeError(f"labels must be integers, but their dtype is {array.dtype}")
    if array.size and not (smallest(array) >= 0 and largest(array) < classes):
        index = first((array < 0) | (array >= classes))
        raise ValueError(
            f"labels must be from 0 to {classes - 1}, but {at('labels', index)} is {array[index]}"
        )
    return array.astype(np.intp)


def _labels_of_rows(rows: RealArray) -> NDArray[np.intp]:
    ones = rows == 1
    wrong = (ones.sum(axis=-1) != 1) | ~(ones | (rows == 0)).all(axis=-1)
    if wrong.any():
        index = first(wrong)
        raise ValueError(
            f"labels must be one-hot rows, but {at('labels', index)} is {rows[index].tolist()}"
        )
    return np.asarray(ones.argmax(axis=-1))
