"""A limit on how long a claim may take, for implementations that do not return."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AT_ONCE = 1e-6
"""Seconds to a timer that is due: none would turn it off."""


class TookTooLong(BaseException):
    """A trial ran out of time.

    It is no Exception, so that neither Hypothesis nor an implementation takes it for a failure of
    one instance and goes on to the next.
    """


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise `TookTooLong` inside if it takes longer.

    The limit needs the main thread and a system with interval timers; elsewhere there is none. Nor
    is there where somebody else has set a timer that goes off before: theirs counts. One that goes
    off later is set again afterwards, to what is left of it.
    """
    has_timers = hasattr(signal, "setitimer")
    if seconds is None or not has_timers or threading.current_thread() != threading.main_thread():
        yield
        return

    def interrupt(signum: int, frame: FrameType | None) -> None:
        raise TookTooLong(f"took longer than {seconds:g} s, and was stopped")

    left, interval = signal.getitimer(signal.ITIMER_REAL)
    if 0 < left <= seconds:
        yield
        return
    started = time.monotonic()
    previous = signal.signal(signal.SIGALRM, interrupt)
    # Again every second, in case something swallows the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        if left:
            rest = max(left - (time.monotonic() - started), AT_ONCE)
            signal.setitimer(signal.ITIMER_REAL, rest, interval)
