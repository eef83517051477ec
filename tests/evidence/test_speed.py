"""The benchmark compares what it says it compares, and tells what it found."""

import time

import numpy as np
import pytest

from tests.benchmarks import run, tables
from tests.benchmarks.measuring import (
    Calls,
    errors,
    extra_memory,
    median_ratio,
    numbers,
    seconds,
)
from tests.benchmarks.points import POINTS
from tests.benchmarks.rows import PARTS, ROWS, metrics
from tests.benchmarks.tables import (
    cases_table,
    comparison_table,
    growth_table,
    last_report,
    missed_targets,
    saved_parts,
)
from tests.benchmarks.ways import OURS, row
from tests.evidence import documents, speed
from tests.evidence.pages import benchmark_regions

EVERY_ROW = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


def way(library, code, worst, ratios):
    return {
        "library": library,
        "code": code,
        "errors": {"ordinary": 0.5, "tails": worst},
        "times": [
            {"n": n, "threads": 1, "seconds": 1e-3 * ratio, "ratio": ratio, "memory": 2048}
            for n, ratio in ratios.items()
        ],
    }


def report(*ways, least=None):
    rows = [{"name": "f", "least": least, "by_group": True, "ways": list(ways)}]
    return {"size": "n", "rows": rows}


REPORT = report(
    way(OURS, "impl.f(x)", 1.5, {50: 1.0, 1_000_000: 1.0}),
    way("NumPy", "np.f(x) | 1", 2.0**60, {50: 0.4, 1_000_000: 0.1}),
    way("SciPy", "scipy.f(x)", 3e5, {50: 0.6, 1_000_000: 0.9}),
    way("PyTorch", "torch.f(x)", None, {50: 0.01, 1_000_000: 0.1}),
    way("POT", "ot.f(x)", 4.0, {50: 0.01, 1_000_000: 0.8}),
)


@pytest.fixture(autouse=True)
def _as_many_threads_as_before(monkeypatch):
    for name in speed.THREADS:
        monkeypatch.setenv(name, "1")


FEWER_DIGITS = {
    # The nearer covariances are, the fewer digits has what others find.
    "FID, nearly equal covariances": 2.0**-10,
    # Shares are in float32 there.
    "precision and recall": 2.0**-22,
}
"""How far from ours what the others find may be, where they have less than half of the digits."""

CONDITIONS = {"versions": {"NumPy": "2.4"}, "architecture": "x86_64"}


@EVERY_ROW
def test_every_way_computes_the_same_function(row):
    group, cases = next(iter(POINTS[row.name].items()))
    assert group == "ordinary"
    found = errors(row, {group: cases[:20]})
    assert len(found) == len(row.available_ways) >= 2
    # Half of the digits at the least, whatever the library.
    assert max(by_group[group] for by_group in found) < 2.0**26


@EVERY_ROW
def test_every_way_takes_the_arrays_that_are_timed(row, monkeypatch):
    monkeypatch.setattr(metrics, "FEATURES", 16)
    arrays = row.inputs(row.sizes[0])[0]
    ours, *others = [numbers(way.function(*way.prepared(arrays))) for way in row.available_ways]
    for other in others:
        np.testing.assert_allclose(other, ours, rtol=FEWER_DIGITS.get(row.name, 2.0**-26))


def test_calls_take_turns():
    turns = []
    calls = [Calls(turns.append, [(name,)]) for name in "ab"]
    times = seconds(calls, budget=0.0)
    assert [len(each) for each in times] == [5, 5]
    assert set(turns) == {"a", "b"}


