"""What the functions refuse, and how they say so."""

import datetime
import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import impl
from impl._blocks import BLOCK
from impl._f_divergences import F_DIVERGENCES
from impl._summation import FEW_ADDENDS
from spec import interface
from spec.interface import FUNCTIONS, functions_with, sample_of
from tests.impl.arguments import (
    ARGUMENTS,
    EXAMPLES,
    HALVES,
    OPTIONAL,
    VALID,
    WRONG,
    arguments_of,
    ids,
    is_array,
    weights_of,
)

DISTRIBUTIONS = arguments_of(interface.distribution, interface.weights, interface.prior)
BATCHES = [
    *arguments_of(interface.batch, interface.paired_batch, interface.sample, interface.derivatives),
    *arguments_of(interface.samples, interface.gradients),
    *DISTRIBUTIONS,
]
ARRAYS = arguments_of(*(domain for domain in EXAMPLES if domain.kind == "array"))
a_distribution = st.sampled_from(DISTRIBUTIONS)
a_density = st.sampled_from(arguments_of(interface.densities))


def call(function, **changed):
    return function(**VALID[function] | changed)


def refusal(kind, function, name, value):
    """Return what is said when the argument has that value; it opens with the argument's name."""
    with pytest.raises(kind) as caught:
        call(function, **{name: value})
    assert str(caught.value).startswith((f"{name} ", f"{name}["))
    return str(caught.value)


def test_every_function_is_here_and_every_valid_argument_is_accepted():
    assert {function.__name__ for function in VALID} == set(impl.__all__)
    for function in VALID:
        call(function)


NOT_NUMBERS = [
    "",
    "1.0",
    None,
    1j,
    datetime.date(2020, 1, 1),
    ["a", "b"],
    [1.0, 1j],
    [None, 1.0],
    np.array(["2020-01-01"], "M8[D]"),
    [datetime.timedelta(1), 1.0],
]


@pytest.mark.parametrize(("function", "name"), ARGUMENTS, ids=ids(ARGUMENTS))
def test_what_is_not_a_real_number_is_a_type_error(function, name):
    for value in NOT_NUMBERS:
        if value is not None or (function, name) not in OPTIONAL:
            refusal(TypeError, function, name, value)


@given(
    argument=st.sampled_from(ARGUMENTS),
    value=st.recursive(st.text() | st.complex_numbers(), lambda x: st.lists(x, min_size=1)),
)
def test_text_and_complex_numbers_are_never_accepted(argument, value):
    function, name = argument
    with pytest.raises((TypeError, ValueError), match=name):
        call(function, **{name: value})


class Tensor:
    """A tensor of a dtype that NumPy does not know, or one that is not ready to be read."""

    def __init__(self, error):
        self.error = error

    def __array__(self, dtype=None, copy=None):
        raise self.error


@pytest.mark.parametrize(("function", "name"), ARGUMENTS, ids=ids(ARGUMENTS))
def test_a_tensor_that_cannot_be_read_is_named(function, name):
    for error in (TypeError("unsupported ScalarType BFloat16"), RuntimeError("requires grad")):
        message = refusal(TypeError, function, name, Tensor(error))
        assert str(error) in message or "Tensor" in message


@pytest.mark.parametrize(("function", "name"), ARRAYS, ids=ids(ARRAYS))
def test_a_number_that_is_masked_is_named_with_its_index(function, name):
    masked = np.ma.array([0.5, 0.5], mask=[False, True])
    assert f"{name}[1] is masked" in refusal(ValueError, function, name, masked)


def test_an_array_that_may_have_masked_numbers_and_has_none_is_as_any_other():
    features = np.ma.array([[0.0], [2.0]])
    assert impl.frechet_inception_distance(features, features + 1.0) == 1.0


