"""Transport on the line: the distances W_p of two samples.

The distance W_p is the p-th root of the least mean cost of moving one sample to where the other is,
at a cost of |x − y|^p. On the line nothing is to be searched for: the best is to move the lowest
point to the lowest, the next to the next, whatever the order p ≥ 1. So it is to be had of samples
of any size, and of slices of samples that have more dimensions.

References
----------
G. Peyré and M. Cuturi, "Computational optimal transport", Foundations and Trends in Machine
Learning, 2019.
"""

from hypothesis import given

from spec import Real, assert_at_most, assert_close, claim
from spec.definitions import least_matching_cost, transport_cost
from spec.strategies import matched_samples, unmatched_samples, weighted_points

SOURCE = "Peyré and Cuturi 2019"


@claim("wp/sorted-optimal", source=SOURCE)
@given(samples=matched_samples())
def test_no_matching_costs_less_than_that_of_the_distance(impl, samples):
    """W_p^p = min over π of (1/n) Σ |x_i − y_π(i)|^p, for p = 1, 2, 3."""
    x, y, p = samples
    distance = Real.of(impl.wasserstein_distance(x, y, order=p))
    assert_close(distance**p, least_matching_cost(x, y, p), terms=samples.size)


@claim("wp/of-two-sizes", source=SOURCE)
@given(samples=unmatched_samples())
def test_the_distance_of_samples_of_two_sizes_is_of_their_quantiles(impl, samples):
    """W_p^p = ∫ |F⁻¹ − G⁻¹|^p, for p = 1, 2, 3."""
    x, y, p = samples
    distance = Real.of(impl.wasserstein_distance(x, y, order=p))
    assert_close(distance**p, transport_cost(x, y, p), terms=samples.size)


@claim("wp/repeated-samples", source="consequence")
@given(samples=matched_samples())
def test_the_distance_does_not_see_how_often_all_samples_are_repeated(impl, samples):
    """W_p is the same if every x is repeated twice and every y three times."""
    x, y, p = samples
    once = Real.of(impl.wasserstein_distance(x, y, order=p))
    repeated = Real.of(impl.wasserstein_distance(2 * x, 3 * y, order=p))
    assert_close(repeated**p, once**p, terms=samples.size)


@claim("wp/weighted-points", source=SOURCE)
@given(drawn=weighted_points())
def test_the_distance_of_weighted_samples_moves_their_masses(impl, drawn):
    """W_p^p = ∫ |F⁻¹ − G⁻¹|^p, with weights for the masses of the points."""
    points, p = drawn.points, drawn.order
    distance = impl.wasserstein_distance(points, points, order=p, **drawn.weights)
    assert_close(Real.of(distance) ** p, drawn.cost, terms=drawn.size)


@claim("wp/orders-rise", source=SOURCE)
@given(samples=unmatched_samples(1, 2))
def test_the_distance_does_not_fall_with_its_order(impl, samples):
    """W₁ ≤ W₂ ≤ W₃."""
    x, y, p = samples
    lower, higher = (Real.of(impl.wasserstein_distance(x, y, order=q)) for q in (p, p + 1))
    assert_at_most(lower**p, higher**p, terms=samples.size)
