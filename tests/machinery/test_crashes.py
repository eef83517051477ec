"""A worker that dies costs no verdict, if it was no call that ended it."""

import pytest

ONCE = """
    import os, pathlib
    half = lambda n: n / 2
    def double(n):
        died = pathlib.Path("died")
        if not died.exists():
            died.touch()
            os._exit(1)
        return 2 * n
    """

ALWAYS = """
    import os
    half = lambda n: n / 2
    double = lambda n: os._exit(1)
    """


@pytest.mark.parametrize("shards", ["--shards=1", "--shards=2"])
def test_a_claim_whose_worker_died_is_tried_once_more(run, project, shards):
    project.makepyfile(mine=ONCE)
    options = ["-n1", shards, "--claim", "1.1/double", "--claim", "2/half", "-v"]
    result = run(*options, impl="mine")
    assert result.ret == 0
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*replacing crashed worker gw0*", "  holds    1.1/double *"])


@pytest.mark.parametrize("shards", ["--shards=1", "--shards=2"])
def test_a_claim_that_ends_every_worker_fails_alone(run, project, shards):
    project.makepyfile(mine=ALWAYS)
    options = ["-n1", shards, "--claim", "1.1/double", "--claim", "2/half", "-v"]
    result = run(*options, impl="mine")
    assert result.ret == 1
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["*worker 'gw?' crashed while running *", "  FAILED   1.1/double *", "  holds    2/half *"]
    )


def test_where_no_other_worker_can_take_it_over_it_fails_at_once(run, project):
    project.makepyfile(mine=ONCE)
    result = run("-n1", "--dist=each", "--claim", "1.1/double", impl="mine")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["  FAILED   1.1/double *"])


def test_the_same_examples_are_tried_once_more(run, project, own):
    own(
        '''
@claim("mine/drawn")
@given(n=st.integers())
def test_drawn(impl, n):
    """n is drawn."""
    import os
    with open(os.environ["PYTEST_XDIST_WORKER"], "a") as file:
        print(n, file=file)
    if os.path.getsize("gw0") > 200 and not os.path.exists("gw1"):
        os._exit(1)
'''
    )
    run("test_own.py", "-n1", "--shards=2").assert_outcomes(passed=1)
    before, after = ((project.path / name).read_text().splitlines() for name in ("gw0", "gw1"))
    assert after[: len(before)] == before
    assert len(after) == 100
