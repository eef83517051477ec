"""The Fréchet distance, against exact rationals and against 60 digits.

Most covariances here are Σ = BBᵀ and T = AΣA, for an integer matrix B, of rank r, and a positive
definite A: then D² is tr((A − I)Σ(A − I)), which takes no root. A roundoff u is 2⁻⁵³.
"""

import functools
import tracemalloc
from fractions import Fraction

import mpmath
import numpy as np
import pytest

import impl
from impl.metrics import _bures, _moments, frechet
from tests.impl.ulps import as_mpf

U = 2.0**-53
DIGITS = 60

IDENTITY = [[1, 0], [0, 1]]


def integers(rng, largest, *shape):
    return rng.integers(-largest, largest + 1, shape).astype(object)


def symmetric(rng, d, largest):
    entries = integers(rng, largest, d, d)
    return entries + entries.T


def image(sigma, transport, bits):
    """T = AΣA and D² of Σ and T, for A = transport/2**bits, exact."""
    moved = transport - 2**bits * np.eye(len(sigma), dtype=object)
    distance = Fraction(int(np.trace(moved @ sigma @ moved)), 4**bits)
    target = transport @ sigma @ transport
    floats = target.astype(np.float64)
    assert (floats.astype(object) == target).all()
    return floats / 4.0**bits, distance


def near_identity(rng, d, bits):
    return 2**bits * np.eye(d, dtype=object) + symmetric(rng, d, 1)


def strong(rng, d):
    return symmetric(rng, d, 1) + 4 * d * np.eye(d, dtype=object)


def within(tolerance, due):
    return pytest.approx(due, rel=tolerance, abs=0)


def without_means(sigma, target):
    zeros = np.zeros(len(sigma))
    return impl.frechet_distance(zeros, sigma, zeros, target)


def worst_error(sigma, target, distance):
    """The relative error, in whichever direction it is larger."""
    both = without_means(sigma, target), without_means(target, sigma)
    return max(abs(float((Fraction(float(found)) - distance) / distance)) for found in both)


def condition(sigma):
    values = np.linalg.eigvalsh(sigma)
    return values[-1] / values[values > 1e-10 * values[-1]][0]


seeds = pytest.mark.parametrize("seed", range(3))
dimensions = pytest.mark.parametrize("d", [8, 64])


@seeds
@dimensions
@pytest.mark.parametrize("bits", [None, 5, 6])
def test_far_apart_it_is_accurate_to_few_roundoffs_of_the_traces(seed, d, bits):
    rng = np.random.default_rng(seed)
    factor = integers(rng, 3, d, 2 * d)
    sigma = factor @ factor.T
    transport = near_identity(rng, d, bits) if bits else strong(rng, d)
    target, distance = image(sigma, transport, bits or 0)
    exact = sigma.astype(np.float64)
    size = np.trace(exact) + np.trace(target)
    assert worst_error(exact, target, distance) <= 4 * U * size / distance


@seeds
@dimensions
@pytest.mark.parametrize("bits", [8, 12, 16, 18])
def test_of_nearly_equal_covariances_it_is_accurate_itself(seed, d, bits):
    """Within (8 + κ) d u: the difference of Σ and T is exact, and divided by eigenvalues of Σ."""
    rng = np.random.default_rng(seed)
    factor = integers(rng, 3, d, 2 * d)
    sigma = factor @ factor.T
    target, distance = image(sigma, near_identity(rng, d, bits), bits)
    exact = sigma.astype(np.float64)
    error = worst_error(exact, target, distance)
    assert error <= (8 + condition(exact)) * d * U
    assert error <= 2.5e-15


