"""A result depends on its own arguments alone: to the last bit, whatever comes with them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import impl
from impl._blocks import BLOCK
from impl._f_divergences import F_DIVERGENCES
from impl._summation import FEW_ADDENDS


def logits(rng, shape):
    return rng.normal(0.0, 10.0 ** rng.uniform(-3, 3), shape)


def probabilities(rng, shape):
    return rng.random(shape)


def densities(rng, shape):
    return np.exp(rng.normal(0.0, 10.0 ** rng.uniform(-3, 2), shape))


def masses(rng, shape):
    weights = densities(rng, shape) + 2.0**-40
    return weights / weights.sum(axis=-1, keepdims=True)


OF_NUMBERS = {
    impl.sigmoid: [logits],
    impl.sigmoid_derivative: [logits],
    impl.log_sigmoid: [logits],
    impl.logit: [probabilities],
    impl.optimal_discriminator: [densities, densities],
    impl.optimal_logits: [densities, densities],
    impl.pointwise_discriminator_loss: [probabilities, densities, densities],
    impl.pointwise_discriminator_loss_derivative: [probabilities, densities, densities],
    impl.pointwise_discriminator_loss_from_logits: [logits, densities, densities],
    impl.pointwise_discriminator_loss_from_logits_derivative: [logits, densities, densities],
    impl.minimax_generator_loss_derivative: [logits],
    impl.nonsaturating_generator_loss_derivative: [logits],
    impl.summed_generator_loss_derivative: [logits],
    impl.gaussian_log_density: [logits, logits, densities],
    impl.gaussian_kl: [logits, logits, densities],
    impl.gaussian_kl_derivative: [logits, logits, densities],
    impl.least_squares_optimal_discriminator: [densities, densities],
}


def of_name(function, name):
    def of_numbers(*numbers):
        return function(name, *numbers)

    of_numbers.__name__ = f"{function.__name__}_{name}"
    return of_numbers


for name in F_DIVERGENCES:
    OF_NUMBERS[of_name(impl.f_conjugate, name)] = [logits]
    OF_NUMBERS[of_name(impl.f_optimal_output, name)] = [densities, densities]
    OF_NUMBERS[of_name(impl.f_activation, name)] = [logits]


def gaussian_kl_of_two_widths(theta, theta_0, std, std_0):
    return impl.gaussian_kl(theta, theta_0, std, std_0=std_0)


OF_NUMBERS[gaussian_kl_of_two_widths] = [logits, logits, densities, densities]


def weighted(function):
    def of_batch_and_weights(batch, weights):
        return function(batch, weights=weights)

    of_batch_and_weights.__name__ = f"weighted_{function.__name__}"
    return of_batch_and_weights


OF_ROWS = {
    impl.discriminator_loss: [logits, logits],
    impl.minimax_generator_loss: [logits],
    impl.nonsaturating_generator_loss: [logits],
    impl.summed_generator_loss: [logits],
    weighted(impl.nonsaturating_generator_loss): [logits, masses],
    weighted(impl.summed_generator_loss): [logits, masses],
    impl.entropy: [masses],
    impl.cross_entropy: [masses, masses],
    impl.kl_divergence: [masses, masses],
    impl.js_divergence: [masses, masses],
    impl.negative_elbo: [logits, masses],
    impl.wasserstein_critic_loss: [logits, logits],
    impl.wasserstein_generator_loss: [logits],
    impl.least_squares_discriminator_loss: [logits, logits],
    impl.least_squares_generator_loss: [logits],
    impl.hinge_discriminator_loss: [logits, logits],
    impl.relativistic_discriminator_loss: [logits, logits],
    impl.relativistic_generator_loss: [logits, logits],
    impl.relativistic_average_discriminator_loss: [logits, logits],
    impl.relativistic_average_generator_loss: [logits, logits],
    impl.relativistic_average_generator_loss_derivative: [logits, logits],
}

for name in F_DIVERGENCES:
    OF_ROWS[of_name(impl.f_divergence, name)] = [masses, masses]
    OF_ROWS[of_name(impl.f_discriminator_loss, name)] = [logits, logits]
    OF_ROWS[of_name(impl.f_generator_loss, name)] = [logits]


def every(functions):
    names = [function.__name__ for function in functions]
    return pytest.mark.parametrize(("function", "draws"), functions.items(), ids=names)


def strided(array):
    wide = np.full((*array.shape, 2), np.nan)
    wide[..., 0] = array
    return wide[..., 0]


LAYOUTS = [np.asarray, np.asfortranarray, strided, np.ndarray.tolist]
layouts = st.sampled_from(LAYOUTS)
seeds = st.integers(0, 2**32 - 1)
lengths = st.integers(1, 9) | st.integers(1, 2 * FEW_ADDENDS) | st.integers(1, 5000)


def assert_bitwise_equal(actual, expected):
    np.testing.assert_array_equal(actual, expected)
    np.testing.assert_array_equal(np.signbit(actual), np.signbit(expected))


@every(OF_NUMBERS)
@given(seed=seeds, shape=st.tuples(lengths) | st.tuples(st.integers(1, 9), lengths), layout=layouts)
def test_a_number_is_the_same_alone_and_among_others(function, draws, seed, shape, layout):
    rng = np.random.default_rng(seed)
    arrays = [draw(rng, shape) for draw in draws]
    together = function(*map(layout, arrays))
    index = tuple(rng.integers(shape))
    assert_bitwise_equal(together[index], function(*(array[index] for array in arrays)))


@every(OF_ROWS)
@given(seed=seeds, rows=st.integers(1, 40), length=lengths, layout=layouts)
def test_a_row_is_the_same_alone_and_among_others(function, draws, seed, rows, length, layout):
    rng = np.random.default_rng(seed)
    arrays = [draw(rng, (rows, length)) for draw in draws]
    together = function(*map(layout, arrays))
    alone = [function(*(array[row] for array in arrays)) for row in range(rows)]
    assert_bitwise_equal(together, alone)


@given(seed=seeds, length=lengths, columns=st.integers(1, 9), layout=layouts)
def test_a_parameter_has_the_same_gradient_alone_and_among_others(seed, length, columns, layout):
    rng = np.random.default_rng(seed)
    derivatives, jacobian = logits(rng, length), logits(rng, (length, columns))
    together = impl.expected_gradient(layout(derivatives), layout(jacobian))
    alone = [impl.expected_gradient(derivatives, column[:, np.newaxis])[0] for column in jacobian.T]
    assert_bitwise_equal(together, alone)


@pytest.mark.parametrize("function", [impl.projection_logits, impl.conditional_logits])
@given(seed=seeds, samples=st.integers(1, 400), features=st.integers(1, 200), layout=layouts)
def test_a_sample_has_the_same_logit_alone_and_among_others(
    function, seed, samples, features, layout
):
    rng = np.random.default_rng(seed)
    phi, labels = logits(rng, (samples, features)), rng.integers(0, 3, samples)
    tables = logits(rng, (3, features)), logits(rng, (3, features))
    if function is impl.projection_logits:
        tables = tables[0], tables[1][:, 0].copy()
    together = function(layout(phi), labels, *map(layout, tables))
    sample = rng.integers(samples)
    assert_bitwise_equal(together[sample], function(phi[sample], labels[sample], *tables))


@every(OF_ROWS | OF_NUMBERS)
def test_the_first_of_more_than_a_block_is_the_same_among_few_and_many(function, draws):
    rng = np.random.default_rng(1)
    arrays = [draw(rng, (BLOCK // 50, 100)) for draw in draws]
    together = function(*arrays)
    for few in (1, 3, BLOCK // 100):
        assert_bitwise_equal(together[:few], function(*(array[:few] for array in arrays)))


@every(OF_ROWS | OF_NUMBERS)
def test_a_result_is_the_same_in_any_thread(function, draws):
    rng = np.random.default_rng(2)
    arrays = [draw(rng, (200, 100)) for draw in draws]
    with ThreadPoolExecutor(4) as threads:
        for result in threads.map(lambda _: function(*arrays), range(8)):
            assert_bitwise_equal(result, function(*arrays))
