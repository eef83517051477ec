"""The command that a failure prints runs just that claim again."""

import re
import shlex

import pytest

OWN = '''
@claim("mine/more")
@pytest.mark.parametrize(("step", "name"), [(1, "a b"), pytest.param(2, "it's", id="it's 2")])
@given(n=numbers)
def test_more_than_half(impl, step, name, n):
    """f(n) < f(n) + 2 − s."""
    assert impl.half(n) < impl.half(n) + 2 - step


@claim("mine/other")
@given(n=numbers)
def test_other(impl, n):
    """f(n) ≥ 0."""
    assert impl.half(n) >= 0
'''


def printed(result):
    """The words of the one command that a failure printed, after pytest."""
    (command,) = re.findall("^again:  (.*)$", result.stdout.str(), flags=re.MULTILINE)
    pytest_, *words = shlex.split(command)
    assert pytest_ == "pytest"
    return words


@pytest.mark.parametrize(
    ("options", "id"),
    [
        (("--claim", "1.1"), "1.1/double"),
        (("--claim", "1.1", "--precision=float32"), "1.1/double"),
        (("--claim", "1.1", "--hypothesis-profile=ci", "--hypothesis-seed=5"), "1.1/double"),
    ],
)
def test_it_runs_a_claim_of_the_specification(run, options, id):
    command = printed(run(*options, impl="broken"))
    again = run(*command)
    again.assert_outcomes(failed=1, deselected=8)
    assert printed(again) == command
    again.stdout.fnmatch_lines([f"{id}: *"])


def test_it_runs_one_member_of_a_family_of_the_specification(run, project):
    project.makepyfile(falling="half = lambda n: -n\ndouble = lambda n: 2 * n")
    command = printed(run("--claim", "2/grows", impl="falling"))
    assert command == ["toy", "--claim", "2/grows[half]", "--impl", "falling"]
    run(*command).assert_outcomes(failed=1, deselected=8)


def test_it_runs_one_parameter_of_ones_own_claim(run, own):
    own(OWN)
    command = printed(run("test_own.py", impl="working"))
    assert command == ["test_own.py", "--claim", "mine/more[it's 2]", "--impl", "working"]
    again = run(*command)
    again.assert_outcomes(failed=1, deselected=2)
    again.stdout.fnmatch_lines(["  FAILED   mine/more[[]it's 2[]] *"])


def test_it_is_right_in_a_folder_below(run, own, project, monkeypatch):
    own(OWN.replace("impl.half(n) >= 0", "impl.half(n) < 0"), "test_mine")
    below = project.mkdir("below")
    monkeypatch.chdir(below)
    command = printed(run("../test_mine.py", "--claim", "mine/other"))
    assert command == ["../test_mine.py", "--claim", "mine/other"]
    run(*command).assert_outcomes(failed=1, deselected=2)