@seeds
@dimensions
def test_of_covariances_of_low_rank_it_is_accurate_to_few_roundoffs(seed, d):
    """Within d u/2 of the traces."""
    rng = np.random.default_rng(seed)
    factor = integers(rng, 3, d, d // 4)
    sigma = factor @ factor.T
    target, distance = image(sigma, strong(rng, d), 0)
    assert worst_error(sigma.astype(np.float64), target, distance) <= max(16, d / 2) * U


@seeds
@dimensions
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_of_nearly_equal_covariances_of_low_rank_it_is_as_accurate_itself(seed, d, bits):
    """Within (8 + κ) d u: what T has beyond the range of Σ is told from their difference."""
    rng = np.random.default_rng(seed)
    factor = integers(rng, 3, d, d // 4)
    sigma = factor @ factor.T
    target, distance = image(sigma, near_identity(rng, d, bits), bits)
    exact = sigma.astype(np.float64)
    error = worst_error(exact, target, distance)
    assert error <= (8 + condition(exact)) * d * U
    assert error <= 2.5e-15


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("d", "rank"), [(3, 1), (6, 2), (8, 5)])
def test_of_nearly_equal_covariances_of_different_rank_it_is_as_accurate_itself(d, rank, seed):
    """Within 2 (8 + κ) d u, where one more eigenvalue of T is next to nothing, but not 0."""
    rng = np.random.default_rng(seed)
    near, one = integers(rng, 3, d, rank), integers(rng, 3, d, 1)
    first = 2**9 * integers(rng, 3, d, rank)
    second = np.hstack((first + near, one))
    sigma, target = (factor @ factor.T for factor in (first, second))
    product = first.T @ second
    with mpmath.workdps(DIGITS):
        squares = mpmath.eigsy(mpmath.matrix((product @ product.T).tolist()), eigvals_only=True)
        roots = sum(mpmath.sqrt(square) for square in squares)
        due = int(np.trace(sigma) + np.trace(target)) - 2 * roots
    kappa = max(np.linalg.cond(factor.astype(np.float64)) ** 2 for factor in (first, second))
    for pair in ((sigma, target), (target, sigma)):
        error = abs(as_mpf(without_means(*pair)) - due) / due
        assert error <= 2 * (8 + kappa) * d * U


@pytest.mark.parametrize("bits", [6, 7, 13, 20])
def test_a_singular_covariance_and_a_multiple_of_it_keep_their_digits(bits):
    """D is (c − 1)√(tr Σ), for T = c²Σ: within u of √(tr Σ). An eigenvalue of 0 has no say."""
    rng = np.random.default_rng(bits)
    drawn = [rng.integers(-4, 5, (5, rank)) for rank in (1, 2, 4) for _ in range(20)]
    for factor in ([[3, 1], [4, 1], [3, -2], [-3, 3], [4, 0]], [[2], [-1], [-3], [1], [4]], *drawn):
        sigma = np.array(factor, np.float64) @ np.array(factor).T
        found = without_means(sigma, sigma * (1 + 2.0**-bits) ** 2)
        due = np.trace(sigma) / 4.0**bits
        assert found == within(2 * 2**bits * U, due)


def in_many_digits(sigma, target):
    """D² of covariances of which the first is definite: ΣT has the eigenvalues of LᵀTL."""
    with mpmath.workdps(DIGITS):
        first, second = mpmath.matrix(sigma.tolist()), mpmath.matrix(target.tolist())
        lower = mpmath.cholesky(first)
        squares = mpmath.eigsy(lower.T * second * lower, eigvals_only=True)
        traces = sum(first[i, i] + second[i, i] for i in range(first.rows))
        return traces - 2 * sum(mpmath.sqrt(square) for square in squares)


@seeds
@pytest.mark.parametrize("bits", [4, 16, 24, 40])
def test_covariances_that_differ_by_little_more_than_rounding_are_apart(seed, bits):
    """Within (8 + κ) d u, down to D² of 1e-26 of the traces, where all else is lost."""
    rng = np.random.default_rng(seed)
    samples = rng.normal(size=(40, 8))
    sigma = samples.T @ samples
    step = rng.normal(size=(8, 8)) / 2.0 ** (bits + 3)
    transport = np.eye(8) + step + step.T
    target = transport @ sigma @ transport
    target = (target + target.T) / 2
    for first, second in ((sigma, target), (target, sigma)):
        due = in_many_digits(first, second)
        error = float(abs(as_mpf(without_means(first, second)) - due) / due)
        assert error <= (8 + condition(sigma)) * 8 * U
        assert error <= 2.5e-15


@pytest.mark.parametrize(
    ("sigma", "target", "distance"),
    [
        # The map takes 1 to 3 where Σ is 0 beside it, and 9 of T are in its range.
        ([[1, 0], [0, 0]], [[9, 0], [0, 1]], 5),
        ([[0, 0], [0, 0]], [[9, 0], [0, 1]], 10),
        ([[1, 1], [1, 1]], [[1, -1], [-1, 1]], 4),
        # Close in all but one direction, in which iteration would find the root −3 for 3.
        ([[2**20, 0], [0, 1]], [[2**20, 0], [0, 9]], 4),
        ([[2**20, 0], [0, 4]], [[2**20, 0], [0, 1]], 1),
        ([[2**40, 0], [0, 1]], [[2**40, 0], [0, 9]], 4),
        ([[4]], [[9]], 1),
        ([[0]], [[9]], 9),
    ],
)
def test_known_distances(sigma, target, distance):
    assert without_means(sigma, target) == within(8 * U, distance)
    assert without_means(target, sigma) == within(8 * U, distance)


@pytest.mark.parametrize("small", [0, 10, 20, 28])
def test_small_eigenvalues_cost_no_digits_where_large_ones_are_apart(small):
    """Σ and T have the same eigenvectors, I − J/2, so that D² = Σ (√λ_i − √τ_i)²."""
    vectors = np.eye(4) - 0.5
    values = np.array([2.0**30, 2.0**29, 2.0**small, 2.0**small])
    others = 4 * values
    sigma, target = ((vectors * eigenvalues) @ vectors for eigenvalues in (values, others))
    due = (np.sqrt(values) - np.sqrt(others)) @ (np.sqrt(values) - np.sqrt(others))
    assert without_means(sigma, target) == within(16 * U, due)
    assert without_means(target, sigma) == within(16 * U, due)


@pytest.mark.parametrize("small", [0, 20, 30, 40])
def test_small_eigenvalues_cost_no_digits_beside_a_large_covariance_of_rank_one(small):
    """D² is tr Σ + ‖v‖² − 2√(vᵀΣv), for T = vvᵀ, and is known to √κ u of the traces."""
    vectors = np.eye(4) - 0.5
    sigma = (vectors * np.array([1, 1, 2.0**-small, 2.0**-small])) @ vectors
    line = 2.0**6 * np.array([3, -1, 2, 1])
    target = np.outer(line, line)
    traces = np.trace(sigma) + line @ line
    due = traces - 2 * np.sqrt(line @ sigma @ line)
    known = within(2.0 ** (small // 2) * U * traces / due, due)
    assert without_means(sigma, target) == known
    assert without_means(target, sigma) == known


def refusing(monkeypatch, module, name):
    """Let a way to the distance fail that is not to be gone."""

    def refused(*arguments):
        raise AssertionError(name)

    monkeypatch.setattr(module, name, refused)


@seeds
@dimensions
@pytest.mark.parametrize("bits", [None, 12, 16])
def test_of_definite_covariances_no_singular_vectors_are_taken(seed, d, bits, monkeypatch):
    """They take many times as long as iteration, and that as Cholesky factors where those do."""
    rng = np.random.default_rng(seed)
    factor = integers(rng, 3, d, 2 * d)
    sigma = factor @ factor.T
    transport = near_identity(rng, d, bits) if bits else strong(rng, d)
    target, distance = image(sigma, transport, bits or 0)
    refusing(monkeypatch, _bures, "_by_singular_vectors" if bits else "_by_iteration")
    assert worst_error(sigma.astype(np.float64), target, distance) <= 1e-12
    with pytest.raises(AssertionError, match="_by_"):
        without_means([[1, 1], [1, 1]], [[1, -1], [-1, 1]])


def hadamard(times):
    return functools.reduce(np.kron, [np.array([[1, 1], [1, -1]])] * times)


@pytest.mark.parametrize("small", [10, 16, 18, 20])
def test_a_small_eigenvalue_costs_no_digits_where_the_largest_is_of_all_coordinates(small):
    """Beside the entries of both matrices it is as large as their dimension."""
    d, rng = 64, np.random.default_rng(0)
    vectors = hadamard(6)[rng.permutation(d)]
    values, others = 2.0**24 * 4.0 ** rng.integers(0, 2, (2, d))
    values[0], others[0] = 2.0**30, 2.0**32
    values[-1] = others[-1] = 2.0**small
    sigma, target = ((vectors * each) @ vectors.T / d for each in (values, others))
    due = ((np.sqrt(values) - np.sqrt(others)) ** 2).sum()
    for found in (without_means(sigma, target), without_means(target, sigma)):
        assert abs(found - due) <= 16 * U * (values + others).sum()


@pytest.mark.parametrize("offset", [-24, 24])
def test_what_is_16d_roundoffs_of_the_largest_eigenvalue_or_less_counts_as_0(offset):
    """Of eigenvectors that are columns of a Hadamard matrix, both sets lack the last."""
    d = 64
    vectors = hadamard(6)
    values, others = np.full((2, d), 2.0**53)
    values[1] = 16 * d + offset
    values[-1] = others[-1] = 0
    sigma, target = ((vectors * each) @ vectors / d for each in (values, 4 * others))
    root = np.sqrt(values[1] * 2.0**55)
    due = (d - 2) * 2.0**53 + 2.0**55 + (values[1] - 2 * root if offset > 0 else 0)
    found = without_means(sigma, target)
    assert abs(found - due) <= root / 4
    assert abs(without_means(target, sigma) - due) <= root / 4


def moments(rows):
    """The mean and the covariance of integer rows, in rationals, and their deviations."""
    n = len(rows)
    exact = np.vectorize(Fraction, otypes=[object])(rows)
    mean = exact.sum(axis=0) / Fraction(n)
    deviations = exact - mean
    return mean, deviations.T @ deviations / Fraction(n - 1), deviations


def of_samples(x, y):
    """D² and the traces, of integer samples: tr(Σ^½ T Σ^½)^½ is a sum of singular values."""
    mean_x, sigma, a = moments(x)
    mean_y, target, b = moments(y)
    product = a @ b.T
    with mpmath.workdps(DIGITS):
        rows = [[as_mpf(entry) for entry in row] for row in product @ product.T]
        squares = mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True)
        roots = sum(mpmath.sqrt(abs(s)) for s in squares) / mpmath.sqrt((len(x) - 1) * (len(y) - 1))
        traces = as_mpf(np.trace(sigma) + np.trace(target))
        return as_mpf(((mean_x - mean_y) ** 2).sum()) + traces - 2 * roots, traces


def test_small_samples_of_any_rank_are_accurate_by_either_way():
    """Within 16 u of all terms from features, and 32 d u from covariances that are rounded."""
    rng = np.random.default_rng(5)
    for _ in range(400):
        d, n, m = rng.integers(1, 5), *rng.integers(2, 6, 2)
        x, y = rng.integers(-2, 3, (n, d)), rng.integers(-2, 3, (m, d))
        due, traces = of_samples(x, y)
        from_features = impl.frechet_inception_distance(x, y)
        (mean_x, sigma, _), (mean_y, target, _) = moments(x), moments(y)
        from_moments = impl.frechet_distance(mean_x, sigma, mean_y, target)
        assert abs(as_mpf(from_features) - due) <= 16 * U * (traces + due)
        assert abs(as_mpf(from_moments) - due) <= 32 * d * U * (traces + due)
        assert from_features >= 0
        assert from_moments >= 0


def test_a_set_is_at_0_from_itself_and_next_to_it_in_another_order():
    x = np.array([[-1, -1], [-2, 0]])
    assert impl.frechet_inception_distance(x, x) == 0
    assert impl.frechet_inception_distance(x, x.astype(np.float32)) == 0
    assert 0 <= impl.frechet_inception_distance(x, x[::-1]) <= 1e-30
    _, sigma, _ = moments(x)
    assert impl.frechet_distance([1, 2], sigma, [1, 2], sigma) == 0
    assert impl.frechet_distance([1, 2], sigma, [1, 4], sigma) == 4


def transported(rng, n, d, largest=8):
    """Integer samples x, y = 2x + xH + b for a symmetric H, and what moves them about their mean.

    The last is an integer matrix n(x − x̄)(A − I), next to the shift of the mean, times n.
    """
    x = rng.integers(-largest, largest + 1, (n, d))
    step = np.triu(rng.integers(-1, 2, (d, d)))
    step = step + np.triu(step, 1).T + 4 * d * np.eye(d, dtype=np.int64)
    y = x + x @ step + 1
    totals = x.sum(axis=0)
    return x, y, (n * x - totals) @ step, totals @ step + n


def exact_distance(moves, shift, ddof=1):
    n = len(moves)
    spread = Fraction(int((moves.astype(object) ** 2).sum()), n - ddof)
    return (spread + int((shift.astype(object) ** 2).sum())) / n**2


@pytest.mark.parametrize("ddof", [0, 1, 2])
@pytest.mark.parametrize(("n", "d"), [(3, 9), (9, 3), (40, 3), (7, 7), (5, 1)])
def test_the_divisor_is_n_less_ddof(n, d, ddof):
    x, y, moves, shift = transported(np.random.default_rng(n), n, d)
    found = impl.frechet_inception_distance(x, y, ddof=ddof)
    assert found == within(16 * U, float(exact_distance(moves, shift, ddof)))


@pytest.mark.parametrize(("n", "d"), [(16, 4), (17, 4), (60, 4), (3, 5)])
def test_blocks_of_rows_add_up(monkeypatch, n, d):
    monkeypatch.setattr(_moments, "BLOCK", 1)
    x, y, moves, shift = transported(np.random.default_rng(n), n, d)
    found = impl.frechet_inception_distance(x, y)
    assert found == within(16 * U, float(exact_distance(moves, shift)))


def traces_of(*sets):
    return sum(float(np.var(rows, axis=0, ddof=1).sum()) for rows in sets)


def test_many_rows_and_columns_are_accurate_to_few_roundoffs_of_all_terms():
    x, y, moves, shift = transported(np.random.default_rng(3), 600, 130)
    found = impl.frechet_inception_distance(x, y)
    due = float(exact_distance(moves, shift))
    assert abs(found - due) <= 16 * U * (traces_of(x, y) + due)


@pytest.mark.parametrize("bits", [10, 18, 20, 22, 24])
def test_a_direction_in_which_one_of_two_sets_is_thin_is_no_less_accurate(bits):
    """Its variance is down to 2⁻⁴⁸ in one set, which covariances of mixed features cannot hold."""
    rng = np.random.default_rng(3)
    x, one = rng.integers(-8, 9, (600, 129)), rng.integers(-8, 9, (600, 1))
    thin, wide = 2.0**-bits, 4.0
    totals = x.sum(axis=0)
    due = float(exact_distance(600 * x - totals, totals))
    due += float(np.var(one, ddof=1) + np.mean(one) ** 2) * (wide - thin) ** 2
    x, y = np.hstack((x, thin * one)), np.hstack((2 * x, wide * one))
    for rows in (x, y):
        rows[:, -4:] -= rows[:, -4:].sum(axis=1, keepdims=True) / 2
    found = impl.frechet_inception_distance(x, y)
    assert abs(found - due) <= 32 * U * (traces_of(x, y) + due)


@pytest.mark.parametrize("bits", [0, 4, 10])
def test_many_samples_that_differ_by_little_of_their_size_keep_their_digits(bits):
    """A common shift makes covariances small in units of the features; one direction is thin."""
    n, d, thin = 40_000, 4, np.array([1.0, 1.0, 1.0, 2.0**-bits])
    x = np.random.default_rng(7).integers(-8, 9, (n, d))
    mixed = np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]]) / 2
    real = x * thin @ mixed
    totals, squares = (each.sum(axis=0).astype(object) for each in (x, x**2))
    variances = (n * squares - totals**2) / (n * (n - 1))
    trace = 5 * float(variances @ thin**2)
    due = trace / 5 + float((totals / n) ** 2 @ thin**2)
    found = impl.frechet_inception_distance(real + 2.0**12, 2 * real + 2.0**12)
    assert abs(found - due) <= (d + 2.0**bits) * U * trace + 4 * U * due


