"""Portraits: of which functions they are, what they find, and that no subject can spoil them."""

import math
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import impl
from spec.interface import FUNCTIONS
from spec.machinery.claims.implementation import as_implementation
from spec.machinery.numbers.precision import FLOAT32, in_force
from spec.machinery.numbers.reals import Real
from spec.specification import SPECIFICATION
from tests.report.conftest import findings_of
from tests.report.reading import read
from tests.subjects import single_precision

ALL = [function.name for function in FUNCTIONS]


@pytest.fixture(scope="session")
def portraits_of(_what_pages_need):
    """The portraits of functions, by their names and subtitles."""
    from spec.report.portraits import portraits

    def portraits_of(names=ALL, subject=None, **functions):
        subject = as_implementation(subject or SimpleNamespace(**functions), SPECIFICATION)
        return {
            (portrait.function.name, portrait.subtitle): portrait
            for _, found in portraits(subject, names)
            for portrait in found
        }

    return portraits_of


@pytest.fixture(scope="session")
def of_reference(portraits_of):
    return portraits_of(subject=impl)


@pytest.fixture(scope="session")
def account(_what_pages_need):
    from spec.report.drawing import account

    return lambda portrait: account(portrait.curve)


def unwilling(h):
    raise RuntimeError("not today")


WITHOUT = {
    "they take matrices, and no one number of these is more than others": {
        "expected_gradient",
        "projection_parameters",
        "projection_logits",
        "conditional_logits",
        "spectral_norm",
        "power_iteration",
    },
    "they take or return functions": {
        "conditional_discriminator_loss",
        "conditional_generator_loss",
        "point_mass_critic_loss",
        "improve_critic",
        "optimal_lipschitz_critic",
    },
    "what comes of it is drawn": {"interpolates"},
    "it takes integers": {"one_hot"},
    "it takes a density at each point beside a distribution on these": {"negative_elbo"},
}
"""The functions without a portrait, by the reason that they have none."""


def test_every_function_has_a_portrait_or_there_is_a_reason_why_not(of_reference):
    without = set().union(*WITHOUT.values())
    portrayed = {name for name, _ in of_reference}
    shown_beside = {function.name for function in FUNCTIONS if function.derivative_of}
    assert portrayed | without | shown_beside == set(ALL)
    assert portrayed.isdisjoint(without)


@pytest.mark.parametrize(
    "shown",
    [
        ("nonsaturating_generator_loss", "gradient"),
        ("relativistic_average_discriminator_loss", "gradient in real_logits"),
        ("relativistic_average_generator_loss", "gradient in fake_logits"),
        ("pointwise_discriminator_loss", "gradient in t"),
        ("f_conjugate", "pearson"),
        ("f_divergence", "total_variation"),
        ("f_activation", "kl"),
        ("precision_and_recall", "precision"),
        ("precision_and_recall", "recall"),
        ("density_and_coverage", "coverage"),
    ],
)
def test_gradients_names_and_each_of_several_results_have_one_of_their_own(of_reference, shown):
    assert shown in of_reference


def test_an_activation_is_shown_where_it_is_the_one_that_is_proposed(portraits_of):
    found = portraits_of(
        f_activation=lambda name, v: impl.f_activation(name, v) + (name == "kl"),
        f_divergences=("kl", "pearson"),
    )
    assert found.keys() == {("f_activation", "pearson")}


def test_what_has_no_names_of_its_own_has_no_portrait(portraits_of):
    assert not portraits_of(f_conjugate=impl.f_conjugate, f_divergences=("none",))


def test_the_reference_is_as_it_should_be_everywhere(of_reference, account):
    accounts = {key: account(portrait) for key, portrait in of_reference.items()}
    explained = accounts.pop(("frechet_inception_distance", "value"))
    assert explained.endswith("no more than its terms explain")
    assert set(accounts.values()) == {"as it should be"}


def test_single_precision_that_is_careful_is_as_it_should_be(portraits_of, account):
    with in_force(FLOAT32):
        accounts = [
            account(portrait) for portrait in portraits_of(subject=single_precision).values()
        ]
    assert len(accounts) > 30
    assert all(each.endswith(("as it should be", "terms explain")) for each in accounts)


def test_they_go_over_what_training_meets(of_reference):
    points = of_reference["sigmoid", "value"].curve.points
    assert (points[0].x, points[-1].x) == (-1e4, 1e4)
    points = of_reference["logit", "value"].curve.points
    assert points[0].x < 1e-300
    assert points[-1].x == 1 - 2.0**-52


def test_the_place_is_found_where_a_gradient_dies(portraits_of, account):
    found = portraits_of(
        nonsaturating_generator_loss=impl.nonsaturating_generator_loss,
        nonsaturating_generator_loss_derivative=lambda h: np.where(
            np.asarray(h) < -40, 0.0, impl.nonsaturating_generator_loss_derivative(h)
        ),
    )
    value, gradient = found.values()
    assert account(value) == "as it should be"
    assert account(gradient) == "breaks down below −40"


