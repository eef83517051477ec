"""The metrics other than the Fréchet distance, as the specification defines and draws them."""

import itertools
import math
from fractions import Fraction
from types import SimpleNamespace

import mpmath
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from spec import check, strategies
from spec.definitions import (
    biased_distance,
    distance_of_order,
    inception_score,
    inception_score_from_logits,
    kernel_terms,
    least_matching_cost,
    mean_of_itself,
    moment_distance,
    precision_and_recall,
    share_in_balls,
    transport_cost,
    unbiased_distance,
)
from spec.definitions.divergence import Distribution
from spec.definitions.inception_score import ClassRows
from spec.definitions.kernel_distance import FeatureSets, SampledSets, remaining_terms
from spec.definitions.neighbours import Collapse, NeighbourSets
from spec.interface import FUNCTIONS, feature_set, neighbors
from spec.machinery.claims.guard import NotOffered
from spec.machinery.numbers.comparison import ROUNDINGS, assert_close
from spec.strategies.neighbours import MARKS, PITCH, RULER, told_apart
from tests.subjects import textbook

ORDINARY = settings(max_examples=1000, derandomize=True, database=None)


class TestInceptionScore:
    def test_rows_that_are_sure_score_as_many_as_there_are_classes(self):
        assert_close(inception_score([[1, 0, 0], [0, 1, 0], [0, 0, 1]]), 3)

    def test_the_score_is_what_mpmath_makes_of_it(self):
        rows, means = [[0.75, 0.25], [0.25, 0.75]], [0.5, 0.5]
        with mpmath.workdps(40):
            divergences = [
                mpmath.fsum(p * mpmath.log(p / q) for p, q in zip(row, means, strict=True))
                for row in rows
            ]
            expected = Fraction(str(mpmath.exp(mpmath.fsum(divergences) / 2)))
        assert float(abs(Fraction(inception_score(rows).value) - expected)) < 1e-35

    def test_nearly_equal_rows_have_all_digits_of_what_is_above_one(self):
        step = 2.0**-40
        above = inception_score([[0.5 + step, 0.5 - step], [0.5 - step, 0.5 + step]]) - 1
        assert float(above) == pytest.approx(2 * step**2, rel=1e-12)

    def test_logits_may_be_beyond_what_a_float_has_an_exponential_of(self):
        assert_close(inception_score_from_logits([[0.0, -800.0], [900.0, 1800.0]]), 2)

    def test_the_mean_row_has_the_mean_of_the_masses(self):
        rows = ClassRows((Distribution((1, 3)), Distribution((4, 0))))
        assert rows.mean.exact == (Fraction(5, 8), Fraction(3, 8))
        assert rows.mean_squared_distance == Fraction(9, 64)

    @given(split=strategies.split_rows())
    def test_splits_are_of_one_size_and_their_means_have_the_mean_of_all(self, split):
        assert {len(part) for part in split.splits} == {split.size}
        assert split.means.mean.exact == split.rows.mean.exact

    @given(rows=strategies.collapsed_rows())
    def test_collapsed_rows_are_as_many_but_of_one_image_for_each_class(self, rows):
        assert len(rows.images) == len(rows.collapsed)
        assert set(rows.collapsed.rows) <= set(rows.images.rows)


