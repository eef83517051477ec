"""The kernel inception distance, against exact rational arithmetic."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import impl
from impl.metrics.kernel_distance import ROWS
from tests.benchmarks.measuring import extra_memory
from tests.impl.ulps import as_mpf, error_in_ulps

numbers = st.integers(-8, 8).map(float) | st.floats(-1.0, 1.0)
offsets = st.sampled_from([0.0, 0.4, 1000.0, 2.0**20])
pairs = st.tuples(st.integers(2, 5), st.integers(2, 5), st.integers(1, 4)).flatmap(
    lambda sizes: st.tuples(
        hnp.arrays(np.float64, (sizes[0], sizes[2]), elements=numbers),
        hnp.arrays(np.float64, (sizes[1], sizes[2]), elements=numbers),
    )
)


def exactly(array):
    return [[*map(Fraction, row)] for row in array.tolist()]


def distance(real, fake, biased):
    """The distance from its definition."""
    d = len(real[0])

    def kernel(a, b):
        return (sum(p * q for p, q in zip(a, b, strict=True)) / d + 1) ** 3

    def mean(x, y):
        values = [
            kernel(a, b)
            for i, a in enumerate(x)
            for j, b in enumerate(y)
            if biased or x is not y or i != j
        ]
        return sum(values) / Fraction(len(values))

    return mean(real, real) - 2 * mean(real, fake) + mean(fake, fake)


def size_of_terms(real, fake):
    """The mean sizes of the terms that remain about the common mean, of pairs of each kind."""
    centre, d = np.concatenate((real, fake)).mean(axis=0), real.shape[1]
    a, lengths = 1 + centre @ centre / d, [np.linalg.norm(z - centre, axis=1) for z in (real, fake)]

    def mean(x, y):
        u, v, t = *(z * np.linalg.norm(centre) / d for z in (x, y)), np.outer(x, y) / d
        s = a + u[:, np.newaxis] + v
        return np.mean(t * (3 * s * (s + t) + t * t) + 6 * np.outer(u, v) * s)

    x, y = lengths
    return mean(x, x) + 2 * mean(x, y) + mean(y, y)


@given(samples=pairs, offset=offsets, biased=st.booleans())
@example(samples=(np.zeros((2, 1)), np.zeros((2, 1))), offset=1000.0, biased=True)
@example(samples=(np.zeros((2, 1)), np.ones((2, 1))), offset=2.0**20, biased=False)
def test_the_distance_is_accurate_to_the_terms_about_the_common_mean(samples, offset, biased):
    real, fake = samples[0] + offset, samples[1] + offset
    exact = distance(exactly(real), exactly(fake), biased)
    computed = impl.kernel_inception_distance(real, fake, biased=biased)
    error = abs(Fraction(float(computed)) - exact)
    size = Fraction(float(size_of_terms(real, fake)))
    if not size:
        assert error == 0
        return
    units = float(error / size * 2**53)
    target(units)
    assert units <= 8 + real.shape[1]


@pytest.mark.parametrize("biased", [True, False])
@pytest.mark.parametrize("sizes", [(ROWS + 1, ROWS + 1), (2 * ROWS + 3, 5), (3, ROWS), (1000, 999)])
def test_the_distance_of_many_samples_is_that_of_all_their_pairs(biased, sizes):
    """Of integers, so that every sum of kernels is exact in integers."""
    rng = np.random.default_rng(1)
    x, y = (rng.integers(-4, 5 + i, (size, 2)) for i, size in enumerate(sizes))

    def mean(a, b):
        kernels = (a @ b.T + 2) ** 3
        if a is b and not biased:
            return Fraction(int(kernels.sum() - kernels.trace()), 8 * len(a) * (len(a) - 1))
        return Fraction(int(kernels.sum()), 8 * kernels.size)

    exact = mean(x, x) - 2 * mean(x, y) + mean(y, y)
    computed = impl.kernel_inception_distance(x, y, biased=biased)
    assert abs(Fraction(float(computed)) - exact) <= 2.0**-48 * size_of_terms(x, y)


@pytest.mark.parametrize("exponent", [90, 120, 169])
def test_features_of_any_size_have_the_distance_that_they_have(exponent):
    real = np.ldexp([[1.0, -2.0], [0.5, 1.0]], exponent)
    fake = np.ldexp([[3.0, 1.0], [0.25, -1.0]], exponent)
    exact = distance(exactly(real), exactly(fake), biased=True)
    computed = impl.kernel_inception_distance(real, fake, biased=True)
    assert error_in_ulps(computed, as_mpf(exact)) <= 16


@pytest.mark.parametrize("size", [1e60, 1.7e308])
def test_a_distance_that_is_no_float_is_infinite(size):
    assert impl.kernel_inception_distance([[size]], [[-size]], biased=True) == math.inf
    assert impl.kernel_inception_distance([[size], [0.0]], [[size], [0.0]]) == -math.inf


def test_small_features_have_the_distance_of_their_means():
    assert impl.kernel_inception_distance([[1e-100]], [[3e-100]], biased=True) == 3 * 2e-100**2


@given(samples=pairs, offset=offsets)
def test_with_pairs_of_a_sample_and_itself_the_distance_is_not_negative(samples, offset):
    real = samples[0] + offset
    assert impl.kernel_inception_distance(real, real[::-1], biased=True) >= 0


@pytest.mark.parametrize("layout", [np.asfortranarray, np.float32, np.int64, np.ndarray.tolist])
def test_layout_and_dtype_make_no_difference(layout):
    rng = np.random.default_rng(2)
    real, fake = rng.integers(-9, 9, (2, 500, 3)).astype(np.float64)
    expected = impl.kernel_inception_distance(real, fake)
    computed = impl.kernel_inception_distance(layout(real), layout(fake))
    assert computed == expected
    assert type(computed) is np.float64


def test_neither_does_layout_where_sums_are_rounded():
    real, fake = np.random.default_rng(3).normal(size=(2, 500, 30))
    expected = impl.kernel_inception_distance(real, fake)
    assert (
        impl.kernel_inception_distance(np.asfortranarray(real), fake[:, ::-1][:, ::-1]) == expected
    )


@pytest.mark.parametrize(
    ("real", "fake", "named"),
    [
        ([1.0, 2.0], [[1.0]], "real_features must have two axes"),
        (np.ones((2, 0)), [[1.0]], "real_features must not be empty"),
        ([[1.0], [2.0]], [[1.0, 2.0]], r"shapes are \(2, 1\) and \(1, 2\)"),
        ([[1.0], [2.0]], [[1.0]], "fake_features must hold two samples or more, .* is 1"),
        ([[1.0]], [[1.0], [2.0]], "real_features must hold two samples or more, .* is 1"),
        ([[1.0], [np.nan]], [[1.0], [2.0]], r"real_features\[1, 0\] is nan"),
        ([[1.0], [2.0]], [[1.0], [-np.inf]], r"fake_features\[1, 0\] is -inf"),
    ],
)
def test_features_that_make_no_pairs_are_refused(real, fake, named):
    with pytest.raises(ValueError, match=named):
        impl.kernel_inception_distance(real, fake)


def test_one_sample_of_each_is_enough_for_pairs_of_a_sample_and_itself():
    assert impl.kernel_inception_distance([[0.0]], [[1.0]], biased=True) == 7


@pytest.mark.parametrize(("dtype", "copies"), [(np.float32, 2), (np.float64, 1)])
def test_no_more_than_a_copy_in_float64_and_a_few_blocks_are_held(dtype, copies):
    real, fake = np.ones((2, 200, 20_000), dtype)
    needed = extra_memory(lambda: impl.kernel_inception_distance(real, fake))
    assert needed < copies * 2 * real.nbytes + 20 * ROWS * ROWS * 8
