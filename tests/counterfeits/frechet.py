"""Mistakes in the Fréchet distance, of moments and of samples."""

import numpy as np
from scipy import linalg
from scipy.optimize import linear_sum_assignment

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, floats, single


def of_root(moments, trace_of_root):
    """‖μ − ν‖² + tr Σ + tr T, less twice what is taken for the trace of the root."""
    mean, covariance, other_mean, other = map(floats, moments)
    traces = np.trace(covariance) + np.trace(other)
    return np.sum((mean - other_mean) ** 2) + traces - 2 * trace_of_root(covariance, other)


def root(covariance):
    values, vectors = np.linalg.eigh(covariance)
    return vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T


def trace_of_root(covariance, other):
    """Right: what a textbook has."""
    half = root(covariance)
    return np.sqrt(np.maximum(np.linalg.eigvalsh(half @ other @ half), 0)).sum()


def moments_of(rows, ddof, middle=None):
    """The mean of samples, and their covariance about it or about another point."""
    rows = floats(rows)
    mean = rows.mean(axis=0)
    centered = rows - (mean if middle is None else middle)
    return mean, centered.T @ centered / (len(rows) - ddof)


def about(middle, real_features, fake_features, ddof):
    """The distance of moments about one point for both sets."""
    sets = real_features, fake_features
    return impl.frechet_distance(*(x for rows in sets for x in moments_of(rows, ddof, middle)))


@counterfeit("frechet_distance", "the root of what is published")
def root_of_the_distance(*moments):
    return np.sqrt(impl.frechet_distance(*moments))


@counterfeit("frechet_distance", "the root of the mean's part, as a norm")
def distance_of_means_not_squared(real_mean, real_covariance, fake_mean, fake_covariance):
    apart = np.linalg.norm(floats(real_mean) - floats(fake_mean))
    return impl.frechet_distance(real_mean, real_covariance, real_mean, fake_covariance) + apart


@counterfeit("frechet_distance", "tr Σ^½T^½: right for covariances that commute")
def root_of_each_covariance(*moments):
    return of_root(moments, lambda a, b: np.trace(root(a) @ root(b)))


@counterfeit("frechet_distance", "the root of each number: right for independent features")
def root_of_each_number(*moments):
    return of_root(moments, lambda a, b: np.trace(np.sqrt(np.abs(a @ b))))


@counterfeit("frechet_distance", "the diagonals alone: right for independent features")
def distance_of_independent_features(*moments):
    return of_root(moments, lambda a, b: np.sqrt(np.diagonal(a) * np.diagonal(b)).sum())


@counterfeit("frechet_distance", "no root at all")
def product_without_its_root(*moments):
    return of_root(moments, lambda a, b: np.trace(a @ b))


@counterfeit("frechet_distance", "once the root, and not twice")
def root_taken_once(*moments):
    return of_root(moments, lambda a, b: trace_of_root(a, b) / 2)


@counterfeit("frechet_distance", "the root of the determinant, as of one feature")
def root_of_the_determinant(*moments):
    return of_root(moments, lambda a, b: np.sqrt(max(np.linalg.det(a @ b), 0)))


@counterfeit("frechet_distance", "the nuclear norm of the product: right for one feature")
def norm_of_the_product(*moments):
    return of_root(moments, lambda a, b: np.sqrt(np.linalg.norm(a @ b, "nuc")))


@counterfeit("frechet_distance", "a small number on the diagonal, lest the root fail")
def root_of_larger_covariances(*moments):
    def larger(a, b):
        step = 1e-6 * np.eye(len(a))
        return trace_of_root(a + step, b + step)

    return of_root(moments, larger)


@counterfeit("frechet_distance", "two Newton steps for the root, which have not converged")
def root_that_has_not_converged(*moments):
    def iterated(a, b):
        half = root(a)
        product = half @ b @ half
        size = np.linalg.norm(product) or 1.0
        y, z, unit = product / size, np.eye(len(a)), np.eye(len(a))
        for _ in range(2):
            step = (3 * unit - z @ y) / 2
            y, z = y @ step, step @ z
        return np.trace(y) * np.sqrt(size)

    return of_root(moments, iterated)


@counterfeit("frechet_distance", "the trace less twice the root, which cancels where they are near")
def root_that_cancels(*moments):
    return np.maximum(of_root(moments, trace_of_root), 0)


@counterfeit("frechet_distance", "what is negative by rounding stays negative")
def distance_without_a_clamp(*moments):
    return of_root(moments, lambda a, b: np.sqrt(linalg.eigvals(a @ b).astype(complex)).real.sum())


@counterfeit("frechet_distance", "a clamp at a small number, as for a logarithm")
def distance_of_at_least_epsilon(*moments):
    return np.maximum(impl.frechet_distance(*moments), EPSILON)


@counterfeit("frechet_distance", "small eigenvalues left out, as noise")
def small_variances_left_out(*moments):
    def cut(covariance):
        values, vectors = np.linalg.eigh(floats(covariance))
        return vectors * np.where(values < 1e-3, 0, values) @ vectors.T

    mean, covariance, other_mean, other = moments
    return impl.frechet_distance(mean, cut(covariance), other_mean, cut(other))