class TestKernelDistance:
    def test_a_set_is_nearer_to_itself_than_it_can_be_told(self):
        assert_close(unbiased_distance([[0.0], [1.0]], [[0.0], [1.0]]), Fraction(-7, 2))

    @pytest.mark.parametrize(("x", "y", "distance"), [(0.0, 1.0, 7), (1.0, 2.0, 79)])
    def test_the_biased_distance_of_two_points_is_known(self, x, y, distance):
        assert_close(biased_distance([[x]], [[y]]), distance)

    @given(sets=strategies.alike_or_not())
    def test_kernels_and_moments_come_to_one_distance(self, sets):
        assert biased_distance(*sets) == moment_distance(*sets)

    @given(sets=strategies.sets_of_equal_moments())
    def test_sets_of_equal_moments_differ(self, sets):
        assert sets.differ
        assert moment_distance(*sets) == 0

    @given(points=strategies.feature_sets(), times=st.integers(1, 3))
    def test_sets_in_which_each_sample_is_repeated_do_not_differ(self, points, times):
        assert not FeatureSets(points.real, times * points.real).differ

    def test_all_samples_that_may_be_drawn_have_a_chance(self):
        sampled = SampledSets([[0.0], [1.0]], [[2.0]], 3, 2)
        assert sampled.over_draws(lambda x, y: 1) == 1
        assert sampled.over_draws(lambda x, y: sum(a for (a,) in x)) == Fraction(3, 2)

    def test_all_subsets_are_as_likely(self):
        sampled = SampledSets([[0.0], [1.0], [5.0]], [[2.0], [3.0]], 2, 2)
        assert sampled.over_subsets(lambda x, y: sum(a for (a,) in x)) == 4

    @given(sets=strategies.feature_sets(least=2))
    def test_no_sum_of_kernels_is_more_than_its_terms(self, sets):
        kernels = [abs(a) for side in sets for a in self.kernels_of_sizes(side)]
        assert max(kernels) <= kernel_terms(*sets)

    def kernels_of_sizes(self, points):
        """Sums of |a|ᵀ|b|/d + 1, cubed, over pairs of two samples, over their number."""
        sizes = [[Fraction(abs(x)) for x in point] for point in points]
        d = len(sizes[0])
        pairs = itertools.permutations(sizes, 2)
        cubes = [(sum(map(math.prod, zip(a, b, strict=True))) / d + 1) ** 3 for a, b in pairs]
        yield sum(cubes) / len(cubes)

    @given(sets=strategies.far_feature_sets())
    def test_what_is_left_about_the_mean_is_enough_for_the_distance(self, sets):
        assert abs(unbiased_distance(*sets)) <= 4 * remaining_terms(*sets)

    @given(sets=strategies.many_features())
    def test_a_plain_sum_of_the_kernels_of_many_is_known_as_well_as_is_asked(self, sets):
        """A sum of N terms is known to N/2 roundings of their size, and ROUNDINGS are of terms."""
        (x, n), (y, m) = ((mean_of_itself(side), len(side)) for side in sets)
        roundings = x * n**2 / 2 + y * m**2 / 2 + (x + y) * n * m / 2
        assert roundings <= ROUNDINGS * kernel_terms(*sets)

    def test_far_out_little_is_left_about_the_mean(self):
        sets = FeatureSets([[4096.0], [4097.0]], [[4097.0], [4098.0]])
        assert remaining_terms(*sets) < kernel_terms(*sets) / 2**20


def distances(points):
    """All squared distances of two of them."""
    return [
        sum((a - b) ** 2 for a, b in zip(x, y, strict=True))
        for x, y in itertools.combinations(points, 2)
    ]


class TestNeighbours:
    @pytest.mark.parametrize("marks", [MARKS, RULER])
    def test_no_two_marks_are_as_far_apart_as_two_others(self, marks):
        gaps = [b - a for a, b in itertools.combinations(marks, 2)]
        assert len(set(gaps)) == len(gaps)

    def test_a_grid_is_wider_than_marks_are_apart(self):
        assert max(MARKS) - min(MARKS) < PITCH

    @given(sets=strategies.neighbour_sets() | strategies.many_neighbours())
    def test_no_two_distances_are_equal(self, sets):
        found = distances([*sets.real, *sets.fake])
        assert len(set(found)) == len(found)
        assert 1 <= sets.k < min(len(sets.real), len(sets.fake))

    def test_samples_that_are_there_twice_are_their_own_nearest_others(self):
        sets = NeighbourSets([[0.0], [1.0]], [[3.0], [7.0]], 1)
        assert share_in_balls(*sets) == share_in_balls(*sets.doubled) == 0
        wide = sets._replace(real=[[0.0], [9.0]])
        assert share_in_balls(*wide) == 1
        assert share_in_balls(*wide.doubled) == 0
        assert sets.doubled == ([[0.0], [1.0]] * 2, [[3.0], [7.0]] * 2, 1)

    @given(pool=strategies.pools())
    def test_no_two_distances_in_a_pool_are_equal(self, pool):
        found = distances(pool.points)
        assert len(set(found)) == len(found)
        assert 1 <= pool.k < pool.n < len(pool.points)

    @pytest.mark.parametrize("d", [1, 2, 3])
    def test_samples_have_up_to_three_features(self, d):
        find(strategies.neighbour_sets(), lambda sets: len(sets.real[0]) == d, settings=ORDINARY)

    @pytest.mark.parametrize(
        "function", [each for each in FUNCTIONS if each.of_domain(neighbors)], ids=str
    )
    @given(drawn=strategies.arguments(1))
    def test_arguments_of_functions_of_neighbours_are_told_apart(self, function, drawn):
        real, fake, k = drawn.of(function)
        assert function.of_domain(feature_set) == function.arrays
        found = distances([*real, *fake])
        assert len(set(found)) == len(found)
        assert 1 <= k < min(len(real), len(fake))

    def test_equal_points_of_a_grid_are_as_far_apart_as_their_marks(self):
        assert told_apart([(1,), (1,)], (0, 9)) == [[PITCH, 0], [PITCH, 9]]

    def test_a_ball_reaches_to_the_kth_nearest_other_sample(self):
        centers = [[0.0], [1.0], [10.0]]
        assert share_in_balls(centers, [[-1.5], [1.5]], 1) == Fraction(1, 2)
        assert share_in_balls(centers, [[-1.5], [1.5]], 2) == 1
        assert precision_and_recall([[0.0], [10.0]], [[1.0], [2.0]], 1) == (1, Fraction(1, 2))

    @given(collapse=strategies.collapses())
    def test_more_than_k_fakes_are_at_each_of_the_reals_that_they_repeat(self, collapse):
        assert min(map(collapse.fake.count, collapse.fake)) > collapse.k
        assert all(point in collapse.real for point in collapse.fake)

    def test_the_balls_of_a_collapse_are_closed(self):
        collapse = Collapse([[0.0], [1.0]], [[0.0], [0.0]], 1)
        assert collapse.of(SimpleNamespace()) == tuple(collapse)
        assert collapse.of(SimpleNamespace(balls="closed")) == tuple(collapse)
        with pytest.raises(NotOffered, match="its balls are open"):
            collapse.of(SimpleNamespace(balls="open"))
        with pytest.raises(ValueError, match="balls is 'shut', which is none of closed, open"):
            collapse.of(SimpleNamespace(balls="shut"))

    def test_sets_are_shifted_in_each_coordinate(self):
        sets = NeighbourSets([[0.0, 1.0]], [[2.0, 3.0]], 1).shifted(8)
        assert sets == ([[8.0, 9.0]], [[10.0, 11.0]], 1)


