"""Divergences in floating-point numbers.

Where p and q are near each other the terms p log p/q cancel, though KL and JS are sums of terms
that are never negative. Where a mass is 0 they are limits, and none of them is nan.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import js_divergence, kl_divergence, to_its_terms
from spec.strategies import (
    nearly_equal_dyadic_pairs,
    pairs_with_empty_points,
    pairs_with_next_to_no_mass,
)


@claim("num/kl-near-equal")
@given(pair=nearly_equal_dyadic_pairs())
def test_the_kl_of_nearly_equal_distributions_keeps_its_digits(impl, pair):
    """KL(p‖q) is accurate for nearly equal p and q, down to a KL of 1e-20."""
    kl = impl.kl_divergence(pair.p.masses, pair.q.masses)
    assert_accurate(kl, kl_divergence(*pair), ulps=8)


@claim("num/js-near-equal")
@given(pair=nearly_equal_dyadic_pairs())
def test_the_js_of_nearly_equal_distributions_keeps_its_digits(impl, pair):
    """JS(p‖q) is accurate for nearly equal p and q, down to a JS of 1e-21."""
    js = impl.js_divergence(pair.p.masses, pair.q.masses)
    assert_accurate(js, js_divergence(*pair), ulps=8)


@claim("num/kl-zeros")
@given(pair=pairs_with_empty_points())
def test_zeros_count_in_a_kl_for_what_their_limits_are(impl, pair):
    """KL(p‖q) = Σ p log p/q, where 0 log 0/q = 0 log 0/0 = 0 and p log p/0 = +∞."""
    kl = impl.kl_divergence(pair.p.masses, pair.q.masses)
    assert_accurate(kl, to_its_terms(kl_divergence(*pair), ulps=4), ulps=4)


@claim("num/js-zeros")
@given(pair=pairs_with_empty_points())
def test_zeros_count_in_a_js_for_what_their_limits_are(impl, pair):
    """JS(p‖q) = ½KL(p‖m) + ½KL(q‖m), where 0 log 0/m = 0 log 0/0 = 0."""
    js = impl.js_divergence(pair.p.masses, pair.q.masses)
    assert_accurate(js, to_its_terms(js_divergence(*pair), ulps=4), ulps=4)


@claim("num/kl-extremes")
@given(pair=pairs_with_next_to_no_mass())
def test_the_kl_counts_masses_of_any_size(impl, pair):
    """KL(p‖q) is accurate for normal masses of any size, however large p/q or q/p."""
    kl = impl.kl_divergence(pair.p.masses, pair.q.masses)
    assert_accurate(kl, kl_divergence(*pair), ulps=8)


@claim("num/js-extremes")
@given(pair=pairs_with_next_to_no_mass())
def test_the_js_counts_masses_of_any_size(impl, pair):
    """JS(p‖q) is accurate for normal masses of any size, however large p/q or q/p."""
    js = impl.js_divergence(pair.p.masses, pair.q.masses)
    assert_accurate(js, js_divergence(*pair), ulps=8)