def test_from_65536_numbers_on_no_qr_is_taken_of_samples_far_apart(monkeypatch):
    rng = np.random.default_rng(6)
    many, fewer = rng.normal(size=(2, 2**12, 16)), rng.normal(size=(2, 2**12 - 1, 16))
    twice, less = rng.normal(size=(2, 364, 182)), rng.normal(size=(2, 363, 182))
    refusing(monkeypatch, frechet, "between_samples")
    for x, y in ((many[0], 3 * many[1]), (many[0], many[1] @ rng.normal(size=(16, 16))), twice):
        assert impl.frechet_inception_distance(x, y) > 0
        assert impl.frechet_inception_distance(1000 + x, 1000 + y) > 0
    for sets in (fewer, (many[0], fewer[1]), less):
        with pytest.raises(AssertionError, match="between_samples"):
            impl.frechet_inception_distance(sets[0], 3 * sets[1])


@pytest.mark.parametrize("bits", [0, 6, 12, 20, 30, 40])
@pytest.mark.parametrize(("n", "d"), [(3, 8), (3, 520), (8, 3), (8, 8), (30, 4), (600, 130)])
def test_close_sets_are_apart_by_what_their_samples_are(n, d, bits):
    """D is within d u(‖x − x̄‖ + ‖y − ȳ‖), of deviations over √(n − 1)."""
    x, y, moves, shift = transported(np.random.default_rng(n), n, d)
    scaled = x + (y - x) / 2.0**bits
    due = np.sqrt(float(exact_distance(moves, shift))) / 2.0**bits
    found = np.sqrt(impl.frechet_inception_distance(x, scaled))
    tolerance = d * U * (np.sqrt(traces_of(x)) + np.sqrt(traces_of(scaled)))
    assert abs(found - due) <= tolerance + 8 * U * due


