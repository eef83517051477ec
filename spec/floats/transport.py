"""Distances on the line in floating-point numbers.

Powers of distances may over- or underflow where the distance itself does not.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import distance_of_order, transport_cost
from spec.strategies import matched_samples, scales


@claim("num/wasserstein-order-range")
@given(samples=matched_samples(), scale=scales())
def test_the_distance_keeps_its_digits_for_points_of_any_size(impl, samples, scale):
    """W_p(2^k x, 2^k y) = 2^k W_p(x, y), to a few ulps, for p = 1, 2, 3."""
    distance = distance_of_order(transport_cost(*samples), samples.order)
    x, y, p = samples.scaled(scale)
    assert_accurate(impl.wasserstein_distance(x, y, order=p), distance * scale, ulps=8)
