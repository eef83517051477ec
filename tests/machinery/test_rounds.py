"""Claims for as long as there is time: round by round, and told as one."""

import json
import re

import pytest

from spec.machinery.plugin.rounds import Rounds
from spec.machinery.plugin.scheduling import Names
from tests.machinery.conftest import CONFTEST

THREE = """
from spec.machinery.plugin import rounds
rounds.Clock.begins = lambda self, number: number < 3
"""
"""For a conftest: there is time for three rounds, however fast the machine is. A round of a single
claim has three shards of it, so that one worker has enough to begin with."""

DRAWN = '''
@claim("mine/drawn")
@given(n=st.integers(0, 10**9))
def test_drawn(impl, n):
    """n is drawn."""
    with open("drawn.txt", "a") as file:
        file.write(f"{n}\\n")
    if CALL:
        impl.double(n)
'''

LATE = '''
import os

@claim("mine/late", kind="exists")
@given(n=numbers)
def test_late(impl, n):
    """There is a 150th example."""
    with open("drawn.txt", "a") as file:
        file.write("-")
    holds_here(os.path.getsize("drawn.txt") > 150)
'''


class TestList:
    def test_what_is_beyond_its_end_is_a_round_later(self):
        found = Rounds("xab", 1, lambda element, rounds: f"{element}{rounds}")
        assert [found[index] for index in range(7)] == ["x", "a", "b", "a1", "b1", "a2", "b2"]
        assert len(found) == 3
        assert list(found) == ["x", "a", "b"]
        assert [found[index] for index in found.round(1)] == ["a1", "b1"]

    def test_a_name_is_found_in_every_round(self):
        names = Names(
            ["a.py::test_mine"]
            + [f"a.py::{test} shard {n} of {n}" for n in (1, 2) for test in ("test_x", "test_y")]
        )
        assert names[6] == "a.py::test_y shard 3 of 3"
        assert [names.index(names[index]) for index in range(50)] == list(range(50))


@pytest.fixture
def run_three(run, project):
    """Run three rounds, in a process whose clock may be set; what came of each claim."""
    project.makeconftest(CONFTEST + THREE)

    def run_three(*options, **others):
        result = run(*options, "--for=1h", "--claims-json=claims.json", apart=True, **others)
        report = json.loads((project.path / "claims.json").read_text(encoding="utf-8"))
        return result, {claim["id"]: claim for claim in report["claims"]}

    return run_three


def test_claims_that_are_not_settled_are_tried_in_every_round(run_three):
    result, claims = run_three("-n2", "-v", impl="broken")
    result.assert_outcomes(failed=1, passed=6, skipped=2)
    tried = {id: claim["examples"] for id, claim in claims.items()}
    for id in ("2/half", "2/down", "2/grows[double]", "2/grows[half]"):
        assert tried.pop(id) == 300
    assert all(number < 100 for number in tried.values())
    result.stdout.fnmatch_lines(["  FAILED   1.1/double *", "9 claims (1 FAILED, *"])


def test_a_round_in_progress_is_finished(run):
    result = run("-n1", "--for=0s", "--claim=2")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["* 400 examples run"])


def test_each_round_draws_what_its_seed_says(run, run_three, project, own):
    own("CALL = False" + DRAWN)
    file = project.path / "drawn.txt"
    result, _ = run_three("test_own.py", "-n1", "--hypothesis-seed=5", "--examples=20")
    result.assert_outcomes(passed=1)
    first, second, third = (file.read_text().split()[i : i + 20] for i in (0, 20, 40))
    assert len({*first, *second, *third}) > 50
    file.unlink()
    options = ["--shards=3/3", "--examples=60", "--hypothesis-seed=5"]
    run("test_own.py", *options).assert_outcomes(passed=1)
    assert file.read_text().split() == third


def test_a_failure_in_a_later_round_names_it(run_three, project):
    project.makepyfile(
        mine="""
        calls = []
        half = lambda n: n
        def double(n):
            calls.append(n)
            return 2 * n + (len(calls) > 250)  # each is made twice
        """
    )
    result, claims = run_three("-n1", "--claim=1.1/double", "--examples=100", impl="mine")
    assert result.ret == 1
    command = claims["1.1/double"]["command"]
    assert re.search(r"--shards (2/2 --examples 2|3/3 --examples 3)00 --hypothesis-seed", command)


def test_a_search_goes_on_until_it_finds(run_three, own):
    own(LATE)
    result, claims = run_three("test_own.py", "-n1")
    result.assert_outcomes(passed=1)
    assert 150 < claims["mine/late"]["examples"] < 200


def test_a_search_that_finds_nothing_in_time_fails(run_three, own):
    own(LATE.replace("> 150", "> 1500"))
    result, claims = run_three("test_own.py", "-n1")
    assert result.ret == 1
    assert claims["mine/late"]["message"].startswith("mine/late: late")
    assert "no witness among 900 examples of" in claims["mine/late"]["message"]
    assert "--shards 9 --examples 900 --hypothesis-seed=" in claims["mine/late"]["command"]


def test_a_worker_that_dies_in_a_later_round_costs_none(run_three, project, own):
    own("CALL = True" + DRAWN)
    project.makepyfile(
        mine="""
        import os, pathlib
        def double(n):
            if os.path.getsize("drawn.txt") > 2000 and not pathlib.Path("died").exists():
                pathlib.Path("died").touch()
                os._exit(1)
            return 2 * n
        """
    )
    result, claims = run_three("test_own.py", "-n1", impl="mine")
    result.assert_outcomes(passed=1)
    assert (project.path / "died").exists()
    assert claims["mine/drawn"]["examples"] == 900


def test_other_tests_are_run_once(run_three, project, own):
    project.makepyfile(test_mine="def test_mine(): print(file=open('ran.txt', 'a'))")
    run_three("test_mine.py", "toy", "-n1")[0].assert_outcomes(passed=10)
    assert (project.path / "ran.txt").read_text() == "\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--for=1h", "-n0"), "ERROR: --for takes workers: -n 1 is one, *"),
        (("--for=1h", "--pdb"), "ERROR: --for takes workers: *"),
        (("--for=1h", "--shards=2"), "ERROR: --for makes shards of its own: *"),
        (("--for=tonight",), "*'tonight' is no time, as 90s, 60m and 8h are"),
    ],
)
def test_what_cannot_be_is_a_usage_error(run, options, message):
    result = run(*options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_how_far_it_has_come_is_said(run_three, project):
    project.makeconftest(
        CONFTEST
        + """
from spec.machinery.plugin import rounds
begins = rounds.Clock.begins
rounds.Clock.begins = lambda self, number: begins(self, number) and number < 3
rounds.PAUSE = 0
"""
    )
    result, _ = run_three("-n1", "--claim=2/half")
    assert re.search(r"^\d+ min: 2 rounds$", result.stdout.str(), re.MULTILINE)
