"""The limit on how long a claim may take, beside the timers of others such as pytest-timeout."""

import signal
import time

import pytest

from spec.machinery.claims.time_limit import TookTooLong, time_limit

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers")


class Theirs(Exception):
    """The timer of somebody else has gone off."""


@pytest.fixture
def timer():
    """Sets a timer of somebody else, which raises when it goes off."""

    def raises(signum, frame):
        raise Theirs

    before = signal.signal(signal.SIGALRM, raises)
    yield lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def wait():
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        pass
    pytest.fail("nothing was stopped")


def test_what_takes_too_long_is_stopped():
    with pytest.raises(TookTooLong), time_limit(0.05):
        wait()


def test_what_the_machine_does_meanwhile_does_not_count():
    with time_limit(0.05):
        time.sleep(0.15)


def test_what_waits_and_waits_is_stopped():
    with pytest.raises(TookTooLong, match=r"waited for longer than 0\.5 s"), time_limit(0.05):
        time.sleep(5)


def test_a_timer_that_goes_off_while_something_waits_does_so(timer):
    timer(0.3)
    with pytest.raises(Theirs), time_limit(0.1):
        time.sleep(5)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_a_timer_that_goes_off_before_counts(timer):
    timer(0.05)
    with pytest.raises(Theirs), time_limit(1):
        wait()


def test_a_timer_that_goes_off_later_is_set_again(timer):
    timer(0.3)
    with time_limit(0.1):
        pass
    assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 0.3
    with pytest.raises(Theirs):
        wait()


def test_afterwards_there_is_no_timer():
    with time_limit(1):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
