"""Precision and recall, density and coverage: who is near whom.

About each sample of a set there is a ball that reaches to its k-th nearest neighbour in the set.
What is in one of the balls counts as what the set is a sample of. So precision is the share of
fakes that are in a ball of some real, and recall the share of reals that are in a ball of some
fake. In place of these it was proposed to count in how many balls of reals a fake is, over k, which
is its density; and the share of balls of reals that hold a fake, which is the coverage.

If real samples and fakes are distributed alike the mean density is 1, though density is no share,
and the coverage is what their numbers make of it. Where it matters whether a ball has its own edge,
authors decide it differently; here no two distances are equal unless a claim is about that.

References
----------
T. Kynkäänniemi et al., "Improved precision and recall metric for assessing generative models",
NeurIPS 2019.
M. F. Naeem, S. J. Oh, Y. Uh, Y. Choi and J. Yoo, "Reliable fidelity and diversity metrics for
generative models", ICML 2020.
"""

from hypothesis import given

from spec import assert_at_most, assert_close, claim, holds_here, mean
from spec.definitions import (
    coverage,
    density,
    density_and_coverage,
    precision_and_recall,
    share_in_balls,
)
from spec.strategies import any_neighbours, collapses, neighbour_sets, pools, sets_of_two

PRECISION = "Kynkäänniemi et al. 2019"
DENSITY = "Naeem et al. 2020"


@claim("prdc/definition", source=PRECISION)
@given(sets=any_neighbours())
def test_precision_is_the_share_of_fakes_near_a_real(impl, sets):
    """Precision = #{j : ‖y_j − x_i‖ ≤ r_k(x_i) for some i}/m."""
    precision, _ = impl.precision_and_recall(*sets)
    assert_close(precision, share_in_balls(sets.real, sets.fake, sets.k))


@claim("prdc/recall", source=PRECISION)
@given(sets=any_neighbours())
def test_recall_is_the_share_of_reals_near_a_fake(impl, sets):
    """Recall = #{i : ‖x_i − y_j‖ ≤ r_k(y_j) for some j}/n."""
    _, recall = impl.precision_and_recall(*sets)
    assert_close(recall, share_in_balls(sets.fake, sets.real, sets.k))


@claim("prdc/density", source=DENSITY)
@given(sets=any_neighbours())
def test_density_is_how_many_balls_of_reals_a_fake_is_in(impl, sets):
    """Density = #{(i, j) : ‖y_j − x_i‖ ≤ r_k(x_i)}/(km)."""
    found, _ = impl.density_and_coverage(*sets)
    assert_close(found, density(*sets))


@claim("prdc/coverage", source=DENSITY)
@given(sets=any_neighbours())
def test_coverage_is_the_share_of_balls_that_hold_a_fake(impl, sets):
    """Coverage = #{i : ‖y_j − x_i‖ ≤ r_k(x_i) for some j}/n."""
    _, found = impl.density_and_coverage(*sets)
    assert_close(found, coverage(*sets))


@claim("prdc/two-samples", source="consequence")
@given(sets=sets_of_two())
def test_precision_and_recall_are_of_two_samples_at_least(impl, sets):
    """Precision and recall are these shares for n = m = 2, too, where each sample has one other."""
    assert_close(impl.precision_and_recall(*sets), precision_and_recall(*sets))


@claim("prdc/density-of-two-samples", source="consequence")
@given(sets=sets_of_two())
def test_density_and_coverage_are_of_two_samples_at_least(impl, sets):
    """Density and coverage are these for n = m = 2, too, where each sample has one other."""
    assert_close(impl.density_and_coverage(*sets), density_and_coverage(*sets))


@claim("prdc/linked", source="consequence")
@given(sets=neighbour_sets())
def test_recall_is_the_precision_of_the_reals_for_fakes(impl, sets):
    """Precision and recall change places if x and y do."""
    precision, recall = impl.precision_and_recall(*sets)
    assert_close(impl.precision_and_recall(*sets.swapped), (recall, precision))


