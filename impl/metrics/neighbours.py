"""Neighbours: how many samples are as near to the other set as its own are to one another.

Around each sample of a set is a ball, closed, and as large as it takes to reach the k-th nearest of
the others in the set. The balls of a set are where its distribution is, as far as the set can tell.
"""

from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from impl._arguments import positive_integer
from impl._blocks import RealArray, quiet
from impl.metrics._balls import Balls, blocks_of_halves, two_clouds
from impl.metrics._features import two_sets

__all__ = ["precision_and_recall", "density_and_coverage"]


@quiet
def precision_and_recall(
    real_features: ArrayLike, fake_features: ArrayLike, k: SupportsIndex
) -> tuple[np.float64, np.float64]:
    """Return the share of fakes in some ball of a real, and of reals in some ball of a fake.

    Parameters
    ----------
    real_features, fake_features : array_like of real numbers, shapes (n, d) and (m, d)
        Features of samples of the data and of the model, a row for each.
    k : int
        Which of the nearest others of its own set a ball reaches to: from 1, less than n and m.

    Returns
    -------
    float64 scalar
        Precision, the share of fakes that look like data: a multiple of 1/m.
    float64 scalar
        Recall, the share of the data that the fakes look like: a multiple of 1/n. Both are exact,
        rounded once: whether a sample is in a ball is decided as if in exact arithmetic.

    Raises
    ------
    ValueError
        If a feature is not finite, or there are not as many others as k in one of the sets.

    See Also
    --------
    density_and_coverage : The same, less in the hands of a few samples far out.
    kernel_inception_distance : One number for the same features.

    Notes
    -----
    Besides the features, no more is in memory than a copy of them in float64, k numbers for each
    sample of a set, and a few blocks. If a sample is there more than k + 1 times, there is a copy
    of them without the rest as well.

    References
    ----------
    .. [1] T. Kynkäänniemi et al., "Improved Precision and Recall Metric for Assessing Generative
       Models", Advances in Neural Information Processing Systems 32 (2019).

    Examples
    --------
    >>> import impl
    >>> precision, recall = impl.precision_and_recall([[0.0], [10.0]], [[1.0], [2.0]], 1)
    >>> print(precision, recall)
    1.0 0.5
    """
    real, fake = two_sets(real_features, fake_features)
    nearest = positive_integer("k", k)
    _check(nearest, "real_features", real)
    _check(nearest, "fake_features", fake)
    x, y = two_clouds(real, fake, nearest)
    of_reals, of_fakes = Balls(x, nearest), Balls(y, nearest)
    realistic, covered = np.zeros(len(y), bool), np.zeros(len(x), bool)
    for rows, columns, halves in blocks_of_halves(x, y):
        realistic[columns] |= of_reals.hold(rows, y, columns, halves).any(axis=0)
        covered[rows] |= of_fakes.hold(columns, x, rows, halves.T).any(axis=0)
    return y.share(realistic), x.share(covered)


@quiet
def density_and_coverage(
    real_features: ArrayLike, fake_features: ArrayLike, k: SupportsIndex
) -> tuple[np.float64, np.float64]:
    """Return how many balls of reals a fake is in, and the share of them that hold a fake.

    Parameters
    ----------
    real_features, fake_features : array_like of real numbers, shapes (n, d) and (m, d)
        Features of samples of the data and of the model, a row for each.
    k : int
        Which of the nearest other reals a ball reaches to: from 1, less than n.

    Returns
    -------
    float64 scalar
        Density, the mean number of balls that a fake is in, over k: a multiple of 1/(km), which is
        1 in the mean for fakes that are distributed as the data are, and may be more.
    float64 scalar
        Coverage, the share of balls that hold a fake: a multiple of 1/n. Both are exact, rounded
        once: whether a sample is in a ball is decided as if in exact arithmetic.

    Raises
    ------
    ValueError
        If a feature is not finite, or there are not as many other reals as k.

    See Also
    --------
    precision_and_recall : Shares of both kinds of samples.

    Notes
    -----
    Besides the features, no more is in memory than a copy of them in float64, k numbers for each
    sample of a set, and a few blocks. If a sample is there more than k + 1 times, there is a copy
    of them without the rest as well.

    References
    ----------
    .. [1] M. F. Naeem, S. J. Oh, Y. Uh, Y. Choi and J. Yoo, "Reliable Fidelity and Diversity
       Metrics for Generative Models", Proceedings of the 37th International Conference on Machine
       Learning (2020).

    Examples
    --------
    >>> import impl
    >>> real, fake = [[0.0], [1.0], [3.0]], [[0.5], [1.5], [9.0]]
    >>> density, coverage = impl.density_and_coverage(real, fake, 1)
    >>> print(density.round(6), coverage)
    1.333333 1.0
    """
    real, fake = two_sets(real_features, fake_features)
    nearest = positive_integer("k", k)
    _check(nearest, "real_features", real)
    x, y = two_clouds(real, fake, nearest)
    of_reals = Balls(x, nearest)
    pairs, full = 0.0, np.zeros(len(x), bool)
    for rows, columns, halves in blocks_of_halves(x, y):
        inside = of_reals.hold(rows, y, columns, halves)
        pairs += float(x.weights[rows] @ inside @ y.weights[columns])
        full[rows] |= inside.any(axis=1)
    return np.float64(pairs / (nearest * len(fake))), x.share(full)


def _check(k: int, name: str, features: RealArray) -> None:
    if k >= len(features):
        raise ValueError(
            f"k must be less than the number of samples in {name}, {len(features)}, but it is {k}"
        )