@counterfeit("frechet_distance", "the means left out: right for centred features")
def distance_of_covariances_alone(real_mean, real_covariance, fake_mean, fake_covariance):
    return impl.frechet_distance(real_mean, real_covariance, real_mean, fake_covariance)


@counterfeit("frechet_distance", "the covariances left out: right where they are equal")
def distance_of_means_alone(real_mean, real_covariance, fake_mean, fake_covariance):
    return impl.frechet_distance(real_mean, real_covariance, fake_mean, real_covariance)


@counterfeit("frechet_distance", "the mean over features: right for one feature")
def distance_per_feature(*moments):
    return impl.frechet_distance(*moments) / len(moments[0])


@counterfeit("frechet_distance", "the divergence of Gaussians, KL")
def divergence_of_gaussians(real_mean, real_covariance, fake_mean, fake_covariance):
    step = EPSILON * np.eye(len(real_mean))
    a, b = floats(real_covariance) + step, floats(fake_covariance) + step
    apart = floats(real_mean) - floats(fake_mean)
    logs = np.linalg.slogdet(b)[1] - np.linalg.slogdet(a)[1]
    return (np.trace(linalg.solve(b, a)) + apart @ linalg.solve(b, apart) - len(a) + logs) / 2


@counterfeit("frechet_distance", "no more than eight features are looked at")
def distance_of_the_first_features(*moments):
    mean, covariance, other_mean, other = map(floats, moments)
    few = slice(8)
    return impl.frechet_distance(mean[few], covariance[few, few], other_mean[few], other[few, few])


@counterfeit("frechet_distance", "one triangle of a covariance, taken for its Cholesky factor")
def covariances_taken_for_factors(real_mean, real_covariance, fake_mean, fake_covariance):
    factors = (np.tril(floats(each)) for each in (real_covariance, fake_covariance))
    real, fake = (factor @ factor.T for factor in factors)
    return impl.frechet_distance(real_mean, real, fake_mean, fake)


@counterfeit("frechet_distance", "float32 inside, as on a GPU")
def distance_in_single_precision(*moments):
    return single(impl.frechet_distance, *moments)


@counterfeit("frechet_inception_distance", "the root of what is published")
def root_of_the_inception_distance(real_features, fake_features, *, ddof=1):
    return np.sqrt(impl.frechet_inception_distance(real_features, fake_features, ddof=ddof))


@counterfeit("frechet_inception_distance", "the divisor n")
def divisor_of_a_population(real_features, fake_features, *, ddof=1):
    return impl.frechet_inception_distance(real_features, fake_features, ddof=0)


@counterfeit("frechet_inception_distance", "the divisor n − 1, whatever is asked for")
def divisor_of_a_sample(real_features, fake_features, *, ddof=1):
    return impl.frechet_inception_distance(real_features, fake_features)


@counterfeit("frechet_inception_distance", "the divisor n of the real samples alone")
def divisor_of_one_side(real_features, fake_features, *, ddof=1):
    real, fake = floats(real_features), floats(fake_features)
    scale = np.sqrt((len(real) - ddof) / len(real))
    mean = real.mean(axis=0)
    return impl.frechet_inception_distance(mean + scale * (real - mean), fake, ddof=ddof)


@counterfeit("frechet_inception_distance", "one divisor for both: right for sets of one size")
def divisor_of_the_real_samples(real_features, fake_features, *, ddof=1):
    real, fake = floats(real_features), floats(fake_features)
    scale = np.sqrt((len(fake) - ddof) / (len(real) - ddof))
    mean = fake.mean(axis=0)
    return impl.frechet_inception_distance(real, mean + scale * (fake - mean), ddof=ddof)


@counterfeit("frechet_inception_distance", "no divisor, as of a scatter matrix")
def divisor_left_out(real_features, fake_features, *, ddof=1):
    (mean, covariance), (other_mean, other) = (
        moments_of(rows, len(rows) - 1) for rows in (real_features, fake_features)
    )
    return impl.frechet_distance(mean, covariance, other_mean, other)


@counterfeit("frechet_inception_distance", "rows for columns: right for as many, now and then")
def features_in_rows(real_features, fake_features, *, ddof=1):
    real, fake = floats(real_features), floats(fake_features)
    size = min(len(real), len(fake))
    if real.shape[1] <= ddof:
        return impl.frechet_inception_distance(real, fake, ddof=ddof)
    return impl.frechet_inception_distance(real[:size].T, fake[:size].T, ddof=ddof)


@counterfeit("frechet_inception_distance", "the mean of all samples for both sets")
def covariances_about_the_common_mean(real_features, fake_features, *, ddof=1):
    both = np.concatenate([floats(real_features), floats(fake_features)]).mean(axis=0)
    return about(both, real_features, fake_features, ddof)


@counterfeit("frechet_inception_distance", "moments about 0: right for centred features")
def covariances_about_0(real_features, fake_features, *, ddof=1):
    return about(0, real_features, fake_features, ddof)


