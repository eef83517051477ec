"""Precision, recall, density and coverage in floating-point numbers.

They are counts. Who is nearer does not change if all samples are moved, however far from the origin
that is, where ‖x‖² − 2xᵀy + ‖y‖² has lost the distance of two of them.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import density_and_coverage, precision_and_recall
from spec.strategies import many_neighbours, neighbour_sets, shifts_far_out


@claim("num/neighbours-far-out")
@given(sets=neighbour_sets() | many_neighbours(), shift=shifts_far_out())
def test_precision_and_recall_keep_their_counts_far_from_the_origin(impl, sets, shift):
    """Precision and recall are the same for x + c and y + c."""
    found = impl.precision_and_recall(*sets.shifted(shift))
    assert_accurate(found, precision_and_recall(*sets), ulps=2)


@claim("num/density-far-out")
@given(sets=neighbour_sets() | many_neighbours(), shift=shifts_far_out())
def test_density_and_coverage_keep_their_counts_far_from_the_origin(impl, sets, shift):
    """Density and coverage are the same for x + c and y + c."""
    found = impl.density_and_coverage(*sets.shifted(shift))
    assert_accurate(found, density_and_coverage(*sets), ulps=4)
