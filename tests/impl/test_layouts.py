"""Shapes, layouts and dtypes: batches are their rows, and inputs are left as they were."""

import warnings
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np
import pytest

import impl
from impl._blocks import BLOCK
from impl._summation import FEW_ADDENDS
from spec.interface import NAMED
from tests.benchmarks.measuring import extra_memory
from tests.impl.arguments import ELEMENTWISE, REDUCTIONS, SIZE, VALID

EVERY_REDUCTION = pytest.mark.parametrize(
    ("function", "draws"), REDUCTIONS.values(), ids=REDUCTIONS.keys()
)
EVERY_ELEMENTWISE = pytest.mark.parametrize(
    ("function", "draws"), ELEMENTWISE.values(), ids=ELEMENTWISE.keys()
)
EVERY_FUNCTION = pytest.mark.parametrize(
    ("function", "draws"),
    [*REDUCTIONS.values(), *ELEMENTWISE.values()],
    ids=[*REDUCTIONS, *ELEMENTWISE],
)


def row_by_row(function, arrays):
    shape = arrays[0].shape[:-1]
    results = [function(*(a[row] for a in arrays)) for row in np.ndindex(shape)]
    return np.array(results).reshape(shape + np.shape(results[0]))


@EVERY_FUNCTION
@pytest.mark.parametrize("shape", [(1,), (3,), (2, 3), (0,), (2, 0)])
def test_a_batch_of_problems_is_its_problems_one_by_one(function, draws, shape):
    arrays = [draw(*shape) for draw in draws]
    result = function(*arrays)
    assert result.dtype == np.float64
    if 0 in shape:
        assert result.size == 0
        assert result.shape[: len(shape)] == shape
    else:
        np.testing.assert_array_equal(result, row_by_row(function, arrays))


@EVERY_FUNCTION
def test_many_problems_of_many_blocks_are_the_problems_one_by_one(function, draws):
    arrays = [draw(7, 1000) for draw in draws]
    result = function(*arrays)
    for row in ((0, 0), (2, 730), (2, 731), (6, 999)):
        alone = function(*(a[row] for a in arrays))
        np.testing.assert_array_equal(result[row], alone)


@EVERY_FUNCTION
@pytest.mark.parametrize("most", [FEW_ADDENDS, BLOCK])
def test_a_problem_is_the_same_among_few_and_many(function, draws, most):
    """With one problem more the numbers are too many for one way to add them up."""
    problems = most // SIZE
    arrays = [draw(problems + 1) for draw in draws]
    few = function(*(a[:problems] for a in arrays))
    np.testing.assert_array_equal(function(*arrays)[:problems], few)


@EVERY_ELEMENTWISE
@pytest.mark.parametrize("most", [FEW_ADDENDS, BLOCK])
def test_numbers_in_a_line_are_the_same_in_a_table(function, draws, most):
    rows = most // SIZE + 1
    tables = [draw(rows) for draw in draws]
    lines = [table.reshape(-1) for table in tables]
    np.testing.assert_array_equal(function(*lines), function(*tables).reshape(-1))


@EVERY_FUNCTION
def test_threads_do_not_get_in_one_another_s_way(function, draws):
    arrays = [[draw(2000) for draw in draws] for _ in range(4)]
    alone = [function(*each) for each in arrays]
    with ThreadPoolExecutor(4) as threads:
        together = threads.map(lambda each: function(*each), arrays * 4)
        for result, expected in zip(together, alone * 4, strict=True):
            np.testing.assert_array_equal(result, expected)


@EVERY_REDUCTION
def test_long_rows_are_independent(function, draws):
    """Each row is longer than a block, and its masses are few."""
    zeros = np.zeros((2, 20_000))
    arrays = [np.concatenate([zeros, draw(2)], axis=-1) for draw in draws]
    np.testing.assert_array_equal(function(*arrays), row_by_row(function, arrays))


@EVERY_FUNCTION
def test_leading_axes_broadcast(function, draws):
    arrays = [draw(2, 3) if i == 0 else draw(3) for i, draw in enumerate(draws)]
    full = [np.broadcast_to(a, arrays[0].shape).copy() for a in arrays]
    np.testing.assert_array_equal(function(*arrays), function(*full))


