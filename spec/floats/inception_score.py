"""The Inception Score in floating-point numbers.

No KL is negative, so the score is never below 1, and next to 1 it is as near to it as it should be.
A class without mass counts nothing, however a classifier says so; and logits may be so large that
the softmax of a row has no number for it.
"""

from hypothesis import given

from spec import assert_accurate, claim, precision
from spec.definitions import inception_score, inception_score_from_logits, to_its_terms
from spec.strategies import (
    extreme_logit_rows,
    rows_next_to_each_other,
    rows_with_next_to_no_mass,
)


@claim("num/inception-score-zeros")
@given(rows=rows_with_next_to_no_mass())
def test_the_score_keeps_its_digits_where_classes_have_next_to_no_mass(impl, rows):
    """IS is accurate to a few ulps of its terms, with 0 log 0 = 0."""
    expected = to_its_terms(inception_score(rows), ulps=4)
    assert_accurate(impl.inception_score(rows), expected, ulps=4)


@claim("num/inception-score-near-one")
@given(rows=rows_next_to_each_other())
def test_the_score_keeps_its_digits_where_rows_are_nearly_equal(impl, rows):
    """IS is accurate to 4 ulps, next to 1."""
    assert_accurate(impl.inception_score(rows.probabilities), rows.score, ulps=4)


@claim("num/inception-score-at-least-one")
@given(rows=rows_next_to_each_other())
def test_the_score_is_never_below_one(impl, rows):
    """IS ≥ 1 − 4u."""
    score = impl.inception_score(rows.probabilities)
    assert score >= 1 - 4 * float(precision().unit_roundoff)


@claim("num/inception-score-logits")
@given(rows=extreme_logit_rows())
def test_the_score_of_logits_keeps_its_digits_for_logits_of_any_size(impl, rows):
    """IS is accurate to a few ulps of its terms, for logits up to ±900."""
    expected = to_its_terms(inception_score_from_logits(rows), ulps=4)
    assert_accurate(impl.inception_score_from_logits(rows), expected, ulps=4)


@claim("num/inception-score-equal-logits")
@given(rows=extreme_logit_rows())
def test_the_score_of_equal_rows_of_logits_is_one(impl, rows):
    """IS = 1, for two equal rows such as (0, −800, −800)."""
    assert_accurate(impl.inception_score_from_logits([rows[0], rows[0]]), 1, ulps=4)
