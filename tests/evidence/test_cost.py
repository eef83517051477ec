"""What the examples of claims cost is measured, and shown as it was measured."""

import pytest

from tests.evidence import cost, documents
from tests.evidence.cost import UNKNOWN, Cost, cost_of, dearest_first, on_file, table, total
from tests.evidence.documents import region, text
from tests.evidence.matrix import rows

DEAR = Cost(examples=10, draws=40, seconds=0.03, empty=0.01)
CHEAP = Cost(examples=100, draws=100, seconds=0.02, empty=0.02)


def test_the_examples_of_a_claim_are_drawn_with_and_without_its_body():
    found = cost_of(rows()["2.4/sigmoid"], number=5)
    assert found.examples == 5
    assert found.draws == 5
    assert found.empty > 0
    assert found.seconds > 0


def test_an_example_of_a_search_is_judged_whatever_it_finds():
    assert cost_of(rows()["2.4/negative-logits-suffice"], number=5).examples == 5


def test_costs_are_of_an_example():
    assert DEAR.cells == ("4.00", "3.00", "1.00", "3.00")


def test_costs_are_added_up():
    assert total([DEAR, CHEAP]) == (110, 140, pytest.approx(0.05), pytest.approx(0.03))


def test_the_dearest_comes_first():
    assert [id for id, _ in dearest_first({"cheap": CHEAP, "dear": DEAR})] == ["dear", "cheap"]


def test_the_table_shows_the_dearest_and_all_together(monkeypatch):
    monkeypatch.setattr(cost, "DEAREST", 1)
    assert table({"cheap": CHEAP, "dear": DEAR}).splitlines()[2:] == [
        "| `dear` | 4.00 | 3.00 | 1.00 | 3.00 |",
        "| **all 2 claims** | 1.27 | 0.45 | 0.27 | 1.67 |",
    ]


def test_some_claims_are_printed_and_not_written(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(cost, "COSTS", tmp_path / "cost.json")
    cost.main(["2.4/sigmoid"])
    assert "2.4/sigmoid" in capsys.readouterr().out
    assert not cost.COSTS.exists()


def test_all_claims_are_printed_and_written(monkeypatch, tmp_path):
    written = {}
    monkeypatch.setattr(cost, "COSTS", tmp_path / "cost.json")
    monkeypatch.setattr(cost, "rows", lambda: {"dear": None, "cheap": None})
    monkeypatch.setattr(cost, "cost_of", lambda row: DEAR)
    monkeypatch.setattr(documents, "write", lambda **regions: written.update(regions))
    cost.main()
    assert on_file() == {"dear": DEAR, "cheap": DEAR}
    assert written == {"cost": table(on_file())}


def test_before_anything_is_measured_the_page_says_how_to_do_it(monkeypatch, tmp_path):
    monkeypatch.setattr(cost, "COSTS", tmp_path / "cost.json")
    assert table(on_file()) == UNKNOWN


def test_the_page_shows_what_was_measured():
    assert region(text(), "cost") == table(on_file())
