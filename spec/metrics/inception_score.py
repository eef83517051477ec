"""The Inception Score: samples that a classifier is sure of, and of many classes.

A classifier gives each sample a row p_i of class probabilities. A good generator is to make samples
of which it is sure, so that the entropy of each row is low, and of all classes, so that that of the
mean row p̄ is high. The score is the exponential of how much lower the one is than the other, which
is what a sample tells of its class, in effect a number of classes. It is published as the mean over
a few splits of the samples.

That mean depends on the order of the samples, and the score knows nothing of the data, nor of how
many different samples there are of a class.

References
----------
T. Salimans et al., "Improved techniques for training GANs", NeurIPS 2016.
S. Barratt and R. Sharma, "A note on the Inception Score", 2018.
"""

import math

from hypothesis import given

from spec import assert_at_most, assert_close, claim, holds_here, mean
from spec.definitions import entropy, exp, inception_score_from_logits, log
from spec.strategies import (
    class_rows,
    collapsed_rows,
    equal_class_rows,
    few_or_many_class_rows,
    logit_rows,
    one_hot_rows,
    separated_rows,
    split_rows,
)

SOURCE = "Salimans et al. 2016"


@claim("is/mutual-information", source="Barratt and Sharma 2018")
@given(rows=few_or_many_class_rows())
def test_the_score_is_what_a_sample_tells_of_its_class(impl, rows):
    """IS = exp(H(p̄) − (1/n) Σ H(p_i)), zeros included."""
    information = entropy(rows.mean) - mean(map(entropy, rows.rows))
    assert_close(impl.inception_score(rows.probabilities), exp(information))


@claim("is/of-logits", source=SOURCE)
@given(rows=logit_rows())
def test_the_score_of_logits_is_that_of_their_softmax(impl, rows):
    """IS = exp((1/n) Σ KL(p_i‖p̄)), where p_i is the softmax of a row."""
    expected = inception_score_from_logits(rows.logits)
    assert_close(impl.inception_score_from_logits(rows.logits), expected)


@claim("is/shifted-logits", source="consequence")
@given(rows=logit_rows())
def test_the_score_of_logits_does_not_see_a_shift_of_a_row(impl, rows):
    """IS is the same for h_i + c_i, with a number c_i for each row h_i of logits."""
    score = impl.inception_score_from_logits(rows.logits)
    terms = inception_score_from_logits(rows.logits).terms
    assert_close(impl.inception_score_from_logits(rows.shifted), score, terms=terms)


@claim("is/at-least-one", source="Barratt and Sharma 2018")
@given(rows=class_rows())
def test_the_score_is_at_least_one(impl, rows):
    """IS ≥ 1."""
    assert_at_most(1, impl.inception_score(rows.probabilities), terms=rows.score.terms)


@claim("is/equal-rows", source="Barratt and Sharma 2018")
@given(rows=equal_class_rows())
def test_the_score_of_equal_rows_is_one(impl, rows):
    """IS = 1, where all rows are equal."""
    assert_close(impl.inception_score(rows.probabilities), 1, terms=rows.score.terms)


@claim("is/different-rows", source="consequence")
@given(rows=class_rows())
def test_the_score_is_above_one_unless_all_rows_are_equal(impl, rows):
    """log IS ≥ (2/n) Σ TV(p_i, p̄)²."""
    score = impl.inception_score(rows.probabilities)
    assert_at_most(2 * rows.mean_squared_distance, log(score), terms=rows.score.terms)


@claim("is/bounds", source="Barratt and Sharma 2018")
@given(rows=class_rows())
def test_the_score_is_at_most_what_the_mean_row_allows(impl, rows):
    """IS ≤ e^H(p̄)."""
    assert_at_most(impl.inception_score(rows.probabilities), exp(entropy(rows.mean)))


@claim("is/at-most-the-classes", source="Barratt and Sharma 2018")
@given(rows=class_rows() | one_hot_rows())
def test_the_score_is_at_most_the_number_of_classes(impl, rows):
    """IS ≤ K, the number of classes with p̄ > 0."""
    classes = sum(count > 0 for count in rows.mean.counts)
    assert_at_most(impl.inception_score(rows.probabilities), classes, terms=rows.score.terms)


@claim("is/at-most-the-samples", source="consequence")
@given(rows=class_rows() | one_hot_rows())
def test_the_score_is_at_most_the_number_of_samples(impl, rows):
    """IS ≤ n."""
    assert_at_most(impl.inception_score(rows.probabilities), len(rows), terms=rows.score.terms)


@claim("is/sure-of-all-classes", source="Barratt and Sharma 2018")
@given(rows=one_hot_rows())
def test_the_score_is_the_number_of_classes_if_all_are_as_frequent_and_certain(impl, rows):
    """IS = K, where each row is sure of one of K classes, and as many are of each class."""
    classes = len(rows.mean)
    assert_close(impl.inception_score(rows.probabilities), classes, terms=rows.score.terms)


@claim("is/chain-rule", source="consequence")
@given(split=split_rows())
def test_the_score_of_all_is_that_of_splits_times_that_of_their_means(impl, split):
    """log IS = the mean of the log IS of equal splits + log IS of their mean rows."""
    within = mean(log(impl.inception_score(part.probabilities)) for part in split.splits)
    between = log(impl.inception_score(split.means.probabilities))
    score = impl.inception_score(split.rows.probabilities)
    assert_close(log(score), within + between, terms=split.rows.score.terms)


@claim("is/splits-fall-short", source="consequence")
@given(split=split_rows())
def test_splits_score_no_more_than_all_samples(impl, split):
    """The mean of the log IS of equal splits ≤ log IS."""
    within = mean(log(impl.inception_score(part.probabilities)) for part in split.splits)
    score = impl.inception_score(split.rows.probabilities)
    assert_at_most(within, log(score), terms=split.rows.score.terms)


@claim("is/order-free", source="the practice", kind="refuted", corrected_by="is/chain-rule")
@given(split=separated_rows())
def test_the_mean_over_splits_is_a_property_of_the_set(impl, split):
    """The mean of IS over two splits is the same in whatever order the samples are."""
    means = []
    for parts in (split.splits, split.reordered):
        scores = [impl.inception_score(part.probabilities) for part in parts]
        assert_close(scores, [part.score for part in parts])
        means.append(mean(scores))
    one, other = means
    holds_here(math.isclose(one, other, abs_tol=0.01), one=one, other=other)


@claim("is/detects-collapse", source="folk", kind="refuted", corrected_by="prdc/collapse")
@given(rows=collapsed_rows())
def test_fewer_distinct_samples_have_a_lower_score(impl, rows):
    """IS is lower if of each class there is one image alone, as often as there were images."""
    images, collapsed = (impl.inception_score(part.probabilities) for part in rows)
    assert_close([images, collapsed], [part.score for part in rows])
    holds_here(collapsed < images - 1e-3, images=images, collapsed=collapsed)
