"""The Fréchet distance, as the specification defines it and draws instances for it."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest
from hypothesis import find, given, settings

from spec import check, strategies
from spec.definitions import (
    closed_form,
    distance,
    distance_by_n,
    frechet_inception_distance,
    least_distance,
    least_transport,
    of_diagonals,
    of_moments,
    of_rounded,
    sample_moments,
    without_each,
)
from spec.definitions.frechet import Beam, Moved, Transport
from spec.definitions.frechet_rounding import root_of, within
from spec.definitions.matrices import conjugated, inverse, less_identity
from spec.definitions.moments import Finite, Moments
from spec.machinery.numbers.comparison import assert_close
from spec.machinery.numbers.precision import PRECISIONS, in_force
from spec.machinery.numbers.reals import Real
from tests.subjects import textbook

ORDINARY = settings(max_examples=200, derandomize=True, database=None)
MANY = settings(max_examples=1000, derandomize=True, database=None)
FEW = settings(max_examples=30, derandomize=True, database=None)

P = Moments((0, 1), ((2, 1), (1, 3)))
Q = Moments((2, -1), ((5, -2), (-2, 1)))


def root(matrix):
    """The root of a positive semi-definite matrix, to many digits."""
    values, vectors = mpmath.eigsy(matrix)
    roots = mpmath.diag([mpmath.sqrt(max(value, 0)) for value in values])
    return vectors * roots * vectors.T


def exactly(real, fake):
    """‖μ − ν‖² + tr(Σ + T − 2(Σ^½ T Σ^½)^½), as it is written."""
    with mpmath.workdps(60):
        one, other = (
            mpmath.matrix([[mpmath.mpf(x.numerator) / x.denominator for x in row] for row in rows])
            for rows in (
                [[Fraction(x) for x in row] for row in each.covariance] for each in (real, fake)
            )
        )
        half = root(one)
        whole = one + other - 2 * root(half * other * half)
        of_covariances = mpmath.fsum(whole[i, i] for i in range(whole.rows))
        means = sum(
            (Fraction(x) - Fraction(y)) ** 2 for x, y in zip(real.mean, fake.mean, strict=True)
        )
        return float(of_covariances + mpmath.mpf(means.numerator) / means.denominator)


class TestDistances:
    def test_a_closed_form_is_what_the_roots_of_matrices_come_to(self):
        assert float(closed_form(P, Q)) == pytest.approx(exactly(P, Q), rel=1e-14)

    @FEW
    @given(pair=strategies.gaussians(features=2))
    def test_so_it_is_of_singular_covariances(self, pair):
        assert float(closed_form(*pair)) == pytest.approx(exactly(*pair), abs=1e-13)

    def test_of_equal_covariances_nothing_is_left_but_the_means(self):
        one = sample_moments([[0, 0], [0, -0.25], [-0.25, 0]])
        assert closed_form(one, one) == 0
        assert closed_form(one, one._replace(mean=[x + 1 for x in one.mean])) == 2

    def test_a_closed_form_of_one_feature_is_of_standard_deviations(self):
        assert closed_form(Moments((1,), ((4,),)), Moments((3,), ((9,),))) == 4 + 1

    @FEW
    @given(drawn=strategies.transports().filter(lambda drawn: len(drawn.map) < 4))
    def test_a_cost_of_transport_is_what_the_roots_of_matrices_come_to(self, drawn):
        expected = exactly(drawn.real, drawn.fake)
        assert float(drawn.cost) == pytest.approx(expected, rel=1e-12, abs=1e-12)

    @FEW
    @given(pair=strategies.diagonal_moments().filter(lambda drawn: len(drawn[0].mean) < 4))
    def test_independent_features_have_the_distance_of_their_covariances(self, pair):
        assert float(of_diagonals(*pair)) == pytest.approx(exactly(*pair), abs=1e-13)

    def test_a_line_has_the_distance_of_its_covariance(self):
        beam = Beam(P, (1, 1), (2, -1))
        assert beam.line.covariance == [[4, -2], [-2, 1]]
        assert float(beam.distance) == pytest.approx(exactly(P, beam.line), rel=1e-14)

    def test_the_least_distance_is_no_more_than_the_distance(self):
        assert 8 < least_distance(P, Q) <= closed_form(P, Q)
        assert least_distance(P, P) == 0
        constant = Moments((0,), ((0,),))
        assert least_distance(constant, constant) == 0

    def test_samples_cost_what_moving_them_costs(self):
        samples = Moved(((0.0,), (1.0,), (5.0,)), ((3,),), (1,))
        assert samples.y == [[1.0], [4.0], [16.0]]
        assert samples.cost == (5**2) + 4 * 7
        assert float(frechet_inception_distance(samples.x, samples.y)) == samples.cost
        assert least_transport(samples.x, samples.y) == Fraction(1 + 9 + 121, 3)

    def test_the_least_cost_is_that_of_the_best_order(self):
        assert least_transport([[0.0], [4.0]], [[5.0], [1.0]]) == 1

    def test_the_divisor_n_is_that_of_a_population(self):
        x, y = [[0.0, 1.0], [2.0, 0.0], [1.0, 1.0]], [[0.0, 0.0], [0.5, 1.0], [4.0, 1.0]]
        expected = frechet_inception_distance(x, y, ddof=0)
        assert_close(distance_by_n(textbook, x, y), expected)


class TestMoments:
    def test_moments_are_those_of_numpy(self):
        rows = [[0.0, 1.5], [2.0, -1.0], [4.0, 0.0]]
        for ddof in (0, 1):
            mean, covariance = sample_moments(rows, ddof)
            assert np.allclose(np.array(mean, float), np.mean(rows, axis=0))
            assert np.allclose(np.array(covariance, float), np.cov(rows, rowvar=False, ddof=ddof))

    def test_the_mean_over_draws_is_over_all_of_them(self):
        population = Finite(((0.0,), (3.0,), (3.0,)), 2)
        seen = []
        assert population.expected(lambda draw: seen.append(draw) or draw[0][0] + draw[1][0]) == 4
        assert len(seen) == 6
        assert population.spread == 1

    def test_each_sample_is_left_out_once(self):
        assert [*without_each(((1,), (2,), (3,)))] == [[(2,), (3,)], [(1,), (3,)], [(1,), (2,)]]

    def test_an_inverse_is_one(self):
        assert conjugated(inverse([[2, 1], [1, 1]]), [[1, 0], [0, 1]]) == [[1, -1], [-1, 2]]


class TestRounding:
    def test_what_is_off_by_a_shift_of_the_root_is_within(self):
        known = within(Fraction(9), Decimal("0.25"))
        for moved in (3.25, 2.75):
            assert_close(moved**2, known)
        with pytest.raises(AssertionError):
            assert_close(3.26**2, known)

    def test_a_number_that_is_none_is_within_nothing(self):
        assert within(float("nan"), Decimal(1)).value.is_nan()
        assert within(float("inf"), Decimal(1)).error == 0

    def test_a_root_is_known_as_well_as_its_square(self):
        known = root_of(Real.of(9).with_error(Decimal("0.5")))
        assert known == 3
        assert float(known.error) == pytest.approx(3 - 8.5**0.5)

    def test_a_square_that_is_negative_by_rounding_has_the_root_0(self):
        assert root_of(Real.of(-1e-9).with_error(1e-8)) == 0
        for square in (-1.0, float("nan"), float("-inf")):
            assert root_of(Real.of(square).with_error(1e-8)).value.is_nan()
        assert root_of(Real.of(float("inf"))).value.is_infinite()

    def test_a_textbook_is_within_what_is_allowed_of_covariances(self):
        singular = Moments((0, 0), ((1, 1), (1, 1)))
        assert_close(
            textbook.frechet_distance(*of_moments(singular, P)),
            of_rounded(closed_form(singular, P), singular, P),
        )
        assert_close(-4e-8, of_rounded(0, singular, singular))
        with pytest.raises(AssertionError):
            assert_close(-1e-6, of_rounded(0, singular, singular))

    def test_the_distance_is_the_root_of_what_an_implementation_returns(self):
        impl = SimpleNamespace(frechet_distance=lambda *moments: 9.0)
        assert distance(impl, P, Q) == 3


@pytest.mark.parametrize("format", PRECISIONS.values(), ids=PRECISIONS)
class TestFormats:
    def test_nearly_equal_covariances_are_floats(self, format):
        @ORDINARY
        @given(drawn=strategies.nearly_equal_moments())
        def exact(drawn):
            for row in drawn.fake.covariance:
                assert [format.rounded(float(x)) for x in row] == row

        with in_force(format):
            exact()

    def test_features_far_out_are_floats_and_are_not_scaled_beyond_them(self, format):
        @ORDINARY
        @given(drawn=strategies.moved_samples(), offset=strategies.far_offsets())
        def exact(drawn, offset):
            for row in (*drawn.x, *drawn.y):
                moved = [offset + x for x in row]
                assert [format.rounded(x) for x in moved] == moved
                assert [x - offset for x in moved] == [*row]

        with in_force(format):
            exact()

    def test_scaled_distances_and_moments_are_floats(self, format):
        @ORDINARY
        @given(
            samples=strategies.moved_samples(),
            moments=strategies.transports(),
            scale=strategies.feature_scales(),
        )
        def representable(samples, moments, scale):
            traces = moments.real.trace + moments.fake.trace
            assert max(samples.cost, moments.cost, traces) * Fraction(scale) ** 2 < format.largest
            assert Fraction(scale) ** 2 / 16 > format.smallest_normal

        with in_force(format):
            representable()


class TestDraws:
    @ORDINARY
    @given(drawn=strategies.nearly_equal_moments(singular=True))
    def test_covariances_are_singular_where_that_is_asked_for(self, drawn):
        assert np.linalg.matrix_rank(np.array(drawn.real.covariance)) < len(drawn.map)

    @ORDINARY
    @given(drawn=strategies.nearly_equal_moments())
    def test_maps_next_to_the_identity_are_positive_definite_and_covariances_too(self, drawn):
        assert np.linalg.eigvalsh(np.array(drawn.map, float)).min() >= 0
        assert np.linalg.eigvalsh(np.array(drawn.real.covariance, float)).min() > 0
        assert np.abs(np.array(less_identity(drawn.map), float)).max() <= 0.25

    @ORDINARY
    @given(samples=strategies.balanced_samples())
    def test_balanced_samples_are_as_many_and_have_the_mean_0(self, samples):
        x, y = samples
        assert len(x) == len(y)
        assert sum(row[0] for row in x) == sum(row[0] for row in y) == 0

    @pytest.mark.parametrize("rotation", range(2, 5))
    def test_orthogonal_maps_are_orthogonal(self, rotation):
        for map in strategies.frechet.SYMMETRIES[rotation]:
            identity = [[int(i == j) for j in range(rotation)] for i in range(rotation)]
            assert conjugated(identity, map) == identity

    @pytest.mark.parametrize(
        "place",
        [
            lambda drawn: len(drawn.map) == 12,
            lambda drawn: len(drawn.map) == 3 and np.linalg.det(drawn.real.covariance) > 0.5,
            lambda drawn: len(drawn.map) == 3 and abs(np.linalg.det(drawn.real.covariance)) < 0.5,
            lambda drawn: len(drawn.map) == 2 and np.linalg.matrix_rank(drawn.map) == 1,
            lambda drawn: drawn.cost > 0 and drawn.real.mean == drawn.fake_mean,
            lambda drawn: (
                not np.allclose(
                    np.array(drawn.map) @ drawn.real.covariance,
                    np.array(drawn.real.covariance) @ drawn.map,
                )
            ),
        ],
    )
    def test_transports_reach_the_hard_places(self, place):
        assert isinstance(find(strategies.transports(), place, settings=MANY), Transport)

    @pytest.mark.parametrize(
        "place",
        [
            lambda drawn: len(drawn[0]) > len(drawn[1]) > 2,
            lambda drawn: len(drawn[1]) > len(drawn[0]),
            lambda drawn: len(drawn[0]) <= len(drawn[0][0]),
            lambda drawn: len({*drawn[0]}) < len(drawn[0]) and len({*drawn[0]}) > 1,
        ],
    )
    def test_sets_of_samples_reach_the_hard_places(self, place):
        find(strategies.sets_of_samples(), place, settings=MANY)

    @ORDINARY
    @given(drawn=strategies.moved_samples(rank_deficient=True))
    def test_there_are_no_more_samples_than_features_where_that_is_asked_for(self, drawn):
        assert len(drawn.x) <= len(drawn.x[0])


def test_the_common_formula_is_right_where_nothing_is_said_of_rounding():
    """The trace of the root of the product, as most libraries have it, from its eigenvalues."""

    def frechet_distance(real_mean, real_covariance, fake_mean, fake_covariance):
        values = np.linalg.eigvals(np.array(real_covariance) @ np.array(fake_covariance))
        root = np.sqrt(values.astype(complex)).real.sum()
        traces = np.trace(real_covariance) + np.trace(fake_covariance)
        return float(np.sum((np.array(real_mean) - fake_mean) ** 2) + traces - 2 * root)

    results = check(SimpleNamespace(frechet_distance=frechet_distance), "fid", accuracy="full")
    assert results.verdicts
    assert {result.outcome for result in results} == {"passed", "skipped"}


def test_sums_of_floats_are_not_rounded_in_the_closed_form():
    known = [[1.0, 0.5], [0.5, 1.25]]
    nearby = [[1 + 2.0**-52, 0.5], [0.5, 1.25]]
    square = closed_form(Moments([0.0, 0.0], nearby), Moments([0.0, 0.0], known))
    assert 0 < square < 2.0**-104
