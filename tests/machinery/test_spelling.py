"""Mathematics is legible where an encoding does not have it."""

import io

import pytest

from spec.machinery.claims.spelling import ERRORS, spell_out

IN_ASCII = [
    ("σ' = σ(1 − σ)", "sigma' = sigma(1 - sigma)"),
    ("∂L/∂θ ≤ e^{−h}", "dL/dtheta <= e^{-h}"),
    ("2θ − λE[xε] ≠ θ0", "2 theta - lambda E[x epsilon] != theta0"),
    ("αβ", "alpha beta"),
    ("ΔΣ = Λ", "Delta Sigma = Lambda"),
    ("½‖x̄‖² + ¼ȳ", "1/2||x_bar||^2 + 1/4 y_bar"),
    ("μ̂_y, ŝ² and x̂y", "mu_hat_y, s_hat^2 and x_hat y"),
    ("Σᵢⱼ pᵢqⱼ", "Sigma_ij p_i q_j"),
    ("φᵀ(Aφ + b) = 10⁻²⁰", "phi^T(A phi + b) = 10^-20"),
    ("√u, √(x), ∇D(x), ∇_x", "sqrt u, sqrt(x), grad D(x), grad_x"),
    ("x ∈ A ∩ B ⇒ x → +∞", "x in A intersection B => x -> +infinity"),
    ("×5 · 3", "x5 * 3"),
    ("Bińkowski, Fréchet and Sønderby…", "Binkowski, Frechet and Sonderby..."),
    ("“it’s”", '"it\'s"'),
    ("✓", "check mark"),
]


@pytest.mark.parametrize(("text", "expected"), IN_ASCII)
def test_symbols_are_written_in_words_or_in_signs_of_ascii(text, expected):
    assert text.encode("ascii", ERRORS).decode("ascii") == expected


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "½σ² − 10⁻²…"),
        ("latin-1", "½ sigma² - 10^-2..."),
        ("cp1252", "½ sigma² - 10^-2…"),
    ],
)
def test_what_an_encoding_has_is_left_as_it_is(encoding, expected):
    assert "½σ² − 10⁻²…".encode(encoding, ERRORS).decode(encoding) == expected


@pytest.mark.parametrize("text", ["中", "\udc80"])
def test_letters_of_other_scripts_are_escaped(text):
    assert text.encode("ascii", ERRORS) == text.encode("ascii", "backslashreplace")


def test_a_stream_that_lacks_symbols_is_written_to_all_the_same():
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="ascii")
    spell_out(stream)
    print("σ(h) ≤ 1", file=stream, flush=True)
    assert written.getvalue().splitlines() == [b"sigma(h) <= 1"]


def test_a_stream_that_encodes_nothing_is_left_alone():
    stream = io.StringIO()
    spell_out(stream, None)
    print("σ", file=stream)
    assert stream.getvalue() == "σ\n"