@pytest.mark.parametrize("bits", [0, 12, 30])
@pytest.mark.parametrize(("n", "d"), [(3, 8), (4, 3)])
def test_repeated_samples_make_no_difference_with_divisor_n(n, d, bits):
    x, y, moves, shift = transported(np.random.default_rng(n), n, d)
    y = x + (y - x) / 2.0**bits
    due = np.sqrt(float(exact_distance(moves, shift, ddof=0))) / 2.0**bits
    tolerance = d * U * (np.sqrt(traces_of(x)) + np.sqrt(traces_of(y))) + 8 * U * due
    for sets in ((x, np.repeat(y, 3, axis=0)), (np.repeat(x, 2, axis=0), y)):
        assert abs(np.sqrt(impl.frechet_inception_distance(*sets, ddof=0)) - due) <= tolerance


def test_the_means_of_many_samples_are_as_accurate_as_of_few():
    """x + 2⁻³⁰ is at 2⁻³⁰ from x in another order, within 8u of its spread, outliers or not."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20_000, 2))
    x[0] = 100.0
    y = x[rng.permutation(len(x))] + [2.0**-30, 0.0]
    found = np.sqrt(impl.frechet_inception_distance(x, y))
    assert abs(found - 2.0**-30) <= 8 * U * np.sqrt(traces_of(x))


@pytest.mark.parametrize("offset", [2.0**20, 2.0**30, -(2.0**40)])
@pytest.mark.parametrize(("n", "d"), [(3, 8), (40, 3)])
def test_features_far_out_are_as_accurate(n, d, offset):
    x, y, moves, shift = transported(np.random.default_rng(n), n, d)
    found = impl.frechet_inception_distance(x + offset, y + offset)
    assert found == within(16 * U, float(exact_distance(moves, shift)))


def test_constant_features_and_single_samples_have_no_covariance():
    assert impl.frechet_inception_distance([[0.1, 0.2]] * 3, [[0.1, 0.2]] * 5) == 0
    assert impl.frechet_inception_distance([[0.5, 2.0]] * 3, [[3.5, 6.0]] * 5) == 25
    assert impl.frechet_inception_distance([[0.5, 2.0]], [[3.5, 6.0]], ddof=0) == 25
    found = impl.frechet_inception_distance([[1.0]] * 7, [[-1.0], [1.0]])
    assert found == within(4 * U, 3)


@pytest.mark.parametrize("exponent", [-480, -300, 300, 480])
def test_powers_of_two_make_no_difference_but_their_own(exponent):
    rng = np.random.default_rng(0)
    scale = 2.0**exponent
    for n, d in ((3, 6), (20, 3)):
        x, y = -rng.random((n, d)), -rng.random((n + 1, d))
        x[0], y[1] = 0.0, 0.0
        near = x - 2.0**-20 * rng.random(x.shape)
        for other in (y, near):
            due = impl.frechet_inception_distance(x, other)
            assert impl.frechet_inception_distance(scale * x, scale * other) == due * scale**2
            mean, means = x.mean(axis=0), other.mean(axis=0)
            sigma, target = np.cov(x, rowvar=False), np.cov(other, rowvar=False)
            found = impl.frechet_distance(
                scale * mean, scale**2 * sigma, scale * means, scale**2 * target
            )
            assert found == scale**2 * impl.frechet_distance(mean, sigma, means, target)


@pytest.mark.filterwarnings("error")
def test_the_ends_of_the_range_are_no_nan_and_nothing_to_warn_of():
    largest, smallest = 1.7e308, 5e-324
    assert impl.frechet_distance([largest], [[0]], [-largest], [[0]]) == np.inf
    found = impl.frechet_distance([0], [[largest]], [0], [[largest / 4]])
    assert found == within(16 * U, largest / 4)
    assert impl.frechet_distance([0], [[smallest]], [0], [[0]]) == smallest
    assert impl.frechet_distance([smallest], [[0]], [0], [[0]]) == 0
    assert impl.frechet_inception_distance([[largest]] * 2, [[-largest]] * 2) == np.inf
    assert impl.frechet_inception_distance([[smallest]] * 2, [[0]] * 2) == 0
    assert impl.frechet_inception_distance([[2.0**-530]] * 2, [[0]] * 2) == 2.0**-1060


def strided(array):
    wide = np.full((*array.shape, 2), np.nan)
    wide[..., 0] = array
    return wide[..., 0]


@pytest.mark.parametrize("layout", [np.asfortranarray, strided, np.ndarray.tolist])
def test_layout_makes_no_difference(layout):
    rng = np.random.default_rng(1)
    for d in (3, 40):
        x, y = rng.normal(size=(30, d)), rng.normal(size=(50, d))
        due = impl.frechet_inception_distance(x, y)
        assert impl.frechet_inception_distance(layout(x), layout(y)) == due
        for moments in ((x[0], x.T @ x), (x[0], y[:2].T @ y[:2])):
            others = y[0], y.T @ y
            due = impl.frechet_distance(*moments, *others)
            assert impl.frechet_distance(*map(layout, moments), *map(layout, others)) == due


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble, np.int8, np.uint64])
def test_the_dtype_makes_no_difference(dtype):
    rng = np.random.default_rng(1)
    x, y = (rng.integers(0, 4, (n, 3)) for n in (4, 6))
    due = impl.frechet_inception_distance(x, y)
    assert impl.frechet_inception_distance(x.astype(dtype), y.astype(dtype)) == due
    moments = x[0], x.T @ x, y[0], y.T @ y
    due = impl.frechet_distance(*moments)
    found = impl.frechet_distance(*(array.astype(dtype) for array in moments))
    assert found == due
    assert found.dtype == np.float64


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
@pytest.mark.parametrize("n", [4, 60])
def test_small_features_keep_the_digits_that_their_dtype_has(dtype, n):
    """Beside large ones, too; and where the power of two that they are taken in is none of it."""
    rng = np.random.default_rng(1)
    least, most = np.finfo(dtype).smallest_subnormal, np.finfo(dtype).max
    small = [least * rng.integers(1, 100, (n, 3)) for _ in range(2)]
    beside = [np.hstack((features, np.full((n, 1), most))) for features in small]
    for x, y in (small, beside):
        x, y = x.astype(dtype), y.astype(dtype)
        due = impl.frechet_inception_distance(x.astype(np.float64), y.astype(np.float64))
        assert impl.frechet_inception_distance(x, y) == due > 0


def test_truth_values_are_numbers():
    assert impl.frechet_inception_distance([[True], [False]], [[0], [0]], ddof=0) == 0.5
    assert impl.frechet_distance([True], [[True]], [False], [[False]]) == 2


def test_the_arguments_are_left_as_they_were():
    x, y = np.arange(8.0).reshape(4, 2) ** 2, np.ones((3, 2))
    sigma = np.eye(2)
    copies = x.copy(), sigma.copy()
    impl.frechet_inception_distance(x, y)
    impl.frechet_distance(x[0], sigma, y[0], 4 * sigma)
    np.testing.assert_array_equal(x, copies[0])
    np.testing.assert_array_equal(sigma, copies[1])


def peak_of(function, *arguments):
    """The memory that NumPy takes at most, in bytes."""
    tracemalloc.start()
    try:
        function(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("n", "d"), [(50, 4000), (40_000, 20), (4000, 140)])
@pytest.mark.parametrize("near", [False, True])
def test_the_memory_in_use_is_at_most_three_times_the_features(n, d, near):
    """The features, themselves in float64, and a few rows and matrices of min(n, d) rows."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((n, d), np.float32)
    y = (x + 2.0**-9 * rng.standard_normal((n, d), np.float32)) if near else x[::-1] ** 2
    assert peak_of(impl.frechet_inception_distance, x, y) <= 2.3 * (x.nbytes + y.nbytes)


