"""Mistakes in the order of the Wasserstein distance, most of them right for order 1."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import floats


def moves(x, y, *, x_weights=None, y_weights=None):
    """How far the lowest mass is moved, the next, and so on, and how much mass that is."""
    x, y = floats(x), floats(y)
    p = np.full(len(x), 1 / len(x)) if x_weights is None else floats(x_weights)
    q = np.full(len(y), 1 / len(y)) if y_weights is None else floats(y_weights)
    first, second = np.argsort(x), np.argsort(y)
    below_x, below_y = np.cumsum(p[first]), np.cumsum(q[second])
    levels = np.sort(np.concatenate([below_x, below_y]))
    middles = (levels + np.concatenate([[0], levels[:-1]])) / 2
    at_x = x[first][np.minimum(np.searchsorted(below_x, middles), len(x) - 1)]
    at_y = y[second][np.minimum(np.searchsorted(below_y, middles), len(y) - 1)]
    return np.abs(at_x - at_y), np.diff(levels, prepend=0)


@counterfeit("wasserstein_distance", "the p-th power returned")
def transport_without_its_root(x, y, *, order=1, **weights):
    return impl.wasserstein_distance(x, y, order=order, **weights) ** order


@counterfeit("wasserstein_distance", "an order accepted and ignored")
def transport_without_its_order(x, y, *, order=1, **weights):
    return impl.wasserstein_distance(x, y, **weights)


@counterfeit("wasserstein_distance", "order 2 for every order above 1: right for 1 and 2")
def transport_of_order_two_at_most(x, y, *, order=1, **weights):
    return impl.wasserstein_distance(x, y, order=min(order, 2), **weights)


@counterfeit("wasserstein_distance", "the square root, whatever the order: right for order 2")
def transport_with_a_square_root(x, y, *, order=1, **weights):
    if order == 1:
        return impl.wasserstein_distance(x, y, **weights)
    return np.sqrt(impl.wasserstein_distance(x, y, order=order, **weights) ** order)


@counterfeit("wasserstein_distance", "the p-norm of the differences: their sum for their mean")
def transport_as_a_norm(x, y, *, order=1, **weights):
    size = 1 if order == 1 else max(len(x), len(y))
    return impl.wasserstein_distance(x, y, order=order, **weights) * size ** (1 / order)


@counterfeit("wasserstein_distance", "the longest way for every order above 2: W∞ for W3")
def transport_of_the_longest_way(x, y, *, order=1, **weights):
    if order <= 2:
        return impl.wasserstein_distance(x, y, order=order, **weights)
    distances, masses = moves(x, y, **weights)
    return distances[masses > 1e-9].max()


@counterfeit("wasserstein_distance", "for an order above 1 samples paired as they come")
def transport_unsorted_for_powers(x, y, *, order=1, **weights):
    if order == 1 or weights or len(x) != len(y):
        return impl.wasserstein_distance(x, y, order=order, **weights)
    return (np.abs(floats(x) - floats(y)) ** order).mean() ** (1 / order)


@counterfeit("wasserstein_distance", "the larger sample cut to the size of the smaller")
def transport_of_samples_cut_to_one_size(x, y, *, order=1, **weights):
    if weights:
        return impl.wasserstein_distance(x, y, order=order, **weights)
    size = min(len(x), len(y))
    return impl.wasserstein_distance(x[:size], y[:size], order=order)


@counterfeit("wasserstein_distance", "∫ |F − G|^p for ∫ |F⁻¹ − G⁻¹|^p: the same for order 1")
def transport_of_cumulative_functions(x, y, *, order=1, x_weights=None, y_weights=None):
    x, y = floats(x), floats(y)
    p = np.full(len(x), 1 / len(x)) if x_weights is None else floats(x_weights)
    q = np.full(len(y), 1 / len(y)) if y_weights is None else floats(y_weights)
    points = np.sort(np.concatenate([x, y]))
    gaps = [abs(p[x <= point].sum() - q[y <= point].sum()) for point in points[:-1]]
    return (np.array(gaps) ** order * np.diff(points)).sum() ** (1 / order)


@counterfeit("wasserstein_distance", "weights ignored for an order above 1")
def transport_without_weights_for_powers(x, y, *, order=1, **weights):
    return impl.wasserstein_distance(x, y, order=order, **(weights if order == 1 else {}))


@counterfeit("wasserstein_distance", "powers as they stand, which over- and underflow")
def transport_of_powers_as_they_stand(x, y, *, order=1, **weights):
    if order == 1:
        return impl.wasserstein_distance(x, y, **weights)
    with np.errstate(all="ignore"):
        distances, masses = moves(x, y, **weights)
        return (masses * distances**order).sum() ** (1 / order)
