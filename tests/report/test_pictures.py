"""Pictures of counterexamples: which claims have one, and of what it is made."""

import pytest

import spec
from spec.machinery.claims.family import members
from spec.specification import SPECIFICATION
from tests.report.reading import read

pictures = pytest.importorskip(
    "spec.report.pictures", reason="the extra report is not there", exc_type=ImportError
)

REFUTED = {
    member.claim.id
    for test in SPECIFICATION.tests()
    for member in members(test)
    if member.claim.kind == "refuted"
}


def record(id, counterexample):
    return {"id": id, "kind": "refuted", "outcome": "passed", "counterexample": counterexample}


def test_what_is_read_of_a_counterexample():
    found = pictures.Counterexample.read(
        "move = p (1/4, 3/4), before (1, 0), C (0.5, 0.1), (θ = -1.0, θ0 = 2e-05); "
        "D_f = 1.5, W1 = inf"
    )
    assert found.numbers == {"θ": -1.0, "θ0": 2e-05}
    assert found.shown == {"D_f": 1.5}
    assert set(found.distributions) == {"p", "before"}


@pytest.mark.parametrize("id", sorted(pictures.OF_THEIR_OWN))
def test_a_picture_is_of_a_refuted_claim_and_made_of_what_is_found(id):
    assert id in REFUTED
    (result,) = spec.check("impl", id)
    shown = read(pictures.picture(result.record, "here"))
    (svg,) = shown.all("svg")
    assert result.counterexample in svg.attributes["aria-label"]
    assert len(list(svg.all("path"))) > 5


def test_distributions_are_bars_beside_what_settles_the_matter():
    text = "divergence = pearson, pair = p (1/2, 1/2), q (1/4, 3/4); D_f = 0.5, over_p = 0.25"
    shown = read(pictures.picture(record("own/bars", text), "here"))
    words = shown.text
    for word in ("p", "q", "D_f", "over_p", "0.25", "mass"):
        assert word in words


@pytest.mark.parametrize(
    "text",
    [
        "h = nan; derivative = nan",
        "p (1/2, 1/2)",
        "</svg> p (1, 0), q (1)",
        "p (1, 0), q (0, 1)",
        "",
    ],
)
@pytest.mark.parametrize("id", ["own/other", *sorted(pictures.OF_THEIR_OWN)])
def test_what_does_not_read_as_expected_has_none_or_a_plain_one(id, text):
    shown = pictures.picture(record(id, text), "here")
    assert shown is None or read(shown)


def test_what_holds_or_fails_has_none():
    text = "p (1, 0), q (0, 1); D = 1"
    assert pictures.picture(record("own/bars", text) | {"kind": "exists"}, "here") is None
    assert pictures.picture(record("own/bars", text) | {"outcome": "failed"}, "here") is None