def test_a_gradient_without_a_derivative_of_its_own_is_held_to_the_slopes(portraits_of, account):
    found = portraits_of(
        least_squares_generator_loss=impl.least_squares_generator_loss,
        least_squares_generator_loss_gradient=lambda x: (
            np.asarray(x) - (1 + (np.asarray(x) > 99)),
        ),
    )
    assert account(found["least_squares_generator_loss", "gradient"]) == "breaks down above 99"


def test_one_that_loses_digits_says_how_many_and_whether_its_terms_explain_it(
    portraits_of, account
):
    def textbook(p, q):
        return (np.asarray(p) * np.log(np.divide(p, q))).sum(axis=-1)

    (portrait,) = portraits_of(kl_divergence=textbook).values()
    assert 6 < portrait.curve.worst < 16
    assert account(portrait).endswith("of 16 digits lost, no more than its terms explain")
    (portrait,) = portraits_of(kl_divergence=lambda p, q: textbook(p, q) + 1e-10).values()
    assert account(portrait) == "up to 16 of 16 digits lost"


@pytest.mark.parametrize(
    "function",
    [
        unwilling,
        lambda h: np.full(np.shape(h)[:-1], math.nan),
        lambda h: "a word",
        lambda h: np.zeros(3),
        lambda h: exit(1),
    ],
)
def test_a_call_that_fails_is_a_gap(portraits_of, account, function):
    found = portraits_of(minimax_generator_loss=function)
    portrait = found["minimax_generator_loss", "value"]
    assert account(portrait) == "no number anywhere"


def test_gaps_are_where_calls_fail_alone(portraits_of):
    def of_positives(h):
        if np.min(h) < 0:
            raise ValueError("h is negative")
        return impl.nonsaturating_generator_loss(h)

    found = portraits_of(nonsaturating_generator_loss=of_positives)
    points = found["nonsaturating_generator_loss", "value"].curve.points
    assert all(math.isnan(point.got) == (point.x < 0) for point in points)


def test_a_function_that_takes_its_time_is_cut_short(portraits_of, monkeypatch):
    from spec.report import curves

    def slow(h):
        if np.size(h) > 1:
            raise ValueError("one at a time")
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass
        return impl.minimax_generator_loss(h)

    monkeypatch.setattr(curves, "SECONDS", 1.0)
    found = portraits_of(minimax_generator_loss=slow)
    curve = found["minimax_generator_loss", "value"].curve
    assert 0 < curve.gaps < len(curve.points)


def test_only_what_is_asked_for_is_portrayed(portraits_of):
    assert {name for name, _ in portraits_of(["sigmoid"], subject=impl)} == {"sigmoid"}


def test_single_precision_is_measured_by_its_own_digits(portraits_of, account):
    with in_force(FLOAT32):
        found = portraits_of(
            sigmoid=lambda h: (1 / (1 + np.exp(-np.asarray(h, np.float32)))).astype(np.float32)
        )
        portrait = found["sigmoid", "value"]
        assert account(portrait) == "as it should be"
        assert {point.x for point in portrait.curve.points} == {
            float(np.float32(point.x)) for point in portrait.curve.points
        }


@pytest.mark.parametrize(
    ("got", "due", "lost"),
    [
        (1.0, 1, 0),
        (1 + 2.0**-52, 1, 0.3),
        (1.5, 1, 15.7),
        (math.inf, 1, 16),
        (math.inf, Real.of(10) ** 400, 0),
        (0.0, 1 / Real.of(10) ** 400, 0),
        (math.nan, 0, 16),
    ],
)
def test_lost_digits_are_those_that_the_format_could_keep(got, due, lost):
    from spec.report.curves import Point

    assert abs(Point(0.0, got, Real.of(due)).lost - lost) < 0.06


def test_a_portrait_is_a_picture_with_a_text_in_its_place_and_ids_of_its_own(page_of):
    page = read(page_of(SimpleNamespace(sigmoid=impl.sigmoid), "definitions/value[sigmoid]"))
    (picture,) = page.all("svg")
    assert picture.attributes["role"] == "img"
    assert (
        picture.attributes["aria-label"]
        == "sigmoid, value, over h from −10⁴ to 10⁴: as it should be."
    )
    assert next(page.all("figcaption")).text == "value: as it should be"
    ids = [each.attributes["id"] for each in picture.all() if "id" in each.attributes]
    assert ids
    assert all(id.startswith("sigmoid-0-") for id in ids)
    assert {each.attributes["href"][1:] for each in picture.all("use")} <= set(ids)
    assert all("fill: " in each.attributes["style"] for each in picture.all("use"))


def test_where_a_worker_died_nothing_is_called():
    from spec.report.page import page

    findings = findings_of(SimpleNamespace(sigmoid=impl.sigmoid), "definitions/value[sigmoid]")
    dead = {**findings.records[0], "outcome": "failed", "command": None, "message": "crashed"}
    shown = read(page(replace(findings, records=[dead])))
    assert not list(shown.all("svg"))
    assert "ended the process that it was made in" in shown.text
