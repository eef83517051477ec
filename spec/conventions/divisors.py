"""Divisors: a covariance of samples is divided by their number, less what the mean has cost.

The keyword `ddof` says how much less, as in NumPy. Without it the divisor is n − 1, as FID is
published.
"""

from hypothesis import given
from hypothesis import strategies as st

from spec import assert_close, claim
from spec.definitions import frechet_inception_distance
from spec.strategies import sets_of_samples


@claim("divisors/covariance")
@given(samples=sets_of_samples(features=2, fewest=3), ddof=st.integers(0, 2))
def test_a_covariance_is_divided_by_the_number_of_samples_less_ddof(impl, samples, ddof):
    """FID(x, y; ddof) is D² of covariances with divisors n − ddof and m − ddof."""
    x, y = samples
    expected = frechet_inception_distance(x, y, ddof)
    assert_close(impl.frechet_inception_distance(x, y, ddof=ddof), expected)