@pytest.mark.skipif(
    np.finfo(np.longdouble).max == np.finfo(np.float64).max, reason="there is no larger float"
)
@pytest.mark.parametrize(
    ("function", "name"), arguments_of(interface.sample, interface.feature_set)
)
def test_a_finite_number_that_is_beyond_float64_is_named(function, name):
    beyond = np.array(VALID[function][name], np.longdouble)
    beyond.flat[-1] = np.longdouble("1e4000")
    assert "must be finite" in refusal(ValueError, function, name, beyond)


@given(exponent=st.integers(53, 62), sign=st.sampled_from([1, -1]), step=st.integers(1, 2**53))
def test_integers_are_taken_as_they_are_or_not_at_all(exponent, sign, step):
    integer = sign * (2**exponent + step % 2**exponent)
    for written in (integer, np.int64(integer), np.array([integer], object)):
        if int(float(integer)) == integer:
            assert impl.summed_generator_loss(written) == -integer
        else:
            with pytest.raises(ValueError, match=str(integer)):
                impl.summed_generator_loss(written)


@pytest.mark.parametrize(("function", "name"), ARRAYS, ids=ids(ARRAYS))
def test_rows_of_different_lengths_are_a_value_error(function, name):
    assert "rows differ in length" in refusal(ValueError, function, name, [[1.0], [1.0, 2.0]])


@given(
    argument=a_density,
    values=hnp.arrays(np.float64, 3, elements=st.floats(0.0, 10.0)),
    position=st.integers(0, 2),
    negative=st.floats(max_value=-5e-324, allow_nan=False),
)
def test_a_negative_density_is_named_with_its_index(argument, values, position, negative):
    function, name = argument
    values[position] = negative
    assert f"{name}[{int(np.flatnonzero(values < 0)[0])}] is {negative}" in refusal(
        ValueError, function, name, values
    )


@given(
    argument=st.sampled_from(arguments_of(interface.probabilities, interface.shares)),
    outside=st.floats(max_value=-5e-324) | st.floats(min_value=1.0, exclude_min=True),
)
def test_a_probability_outside_the_unit_interval_is_named(argument, outside):
    function, name = argument
    assert f"{name}[1, 0] is {outside}" in refusal(ValueError, function, name, [[0.5], [outside]])


@given(
    argument=st.sampled_from(arguments_of(interface.positives, interface.optional_positives)),
    std=st.floats(max_value=0.0),
)
def test_a_deviation_that_is_not_positive_is_named(argument, std):
    function, name = argument
    assert f"{name}[1] is {std}" in refusal(ValueError, function, name, [1.0, std])


@given(
    argument=a_distribution,
    bad=st.floats(max_value=-5e-324) | st.just(np.nan),
    position=st.integers(0, 1),
)
def test_a_mass_that_is_negative_or_nan_is_named(argument, bad, position):
    function, name = argument
    masses = [1.0, 1.0]
    masses[position] = bad
    assert f"{name}[{position}] is {bad}" in refusal(ValueError, function, name, masses)


@pytest.mark.parametrize(("function", "name"), DISTRIBUTIONS, ids=ids(DISTRIBUTIONS))
def test_an_infinite_mass_is_named(function, name):
    assert f"{name}[1] is inf" in refusal(ValueError, function, name, [0.5, np.inf])


def test_infinite_masses_are_refused_without_a_warning():
    masses = np.full(2 * FEW_ADDENDS, np.inf)
    with (
        np.errstate(all="raise"),
        pytest.raises(ValueError, match=r"weights must be finite masses"),
    ):
        impl.summed_generator_loss(masses, weights=masses)


@given(
    argument=a_distribution,
    total=st.floats(0.0, 1.0 - 2.0**-40) | st.floats(1.0 + 2.0**-40, 1e308),
)
def test_masses_whose_sum_is_off_are_refused_with_their_sum(argument, total):
    function, name = argument
    message = refusal(ValueError, function, name, [total / 2, total / 2])
    assert f"sums to {total / 2 + total / 2}" in message


