"""Which name a person may have meant, and which names an object has."""

import math
import types
from types import SimpleNamespace

import pytest

from spec.machinery.claims.names import closest, meant_by, misspelt, public_functions

NAMES = ("sigmoid", "cross_entropy", "discriminator_loss", "nonsaturating_loss", "gaussian_kl")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sigmod", "sigmoid"),
        ("sigmiod", "sigmoid"),
        ("discriminator_los", "discriminator_loss"),
        ("descriminator_loss", "discriminator_loss"),
        ("gausian_kl", "gaussian_kl"),
    ],
)
def test_a_name_with_a_letter_wrong_is_misspelt(name, meant):
    assert misspelt(name, NAMES) == closest(name, NAMES) == meant


@pytest.mark.parametrize(
    "name",
    [
        "hinge_loss",
        "saturating_loss",
        "my_sigmoid",
        "f_discriminator_loss",
        "gaussian_js",
        "binary_cross_entropy",
        "double",
    ],
)
def test_a_variant_of_a_name_is_a_name_of_its_own(name):
    assert misspelt(name, NAMES) is None


def test_a_part_of_a_name_is_worth_a_question():
    assert closest("saturating_loss", NAMES) == "nonsaturating_loss"
    assert closest("double", NAMES) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("d_loss", ["discriminator_loss"]),
        ("disc_loss", ["discriminator_loss"]),
        ("g_loss", ["first_generator_loss", "second_generator_loss"]),
        ("second_g_loss", ["second_generator_loss"]),
        ("loss_of_discriminators", ["discriminator_loss"]),
        ("loss_d", []),
        ("_", []),
    ],
)
def test_a_name_may_be_short_for_several(name, meant):
    names = ["discriminator_loss", "first_generator_loss", "hinge_discriminator_loss"]
    assert meant_by(name, [*names, "second_generator_loss"]) == meant


def module(source):
    made = types.ModuleType("mine")
    exec(source, vars(made))
    return made


def test_the_functions_of_a_module_are_those_that_it_defines():
    mine = module("from math import exp\ndef loss(h): pass\ndef _own(h): pass\nwidth = 2")
    assert public_functions(mine).keys() == {"loss"}


def test_or_those_that_it_lists():
    assert public_functions(module("from math import exp\n__all__ = ['exp']")) == {"exp": math.exp}


def test_the_functions_of_another_object_are_those_that_it_has():
    for functions in ({"loss": abs, "width": 2}, SimpleNamespace(loss=abs, width=2)):
        assert public_functions(functions) == {"loss": abs}
