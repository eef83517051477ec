"""Chapter one: what is said of doubles.

And more of it.
"""

from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims.claim import claim
from spec.machinery.claims.trial import holds_here
from spec.machinery.numbers.comparison import assert_equal

numbers = st.integers(0, 1000)


@claim("1.1/double", equations="1-2")
@given(n=numbers)
def test_twice_a_number_is_its_double(impl, n):
    """double(n) = 2n."""
    assert_equal(impl.double(n), 2 * n)


@claim("1.1/large", equations="3", kind="exists")
@given(n=numbers)
def test_some_number_has_a_large_double(impl, n):
    """There is n with double(n) > 30."""
    holds_here(impl.double(n) > 30, double=impl.double(n))


@claim("1.2/small", equations="text, 4", kind="refuted", corrected_by="1.1/large")
@given(n=numbers)
def test_every_number_has_a_small_double(impl, n):
    """double(n) < 30 for every n."""
    holds_here(impl.double(n) < 30)
