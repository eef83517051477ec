"""Chapter three: what is said of thirds."""

from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims.claim import claim
from spec.machinery.numbers.comparison import assert_accurate, assert_close
from spec.machinery.numbers.reals import Real

numbers = st.floats(1, 1000)


@claim("3/third")
@given(x=numbers)
def test_a_third(impl, x):
    """third(x) = x/3."""
    assert_close(impl.third(x), Real.of(x) / 3)


@claim("num/third")
@given(x=numbers)
def test_a_third_is_rounded_once(impl, x):
    """third(x) is the nearest of floats."""
    assert_accurate(impl.third(x), Real.of(x) / 3, ulps=1)
