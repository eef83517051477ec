"""The Inception Score, against 300-bit arithmetic."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import impl
from impl._blocks import BLOCK
from tests.benchmarks.measuring import extra_memory
from tests.impl import whole_range
from tests.impl.ulps import BITS, as_mpf, error_in_ulps

tables = st.tuples(st.integers(1, 5), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        whole_range.distributions(st.just(shape[1])), min_size=shape[0], max_size=shape[0]
    )
)
logits = st.floats(-4.0, 4.0) | st.floats(-900.0, 900.0) | st.just(-math.inf)


def score(rows):
    """The score of masses that sum to 1 but for rounding, as `kl_divergence` takes them."""
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    divergences = [
        sum((p * mpmath.log(p / q) if p else 0) - p + q for p, q in zip(row, mean, strict=True))
        for row in rows
    ]
    return mpmath.exp(sum(divergences) / len(rows))


def softmax(row):
    powers = [mpmath.exp(as_mpf(logit) - as_mpf(max(row))) for logit in row]
    return [power / sum(powers) for power in powers]


@given(rows=tables)
@example(rows=[[1.0, 0.0], [1.0, 5e-324]])
@example(rows=[[0.5, 0.5], [0.5 + 2.0**-30, 0.5 - 2.0**-30]])
def test_the_score_of_probabilities_is_accurate(rows):
    with mpmath.workprec(BITS):
        exact = score([[as_mpf(p) for p in row] for row in rows])
    error = error_in_ulps(impl.inception_score(rows), exact)
    target(error)
    assert error <= 4 * (1 + math.log(len(rows[0])))


@given(
    rows=hnp.arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=logits)
)
@example(rows=np.array([[0.0, -104.0, -104.0], [-900.0, 900.0, 0.0]]))
@example(rows=np.array([[1.7e308, -1.7e308], [-1.7e308, 1.7e308]]))
def test_the_score_of_logits_is_accurate(rows):
    rows[:, 0] = np.maximum(rows[:, 0], -900.0)
    with mpmath.workprec(BITS):
        exact = score([softmax(row) for row in rows.tolist()])
    error = error_in_ulps(impl.inception_score_from_logits(rows), exact)
    target(error)
    assert error <= 4 * (1 + math.log(rows.shape[1])) ** 2


@given(row=whole_range.distributions(), n=st.integers(1, 60))
@example(row=[0.1, 0.2, 0.7], n=49)
def test_equal_rows_have_a_score_of_exactly_1(row, n):
    assert impl.inception_score([row] * n) == 1


@pytest.mark.parametrize("row", [[0.0, -800.0, -800.0], [-math.inf, 0.1, 0.7], [1e308, -1e308]])
def test_equal_rows_of_logits_have_a_score_of_exactly_1(row):
    assert impl.inception_score_from_logits([row] * 3) == 1


@given(rows=tables)
@example(
    rows=[[0.386206896551725, 0.613793103448275]] + [[0.38620689655172413, 0.6137931034482759]] * 2
)
def test_the_score_is_at_least_1(rows):
    assert impl.inception_score(rows) >= 1


@pytest.mark.parametrize("n", [1, 2, 7, 300])
def test_each_row_sure_of_a_class_of_its_own_has_the_number_of_rows_for_a_score(n):
    assert error_in_ulps(impl.inception_score(np.eye(n)), n) <= 4 * (1 + math.log(n))
    sure = np.where(np.eye(n), 800.0, -800.0)
    assert impl.inception_score_from_logits(sure) == impl.inception_score(np.eye(n))


def test_many_rows_score_as_few_of_the_same_kinds():
    rows = np.array([[0.5, 0.5, 0.0], [0.25, 0.25, 0.5]])
    many = np.repeat(rows, 10_000, axis=0)
    assert error_in_ulps(impl.inception_score(many), impl.inception_score(rows)) <= 4
    with np.errstate(divide="ignore"):
        few, all_of_them = np.log(rows), np.log(many)
    expected = impl.inception_score_from_logits(few)
    assert error_in_ulps(impl.inception_score_from_logits(all_of_them), expected) <= 4


@pytest.mark.parametrize("classes", [3, 5])
def test_the_rounding_of_the_mean_of_many_rows_does_not_count(classes):
    few = np.random.default_rng(2).dirichlet(np.ones(classes), 3)
    many = np.tile(few, (10_000, 1))
    with mpmath.workprec(BITS):
        exact = score([[as_mpf(p) for p in row] for row in few])
    assert error_in_ulps(impl.inception_score(many), exact) <= 2


def test_there_may_be_more_classes_than_numbers_in_a_block():
    rows = np.zeros((2, BLOCK + 1))
    rows[0, 0] = rows[1, -1] = 1
    assert error_in_ulps(impl.inception_score(rows), 2) <= 4
    assert impl.inception_score_from_logits(1000 * rows) == impl.inception_score(rows)


@pytest.mark.parametrize("function", [impl.inception_score, impl.inception_score_from_logits])
@pytest.mark.parametrize("layout", [np.asfortranarray, np.float32, np.ndarray.tolist])
def test_layout_and_dtype_make_no_difference(function, layout):
    rows = np.random.default_rng(1).multinomial(64, [0.25, 0.25, 0.5], size=9000) / 64
    assert function(layout(rows)) == function(rows)
    assert type(function(layout(rows))) is np.float64


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([0.5, 0.5], "class_probabilities must have two axes"),
        (np.ones((0, 2)), "class_probabilities must not be empty"),
        ([[0.5, 0.5], [0.5, 0.25]], r"class_probabilities\[1\] sums to 0\.75"),
        ([[1.0, 0.0], [1.5, -0.5]], r"class_probabilities\[1, 1\] is -0\.5"),
        ([[1.0, 0.0], [np.nan, 1.0]], r"class_probabilities\[1, 0\] is nan"),
    ],
)
def test_rows_that_are_no_distributions_are_refused(rows, named):
    with pytest.raises(ValueError, match=named):
        impl.inception_score(rows)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([0.5, 0.5], "class_logits must have two axes"),
        (np.ones((2, 0)), "class_logits must not be empty"),
        ([[1.0, np.nan]], r"class_logits\[0, 1\] is nan"),
        ([[1.0, 2.0], [np.inf, 2.0]], r"class_logits\[1, 0\] is inf"),
        ([[1.0, 2.0], [-np.inf, -np.inf]], r"class_logits\[1\] are all -inf"),
    ],
)
def test_logits_of_no_distribution_are_refused(rows, named):
    with pytest.raises(ValueError, match=named):
        impl.inception_score_from_logits(rows)


def test_no_more_than_a_few_blocks_are_held_besides_probabilities():
    rows = np.full((2**12, 2**8), 2.0**-8)
    assert extra_memory(lambda: impl.inception_score(rows)) < rows.nbytes / 2


def test_no_more_than_the_softmax_and_a_few_blocks_are_held_besides_logits():
    rows = np.zeros((2**12, 2**8))
    assert extra_memory(lambda: impl.inception_score_from_logits(rows)) < 1.5 * rows.nbytes
