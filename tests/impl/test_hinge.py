"""The hinge loss of a critic, against exact rational arithmetic."""

from fractions import Fraction

import numpy as np
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from tests.impl.ulps import as_mpf, error_in_ulps

values = st.floats(-2.0, 2.0) | st.floats(-8e307, 8e307) | st.just(1 - 2.0**-53)
batches = st.lists(values, min_size=1, max_size=6)


def mean_hinge(numbers):
    return sum(max(Fraction(0), 1 + number) for number in numbers) / len(numbers)


@given(real=batches, fake=batches)
@example(real=[-1.7e308] * 3, fake=[-2.0])
@example(real=[1 - 2.0**-53], fake=[np.nextafter(-1.0, 0.0)])
def test_the_loss_is_two_accurate_means(real, fake):
    exact = mean_hinge([-Fraction(d) for d in real]) + mean_hinge([*map(Fraction, fake)])
    error = error_in_ulps(impl.hinge_discriminator_loss(real, fake), as_mpf(exact))
    target(error)
    assert error <= 4
