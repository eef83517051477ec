"""The Inception Score: how much a classifier learns of a sample by what it sees in it.

Each sample has a distribution over the classes. The score is high if each of them is sure of one
class, and their mean is sure of none.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import at, distributions, first, reals
from impl._blocks import Float64Array, RealArray, contiguous, quiet
from impl.metrics._features import blocks_of_rows, rows

__all__ = ["inception_score", "inception_score_from_logits"]


@quiet
def inception_score(class_probabilities: ArrayLike) -> np.float64:
    """Return the Inception Score, ``exp(mean_i KL(p_i‖p̄))``, with p̄ the mean of the rows.

    Parameters
    ----------
    class_probabilities : array_like of real numbers, shape (n, K)
        A row for each sample: the masses that a classifier gives to the K classes, which sum to 1.

    Returns
    -------
    float64 scalar
        From 1 to the lesser of n and K, within ``4 (1 + log K)`` ulp; exactly 1 if all rows are
        equal.

    See Also
    --------
    inception_score_from_logits : The same of what the classifier computes before the softmax.
    kl_divergence : What it is the mean of, also of masses that sum to 1 only to rounding.
    precision_and_recall : What it cannot see, such as one sample repeated for each class.

    Notes
    -----
    The score is of all rows. Some take the mean of the scores of ten parts instead, which depends
    on the order of the samples; whoever compares with their numbers calls this function on each
    part.

    No more memory is used than a few blocks besides the rows.

    References
    ----------
    .. [1] T. Salimans et al., "Improved Techniques for Training GANs", Advances in Neural
       Information Processing Systems 29 (2016).

    Examples
    --------
    >>> import impl
    >>> print(impl.inception_score([[1.0, 0.0], [0.0, 1.0]]).round(6))
    2.0
    >>> print(impl.inception_score([[0.75, 0.25], [0.75, 0.25]]))
    1.0
    """
    masses = distributions("class_probabilities", class_probabilities)
    return _score(rows("class_probabilities", masses))


@quiet
def inception_score_from_logits(class_logits: ArrayLike) -> np.float64:
    """Return the Inception Score of a classifier's logits, `inception_score` of their softmax.

    Parameters
    ----------
    class_logits : array_like of real numbers, shape (n, K)
        A row for each sample: logarithms of masses up to a number of its own, finite or −inf, where
        the class is out of the question.

    Returns
    -------
    float64 scalar
        From 1 to the lesser of n and K, within ``4 (1 + log K)²`` ulp, also of masses that are too
        small for a float64; exactly 1 if all rows are equal.

    Raises
    ------
    ValueError
        If a logit is nan or +inf, or all logits of a row are −inf.

    See Also
    --------
    inception_score : The same of probabilities.

    Notes
    -----
    The softmax is an array of float64 numbers of the shape of the logits.

    References
    ----------
    .. [1] T. Salimans et al., "Improved Techniques for Training GANs", Advances in Neural
       Information Processing Systems 29 (2016).

    Examples
    --------
    >>> import impl
    >>> print(impl.inception_score_from_logits([[0.0, -800.0], [-800.0, 0.0]]).round(6))
    2.0
    """
    return _score(_softmax(_logits("class_logits", class_logits)))


def _logits(name: str, value: ArrayLike) -> RealArray:
    array = rows(name, reals(name, value))
    wrong = ~(array < math.inf)
    if np.count_nonzero(wrong):
        index = first(wrong)
        raise ValueError(f"{name} must be finite, or -inf, but {at(name, index)} is {array[index]}")
    impossible = np.maximum.reduce(array, axis=1) == -math.inf
    if np.count_nonzero(impossible):
        raise ValueError(
            f"{name} must leave each sample a class, but {at(name, first(impossible))} are all -inf"
        )
    return array


def _softmax(logits: RealArray) -> Float64Array:
    masses = np.empty(logits.shape)
    for some in blocks_of_rows(logits):
        block = contiguous(logits[some])
        powers = np.exp(block - np.maximum.reduce(block, axis=1, keepdims=True))
        masses[some] = powers / np.add.reduce(powers, axis=1, keepdims=True)
    return masses


def _score(masses: RealArray) -> np.float64:
    """Return exp(mean_i KL(p_i‖p̄)) of rows, with p log p/q − p + q for the summand of KL(p‖q).

    In this form a relative error δ of q = p̄ counts for δ² only, as no other q makes the mean
    smaller. Of equal rows it is no more than 2**-53, of which the exponential is 1: nor do the
    digits of any other KL next to 0 count, as the score is next to 1.
    """
    total = np.zeros(masses.shape[1])
    for some in blocks_of_rows(masses):
        total += np.add.reduce(contiguous(masses[some]))
    n = len(masses)
    mean = total / n
    addends = [_total(contiguous(masses[some]), mean) for some in blocks_of_rows(masses)]
    return np.float64(np.exp(max(0.0, math.fsum(addends) / n)))


def _total(p: Float64Array, q: Float64Array) -> float:
    """Return the sum of p log p/q − p + q over rows of p."""
    terms = p * np.log(p / q)
    if not math.isfinite(np.add.reduce(terms, axis=None)):
        # Either p is 0, or it is so small that its mean is no float64.
        terms[~np.isfinite(terms)] = 0.0
    terms -= p - q
    return float(np.add.reduce(terms, axis=None))