@pytest.mark.parametrize(
    ("dtype", "roundoff"), [(np.float64, 2.0**-53), (np.float32, 2.0**-24), (np.float16, 2.0**-11)]
)
@pytest.mark.parametrize("size", [1, 2, 4, 7, 64, 1000])
def test_a_sum_may_be_off_by_its_dtype_and_length_and_no_more(dtype, roundoff, size):
    """One mass of about 1 and others of 0: above 1 floats are an even number of roundoffs off."""
    allowed = max(4, size) // 2 * 2
    masses = np.zeros(size, dtype)
    masses[0] = 1 + allowed * roundoff
    impl.entropy(masses)
    masses[0] = 1 + (allowed + 2) * roundoff
    with pytest.raises(ValueError, match="p must sum to 1"):
        impl.entropy(masses)
    masses[0] = 1 - max(4, size) * roundoff
    impl.entropy(masses)
    impl.entropy([masses] * 2)
    masses[0] = 1 - (max(4, size) + 1) * roundoff
    with pytest.raises(ValueError, match="p must sum to 1"):
        impl.entropy([masses] * (size + 9))


def test_a_sum_near_the_tolerance_is_taken_exactly():
    """A running sum of every eighth mass, as NumPy takes it, drops one roundoff at each step."""
    size = 128
    masses = np.full(size, 1.06 * 2.0**-53)
    masses[::8] = 2.0**-53
    masses[0] = 1.0
    assert masses.sum() - 1.0 < size * 2.0**-53 < math.fsum([*masses, -1.0])
    with pytest.raises(ValueError, match="p must sum to 1"):
        impl.entropy(masses)
    with pytest.raises(ValueError, match=r"p\[1\] sums to"):
        impl.entropy([[1.0] + [0.0] * (size - 1), masses])


@pytest.mark.parametrize("position", [0, 1])
def test_a_sum_that_is_taken_column_by_column_is_not_trusted_either(position):
    """Each of the small masses by itself is lost beside the large one."""
    masses = np.full((3, 128), 2.0**-53)
    masses[:, position] = 1 + 2.0**-51
    with pytest.raises(ValueError, match="p must sum to 1"):
        impl.entropy(np.asfortranarray(masses))


A_WRONG_NUMBER = [
    (function, name, wrong)
    for domain, numbers in WRONG.items()
    for function, name in arguments_of(domain)
    for wrong in numbers
]


@pytest.mark.parametrize(("function", "name", "wrong"), A_WRONG_NUMBER, ids=ids(A_WRONG_NUMBER))
@pytest.mark.parametrize(
    ("size", "position"),
    [(2000, 1500), (2 * BLOCK, 0), (2 * BLOCK, BLOCK), (2 * BLOCK, 2 * BLOCK - 1)],
)
def test_one_wrong_number_among_thousands_is_found(function, name, wrong, size, position):
    numbers = np.full(size, 1 / size)
    numbers[position] = wrong
    assert f"{name}[{position}] is {wrong}" in refusal(ValueError, function, name, numbers)


def test_the_first_row_that_is_off_by_more_than_is_allowed_is_named():
    with pytest.raises(ValueError, match=r"p\[1\] sums to 1.25"):
        impl.entropy([[0.5, 0.5 + 2.0**-51], [0.5, 0.75]])


def test_masses_that_sum_to_another_whole_number_are_refused():
    for masses in ([0.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1 / 128] * 256):
        with pytest.raises(ValueError, match=f"p sums to {sum(masses)}"):
            impl.entropy(masses)
    for rows in ([[1.0, 1.0], [0.0, 0.0]], [[1.0, 1.0], [1.0, 1.0]]):
        with pytest.raises(ValueError, match=r"p\[0\] sums to 2"):
            impl.entropy(rows)


def test_the_row_whose_sum_is_off_is_named():
    for rows in (3, 20_000):
        p = np.full((rows, 2), 0.5)
        p[rows - 1, 0] = 0.25
        with pytest.raises(ValueError, match=rf"p\[{rows - 1}\] sums to 0.75"):
            impl.entropy(p)


