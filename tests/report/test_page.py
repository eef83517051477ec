"""The page to look at: what is on it, and that it is sound HTML whatever a subject says."""

import sys
from types import SimpleNamespace
from urllib.parse import unquote

import numpy as np
import pytest

import impl
from tests.evidence.documents import ROOT
from tests.report.reading import read

CLAIMS = ["2.4/negative-logits-suffice", "2.4/saturates", "2.4/sigmoid-derivative", "3.1/edges"]

HOSTILE = "</pre><script>alert('&')</script>"


def clamped(h):
    return np.minimum(impl.nonsaturating_generator_loss(h), 0.125)


def raising(h):
    raise ValueError(HOSTILE)


@pytest.fixture(scope="session")
def right(page_of):
    return page_of(impl, CLAIMS)


@pytest.fixture(scope="session")
def wrong(page_of):
    subject = SimpleNamespace(
        __version__=HOSTILE,
        nonsaturating_generator_loss=clamped,
        minimax_generator_loss=raising,
        log_sigmoid=lambda h: np.asarray(h, dtype=float),
    )
    return page_of(subject, "definitions/value")


@pytest.fixture(params=["right", "wrong"])
def page(request):
    return read(request.getfixturevalue(request.param))


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in zip(levels, levels[1:], strict=False))


def test_every_link_leads_to_an_element_of_the_page(page):
    places = page.having("id")
    links = [unquote(link.attributes["href"]) for link in page.all("a")]
    assert links
    for link in links:
        assert link[:1] == "#"
        assert link[1:] in places


def test_no_two_elements_have_one_id(page):
    assert all(len(elements) == 1 for elements in page.having("id").values())


def test_nothing_is_fetched_and_there_is_no_script(page):
    assert not list(page.all("script", "iframe", "object", "img"))
    for link in page.all("link"):
        assert link.attributes["href"] == "data:,"
    (style,) = page.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_tables_have_heads_and_rows_as_wide(page):
    for table in page.all("table"):
        heads = [cell.attributes["scope"] for cell in table.all("th")]
        assert "col" in heads
        (width,) = {len(list(row.all("th", "td"))) for row in table.all("tr")}
        assert width == heads.count("col")


def test_a_right_function_has_a_card_with_the_number_of_its_claims(right):
    card = read(right).having("id")["function:sigmoid_derivative"][0]
    assert card.text == "sigmoid_derivative right 1 claim"


def test_a_claim_has_its_statement_its_verdict_and_what_it_detects(right):
    claim = read(right).having("id")["claim:2.4/negative-logits-suffice"][0]
    assert "refuted 2.4/negative-logits-suffice" in claim.text
    assert "Equations 6, 8." in claim.text
    assert "it fails for " in claim.text
    assert "Counterexample: h = " in claim.text
    assert "True instead: 2.4/saturates" in claim.text


def test_a_function_that_is_not_right_has_its_worst_instance_and_a_command(wrong):
    card = read(wrong).having("id")["function:nonsaturating_generator_loss"][0]
    assert "wrong 1 of 1 claim" in card.text
    assert "is 0.125 and should be" in card.text
    assert "definitions/value[nonsaturating_generator_loss]" in card.text
    assert "spec.check(" in card.text


def test_a_claim_that_failed_shows_its_account(wrong):
    claim = read(wrong).having("id")["claim:definitions/value[log_sigmoid]"][0]
    assert "FAILED definitions/value[log_sigmoid]" in claim.text
    assert "your result: " in claim.text


def test_what_a_subject_says_is_shown_as_it_says_it(wrong):
    page = read(wrong)
    assert HOSTILE in next(page.all("h1")).text
    failed = page.having("id")["claim:definitions/value[minimax_generator_loss]"][0]
    assert HOSTILE in next(failed.all("pre")).text


def test_claims_that_were_skipped_are_in_a_table_with_the_reason(wrong):
    page = read(wrong)
    row = page.having("id")["claim:definitions/value[sigmoid]"][0]
    assert row.tag == "tr"
    assert row.text.endswith("does not offer sigmoid")


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_a_run_of_the_command_writes_the_page(pytester, monkeypatch, workers):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(mine="log_sigmoid = lambda h: 0 * h")
    options = ["--claim", "definitions/value", "--claims-html", "page.html", "--impl", "mine.py"]
    result = pytester.run(sys.executable, "-m", "ganspec", workers, *options)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    page = read((pytester.path / "page.html").read_text(encoding="utf-8"))
    assert next(page.all("h1")).text == "mine.py"
    card = page.having("id")["function:log_sigmoid"][0]
    assert "log_sigmoid wrong 1 of 1 claim" in card.text
    assert "ganspec --claim 'definitions/value[log_sigmoid]' --impl mine.py" in card.text
