"""A limit on how long a claim may take, for implementations that do not return.

It is on the time of the processor: on a busy machine a claim takes long by the clock, and is none
the slower. What waits takes no such time, so there is a longer limit by the clock as well.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AT_ONCE = 1e-6
"""Seconds to a timer that is due: none would turn it off."""

PATIENCE = 10
"""How many times as long it may take by the clock."""


class TookTooLong(BaseException):
    """A trial ran out of time.

    It is no Exception, so that neither Hypothesis nor an implementation takes it for a failure of
    one instance and goes on to the next.
    """


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise `TookTooLong` inside if its thread computes for longer, or waits for much longer.

    The limit needs the main thread and a system with interval timers; elsewhere there is none. Nor
    is there where somebody else has set a timer that goes off before: theirs counts. One that goes
    off later does so too, or is set again afterwards, to what is left of it.
    """
    has_timers = hasattr(signal, "setitimer")
    if seconds is None or not has_timers or threading.current_thread() != threading.main_thread():
        yield
        return
    left, interval = signal.getitimer(signal.ITIMER_REAL)
    if 0 < left <= seconds:
        yield
        return
    started, started_computing = time.monotonic(), time.thread_time()

    def interrupt(signum: int, frame: FrameType | None) -> None:
        waited = time.monotonic() - started
        if left and waited >= left:
            restore()
        elif time.thread_time() - started_computing >= seconds:
            raise TookTooLong(f"took longer than {seconds:g} s, and was stopped")
        elif waited >= PATIENCE * seconds:
            raise TookTooLong(f"waited for longer than {PATIENCE * seconds:g} s, and was stopped")

    def restore() -> None:
        if signal.getsignal(signal.SIGALRM) is not interrupt:
            return
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        if left:
            rest = max(left - (time.monotonic() - started), AT_ONCE)
            signal.setitimer(signal.ITIMER_REAL, rest, interval)

    previous = signal.signal(signal.SIGALRM, interrupt)
    # Again and again: not all of the time is the thread's, and something may swallow the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, min(seconds, 1))
    try:
        yield
    finally:
        restore()
