"""The hinge loss in floating-point numbers.

No term is negative, so the loss has all its digits; and next to the margin 1 − D is exact.
"""

from hypothesis import given

from spec import assert_accurate, assert_equal, claim
from spec.definitions import hinge_discriminator_loss
from spec.strategies import values_next_to_1, whole_range_batch_pairs


@claim("num/hinge")
@given(values=whole_range_batch_pairs())
def test_the_hinge_loss_keeps_its_digits_for_values_of_any_size(impl, values):
    """E_p[max(0, 1 − D)] + E_q[max(0, 1 + D)] is accurate wherever a float can hold it."""
    loss = hinge_discriminator_loss(*values)
    assert_accurate(impl.hinge_discriminator_loss(*values), loss, ulps=4)


@claim("num/hinge-margin")
@given(d=values_next_to_1())
def test_the_hinge_loss_is_exact_next_to_the_margin(impl, d):
    """L_D = 2 max(0, 1 − d), exactly, for a real sample at d next to 1 and a fake one at −d."""
    assert_equal(impl.hinge_discriminator_loss([d], [-d]), max(0, 2 - 2 * d))
