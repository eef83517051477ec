"""What comes of a claim that runs out of time: the function may be slow, or only the machine."""

import itertools
import time
from types import SimpleNamespace

import pytest

from spec.machinery.claims.family import members
from spec.machinery.claims.grades import Grade
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.judging import judgement
from spec.machinery.plugin import running
from tests.machinery.toy.chapters import thirds

SLOW = """
    import time
    half = lambda n, *, down=False: n // 2 if down else n / 2
    def double(n):
        end = time.thread_time() + 0.05
        while time.thread_time() < end:
            pass
        return 2 * n
    """


@pytest.fixture
def hurry(monkeypatch):
    monkeypatch.setattr(running, "SECONDS_PER_EXAMPLE", 0.02)


def test_the_run_fails_and_no_function_is_called_wrong(run, project, hurry):
    project.makepyfile(mine=SLOW)
    result = run("--claim", "1.1/double", "--claim", "2/half", impl="mine")
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "  FAILED   1.1/double *",
            "           * longer than * s, and was stopped",  # 2, or 20 on a very busy machine
            "right, by so many claims: half (1)",
            "not judged, as 1.1/double * longer than * s, and was stopped: double",
        ]
    )


def test_what_fails_before_is_wrong(run, project, hurry):
    project.makepyfile(mine=SLOW.replace("2 * n", "2 * n + 1"))
    result = run("--claim", "1.1/double", impl="mine")
    result.stdout.fnmatch_lines(["double: wrong (1 of 1 claim)"])


def test_a_search_for_worse_that_runs_out_of_time_has_found_nothing_worse():
    calls = itertools.count()

    def third(x):
        end = time.thread_time() + (0.05 if next(calls) > 10 else 0)
        while time.thread_time() < end:
            pass
        return x * 0.333333333333333

    test = thirds.test_a_third_is_rounded_once
    (member,) = members(test)
    implementation = Implementation(SimpleNamespace(third=third), "mine")
    arguments = {"impl": implementation}
    found = judgement(test, member, arguments, accuracy="full", shrinks=False, seconds=0.5)
    assert found.grade is Grade.IMPRECISE
