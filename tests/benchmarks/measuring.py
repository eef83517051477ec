"""How errors, times and memory are measured."""

import gc
import math
import statistics
import time
import tracemalloc
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.benchmarks.points import Exact, Points
from tests.benchmarks.rows import Arrays, Row, Way
from tests.impl.ulps import error_in_ulps

AT_LEAST = 1e-3
"""Seconds that a measurement of time lasts: a call that takes less is repeated."""

ROUNDS = range(5, 1_000)
"""How often the calls take turns, whatever the time that they have."""


@dataclass(frozen=True)
class Calls:
    """Calls of a function, one with each choice of arguments."""

    function: Callable[..., Any]
    arguments: list[tuple[Any, ...]]

    def first(self) -> Any:
        """Return what the first of the calls returns."""
        return self.function(*self.arguments[0])


def errors(row: Row, points: Points) -> list[dict[str, float]]:
    """The largest error in ulps of each way to compute a row, by group of points."""
    found: list[dict[str, float]] = [{} for _ in row.available_ways]
    for group, cases in points.groups.items():
        exact = [points.exact(*case) for case in cases]
        for way, by_group in zip(row.available_ways, found, strict=True):
            by_group[group] = max(map(_error, [way] * len(cases), cases, exact))
    return found


def _error(way: Way, case: tuple[Any, ...], exact: list[Exact]) -> float:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = way.function(*way.prepared(case))
        except ValueError:
            # PyTorch's distributions refuse some arguments that others take.
            return math.inf
    computed = np.atleast_1d(np.asarray(result)).tolist()
    return max(
        error_in_ulps(value, nearest, size)
        for value, (nearest, size) in zip(computed, exact, strict=True)
    )


def seconds(calls: list[Calls], budget: float) -> list[list[float]]:
    """Seconds of processor time that a call of each takes, in rounds in which they take turns."""
    repeats = list(map(_repeats, calls))
    rounds: list[list[float]] = []
    start = time.perf_counter()
    while len(rounds) < ROUNDS.start or (
        len(rounds) < ROUNDS.stop and time.perf_counter() - start < budget
    ):
        # Whoever comes first in one round comes last in the next.
        order = list(range(len(calls)))[:: 1 if len(rounds) % 2 else -1]
        taken = {i: _seconds(calls[i], repeats[i]) for i in order}
        rounds.append([taken[i] for i in range(len(calls))])
    return [list(each) for each in zip(*rounds, strict=True)]


def _repeats(calls: Calls) -> int:
    # Some libraries load modules at the first call.
    calls.first()
    repeats = 1
    while repeats * len(calls.arguments) * _seconds(calls, repeats) < AT_LEAST:
        repeats *= 2
    return repeats


def _seconds(calls: Calls, repeats: int) -> float:
    """Processor time, of all threads: what else the machine does counts as little as it can."""
    function, arguments = calls.function, calls.arguments
    collects = gc.isenabled()
    gc.disable()
    try:
        start = time.process_time()
        for _ in range(repeats):
            for arrays in arguments:
                function(*arrays)
        return (time.process_time() - start) / (repeats * len(arguments))
    finally:
        if collects:
            gc.enable()


def median_ratio(ours: list[float], others: list[float]) -> float:
    """The median of how many times as long as ours another call took, round by round."""
    return statistics.median(b / a for a, b in zip(ours, others, strict=True))


def extra_memory(call: Callable[[], Any]) -> int:
    """Bytes of NumPy arrays that a call needs at its peak, beyond its arguments and its result."""
    call()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        result = call()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return max(0, peak - before - np.asarray(result).nbytes)


def calls_of(way: Way, inputs: list[Arrays]) -> Calls:
    """A way to compute a row, with each of its inputs."""
    return Calls(way.function, list(map(way.prepared, inputs)))


def allocates_with_numpy(way: Way) -> bool:
    """Whether `extra_memory` sees what a way of computing something allocates."""
    return way.library != "PyTorch"