@pytest.mark.parametrize("n", [400, 440, 480, 600, 800, 1600])
def test_about_as_many_samples_as_features_take_at_most_three_times_their_memory(n, monkeypatch):
    monkeypatch.setattr(_moments, "BLOCK", 2**12)
    x, y = np.random.default_rng(0).standard_normal((2, n, 400), np.float32)
    assert peak_of(impl.frechet_inception_distance, x, y) <= 3 * (x.nbytes + y.nbytes)


def test_of_many_samples_no_more_than_a_few_blocks_are_held():
    x, y = np.random.default_rng(1).standard_normal((2, 400_000, 8), np.float32)
    # The first of such calls imports SciPy.
    impl.frechet_inception_distance(x[:9000], y[:9000])
    assert peak_of(impl.frechet_inception_distance, x, y) <= 4 * 2**18 * 8
    assert peak_of(impl.frechet_inception_distance, x, 1.001 * x) <= 6 * 2**18 * 8


def test_rounding_of_a_dtype_is_no_asymmetry_and_no_negative_eigenvalue():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((4, 9), np.float32)
    x -= x.mean(axis=0)
    rounded = x.T @ x
    rounded[0, 1] = np.nextafter(rounded[0, 1], np.float32(9))
    assert np.linalg.eigvalsh(rounded)[0] < 0
    due = np.trace(rounded.astype(np.float64))
    zeros = np.zeros((9, 9))
    assert without_means(rounded, zeros) == within(1e-6, due)
    with pytest.raises(ValueError, match="real_covariance must be symmetric"):
        without_means(rounded.astype(np.float64), zeros)


