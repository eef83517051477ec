"""Chapter two: what is said of halves."""

from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims.claim import claim
from spec.machinery.claims.family import for_each
from spec.machinery.numbers.comparison import assert_at_most, assert_equal

numbers = st.integers(0, 1000)


@claim("2/half")
@given(n=numbers)
def test_half_a_number(impl, n):
    """half(2n) = n."""
    assert_equal(impl.half(2 * n), n)


@claim("2/down", source="Euclid, book VII")
@given(n=numbers)
def test_half_a_number_is_rounded_down(impl, n):
    """half(2n + 1) = n, rounded down."""
    assert_equal(impl.half(2 * n + 1, down=True), n)


@claim("2/grows")
@for_each(function=("double", "half"))
@given(n=numbers)
def test_more_stays_more(impl, function, n):
    """f(n) ≤ f(n + 1)."""
    apply = getattr(impl, function)
    assert_at_most(apply(n), apply(n + 1))