@claim("prdc/of-itself", source="consequence")
@given(sets=neighbour_sets())
def test_a_set_is_as_precise_as_itself_and_recalls_all_of_it(impl, sets):
    """Precision = recall = 1, for x against x."""
    assert_close(impl.precision_and_recall(*sets.twice_the_reals), (1, 1))


@claim("prdc/covers-itself", source="consequence")
@given(sets=neighbour_sets())
def test_a_set_covers_itself(impl, sets):
    """Coverage = 1, for x against x."""
    _, found = impl.density_and_coverage(*sets.twice_the_reals)
    assert_close(found, 1)


@claim("prdc/more-neighbours", source="consequence")
@given(sets=neighbour_sets(beyond=2))
def test_neither_share_falls_with_the_number_of_neighbours(impl, sets):
    """Precision and recall for k are at most those for k + 1."""
    assert_at_most(impl.precision_and_recall(*sets), impl.precision_and_recall(*sets.next))


@claim("prdc/precision-below-density", source="consequence")
@given(sets=neighbour_sets())
def test_a_fake_that_is_near_a_real_is_in_a_ball(impl, sets):
    """Precision ≤ k · density."""
    precision, _ = impl.precision_and_recall(*sets)
    found, _ = impl.density_and_coverage(*sets)
    assert_at_most(precision, sets.k * found)


@claim("prdc/coverage-below-density", source="consequence")
@given(sets=neighbour_sets())
def test_a_ball_that_holds_a_fake_holds_one_at_least(impl, sets):
    """n · coverage ≤ k m · density."""
    dense, covered = impl.density_and_coverage(*sets)
    assert_at_most(len(sets.real) * covered, sets.k * len(sets.fake) * dense)


@claim("prdc/vanish-together", source="consequence")
@given(sets=neighbour_sets())
def test_precision_density_and_coverage_vanish_together(impl, sets):
    """Precision = 0 iff density = 0 iff coverage = 0."""
    precision, _ = impl.precision_and_recall(*sets)
    dense, covered = impl.density_and_coverage(*sets)
    assert (precision > 0) == (dense > 0) == (covered > 0)


@claim("prdc/exchangeable", source=DENSITY)
@given(pool=pools())
def test_density_is_on_average_1_if_real_and_fake_are_alike(impl, pool):
    """E[density] = 1, over all ways to call n of n + m samples real."""
    assert_close(mean(impl.density_and_coverage(*sets)[0] for sets in pool.halves()), 1)


@claim("prdc/expected-coverage", source=DENSITY)
@given(pool=pools())
def test_coverage_is_on_average_what_numbers_make_of_it(impl, pool):
    """E[coverage] = 1 − Π (n − i)/(n + m − i), i = 1 … k, over all ways to call n samples real."""
    average = mean(impl.density_and_coverage(*sets)[1] for sets in pool.halves())
    assert_close(average, pool.expected_coverage, terms=1)


@claim("prdc/density-is-a-share", source="folk", kind="refuted", corrected_by="prdc/exchangeable")
@given(sets=neighbour_sets())
def test_density_is_at_most_1(impl, sets):
    """Density ≤ 1."""
    found, _ = impl.density_and_coverage(*sets)
    assert_close(found, density(*sets))
    holds_here(found < 1 + 1e-3, density=found)


@claim("prdc/collapse", source="consequence")
@given(collapse=collapses())
def test_fakes_that_repeat_a_few_reals_recall_no_others(impl, collapse):
    """Recall = the share of reals where there are fakes, more than k at each, for closed balls."""
    _, recall = impl.precision_and_recall(*collapse.of(impl))
    assert_close(recall, collapse.share)


@claim("prdc/collapse-is-precise", source="consequence")
@given(collapse=collapses())
def test_fakes_that_repeat_reals_are_precise(impl, collapse):
    """Precision = 1, if each fake is at a real, for closed balls."""
    precision, _ = impl.precision_and_recall(*collapse.of(impl))
    assert_close(precision, 1)