def test_what_is_allowed_of_rounding_is_16d_roundoffs_of_the_largest_number():
    allowed, more = 2.0**-48, 2.0**-48 + 2.0**-53
    zeros = np.zeros((2, 2))
    assert without_means([[1, 0.5], [0.5 + allowed, 1]], zeros) == within(16 * U, 2)
    with pytest.raises(ValueError, match="real_covariance must be symmetric"):
        without_means([[1, 0.5], [0.5 + more, 1]], zeros)
    assert without_means([[1, 0], [0, -allowed]], zeros) == within(64 * U, 1)
    with pytest.raises(ValueError, match="real_covariance must be positive semi-definite"):
        without_means([[1, 0], [0, -more]], zeros)


@pytest.mark.parametrize(
    ("covariance", "message"),
    [
        (
            [[1, 2], [0, 1]],
            r"must be symmetric, but fake_covariance\[0, 1\] is 2 and .*1, 0\] is 0",
        ),
        (
            [[1, 0], [2, 1]],
            r"must be symmetric, but fake_covariance\[0, 1\] is 0 and .*1, 0\] is 2",
        ),
        ([[1, 2], [2, 1]], "must be positive semi-definite, but its smallest eigenvalue is -1.0"),
        (
            [[1, 0], [0, -1e-13]],
            "must be positive semi-definite, but its smallest eigenvalue is -1e-13",
        ),
        ([[-4, 0], [0, -4]], "must be positive semi-definite, but its smallest eigenvalue is -4.0"),
        ([[1, 0], [0, np.nan]], r"must be finite, but fake_covariance\[1, 1\] is nan"),
        ([[1, 0]], r"must have shape \(d, d\), but its shape is \(1, 2\)"),
        ([1, 0], r"must have shape \(d, d\), but its shape is \(2,\)"),
        (np.zeros((0, 0)), r"must have shape \(d, d\), but its shape is \(0, 0\)"),
        ([[1]], r"must be of one dimension, but are of .* \(2, 2\) and \(1, 1\)"),
    ],
)
def test_what_is_no_covariance_is_an_error(covariance, message):
    with pytest.raises(ValueError, match=f"fake_covariance {message}"):
        impl.frechet_distance([0, 0], IDENTITY, [0, 0], covariance)


