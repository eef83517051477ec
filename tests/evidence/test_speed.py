"""The benchmark compares what it says it compares, and tells what it found."""

import numpy as np
import pytest

from tests.benchmarks.measuring import Calls, errors, extra_memory, median_ratio, seconds
from tests.benchmarks.points import POINTS, Points
from tests.benchmarks.rows import OURS, ROWS
from tests.benchmarks.tables import comparison_table, growth_table, missed_targets


def way(library, code, worst, ratios):
    times = {n: 1e-3 * ratio for n, ratio in ratios.items()}
    return {
        "library": library,
        "code": code,
        "errors": {"ordinary": 0.5, "tails": worst},
        "seconds": times,
        "ratios": ratios,
        "memory": dict.fromkeys(times, 2048),
    }


REPORT = {
    "rows": [
        {
            "name": "f",
            "ways": [
                way(OURS, "impl.f(x)", 1.5, {"50": 1.0, "1000000": 1.0}),
                way("NumPy", "np.f(x) | 1", 2.0**60, {"50": 0.4, "1000000": 0.1}),
                way("SciPy", "scipy.f(x)", 3e5, {"50": 0.6, "1000000": 0.9}),
                way("PyTorch", "torch.f(x)", None, {"50": 0.01, "1000000": 0.1}),
                way("POT", "ot.f(x)", 4.0, {"50": 0.01, "1000000": 0.8}),
            ],
        }
    ]
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_way_computes_the_same_function(row):
    points = POINTS[row.name]
    group, cases = next(iter(points.groups.items()))
    assert group == "ordinary"
    found = errors(row, Points({group: cases[:20]}, points.exact))
    assert len(found) == len(row.available_ways) >= 2
    # Half of the digits at the least, whatever the library.
    assert max(by_group[group] for by_group in found) < 2.0**26


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_way_takes_the_arrays_that_are_timed(row):
    arrays = row.inputs(row.sizes[0])[0]
    ours, *others = [np.asarray(way.function(*way.prepared(arrays))) for way in row.available_ways]
    for other in others:
        # Half of the digits at the least, as above.
        np.testing.assert_allclose(other, ours, rtol=2.0**-26)


def test_calls_take_turns():
    turns = []
    calls = [Calls(turns.append, [(name,)]) for name in "ab"]
    times = seconds(calls, budget=0.0)
    assert [len(each) for each in times] == [5, 5]
    assert set(turns) == {"a", "b"}


def test_each_call_has_other_numbers():
    turns = []
    seconds([Calls(turns.append, [("a",), ("b",), ("c",)])], budget=0.0)
    # The very first call is that which loads modules.
    assert turns[1:] == ["a", "b", "c"] * (len(turns) // 3)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_small_arrays_are_drawn_often_and_large_ones_once(row):
    first, second, *_, _ = row.inputs(50)
    assert (np.asarray(first[0]) != np.asarray(second[0])).all()
    assert [len(row.inputs(n)) for n in (50, 10_000, 100_000)] == [100, 10, 1]


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
    assert row == "| f | 1 ms | 1 ms | – | 2 kB | 2 kB |"


def test_a_target_is_missed_where_an_accurate_way_or_that_of_scipy_is_faster():
    assert missed_targets(REPORT) == [
        "f, n = 50: np.f(x) | 1 takes 0.40",
        "f, n = 1000000: scipy.f(x) takes 0.90",
        "f, n = 1000000: ot.f(x) takes 0.80",
    ]
