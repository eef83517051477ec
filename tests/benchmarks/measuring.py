"""How errors, times and memory are measured."""

import contextlib
import gc
import importlib
import math
import statistics
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.benchmarks.points import Exact, Point, Points
from tests.benchmarks.ways import Arrays, Row, Way
from tests.impl.ulps import error_in_ulps

AT_LEAST = 1e-3
"""Seconds that a measurement of time lasts: a call that takes less is repeated."""

ROUNDS = 1_000
"""How often the calls take turns at the most, whatever the time that they have."""


Clock = Callable[[], float]


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
    for group, cases in points.items():
        exact = [case.exact() for case in cases]
        for way, by_group in zip(row.available_ways, found, strict=True):
            by_group[group] = max(map(_error, [way] * len(cases), cases, exact))
    return found


def _error(way: Way, case: Point, exact: list[Exact]) -> float:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = way.function(*way.prepared(case.arrays))
        except (ValueError, ArithmeticError, RuntimeError):
            # Some refuse arguments that others take.
            return math.inf
    return max(
        error_in_ulps(value, nearest, size)
        for value, (nearest, size) in zip(numbers(result), exact, strict=True)
    )


def numbers(result: Any) -> list[float]:
    """The numbers of a result, be it one number, an array, a tensor, or several of them."""
    return [number for array in _arrays(result) for number in array.ravel().tolist()]


def _arrays(result: Any) -> list[np.ndarray[Any, Any]]:
    return list(map(np.asarray, result if isinstance(result, tuple) else (result,)))


def seconds(
    calls: list[Calls], budget: float, *, rounds: int = 5, threads: int = 1
) -> list[list[float]]:
    """Seconds that a call of each takes, in so many rounds or more, in which they take turns."""
    # What else the machine does counts as little as it can in the processor's time of all threads.
    clock = time.process_time if threads == 1 else time.perf_counter
    with on_threads(threads):
        # Some libraries load modules at the first call.
        taken = [_seconds(each, 1, clock) for each in calls]
        if rounds == 1 and sum(taken) > budget:
            return [[each] for each in taken]
        repeats = [_repeats(each, clock) for each in calls]
        return _in_turn(calls, repeats, clock, budget, rounds)


def _in_turn(
    calls: list[Calls], repeats: list[int], clock: Clock, budget: float, rounds: int
) -> list[list[float]]:
    found: list[list[float]] = []
    start = time.perf_counter()
    while len(found) < rounds or (len(found) < ROUNDS and time.perf_counter() - start < budget):
        # Whoever comes first in one round comes last in the next.
        order = list(range(len(calls)))[:: 1 if len(found) % 2 else -1]
        taken = {i: _seconds(calls[i], repeats[i], clock) for i in order}
        found.append([taken[i] for i in range(len(calls))])
    return [list(each) for each in zip(*found, strict=True)]


def _repeats(calls: Calls, clock: Clock) -> int:
    repeats = 1
    while repeats * len(calls.arguments) * _seconds(calls, repeats, clock) < AT_LEAST:
        repeats *= 2
    return repeats


def _seconds(calls: Calls, repeats: int, clock: Clock) -> float:
    function, arguments = calls.function, calls.arguments
    collects = gc.isenabled()
    gc.disable()
    try:
        start = clock()
        for _ in range(repeats):
            for arrays in arguments:
                function(*arrays)
        return (clock() - start) / (repeats * len(arguments))
    finally:
        if collects:
            gc.enable()


@contextlib.contextmanager
def on_threads(count: int) -> Iterator[None]:
    """Let the libraries have so many threads: one is what they have outside."""
    if count == 1:
        yield
        return
    torch = sys.modules.get("torch")
    with importlib.import_module("threadpoolctl").threadpool_limits(count):
        if torch:
            torch.set_num_threads(count)
        try:
            yield
        finally:
            if torch:
                torch.set_num_threads(1)


def median_ratio(ours: list[float], others: list[float]) -> float:
    """The median of how many times as long as ours another call took, round by round."""
    return statistics.median(b / a for a, b in zip(ours, others, strict=True))


def extra_memory(call: Callable[[], Any]) -> int:
    """Bytes of NumPy arrays that a call needs at its peak, beyond its arguments and its result.

    What a first call loads counts as well.
    """
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        result = call()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return max(0, peak - before - sum(array.nbytes for array in _arrays(result)))


def calls_of(way: Way, inputs: list[Arrays]) -> Calls:
    """A way to compute a row, with each of its inputs."""
    return Calls(way.function, list(map(way.prepared, inputs)))


def allocates_with_numpy(way: Way) -> bool:
    """Whether `extra_memory` sees what a way of computing something allocates."""
    return not way.takes_tensors