def read_only(array):
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def strided(array):
    wide = np.full((*array.shape, 2), np.nan)
    wide[..., 0] = array
    return wide[..., 0]


LAYOUTS = {
    "Fortran order": np.asfortranarray,
    "strided": strided,
    "reversed": lambda array: np.flip(np.flip(array).copy()),
    "read-only": read_only,
    "swapped bytes": lambda array: array.astype(array.dtype.newbyteorder()),
    "list": np.ndarray.tolist,
    "float32": lambda array: array.astype(np.float32),
    "float16": lambda array: array.astype(np.float16),
    "long double": lambda array: array.astype(np.longdouble),
    "fractions": np.vectorize(Fraction, otypes=[object]),
}


@EVERY_FUNCTION
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("shape", [(), (3,), (3, 4)])
def test_layout_and_dtype_make_no_difference(function, draws, layout, shape):
    """The numbers drawn are dyadic with few digits, so that every dtype holds them."""
    arrays = [draw(*shape) for draw in draws]
    result, expected = function(*map(layout, arrays)), function(*arrays)
    np.testing.assert_array_equal(result, expected)
    assert type(result) is type(expected)


@EVERY_FUNCTION
@pytest.mark.parametrize("layout", [np.asfortranarray, strided, np.float32, read_only])
def test_layout_and_dtype_make_no_difference_over_many_blocks(function, draws, layout):
    arrays = [draw(9, 1000) for draw in draws]
    np.testing.assert_array_equal(function(*map(layout, arrays)), function(*arrays))


@EVERY_FUNCTION
def test_arguments_are_left_as_they_were(function, draws):
    for shape in ((), (2, 3000)):
        arrays = [draw(*shape) for draw in draws]
        copies = [a.copy() for a in arrays]
        function(*arrays)
        for array, copy in zip(arrays, copies, strict=True):
            np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("function", VALID, ids=lambda f: f.__name__)
def test_arrays_are_left_as_they_were_by_every_function(function):
    kinds = NAMED[function.__name__].arguments
    arrays = {k: np.array(v) if kinds[k].kind == "array" else v for k, v in VALID[function].items()}
    copies = {k: np.copy(v) for k, v in arrays.items() if isinstance(v, np.ndarray)}
    function(**arrays)
    for name, copy in copies.items():
        np.testing.assert_array_equal(arrays[name], copy)


@EVERY_FUNCTION
@pytest.mark.parametrize("problems", [3, 1000])
def test_results_own_their_memory(function, draws, problems):
    """A second call must not write into the result of the first."""
    arrays = [draw(problems) for draw in draws]
    first = function(*arrays)
    copy = first.copy()
    function(*(draw(problems) for draw in draws))
    np.testing.assert_array_equal(first, copy)
    assert not any(np.shares_memory(first, array) for array in arrays)


@EVERY_REDUCTION
def test_one_number_is_a_batch_of_one(function, draws):
    one = [draw.one for draw in draws]
    result = function(*one)
    assert isinstance(result, np.float64)
    assert result == function(*([x] for x in one))


@EVERY_FUNCTION
@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.uint8, np.uint64])
def test_integers_are_the_floats_that_they_equal(function, draws, dtype):
    integers = [np.array(draw.integers, dtype) for draw in draws]
    floats = [array.astype(np.float64) for array in integers]
    np.testing.assert_array_equal(function(*integers), function(*floats))


def test_integers_and_bools_are_numbers():
    assert impl.sigmoid(0) == impl.sigmoid(False) == 0.5
    assert impl.kl_divergence([1, 0], [True, False]) == 0
    assert impl.gaussian_kl(3, 1, 2) == 0.5
    np.testing.assert_array_equal(
        impl.optimal_discriminator(np.arange(3, dtype=np.uint8), np.ones(3, bool)), [0, 0.5, 2 / 3]
    )
    assert impl.summed_generator_loss(np.array([2**62, 2**62])) == -(2.0**62)


