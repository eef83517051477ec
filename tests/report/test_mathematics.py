"""Statements set as mathematics: what the rules do, and that a reader loses nothing by them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims.family import members
from spec.specification import SPECIFICATION
from tests.report.reading import read

mathematics = pytest.importorskip(
    "spec.report.mathematics", reason="the extra report is not there", exc_type=ImportError
).mathematics

STATEMENTS = [
    *(member.claim.statement for test in SPECIFICATION.tests() for member in members(test)),
    *(function.statement for function in SPECIFICATION.interface),
]

MARKS = "[_^{}() ]"
"""What is told by how a statement is set, in place of characters; and spaces."""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("L_mm", "<i>L</i><sub>mm</sub>"),
        ("e^{max h}", "e<sup>max <i>h</i></sup>"),
        ("e^−h", "e<sup>−<i>h</i></sup>"),
        ("2^(−2R − 4)", "2<sup>−2<i>R</i> − 4</sup>"),
        ("D*_0", "<i>D</i><sup>*</sup><sub>0</sub>"),
        ("θ0² + W1", "θ<sub>0</sub>² + <i>W</i><sub>1</sub>"),
        ("E_q1[log D]", "E<sub><i>q</i><sub>1</sub></sub>[log <i>D</i>]"),
        ("real_i", "real<sub><i>i</i></sub>"),
        ("1e15 and 1e-20", "1e15 and 1e-20"),
        ("my_hinge(h)", "my_hinge(<i>h</i>)"),
        ("a step of a", "a step of <i>a</i>"),
        ("bp + aq", "<i>bp</i> + <i>aq</i>"),
        ("KL(p‖q) of it", "KL(<i>p</i>‖<i>q</i>) of it"),
        ("(a", "(<i>a</i>"),
        ("a‖", "<i>a</i>‖"),
        ("a/", "<i>a</i>/"),
        ("(a + b)", "(<i>a</i> + <i>b</i>)"),
    ],
)
def test_indices_exponents_and_variables_are_set(text, html):
    assert mathematics(text) == html


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("p/(p + q)", "p", "( p + q )"),
        ("∂L_mm/∂θ", "∂ L mm", "∂θ"),
        ("(θ − θ0)²/(2ε²)", "( θ − θ 0 )²", "( 2ε² )"),
        ("W/‖W‖₂", "W", "‖ W ‖₂"),
        ("σ'(h)/(1 − σ(h))", "σ'( h )", "( 1 − σ( h ) )"),
        ("Δ²/4λ", "Δ²", "4λ"),
    ],
)
def test_what_has_a_stroke_between_is_a_fraction(text, above, below):
    (fraction,) = [
        each
        for each in read(mathematics(text)).all("span")
        if each.attributes.get("class") == "fraction"
    ]
    over, stroke, under = fraction.children
    assert stroke.text == "/"
    spaces = re.compile(r"\s")
    assert spaces.sub("", over.text) == spaces.sub("", above)
    assert spaces.sub("", under.text) == spaces.sub("", below)


def in_full(text):
    return re.sub(MARKS, "", text)


@pytest.mark.parametrize("statement", dict.fromkeys(STATEMENTS))
def test_a_reader_who_sees_nothing_is_told_the_whole_statement(statement):
    assert in_full(read(mathematics(statement)).text) == in_full(statement)


@given(text=st.text(alphabet="pLθ12_^*/(){}[]‖|<>&\"' −½²", max_size=40))
def test_whatever_the_text_it_is_set_and_escaped(text):
    assert in_full(read(mathematics(text)).text) == in_full(text)