def test_each_call_has_other_numbers():
    turns = []
    seconds([Calls(turns.append, [("a",), ("b",), ("c",)])], budget=0.0)
    assert turns == ["a", "b", "c"] * (len(turns) // 3)


def test_long_calls_are_made_once_where_one_round_is_enough():
    turns = []
    seconds([Calls(turns.append, [(name,)]) for name in "ab"], budget=0.0, rounds=1)
    assert turns == ["a", "b"]


def test_the_time_on_two_threads_is_that_on_the_clock():
    threadpoolctl = pytest.importorskip("threadpoolctl")
    counts = []

    def call():
        counts.extend(pool["num_threads"] for pool in threadpoolctl.threadpool_info())
        time.sleep(0.01)

    with threadpoolctl.threadpool_limits(1):
        ((taken,),) = seconds([Calls(call, [()])], budget=0.0, rounds=1, threads=2)
    assert set(counts) == {2}
    assert taken >= 0.01


def test_small_arrays_are_drawn_often_and_large_ones_once():
    drawn = row("f", "x", lambda generator, n: (generator.random((n, 10)),), (OURS, "x"))
    first, second, *_ = drawn.inputs(50)
    assert (first[0] != second[0]).all()
    assert [len(drawn.inputs(n)) for n in (50, 1_000, 100_000)] == [100, 10, 1]


def test_every_row_has_a_name_of_its_own_and_points():
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    assert set(names) == set(POINTS)


def test_a_ratio_is_the_median_over_rounds():
    assert median_ratio([1.0, 2.0, 1.0], [3.0, 6.0, 50.0]) == 3.0


def test_memory_is_what_is_needed_beyond_the_result():
    assert extra_memory(lambda: np.ones(10**6)) < 1e4
    assert 8e6 <= extra_memory(lambda: np.sum(np.ones(10**6))) < 8.1e6


def test_the_comparison_shows_errors_and_ratios():
    _, _, *rows = comparison_table(REPORT).splitlines()
    assert rows == [
        "| **f** | `impl.f(x)` | 0.5 | 1.5 (tails) | 1 | 1 |",
        "|  | `np.f(x) \\| 1` | 0.5 | no digit (tails) | 0.4 | 0.1 |",
        "|  | `scipy.f(x)` | 0.5 | 3·10⁵ (tails) | 0.6 | 0.9 |",
        "|  | `torch.f(x)` | 0.5 | no number (tails) | 0.01 | 0.1 |",
        "|  | `ot.f(x)` | 0.5 | 4.0 (tails) | 0.01 | 0.8 |",
    ]


def test_the_growth_shows_times_and_memory():
    heading, _, row = growth_table(REPORT).splitlines()
    assert heading.startswith("|  | n = 50 | n = 10⁶ |")
    assert row == "| f | 1 ms | 1 ms | 2 kB | 2 kB |"


def test_a_target_is_missed_where_an_accurate_way_or_that_of_scipy_is_faster():
    assert missed_targets(REPORT) == [
        "f, n = 50: np.f(x) | 1 takes 0.40",
        "f, n = 10⁶: scipy.f(x) takes 0.90",
        "f, n = 10⁶: ot.f(x) takes 0.80",
    ]


def test_a_row_may_say_what_part_of_our_time_another_way_should_take():
    slower = way("NumPy", "np.f(x)", 2.0**60, {5_000: 0.8})
    assert missed_targets(report(way(OURS, "impl.f(x)", 1.0, {5_000: 1.0}), slower)) == []
    assert missed_targets(report(way(OURS, "impl.f(x)", 1.0, {5_000: 1.0}), slower, least=1.0)) == [
        "f, n = 5000: np.f(x) takes 0.80"
    ]


def test_times_on_two_threads_have_columns_of_their_own():
    ours = way(OURS, "impl.f(x)", 1.0, {200: 1.0})
    ours["times"].append({"n": 200, "threads": 2, "seconds": 5e-4, "ratio": 1.0})
    heading, _, shown = growth_table(report(ours)).splitlines()
    assert heading.startswith("|  | n = 200 | n = 200, 2 threads |")
    assert shown == "| f | 1 ms | 500 µs | 2 kB | – |"


def test_the_cases_show_the_errors_in_each_group_of_points():
    heading, _, *shown = cases_table(REPORT).splitlines()
    assert heading == "|  |  | ordinary | tails |"
    assert shown[0] == f"| **f** | {OURS} | 0.5 | 1.5 |"
    assert shown[3] == "|  | PyTorch | 0.5 | no number |"


def test_a_part_is_saved_and_shown_beside_the_others(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tables, "RESULTS", tmp_path)
    monkeypatch.setattr(run, "measured", lambda part, *_: REPORT | CONDITIONS)
    written = {}
    monkeypatch.setattr(documents, "write", written.update)
    first, *_ = PARTS
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    speed.main([first, "--save"])
    assert saved_parts() == sorted([first, "other"])
    assert last_report("other") == {}
    assert last_report(first)["rows"] == REPORT["rows"]
    assert written == benchmark_regions(first)
    assert written[f"{first}-comparison"] == comparison_table(REPORT)
    assert comparison_table(REPORT) in capsys.readouterr().out


def test_a_part_that_there_is_not_is_refused(capsys):
    with pytest.raises(SystemExit):
        speed.main(["everything"])
    assert f"the parts are {', '.join(PARTS)}" in capsys.readouterr().err


def test_a_part_is_not_saved_with_some_of_its_rows(capsys):
    with pytest.raises(SystemExit):
        speed.main(["--save", "--only", "KL"])
    assert "exclude each other" in capsys.readouterr().err
