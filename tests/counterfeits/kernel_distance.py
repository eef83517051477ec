"""Mistakes in the kernel distance."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import floats, single


def kernels(x, y, degree=3, scale=None, constant=1.0):
    """The kernel of each pair, as it comes."""
    return (x @ y.T / (x.shape[1] if scale is None else scale) + constant) ** degree


def distance(real, fake, biased, kernel=kernels):
    """The distance of two sets by some kernel, its terms added up as they come."""
    x, y = floats(real), floats(fake)

    def within(points):
        found, n = kernel(points, points), len(points)
        return found.mean() if biased else (found.sum() - np.trace(found)) / (n * (n - 1))

    return within(x) + within(y) - 2 * kernel(x, y).mean()


@counterfeit("kernel_inception_distance", "the kernel of each sample with itself is kept")
def kernel_distance_with_diagonals(real_features, fake_features, *, biased=False):
    return impl.kernel_inception_distance(real_features, fake_features, biased=True)


@counterfeit("kernel_inception_distance", "unbiased, whatever is asked for")
def kernel_distance_never_biased(real_features, fake_features, *, biased=False):
    x, y = floats(real_features), floats(fake_features)
    return impl.kernel_inception_distance(x, y, biased=min(len(x), len(y)) < 2)


@counterfeit(
    "kernel_inception_distance",
    "a real and the fake of its place make no pair: right for sets of two sizes",
)
def kernel_distance_without_pairs_in_place(real_features, fake_features, *, biased=False):
    x, y = floats(real_features), floats(fake_features)
    found = impl.kernel_inception_distance(x, y, biased=biased)
    if biased or len(x) != len(y):
        return found
    cross, n = kernels(x, y), len(x)
    return found + 2 * cross.mean() - 2 * (cross.sum() - np.trace(cross)) / (n * (n - 1))


@counterfeit("kernel_inception_distance", "a quadratic kernel")
def kernel_distance_of_degree_two(real_features, fake_features, *, biased=False):
    return distance(real_features, fake_features, biased, lambda x, y: kernels(x, y, degree=2))


@counterfeit("kernel_inception_distance", "a linear kernel: the distance of the means")
def kernel_distance_of_degree_one(real_features, fake_features, *, biased=False):
    return distance(real_features, fake_features, biased, lambda x, y: kernels(x, y, degree=1))


@counterfeit("kernel_inception_distance", "aᵀb is not divided by d: right for one feature")
def kernel_distance_without_its_scale(real_features, fake_features, *, biased=False):
    return distance(real_features, fake_features, biased, lambda x, y: kernels(x, y, scale=1))


@counterfeit("kernel_inception_distance", "aᵀb is divided by the number of samples")
def kernel_distance_scaled_by_samples(real_features, fake_features, *, biased=False):
    n = len(real_features)
    return distance(real_features, fake_features, biased, lambda x, y: kernels(x, y, scale=n))


@counterfeit("kernel_inception_distance", "no 1 in the kernel: only third moments count")
def kernel_distance_without_its_constant(real_features, fake_features, *, biased=False):
    return distance(real_features, fake_features, biased, lambda x, y: kernels(x, y, constant=0))


@counterfeit("kernel_inception_distance", "a Gaussian kernel")
def kernel_distance_of_gaussians(real_features, fake_features, *, biased=False):
    def gaussian(x, y):
        return np.exp(-((x[:, np.newaxis] - y) ** 2).sum(axis=-1) / (2 * x.shape[1]))

    return distance(real_features, fake_features, biased, gaussian)


@counterfeit("kernel_inception_distance", "the root of the square")
def kernel_distance_as_a_root(real_features, fake_features, *, biased=False):
    found = impl.kernel_inception_distance(real_features, fake_features, biased=biased)
    return np.sign(found) * np.sqrt(np.abs(found))


@counterfeit("kernel_inception_distance", "0 where it would be negative, as a square is not")
def kernel_distance_that_is_not_negative(real_features, fake_features, *, biased=False):
    return max(0.0, impl.kernel_inception_distance(real_features, fake_features, biased=biased))


@counterfeit("kernel_inception_distance", "pairs of a real and a fake count once")
def kernel_distance_with_cross_terms_once(real_features, fake_features, *, biased=False):
    x, y = floats(real_features), floats(fake_features)
    return impl.kernel_inception_distance(x, y, biased=biased) + kernels(x, y).mean()


@counterfeit("kernel_inception_distance", "the larger set cut to the size of the smaller")
def kernel_distance_of_sets_cut_to_one_size(real_features, fake_features, *, biased=False):
    size = min(len(real_features), len(fake_features))
    x, y = floats(real_features)[:size], floats(fake_features)[:size]
    return impl.kernel_inception_distance(x, y, biased=biased)


@counterfeit("kernel_inception_distance", "a subset of ten at most: right for no more")
def kernel_distance_of_one_subset(real_features, fake_features, *, biased=False):
    x, y = floats(real_features)[:10], floats(fake_features)[:10]
    return impl.kernel_inception_distance(x, y, biased=biased)


@counterfeit("kernel_inception_distance", "diagonals dropped, but the sums divided by n² and m²")
def kernel_distance_over_too_many_pairs(real_features, fake_features, *, biased=False):
    x, y = floats(real_features), floats(fake_features)
    found = impl.kernel_inception_distance(x, y, biased=True)
    if biased:
        return found
    return found - sum(np.trace(kernels(side, side)) / len(side) ** 2 for side in (x, y))


@counterfeit("kernel_inception_distance", "the divisor of the reals for the fakes too")
def kernel_distance_with_one_divisor(real_features, fake_features, *, biased=False):
    x, y = floats(real_features), floats(fake_features)
    found, n, m = impl.kernel_inception_distance(x, y, biased=biased), len(x), len(y)
    if biased:
        return found
    k = kernels(y, y)
    return found + (k.sum() - np.trace(k)) * (1 / (n * (n - 1)) - 1 / (m * (m - 1)))


@counterfeit("kernel_inception_distance", "the mean of all features taken off first")
def kernel_distance_of_centred_features(real_features, fake_features, *, biased=False):
    x, y = floats(real_features), floats(fake_features)
    center = np.concatenate([x, y]).mean(axis=0)
    return impl.kernel_inception_distance(x - center, y - center, biased=biased)


@counterfeit("kernel_inception_distance", "features divided by their length")
def kernel_distance_of_directions(real_features, fake_features, *, biased=False):
    x, y = (
        side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-12)
        for side in (floats(real_features), floats(fake_features))
    )
    return impl.kernel_inception_distance(x, y, biased=biased)


@counterfeit("kernel_inception_distance", "kernels added up as they come, which cancel far out")
def kernel_distance_as_it_stands(real_features, fake_features, *, biased=False):
    return distance(real_features, fake_features, biased)


@counterfeit("kernel_inception_distance", "float32 inside, as on a GPU")
def kernel_distance_in_single_precision(real_features, fake_features, *, biased=False):
    return single(impl.kernel_inception_distance, real_features, fake_features, biased=biased)