def in_open_balls(real_features, fake_features, k):
    """Precision and recall, where a ball is without its edge."""

    def share(centers, points):
        inside = (
            textbook._distances(centers, points)
            < (textbook.np.sort(textbook._distances(centers, centers), axis=1)[:, [k]])
        )
        return inside.any(axis=0).mean()

    return share(real_features, fake_features), share(fake_features, real_features)


class TestBalls:
    def test_who_says_that_balls_are_open_is_not_judged_by_a_collapse(self):
        functions = SimpleNamespace(precision_and_recall=in_open_balls, balls="open")
        outcomes = {each.claim.id: each.outcome for each in check(functions, "prdc", examples=25)}
        assert outcomes["prdc/collapse"] == "skipped"
        assert outcomes["prdc/collapse-is-precise"] == "skipped"
        assert outcomes["prdc/definition"] == outcomes["prdc/recall"] == "passed"
        assert "failed" not in outcomes.values()

    def test_who_does_not_is(self):
        (result,) = check(SimpleNamespace(precision_and_recall=in_open_balls), "prdc/collapse")
        assert result.outcome == "failed"


@pytest.mark.parametrize("made", [list, textbook.np.array])
def test_who_returns_both_shares_in_a_list_or_an_array_is_judged_as_others(made):
    def shares(real_features, fake_features, k):
        return made(textbook.precision_and_recall(real_features, fake_features, k))

    claims = ["prdc", "definitions/value[precision_and_recall]"]
    results = check(SimpleNamespace(precision_and_recall=shares), claims, examples=25)
    assert {each.outcome for each in results} == {"passed", "skipped"}


def test_who_offers_one_order_is_not_judged_by_others():
    def first_order(x, y, *, x_weights=None, y_weights=None):
        return textbook.wasserstein_distance(x, y, x_weights=x_weights, y_weights=y_weights)

    for result in check(SimpleNamespace(wasserstein_distance=first_order), "wp"):
        assert result.outcome == "skipped"
        assert result.message == "wasserstein_distance takes no order"


class TestTransport:
    @given(samples=strategies.matched_samples())
    def test_the_best_matching_is_the_sorted_one(self, samples):
        assert least_matching_cost(*samples) == transport_cost(*samples)

    def test_masses_are_moved_in_parts(self):
        halves, thirds = [Fraction(1, 2)] * 2, [Fraction(1, 3), Fraction(2, 3)]
        assert transport_cost([0.0, 6.0], [0.0, 6.0], 2, halves, thirds) == 6

    def test_points_without_mass_are_left_out(self):
        nothing = [Fraction(0), Fraction(1), Fraction(0)]
        assert transport_cost([9.0, 1.0, 0.0], [3.0], 2, nothing) == 4
        assert transport_cost([3.0], [9.0, 1.0, 0.0], 2, None, nothing) == 4

    @pytest.mark.parametrize("order", [1, 2, 3])
    def test_the_distance_is_the_root_of_the_cost(self, order):
        assert_close(distance_of_order(Fraction(3) ** order, order), 3)
        assert_close(distance_of_order(Fraction(0), order), 0)
