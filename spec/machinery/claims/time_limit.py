"""A limit on how long a claim may take, for implementations that do not return."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TookTooLong(BaseException):
    """A trial ran out of time.

    It is no Exception, so that neither Hypothesis nor an implementation takes it for a failure of
    one instance and goes on to the next.
    """


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise `TookTooLong` inside if it takes longer.

    The limit needs the main thread and a system with interval timers; elsewhere there is none.
    """
    has_timers = hasattr(signal, "setitimer")
    if seconds is None or not has_timers or threading.current_thread() != threading.main_thread():
        yield
        return

    def interrupt(signum: int, frame: FrameType | None) -> None:
        raise TookTooLong(f"took longer than {seconds:g} s, and was stopped")

    previous = signal.signal(signal.SIGALRM, interrupt)
    # Again every second, in case something swallows the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
