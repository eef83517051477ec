"""What the interface says of each function, held to the reference, which has them all."""

import inspect
import re

import numpy as np
import pytest

import impl
from spec import interface
from spec.interface import FUNCTIONS, GRADIENTS, NAMED, SLOPES, functions_with, sample_of
from spec.machinery.claims.interface import Domain, Size
from spec.machinery.numbers.precision import PRECISIONS, in_force
from tests.impl.arguments import VALID

DOMAINS = {name: value for name, value in vars(interface).items() if isinstance(value, Domain)}
DERIVATIVES = [function for function in FUNCTIONS if function.derivative_of]
WEIGHTS = [
    (function, domain, keyword)
    for domain in (interface.weights, interface.prior)
    for function in functions_with(domain)
    for keyword in function.of_domain(domain)
]
EVERY_FUNCTION = pytest.mark.parametrize("function", FUNCTIONS, ids=str)


def test_the_functions_are_those_of_the_reference():
    names = [function.name for function in FUNCTIONS]
    assert sorted(names) == sorted(impl.__all__)
    assert [*NAMED] == names + [each.name for each in (*GRADIENTS, *SLOPES)]


@EVERY_FUNCTION
def test_the_arguments_are_those_of_the_reference_in_their_order(function):
    assert [*inspect.signature(function.of(impl)).parameters] == [*function.arguments]


@EVERY_FUNCTION
def test_what_is_optional_is_a_keyword_and_all_else_is_due(function):
    for name, parameter in inspect.signature(function.of(impl)).parameters.items():
        if name in function.optional:
            assert parameter.kind == parameter.KEYWORD_ONLY
            assert parameter.default is not parameter.empty
        else:
            assert parameter.kind == parameter.POSITIONAL_OR_KEYWORD
            assert parameter.default is parameter.empty


@EVERY_FUNCTION
def test_the_docstring_tells_each_argument_and_whether_it_is_optional(function):
    docstring = inspect.getdoc(function.of(impl))
    _, parameters, *_ = re.split(r"^\w+\n-+\n", docstring, flags=re.MULTILINE)
    told = {
        name: described.endswith(", optional")
        for names, described in re.findall(r"^(\w[\w, ]*) : (.*)$", parameters, flags=re.MULTILINE)
        for name in names.split(", ")
    }
    assert [*told] == [*function.arguments]
    assert [name for name in told if told[name]] == [*function.optional]


@pytest.mark.parametrize("derivative", DERIVATIVES, ids=str)
def test_a_derivative_is_of_a_function_of_the_same_arguments(derivative):
    assert derivative.required == NAMED[derivative.derivative_of].required


def test_what_is_called_a_derivative_is_one():
    named = [function for function in FUNCTIONS if function.name.endswith("_derivative")]
    assert named == DERIVATIVES


def test_what_is_drawn_is_optional_and_two_calls_that_leave_it_out_differ():
    drawing = [function for function in FUNCTIONS if function.draws]
    assert [function.name for function in drawing] == ["interpolates"]
    for function in drawing:
        assert function.draws in function.optional
        arguments = [VALID[function.of(impl)][name] for name in function.required]
        assert np.any(function.of(impl)(*arguments) != function.of(impl)(*arguments))


@pytest.mark.parametrize("domain", DOMAINS.values(), ids=DOMAINS)
def test_every_domain_is_used_and_no_two_are_the_same(domain):
    assert functions_with(domain)
    assert [*DOMAINS.values()].count(domain) == 1


def test_every_domain_has_a_name():
    used = {domain for function in FUNCTIONS for domain in function.arguments.values()}
    assert used == set(DOMAINS.values())


@pytest.mark.parametrize(
    ("function", "domain", "keyword"),
    WEIGHTS,
    ids=[f"{function}-{name}" for function, _, name in WEIGHTS],
)
def test_every_weight_is_of_the_samples_or_classes_of_an_argument(function, domain, keyword):
    keywords = function.of_domain(domain)
    assert sample_of(function, keyword) in function.required
    assert len({sample_of(function, each) for each in keywords}) == len(keywords)