@pytest.mark.parametrize(
    ("mean", "message"),
    [
        ([[0, 0]], r"fake_mean must have shape \(d,\), but its shape is \(1, 2\)"),
        ([], r"fake_mean must have shape \(d,\), but its shape is \(0,\)"),
        ([0, np.inf], r"fake_mean must be finite, but fake_mean\[1\] is inf"),
        ([0], r"must be of one dimension, but are of \(2,\) and \(1,\) and"),
    ],
)
def test_what_is_no_mean_is_an_error(mean, message):
    with pytest.raises(ValueError, match=message):
        impl.frechet_distance([0, 0], IDENTITY, mean, IDENTITY)


@pytest.mark.parametrize(
    ("ddof", "error", "message"),
    [
        (3, ValueError, "fake_features must have more rows than ddof, 3, but has 3"),
        (4, ValueError, "real_features must have more rows than ddof, 4, but has 4"),
        (-1, ValueError, "ddof must be at least 0, but it is -1"),
        (0.5, TypeError, "ddof must be an integer, but it is 0.5"),
    ],
)
def test_a_ddof_that_leaves_nothing_is_an_error(ddof, error, message):
    with pytest.raises(error, match=message):
        impl.frechet_inception_distance(np.eye(4), np.eye(4)[:3], ddof=ddof)