def test_fractions_that_sum_to_1_are_a_distribution():
    assert impl.entropy([Fraction(1, 3)] * 3) == impl.entropy([1 / 3] * 3)


@pytest.mark.parametrize(("function", "name"), BATCHES, ids=ids(BATCHES))
@pytest.mark.parametrize("shape", [(0,), (2, 0), (0, 0)])
def test_an_empty_batch_is_refused(function, name, shape):
    assert "empty" in refusal(ValueError, function, name, np.empty(shape))


PAIRS = [
    *(
        (function.of(impl), first, second)
        for domain in (interface.distribution, interface.paired_batch)
        for function in functions_with(domain)
        for first, second in itertools.permutations(function.arrays, 2)
    ),
    *(
        (function.of(impl), keyword, sample_of(function, keyword))
        for function in functions_with(interface.weights)
        for keyword in function.of_domain(interface.weights)
    ),
    *((function, prior, "means") for function, prior in arguments_of(interface.prior)),
]
"""Arguments that are of the same samples, of one support or of the same classes."""


@pytest.mark.parametrize(("function", "first", "second"), PAIRS, ids=ids(PAIRS))
def test_last_axes_that_differ_are_refused_and_never_broadcast(function, first, second):
    for value in ([1.0], [0.5, 0.25, 0.25], 1.0):
        with pytest.raises(ValueError, match=first) as caught:
            call(function, **{first: value})
        assert second in str(caught.value)


ROWS = [
    (function.of(impl), first, second)
    for function in FUNCTIONS
    if function.shape == "of batches"
    for first, second in [
        *itertools.combinations(function.arrays, 2),
        *(
            (keyword, sample_of(function, keyword))
            for keyword in function.optional
            if is_array(function, keyword)
        ),
    ]
]
"""Arguments whose leading axes are broadcast."""


@pytest.mark.parametrize(("function", "first", "second"), ROWS, ids=ids(ROWS))
def test_leading_axes_that_do_not_broadcast_are_refused(function, first, second):
    with pytest.raises(ValueError, match=f"{first} and {second} do not broadcast"):
        call(function, **{first: [HALVES] * 2, second: [HALVES] * 3})


TOGETHER = [
    (function.of(impl), first, second)
    for function in FUNCTIONS
    if function.shape == "elementwise"
    for first, second in itertools.combinations([*function.arrays, *function.optional], 2)
]
"""Arguments that are broadcast."""


@pytest.mark.parametrize(("function", "first", "second"), TOGETHER, ids=ids(TOGETHER))
def test_shapes_that_do_not_broadcast_are_refused_with_both_names(function, first, second):
    with pytest.raises(ValueError, match="do not broadcast") as caught:
        call(function, **{first: [0.5, 0.5], second: [0.5, 0.5, 0.5]})
    assert first in str(caught.value)
    assert second in str(caught.value)


LABELS = arguments_of(interface.labels, interface.integer_labels)


@given(
    argument=st.sampled_from(LABELS),
    label=st.integers(-(2**40), -1) | st.integers(2, 2**40),
    position=st.integers(0, 1),
)
def test_a_label_out_of_range_is_named_with_its_index(argument, label, position):
    function, name = argument
    labels = [0, 1]
    labels[position] = label
    message = refusal(ValueError, function, name, labels)
    assert f"{name}[{position}] is {label}" in message


@pytest.mark.parametrize(("function", "name"), LABELS, ids=ids(LABELS))
@pytest.mark.parametrize("labels", [[0.0, 1.0], [True, False], [0.5, 0.5], [np.nan, 0.0]])
def test_labels_that_are_not_integers_are_a_type_error(function, name, labels):
    refusal(TypeError, function, name, labels)


@pytest.mark.parametrize(("function", "name"), arguments_of(interface.labels))
@pytest.mark.parametrize(
    "row", [[1, 1], [0, 0], [0.5, 0.5], [2, -1], [np.nan, 1], [1, 1e-300], [-1, 2]]
)
def test_a_row_that_is_not_one_hot_is_named(function, name, row):
    assert f"{name}[1]" in refusal(ValueError, function, name, [[0, 1], row])


