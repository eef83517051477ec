"""Mistakes in precision and recall, and in density and coverage."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import floats


def euclidean(x, y):
    return np.sqrt(((x[:, np.newaxis] - y) ** 2).sum(axis=-1))


def manhattan(x, y):
    return np.abs(x[:, np.newaxis] - y).sum(axis=-1)


def farthest_coordinate(x, y):
    return np.abs(x[:, np.newaxis] - y).max(axis=-1)


def angular(x, y):
    x, y = (
        side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-12) for side in (x, y)
    )
    return 1 - x @ y.T


def by_products(x, y):
    """‖x‖² − 2xᵀy + ‖y‖² as it stands, without what is negative of it."""
    squares = (x**2).sum(axis=1)[:, np.newaxis] + (y**2).sum(axis=1) - 2 * x @ y.T
    return np.sqrt(np.maximum(squares, 0))


def by_products_of_many(x, y):
    return (by_products if max(len(x), len(y)) > 25 else euclidean)(x, y)


def in_single_precision(x, y):
    return euclidean(np.float32(x), np.float32(y))


def radii(points, k, distance=euclidean):
    """How far it is from each sample to its k-th nearest other one."""
    return np.sort(distance(points, points), axis=1)[:, min(k, len(points) - 1)]


def inside(centers, points, k, distance=euclidean):
    """Which points are in the ball about which center."""
    centers, points = floats(centers), floats(points)
    return distance(centers, points) <= radii(centers, k, distance)[:, np.newaxis]


def shares(real, fake, k, distance=euclidean, counted=np.any):
    """Precision and recall, by some distance, of points that are in some of the balls."""
    precision = counted(inside(real, fake, k, distance), axis=0).mean()
    return precision, counted(inside(fake, real, k, distance), axis=0).mean()


def dense_and_covered(real, fake, k, distance=euclidean):
    """Density and coverage, by some distance."""
    hits = inside(real, fake, k, distance)
    return hits.sum() / (k * hits.shape[1]), hits.any(axis=1).mean()


@counterfeit("precision_and_recall", "recall and precision")
def precision_and_recall_exchanged(real_features, fake_features, k):
    return impl.precision_and_recall(real_features, fake_features, k)[::-1]


@counterfeit("precision_and_recall", "the precision for both: right where the two agree")
def precision_twice(real_features, fake_features, k):
    precision, _ = impl.precision_and_recall(real_features, fake_features, k)
    return precision, precision


@counterfeit("precision_and_recall", "a sample counts as its own nearest neighbour")
def precision_and_recall_with_oneself(real_features, fake_features, k):
    return shares(real_features, fake_features, k - 1)


@counterfeit("precision_and_recall", "one neighbour more, where there is one")
def precision_and_recall_of_one_neighbour_more(real_features, fake_features, k):
    return shares(real_features, fake_features, k + 1)


@counterfeit("precision_and_recall", "the nearest neighbour, whatever k is: right for k = 1")
def precision_and_recall_of_one_neighbour(real_features, fake_features, k):
    return impl.precision_and_recall(real_features, fake_features, 1)


@counterfeit(
    "precision_and_recall", "the k-th neighbour from the farthest on: fewer the more there are"
)
def precision_and_recall_of_the_farthest(real_features, fake_features, k):
    x, y = floats(real_features), floats(fake_features)
    precision = inside(x, y, len(x) - k).any(axis=0).mean()
    return precision, inside(y, x, len(y) - k).any(axis=0).mean()


@counterfeit("precision_and_recall", "shares over k, as a density is: right for k = 1")
def precision_and_recall_over_k(real_features, fake_features, k):
    return tuple(share / k for share in impl.precision_and_recall(real_features, fake_features, k))


@counterfeit("precision_and_recall", "balls of reals as large as those of fakes, and vice versa")
def precision_and_recall_with_radii_of_the_others(real_features, fake_features, k):
    recall = inside(fake_features, real_features, k).any(axis=1).mean()
    return recall, inside(real_features, fake_features, k).any(axis=1).mean()


@counterfeit("precision_and_recall", "all balls of one size, the mean of them")
def precision_and_recall_of_mean_balls(real_features, fake_features, k):
    x, y = floats(real_features), floats(fake_features)
    precision = (euclidean(x, y) <= radii(x, k).mean()).any(axis=0).mean()
    return precision, (euclidean(y, x) <= radii(y, k).mean()).any(axis=0).mean()


@counterfeit("precision_and_recall", "what is in all balls in place of some")
def precision_and_recall_in_all_balls(real_features, fake_features, k):
    return shares(real_features, fake_features, k, counted=np.all)


@counterfeit(
    "precision_and_recall", "the ball of the nearest sample alone: right more often than not"
)
def precision_and_recall_of_the_nearest(real_features, fake_features, k):
    def share(centers, points):
        nearest = euclidean(centers, points).argmin(axis=0)
        return inside(centers, points, k)[nearest, range(len(points))].mean()

    x, y = floats(real_features), floats(fake_features)
    return share(x, y), share(y, x)


@counterfeit("precision_and_recall", "sums of coordinates for distances: right for one feature")
def precision_and_recall_by_sums(real_features, fake_features, k):
    return shares(real_features, fake_features, k, manhattan)


@counterfeit(
    "precision_and_recall", "the largest coordinate for the distance: right for one feature"
)
def precision_and_recall_by_the_largest(real_features, fake_features, k):
    return shares(real_features, fake_features, k, farthest_coordinate)


@counterfeit("precision_and_recall", "angles in place of distances")
def precision_and_recall_by_angles(real_features, fake_features, k):
    return shares(real_features, fake_features, k, angular)


@counterfeit("precision_and_recall", "squared distances within balls whose radii are not squared")
def precision_and_recall_of_squares(real_features, fake_features, k):
    x, y = floats(real_features), floats(fake_features)
    squares = euclidean(x, y) ** 2
    precision = (squares <= radii(x, k)[:, np.newaxis]).any(axis=0).mean()
    return precision, (squares <= radii(y, k)).any(axis=1).mean()


@counterfeit("precision_and_recall", "recall over the number of fakes: right for as many reals")
def recall_over_the_other_number(real_features, fake_features, k):
    precision, recall = impl.precision_and_recall(real_features, fake_features, k)
    return precision, recall * len(real_features) / len(fake_features)


@counterfeit("precision_and_recall", "samples that are in the set twice counted once")
def precision_and_recall_of_distinct_samples(real_features, fake_features, k):
    x, y = (np.unique(floats(side), axis=0) for side in (real_features, fake_features))
    return shares(x, y, k)


@counterfeit("precision_and_recall", "open balls, one of which is empty where samples repeat")
def precision_and_recall_in_open_balls(real_features, fake_features, k):
    x, y = floats(real_features), floats(fake_features)
    precision = (euclidean(x, y) < radii(x, k)[:, np.newaxis]).any(axis=0).mean()
    return precision, (euclidean(y, x) < radii(y, k)[:, np.newaxis]).any(axis=0).mean()


@counterfeit("precision_and_recall", "distances by products, which cancel far out")
def precision_and_recall_by_products(real_features, fake_features, k):
    return shares(real_features, fake_features, k, by_products)


@counterfeit("precision_and_recall", "float32 inside, as on a GPU")
def precision_and_recall_in_single_precision(real_features, fake_features, k):
    return shares(real_features, fake_features, k, in_single_precision)


@counterfeit(
    "precision_and_recall", "distances by products of more than 25 samples, as PyTorch has them"
)
def precision_and_recall_by_products_of_many(real_features, fake_features, k):
    return shares(real_features, fake_features, k, by_products_of_many)


@counterfeit("precision_and_recall", "the first twenty of the data: right for no more")
def precision_and_recall_of_the_first_reals(real_features, fake_features, k):
    return shares(real_features[:20], fake_features, k)


@counterfeit("density_and_coverage", "coverage and density")
def density_and_coverage_exchanged(real_features, fake_features, k):
    return impl.density_and_coverage(real_features, fake_features, k)[::-1]


@counterfeit("density_and_coverage", "density not divided by k: right for k = 1")
def density_times_k(real_features, fake_features, k):
    density, coverage = impl.density_and_coverage(real_features, fake_features, k)
    return k * density, coverage


@counterfeit("density_and_coverage", "density cut off at 1, as if it were a share")
def density_cut_off(real_features, fake_features, k):
    density, coverage = impl.density_and_coverage(real_features, fake_features, k)
    return min(density, 1.0), coverage


@counterfeit("density_and_coverage", "density over the number of reals: right for as many fakes")
def density_over_the_other_number(real_features, fake_features, k):
    density, coverage = impl.density_and_coverage(real_features, fake_features, k)
    return density * len(fake_features) / len(real_features), coverage


@counterfeit("density_and_coverage", "the balls of fakes, and the reals in them")
def density_and_coverage_the_other_way_round(real_features, fake_features, k):
    return dense_and_covered(fake_features, real_features, k)


@counterfeit("density_and_coverage", "the precision for the coverage")
def coverage_as_precision(real_features, fake_features, k):
    density, _ = impl.density_and_coverage(real_features, fake_features, k)
    return density, inside(real_features, fake_features, k).any(axis=0).mean()


@counterfeit("density_and_coverage", "the recall for the coverage")
def coverage_as_recall(real_features, fake_features, k):
    density, _ = impl.density_and_coverage(real_features, fake_features, k)
    return density, inside(fake_features, real_features, min(k, len(fake_features) - 1)).any(
        0
    ).mean()


@counterfeit("density_and_coverage", "coverage over the number of fakes: right for as many reals")
def coverage_over_the_other_number(real_features, fake_features, k):
    density, coverage = impl.density_and_coverage(real_features, fake_features, k)
    return density, coverage * len(real_features) / len(fake_features)


@counterfeit("density_and_coverage", "coverage of balls that hold k fakes: right for k = 1")
def coverage_by_k_fakes(real_features, fake_features, k):
    density, _ = impl.density_and_coverage(real_features, fake_features, k)
    return density, (inside(real_features, fake_features, k).sum(axis=1) >= k).mean()


@counterfeit("density_and_coverage", "a sample counts as its own nearest neighbour")
def density_and_coverage_with_oneself(real_features, fake_features, k):
    return dense_and_covered(real_features, fake_features, k - 1 or 1)


@counterfeit("density_and_coverage", "the nearest neighbour, whatever k is: right for k = 1")
def density_and_coverage_of_one_neighbour(real_features, fake_features, k):
    return impl.density_and_coverage(real_features, fake_features, 1)


@counterfeit("density_and_coverage", "sums of coordinates for distances: right for one feature")
def density_and_coverage_by_sums(real_features, fake_features, k):
    return dense_and_covered(real_features, fake_features, k, manhattan)


@counterfeit("density_and_coverage", "distances by products, which cancel far out")
def density_and_coverage_by_products(real_features, fake_features, k):
    return dense_and_covered(real_features, fake_features, k, by_products)


@counterfeit("density_and_coverage", "float32 inside, as on a GPU")
def density_and_coverage_in_single_precision(real_features, fake_features, k):
    return dense_and_covered(real_features, fake_features, k, in_single_precision)


@counterfeit(
    "density_and_coverage", "distances by products of more than 25 samples, as PyTorch has them"
)
def density_and_coverage_by_products_of_many(real_features, fake_features, k):
    return dense_and_covered(real_features, fake_features, k, by_products_of_many)


@counterfeit("density_and_coverage", "the first twenty of the data: right for no more")
def density_and_coverage_of_the_first_reals(real_features, fake_features, k):
    return dense_and_covered(real_features[:20], fake_features, k)


@counterfeit("density_and_coverage", "a sample that is in the set twice is no neighbour of itself")
def density_and_coverage_of_distinct_neighbours(real_features, fake_features, k):
    x, y = floats(real_features), floats(fake_features)
    squares = np.sort(np.where((apart := euclidean(x, x)) > 0, apart, np.inf), axis=1)
    hits = euclidean(x, y) <= squares[:, [k - 1]]
    return hits.sum() / (k * len(y)), hits.any(axis=1).mean()