@pytest.mark.parametrize("name", ["gradient_penalty", "gradient_penalty_derivative"])
def test_gradients_are_ordinary_unless_all_of_a_sample_is_next_to_0(name):
    def size(*gradients):
        return NAMED[name].size_of((np.array(gradients),), {})

    assert size([0.0, 0.5], [1.0, 1e-12]) is Size.ORDINARY
    assert size([0.0, 0.5], [0.0, 0.0]) is Size.MET_IN_USE
    assert size([0.0, 0.5], [0.0, 1e-12]) is Size.MET_IN_USE
    assert size([0.0, 0.5], [1.0, 1e-200]) is Size.BEYOND_USE


def test_a_power_iteration_is_ordinary_unless_all_of_a_weight_or_of_its_start_is_0():
    def size(weight, u):
        return NAMED["power_iteration"].size_of((np.array(weight), np.array(u)), {})

    assert size([[0.0, 0.0], [0.0, 1.0]], [0.0, 1.0]) is Size.ORDINARY
    assert size([[0.0, 0.0], [0.0, 0.0]], [0.0, 1.0]) is Size.MET_IN_USE
    assert size([[0.0, 0.0], [0.0, 1.0]], [0.0, 0.0]) is Size.MET_IN_USE


def test_moments_are_ordinary_unless_a_covariance_is_singular():
    def size(covariance):
        known = NAMED["frechet_distance"]
        return known.size_of(([0.0, 0.0], np.array(covariance), [0.0, 0.0], np.eye(2)), {})

    assert size([[2.0, 1.0], [1.0, 2.0]]) is Size.ORDINARY
    assert size([[1.0, 1.0], [1.0, 1.0]]) is Size.MET_IN_USE
    assert size([[0.0, 0.0], [0.0, 0.0]]) is Size.MET_IN_USE


def test_a_covariance_is_singular_where_the_root_of_a_rounded_square_is_no_sound_one():
    covariance = np.array([[5.0, 4.0, 8.0], [4.0, 6.0, 7.0], [8.0, 7.0, 13.0]])
    values = np.linalg.eigvalsh(covariance)
    assert values[0] > 2.0**-12 * values[-1]
    for name, format in PRECISIONS.items():
        with in_force(format):
            unit = float(format.unit_roundoff)
            is_sound = 3 * unit * values[-1] ** 2 / 2 / values[0] < unit**0.5
            assert is_sound == (name == "float64")
            assert interface.covariance.size_of(covariance) is (
                Size.ORDINARY if is_sound else Size.MET_IN_USE
            )


def test_moments_of_one_feature_are_less_ordinary():
    one = ([0.0], np.eye(1), [0.0], np.eye(1))
    assert NAMED["frechet_distance"].size_of(one, {}) is Size.MET_IN_USE


def test_a_set_of_features_is_ordinary_unless_a_sample_has_one_other_alone():
    def size(*rows):
        return NAMED["precision_and_recall"].size_of((np.array(rows), np.eye(3), 1), {})

    assert size([0.0], [0.0], [0.0]) is Size.ORDINARY
    assert size([0.0], [0.0]) is Size.MET_IN_USE


def test_features_are_ordinary_unless_their_covariance_is_singular():
    def size(*rows):
        known = NAMED["frechet_inception_distance"]
        return known.size_of((np.array(rows), np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]])), {})

    assert size([0.0, 1.0], [1.0, 0.0], [0.0, 0.0]) is Size.ORDINARY
    assert size([0.0, 1.0], [1.0, 0.0]) is Size.MET_IN_USE
    assert size([0.0, 1.0], [1.0, 0.0], [0.5, 0.5]) is Size.MET_IN_USE
    assert size([0.0], [1.0], [0.5]) is Size.MET_IN_USE
