"""Every way to compute every row, timed by pytest-benchmark: ``pytest tests/benchmarks``.

Nothing is asserted. The ways to compute one thing are one group of the output, in which numbers in
parentheses are multiples of the least. ``-k "log_sigmoid and 1000000"`` selects.
"""

import itertools
from functools import lru_cache

import pytest

from tests.benchmarks.measuring import allocates_with_numpy, calls_of, extra_memory
from tests.benchmarks.rows import ROWS

pytest.importorskip("pytest_benchmark")

TIMED = [
    pytest.param(row, n, way, id=f"{row.function_name}-{n}-{way.library}")
    for row in ROWS
    for n in row.sizes
    for way in row.available_ways
]


@lru_cache(maxsize=1)
def inputs_of(row, n):
    """The arrays that the row is timed with."""
    return row.inputs(n)


@pytest.mark.parametrize(("row", "n", "way"), TIMED)
def test_it_takes(benchmark, row, n, way):
    calls = calls_of(way, inputs_of(row, n))
    benchmark.name = way.code
    benchmark.group = f"{row.name}, n = {n:,}"
    if allocates_with_numpy(way):
        benchmark.extra_info["extra_memory"] = extra_memory(calls.first)
    in_turn = itertools.cycle(calls.arguments)
    benchmark(lambda: calls.function(*next(in_turn)))