@pytest.mark.parametrize(
    ("function", "changed", "named"),
    [
        (impl.projection_logits, {"features": [[1.0]]}, "features"),
        (impl.projection_logits, {"features": 1.0}, "features"),
        (impl.projection_logits, {"labels": [0]}, "labels"),
        (impl.projection_logits, {"A": [1.0, 2.0]}, "A"),
        (impl.projection_logits, {"b": [1.0]}, "b"),
        (impl.conditional_logits, {"data_means": [[1.0, 2.0]]}, "data_means and model_means"),
        (impl.conditional_logits, {"data_prior": None}, "data_prior and model_prior"),
        (impl.projection_parameters, {"model_prior": None}, "data_prior and model_prior"),
        (impl.projection_parameters, {"data_means": 1.0}, "data_means and model_means"),
        (impl.expected_gradient, {"loss_derivative": [HALVES]}, "loss_derivative"),
        (impl.expected_gradient, {"logit_jacobian": [0.0, 1.0]}, "logit_jacobian"),
        (impl.expected_gradient, {"logit_jacobian": [[0.0]]}, "logit_jacobian"),
        (impl.wasserstein_distance, {"x": [HALVES]}, "x"),
        (impl.conditional_discriminator_loss, {"real": 1.0}, "real must have samples"),
        (impl.conditional_discriminator_loss, {"fake": [1.0]}, "each sample of fake"),
        (impl.conditional_discriminator_loss, {"labels": [0]}, "each sample of real"),
        (impl.conditional_generator_loss, {"labels": 0}, "each sample of fake"),
        (
            impl.conditional_discriminator_loss,
            {"discriminator": lambda x, y: np.sum(x)},
            r"discriminator\(real, labels\) must have shape \(2,\)",
        ),
        (
            impl.conditional_generator_loss,
            {"discriminator": lambda x, y: np.ones((2, 1))},
            r"discriminator\(fake, labels\) must have shape \(2,\)",
        ),
        (impl.interpolates, {"real": [[0.0, 1.0]]}, "real and fake must have one shape"),
        (impl.interpolates, {"fake": [0.0, 1.0]}, "real and fake must have one shape"),
        (impl.interpolates, {"alpha": 0.5}, "alpha must have shape"),
        (impl.interpolates, {"alpha": [[0.5], [0.5]]}, "alpha must have shape"),
        (impl.gradient_penalty, {"gradients": 1.0}, "gradients must have samples"),
        (impl.gradient_penalty, {"weight": -1}, "weight must not be negative, but weight is -1"),
        (impl.one_sided_gradient_penalty, {"weight": math.inf}, "weight must be finite"),
        (impl.zero_centered_penalty, {"weight": math.nan}, "weight must be finite"),
        (impl.zero_centered_penalty, {"weight": [1.0]}, "weight must be one number"),
        (impl.wasserstein_distance, {"y": [0.0, np.inf]}, r"y\[1\] is inf"),
        (impl.wasserstein_distance, {"x": [np.nan, 1.0]}, r"x\[0\] is nan"),
        (impl.one_hot, {"classes": 0}, "classes"),
        (impl.spectral_norm, {"weight": [1.0]}, r"weight must have shape \(m, n\)"),
        (impl.spectral_norm, {"weight": np.ones((0, 2))}, "weight must not be empty"),
        (impl.spectral_norm, {"weight": [[1.0, np.nan]]}, r"weight\[0, 1\] is nan"),
        (impl.power_iteration, {"weight": [[np.inf], [1.0]]}, r"weight\[0, 0\] is inf"),
        (impl.power_iteration, {"u": [1.0]}, r"u must have shape \(2,\)"),
        (impl.power_iteration, {"u": [1.0, np.nan]}, r"u\[1\] is nan"),
        (impl.power_iteration, {"steps": 0}, "steps must be at least 1"),
        (impl.point_mass_critic_loss, {"theta": np.nan}, "theta"),
        (impl.improve_critic, {"theta_0": float("nan")}, "theta_0"),
        (impl.optimal_lipschitz_critic, {"theta_0": float("nan")}, "theta_0"),
        (impl.sigmoid, {"h": [10**400]}, r"h\[0\] is too large"),
        (impl.sigmoid, {"h": [0, 10**30]}, r"h\[1\] is 10{30}$"),
        (impl.gaussian_kl, {"theta": 2**53 + 1}, "theta is 9007199254740993"),
        (impl.wasserstein_distance, {"x": [2**53, 2**53 + 1]}, r"x\[1\] is 9007199254740993"),
        (impl.wasserstein_distance, {"y": [1 - 2**63, 0]}, r"y\[0\] is -9223372036854775807"),
        (impl.summed_generator_loss, {"fake_logits": [2**64 - 1, 0]}, r"fake_logits\[0\] is 1844"),
        (impl.sigmoid, {"h": [[0.5, 2**53 + 1]]}, r"h\[0, 1\] is 9007199254740993"),
        (impl.sigmoid, {"h": [0.5, -(2**53) - 1]}, r"h\[1\] is -9007199254740993"),
    ],
)
def test_wrong_shapes_and_values_are_value_errors_that_name_the_argument(function, changed, named):
    with pytest.raises(ValueError, match=named):
        call(function, **changed)


