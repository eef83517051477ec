"""The projection discriminator, against exact rational arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, target
from hypothesis import strategies as st

import impl
from tests.impl.ulps import error_in_ulps

RELATIVE = 1e-14
coordinates = st.floats(-100.0, 100.0)


def logit_and_size(phi, mu, mu_hat):
    """Return ½(μ − μ̂)·((φ − μ) + (φ − μ̂)) exactly, and the sum of the sizes of its terms."""
    terms = [
        (Fraction(m) - Fraction(n)) * (2 * Fraction(x) - Fraction(m) - Fraction(n)) / 2
        for x, m, n in zip(phi, mu, mu_hat, strict=True)
    ]
    return sum(terms), sum(map(abs, terms))


def problem(seed, samples=40, classes=5, dimensions=3, offset=0.0):
    rng = np.random.default_rng(seed)
    features = offset + rng.normal(size=(samples, dimensions))
    data_means = offset + rng.normal(size=(classes, dimensions))
    model_means = offset + rng.normal(size=(classes, dimensions))
    return features, rng.integers(0, classes, samples), data_means, model_means


@given(
    offset=st.sampled_from([0.0, 1.0, 1e8, -1e12]),
    phi=st.lists(coordinates, min_size=4, max_size=4),
    mu=st.lists(coordinates, min_size=4, max_size=4),
    mu_hat=st.lists(coordinates, min_size=4, max_size=4),
)
def test_conditional_logits_are_accurate_however_far_the_means_are_out(offset, phi, mu, mu_hat):
    phi, mu, mu_hat = (np.array(x) + offset for x in (phi, mu, mu_hat))
    exact, size = logit_and_size(phi.tolist(), mu.tolist(), mu_hat.tolist())
    error = abs(Fraction(float(impl.conditional_logits(phi, 0, [mu], [mu_hat]))) - exact)
    target(float(error / size) if size else 0.0)
    assert error <= Fraction(RELATIVE) * size


@pytest.mark.parametrize("dimensions", [1, 7, 8, 129, 2000])
def test_conditional_logits_are_accurate_in_many_dimensions(dimensions):
    phi, labels, mu, mu_hat = problem(dimensions, samples=3, dimensions=dimensions, offset=1e8)
    logits = impl.conditional_logits(phi, labels, mu, mu_hat)
    for logit, x, y in zip(logits, phi, labels, strict=True):
        exact, size = logit_and_size(x.tolist(), mu[y].tolist(), mu_hat[y].tolist())
        assert abs(Fraction(float(logit)) - exact) <= Fraction(RELATIVE) * size


@given(
    mu=st.lists(coordinates, min_size=3, max_size=3),
    mu_hat=st.lists(coordinates, min_size=3, max_size=3),
)
def test_the_parameters_are_accurate(mu, mu_hat):
    slopes, biases = impl.projection_parameters([mu], [mu_hat])
    pairs = [(Fraction(m), Fraction(n)) for m, n in zip(mu, mu_hat, strict=True)]
    for slope, (m, n) in zip(slopes[0], pairs, strict=True):
        assert error_in_ulps(slope, m - n) <= 1
    terms = [(n - m) * (n + m) / 2 for m, n in pairs]
    assert error_in_ulps(biases[0], sum(terms), sum(map(abs, terms))) <= 4


def test_projection_logits_are_the_row_of_the_label():
    phi, labels, mu, mu_hat = problem(0)
    slopes, biases = impl.projection_parameters(mu, mu_hat)
    logits = impl.projection_logits(phi, labels, slopes, biases)
    for logit, x, y in zip(logits, phi, labels, strict=True):
        pairs = zip(slopes[y].tolist(), x.tolist(), strict=True)
        terms = [Fraction(biases[y].item()), *(Fraction(a) * Fraction(b) for a, b in pairs)]
        error = abs(Fraction(logit.item()) - sum(terms))
        assert error <= Fraction(RELATIVE) * sum(map(abs, terms))


def test_labels_may_be_integers_or_one_hot_rows():
    phi, labels, mu, mu_hat = problem(1)
    rows = impl.one_hot(labels, 5)
    parameters = impl.projection_parameters(mu, mu_hat)
    np.testing.assert_array_equal(rows, np.eye(5)[labels])
    for other in (
        rows,
        rows.astype(int),
        rows.astype(bool),
        rows.tolist(),
        labels.astype(np.uint8),
    ):
        np.testing.assert_array_equal(
            impl.projection_logits(phi, other, *parameters),
            impl.projection_logits(phi, labels, *parameters),
        )
        np.testing.assert_array_equal(
            impl.conditional_logits(phi, other, mu, mu_hat),
            impl.conditional_logits(phi, labels, mu, mu_hat),
        )


def test_one_sample_gives_one_number():
    phi, labels, mu, mu_hat = problem(2)
    parameters = impl.projection_parameters(mu, mu_hat)
    for label in (labels[0], impl.one_hot(labels[0], 5)):
        logit = impl.projection_logits(phi[0], label, *parameters)
        assert isinstance(logit, np.float64)
        assert logit == impl.projection_logits(phi, labels, *parameters)[0]
        logit = impl.conditional_logits(phi[0], label, mu, mu_hat)
        assert logit == impl.conditional_logits(phi, labels, mu, mu_hat)[0]


def test_samples_of_many_blocks_are_the_samples_one_by_one():
    phi, labels, mu, mu_hat = problem(3, samples=5000, dimensions=20)
    logits = impl.conditional_logits(phi, labels, mu, mu_hat)
    for i in (0, 818, 819, 820, 4999):
        assert logits[i] == impl.conditional_logits(phi[i], labels[i], mu, mu_hat)


def test_priors_add_their_log_ratio():
    phi, labels, mu, mu_hat = problem(4, classes=3)
    priors = {"data_prior": [0.5, 0.25, 0.25], "model_prior": [0.25, 0.25, 0.5]}
    shift = np.log([2.0, 1.0, 0.5])[labels]
    np.testing.assert_allclose(
        impl.conditional_logits(phi, labels, mu, mu_hat, **priors),
        impl.conditional_logits(phi, labels, mu, mu_hat) + shift,
        rtol=0,
        # A sum of two terms is rounded once more on either side.
        atol=4 * np.spacing(np.max(np.abs(impl.conditional_logits(phi, labels, mu, mu_hat)))),
    )
    slopes, biases = impl.projection_parameters(mu, mu_hat, **priors)
    plain_slopes, plain_biases = impl.projection_parameters(mu, mu_hat)
    np.testing.assert_array_equal(slopes, plain_slopes)
    np.testing.assert_array_equal(biases, plain_biases + np.log([2.0, 1.0, 0.5]))


def test_a_class_that_only_one_side_has_is_certain():
    logits = impl.conditional_logits(
        np.zeros((3, 1)),
        [0, 1, 2],
        np.zeros((3, 1)),
        np.zeros((3, 1)),
        data_prior=[1.0, 0.0, 0.0],
        model_prior=[0.0, 1.0, 0.0],
    )
    np.testing.assert_array_equal(logits, [np.inf, -np.inf, 0.0])


def test_no_samples_give_no_logits():
    _, _, mu, mu_hat = problem(5)
    empty = impl.conditional_logits(np.empty((0, 3)), np.empty(0, int), mu, mu_hat)
    assert empty.shape == (0,)
    assert impl.one_hot([], 4).shape == (0, 4)


@pytest.mark.parametrize("dimensions", [0, 1, 20_000])
def test_there_may_be_any_number_of_features(dimensions):
    ones = np.ones((2, dimensions))
    logits = impl.projection_logits(ones, [0, 1], ones, [0.0, 1.0])
    np.testing.assert_array_equal(logits, [dimensions, dimensions + 1])