@EVERY_FUNCTION
def test_no_floating_point_warning_escapes_even_where_all_are_errors(function, draws):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        for shift in range(SIZE):
            function(*(np.roll(draw.extremes, i * shift) for i, draw in enumerate(draws)))


@EVERY_ELEMENTWISE
@pytest.mark.parametrize("none", [np.empty(0), np.ones(3)[:0]], ids=["empty", "of an array"])
def test_of_no_numbers_there_are_no_results(function, draws, none):
    # What is left of an array has its strides, an array that is empty from the start has none.
    assert function(*[none for _ in draws]).shape == (0,)


@EVERY_ELEMENTWISE
@pytest.mark.parametrize("shape", [(2, BLOCK + 1), (2, 3, BLOCK + 1)], ids=str)
def test_rows_longer_than_a_block_are_as_good_as_their_numbers(function, draws, shape):
    few = [draw(50).ravel() for draw in draws]
    many = function(*(np.resize(numbers, shape) for numbers in few))
    np.testing.assert_array_equal(many, np.resize(function(*few), shape))


HUGE = 1.7e308


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (impl.wasserstein_distance, {"x": [HUGE, 0], "y": [-HUGE, 0]}),
        (impl.wasserstein_distance, {"x": [HUGE], "y": [-HUGE], "x_weights": [1.0]}),
        (impl.projection_parameters, {"data_means": [[HUGE]], "model_means": [[-HUGE]]}),
        (
            impl.projection_logits,
            {"features": [[HUGE]], "labels": [0], "A": [[HUGE]], "b": [HUGE]},
        ),
        (
            impl.conditional_logits,
            {
                "features": [[HUGE]],
                "labels": [0],
                "data_means": [[-HUGE]],
                "model_means": [[HUGE]],
            },
        ),
        (impl.wasserstein_critic_loss, {"real_values": [-HUGE], "fake_values": [HUGE]}),
        (impl.hinge_discriminator_loss, {"real_values": [-HUGE] * 2, "fake_values": [HUGE]}),
        (impl.expected_gradient, {"loss_derivative": [HUGE], "logit_jacobian": [[HUGE]]}),
        (
            impl.point_mass_critic_loss,
            {"critic": lambda x: x * np.float64(HUGE), "theta": 1, "theta_0": -1},
        ),
        (
            impl.improve_critic,
            {"critic": lambda x: -np.finfo(np.float64).max, "theta": 1, "theta_0": 2},
        ),
        (impl.inception_score, {"class_probabilities": [[0.0, 1.0], [1.0, 0.0]]}),
        (impl.inception_score_from_logits, {"class_logits": [[HUGE, -HUGE], [0.0, -np.inf]]}),
        (
            impl.kernel_inception_distance,
            {"real_features": [[HUGE], [0.0]], "fake_features": [[-HUGE], [HUGE]]},
        ),
        (
            impl.precision_and_recall,
            {"real_features": [[HUGE], [5e-324]], "fake_features": [[-HUGE], [0.0]], "k": 1},
        ),
        (
            impl.density_and_coverage,
            {"real_features": [[HUGE], [5e-324]], "fake_features": [[-HUGE], [0.0]], "k": 1},
        ),
    ],
)
def test_no_floating_point_warning_escapes_where_results_overflow(function, arguments):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        function(**arguments)


@pytest.mark.parametrize("function", [impl.sigmoid, impl.log_sigmoid, impl.logit])
def test_large_results_need_the_memory_of_a_few_blocks_besides(function):
    numbers = np.full(2**20, 0.25)
    assert extra_memory(lambda: function(numbers)) < 10 * 8 * BLOCK < numbers.nbytes


@pytest.mark.parametrize(
    "function",
    [impl.kl_divergence, impl.js_divergence, impl.wasserstein_critic_loss, impl.discriminator_loss],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_large_arguments_need_the_memory_of_a_few_blocks(function, dtype):
    masses = np.full(2**20, 2.0**-20, dtype)
    assert extra_memory(lambda: function(masses, masses)) < 25 * 8 * BLOCK < masses.nbytes