@pytest.mark.parametrize(
    ("function", "changed", "named"),
    [
        (impl.optimal_logits, {"p_data": [1.0, -2.0, -3.0]}, r"p_data\[1\] is -2"),
        (impl.entropy, {"p": [HALVES, [0.5, 0.25], [0.5, 0.0]]}, r"p\[1\] sums to 0\.75"),
        (impl.entropy, {"p": [0.0, 0.5, -0.25, -0.5]}, r"p\[2\] is -0\.25"),
        (impl.one_hot, {"labels": [0, 5, 7]}, r"from 0 to 1, but labels\[1\] is 5"),
        (impl.projection_logits, {"labels": [2, -1]}, r"labels\[0\] is 2"),
        (impl.projection_logits, {"labels": [[1, 1], [0, 0]]}, r"labels\[0\] is \[1, 1\]"),
        (impl.interpolates, {"alpha": [0.5, 1.5]}, r"alpha\[1\] is 1\.5"),
        (impl.wasserstein_distance, {"x": [np.inf, np.nan]}, r"x\[0\] is inf"),
    ],
)
def test_of_several_wrong_elements_the_first_is_named(function, changed, named):
    with pytest.raises(ValueError, match=named):
        call(function, **changed)


@pytest.mark.parametrize(("function", "name"), arguments_of(interface.sample))
@pytest.mark.parametrize("sample", [[-np.inf, 0.0], [0.0, np.inf], [np.nan, 0.0]])
@pytest.mark.parametrize("weights", [None, HALVES])
def test_a_sample_that_is_not_finite_is_refused_with_and_without_weights(
    function, name, sample, weights
):
    with pytest.raises(ValueError, match=f"{name} must be finite"):
        call(function, **{name: sample, weights_of(function, name): weights})


@pytest.mark.parametrize(("function", "name"), arguments_of(interface.divergence_name))
@pytest.mark.parametrize("unknown", ["chi2", "KL", "", 1, None, ["kl"]])
def test_a_name_that_is_not_known_is_refused_with_those_that_are(function, name, unknown):
    message = refusal(ValueError, function, name, unknown)
    assert all(known in message for known in F_DIVERGENCES)
    assert repr(unknown) in message


def test_the_one_row_of_one_sample_that_is_not_one_hot_has_no_index():
    with pytest.raises(ValueError, match=r"labels is \[1, 1\]"):
        call(impl.projection_logits, features=HALVES, labels=[1, 1])