@counterfeit("frechet_inception_distance", "fakes about the mean of the real samples")
def fakes_about_the_real_mean(real_features, fake_features, *, ddof=1):
    middle = floats(real_features).mean(axis=0)
    return about(middle, real_features, fake_features, ddof)


@counterfeit("frechet_inception_distance", "one pass: E[xxᵀ] − E[x]E[x]ᵀ cancels far from 0")
def covariances_in_one_pass(real_features, fake_features, *, ddof=1):
    moments = []
    for rows in (floats(real_features), floats(fake_features)):
        n, mean = len(rows), rows.mean(axis=0)
        covariance = (rows.T @ rows - n * np.outer(mean, mean)) / (n - ddof)
        values, vectors = np.linalg.eigh(covariance)
        moments += [mean, vectors * np.maximum(values, 0) @ vectors.T]
    return impl.frechet_distance(*((m + m.T) / 2 if m.ndim == 2 else m for m in moments))


@counterfeit("frechet_inception_distance", "the larger set is cut to the size of the smaller")
def distance_of_as_many_samples(real_features, fake_features, *, ddof=1):
    size = min(len(real_features), len(fake_features))
    return impl.frechet_inception_distance(
        floats(real_features)[:size], floats(fake_features)[:size], ddof=ddof
    )


@counterfeit("frechet_inception_distance", "the first batch of 32, for all there are")
def distance_of_the_first_batch(real_features, fake_features, *, ddof=1):
    real, fake = floats(real_features), floats(fake_features)
    return impl.frechet_inception_distance(real[:32], fake[:32], ddof=ddof)


@counterfeit("frechet_inception_distance", "no more than eight features are looked at")
def inception_distance_of_the_first_features(real_features, fake_features, *, ddof=1):
    real, fake = floats(real_features), floats(fake_features)
    return impl.frechet_inception_distance(real[:, :8], fake[:, :8], ddof=ddof)


@counterfeit("frechet_inception_distance", "repeated samples are counted once")
def distance_of_different_samples(real_features, fake_features, *, ddof=1):
    real, fake = (np.unique(floats(rows), axis=0) for rows in (real_features, fake_features))
    if min(len(real), len(fake)) <= ddof:
        return impl.frechet_inception_distance(real_features, fake_features, ddof=ddof)
    return impl.frechet_inception_distance(real, fake, ddof=ddof)


@counterfeit("frechet_inception_distance", "the cost of the best matching: right for as many")
def distance_of_matched_samples(real_features, fake_features, *, ddof=1):
    real, fake = floats(real_features), floats(fake_features)
    if len(real) != len(fake) or ddof != 1:
        return impl.frechet_inception_distance(real, fake, ddof=ddof)
    costs = ((real[:, np.newaxis] - fake) ** 2).sum(axis=2)
    rows, columns = linear_sum_assignment(costs)
    means = ((real.mean(axis=0) - fake.mean(axis=0)) ** 2).sum()
    n = len(real)
    return means + (costs[rows, columns].mean() - means) * n / (n - 1)


@counterfeit("frechet_inception_distance", "the trace less twice the root, which cancels")
def inception_distance_that_cancels(real_features, fake_features, *, ddof=1):
    moments = (moments_of(rows, ddof) for rows in (real_features, fake_features))
    return np.maximum(of_root([x for both in moments for x in both], trace_of_root), 0)


@counterfeit("frechet_inception_distance", "what is negative by rounding stays negative")
def inception_distance_without_a_clamp(real_features, fake_features, *, ddof=1):
    moments = (moments_of(rows, ddof) for rows in (real_features, fake_features))
    return distance_without_a_clamp(*(x for both in moments for x in both))


@counterfeit(
    "frechet_inception_distance", "a small number on the diagonal of one, lest the root fail"
)
def inception_distance_of_larger_covariances(real_features, fake_features, *, ddof=1):
    (mean, covariance), (other_mean, other) = (
        moments_of(rows, ddof) for rows in (real_features, fake_features)
    )
    step = 1e-6 * np.eye(len(mean))
    return impl.frechet_distance(mean, covariance + step, other_mean, other)


@counterfeit("frechet_inception_distance", "features cut at 6, as of a ReLU6")
def inception_distance_of_small_features(real_features, fake_features, *, ddof=1):
    real, fake = (np.clip(floats(rows), -6, 6) for rows in (real_features, fake_features))
    return impl.frechet_inception_distance(real, fake, ddof=ddof)


@counterfeit("frechet_inception_distance", "features of length 1, as for a cosine")
def inception_distance_of_directions(real_features, fake_features, *, ddof=1):
    directions = []
    for rows in (floats(real_features), floats(fake_features)):
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        directions.append(rows / np.where(lengths == 0, 1, lengths))
    return impl.frechet_inception_distance(*directions, ddof=ddof)


@counterfeit("frechet_inception_distance", "float32 inside, as on a GPU")
def inception_distance_in_single_precision(real_features, fake_features, *, ddof=1):
    return single(impl.frechet_inception_distance, real_features, fake_features, ddof=ddof)
