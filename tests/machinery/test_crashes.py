"""A worker that dies costs no verdict, if it was no call that ended it."""

import json
from xml.etree import ElementTree

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
    result = run(*options, "--junit-xml=junit.xml", impl="mine")
    assert result.ret == 0
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*replacing crashed worker gw0*", "  holds    1.1/double *"])
    names = [
        case.get("name") for case in ElementTree.parse(project.path / "junit.xml").iter("testcase")
    ]
    assert names == ["test_twice_a_number_is_its_double", "test_half_a_number"]


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


OWN = '''
@claim("mine/double")
@given(n=numbers)
def test_mine(impl, n):
    """2n is even."""
    assert impl.double(n) % 2 == 0


@claim("mine/half")
@given(n=numbers)
def test_mine_as_well(impl, n):
    """2 (n/2) = n."""
    assert 2 * impl.half(n) == n
'''


@pytest.mark.parametrize("shards", ["--shards=1", "--shards=2"])
@pytest.mark.parametrize(
    ("mine", "came_of_it"), [(ONCE, "passed"), (ALWAYS, "failed")], ids=["once", "always"]
)
def test_a_claim_of_ones_own_is_told_of_as_any_other(run, project, own, shards, mine, came_of_it):
    own(OWN)
    project.makepyfile(mine=mine)
    result = run("test_own.py", "-n1", shards, "-v", "--claims-json=claims.json", impl="mine")
    assert result.ret == (came_of_it == "failed")
    report = json.loads((project.path / "claims.json").read_text(encoding="utf-8"))
    outcomes = {claim["id"]: claim["outcome"] for claim in report["claims"]}
    assert outcomes == {"mine/double": came_of_it, "mine/half": "passed"}


@pytest.mark.parametrize("dist", ["loadscope", "loadfile", "loadgroup"])
@pytest.mark.parametrize(("mine", "failed"), [(ONCE, 0), (ALWAYS, 1)], ids=["once", "always"])
def test_what_belongs_together_is_tried_once_more_as_well(run, project, own, dist, mine, failed):
    own(OWN)
    project.makepyfile(mine=mine)
    options = ["test_own.py", "-n1", f"--dist={dist}", "--max-worker-restart=5"]
    result = run(*options, impl="mine")
    result.assert_outcomes(passed=2 - failed, failed=failed)
    assert "maximum crashed workers reached" not in result.stdout.str()


def test_where_no_other_worker_can_take_it_over_it_fails_at_once(run, project):
    project.makepyfile(mine=ONCE)
    result = run("-n1", "--dist=each", "--claim", "1.1/double", impl="mine")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["  FAILED   1.1/double *"])


@pytest.mark.parametrize("shards", ["--shards=1", "--shards=2"])
def test_where_no_worker_may_be_started_again_it_fails_at_once(run, project, shards):
    project.makepyfile(mine=ALWAYS)
    options = ["-n1", "--max-worker-restart=0", shards, "--claim", "1.1/double"]
    result = run(*options, impl="mine")
    assert result.ret == 1
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
