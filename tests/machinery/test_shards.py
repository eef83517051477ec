"""A claim in shards is one claim to whoever looks at what came of it."""

import json
import re
import shlex
from xml.etree import ElementTree

import pytest

from spec.machinery.claims import effort
from spec.machinery.claims.shards import Shard, shards, shards_of
from spec.machinery.plugin.shards import Name, name_of
from tests.machinery.conftest import CONFTEST

DRAWN = '''
@claim("mine/drawn")
@given(n=st.integers(0, 10**9))
def test_drawn(impl, n):
    """n is drawn."""
    with open("drawn.txt", "a") as file:
        file.write(f"{n}\\n")
'''

SEARCH = '''
found = []


@claim("mine/late", kind="exists")
@given(n=numbers)
def test_late(impl, n):
    """There is a 60th example."""
    found.append(n)
    holds_here(len(found) >= LATE)
'''


class TestParts:
    @pytest.mark.parametrize(("number", "examples"), [(4, 100), (3, 100), (7, 3), (1, 1)])
    def test_all_examples_are_shared_out(self, number, examples):
        parts = [shard.examples(examples) for shard in shards(number, examples)]
        assert sum(parts) == examples
        assert max(parts) - min(parts) <= 1
        assert min(parts) > 0

    def test_no_two_of_them_have_one_seed(self):
        seeds = {
            shard.seed(seed, id)
            for seed in ("0", "1")
            for id in ("1.1/double", "1.1/large")
            for shard in shards(50, 100)
        }
        assert len(seeds) == 200

    def test_a_seed_is_the_same_however_many_shards_there_are(self):
        assert Shard(2, 4).seed("7", "1.1/double") == Shard(2, 9).seed("7", "1.1/double")

    @pytest.mark.parametrize(("text", "meant"), [("4", (None, 4)), ("2/4", (2, 4))])
    def test_a_person_names_how_many_or_one_of_them(self, text, meant):
        assert shards_of(text) == meant

    @pytest.mark.parametrize("text", ["0", "5/4", "0/4", "-1", "a", "1/2/3"])
    def test_nothing_else_is_a_number_of_shards(self, text):
        with pytest.raises(ValueError, match=re.escape(text)):
            shards_of(text)

    def test_a_name_says_which_shard_it_is(self):
        assert name_of("a.py::test_x shard 2 of 4[b-1]") == Name("a.py::test_x[b-1]", Shard(2, 4))
        assert name_of("a.py::test_x shard 2 of 4") == Name("a.py::test_x", Shard(2, 4))
        assert name_of("a.py::test_x[shard 2 of 4]") is None


def table(result):
    """What the table says, but for the numbers of examples and what is known of the run."""
    output = result.stdout.str()
    return output[output.index("Chapter one") : output.index("examples run")].rsplit(",", 1)[0]


def claims(file):
    report = json.loads(file.read_text(encoding="utf-8"))
    return {claim["id"]: claim for claim in report["claims"]}


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_each_claim_has_one_report(run, project, workers):
    whole = run("-v", "-n0", impl="working")
    files = ["--junit-xml=junit.xml", "--claims-json=claims.json"]
    result = run("-v", workers, "--shards=4", *files, impl="working")
    assert result.ret == 0
    result.assert_outcomes(passed=7, skipped=2)
    assert sorted(table(result).splitlines())[:-1] == sorted(table(whole).splitlines())[:-1]
    result.stdout.fnmatch_lines(["*::test_more_stays_more[[]half[]] *"])
    result.stdout.fnmatch_lines(["*[[]100%[]]*"])
    found = claims(project.path / "claims.json")
    assert found["2/half"]["examples"] == 100
    assert found["2/half"]["outcome"] == "passed"
    cases = list(ElementTree.parse(project.path / "junit.xml").iter("testcase"))
    ids = [
        each.get("value")
        for case in cases
        for each in case.iter("property")
        if each.get("name") == "claim"
    ]
    assert sorted(ids) == sorted(found)
    assert len(cases) == len(found)


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_a_claim_that_fails_is_one_failure(run, project, workers):
    options = ["--claim", "1.1", workers, "--shards=3", "--hypothesis-seed=5"]
    result = run(*options, "--claims-json=claims.json", impl="broken")
    assert result.ret == 1
    result.assert_outcomes(failed=1, passed=1, deselected=7 if workers == "-n0" else 0)
    result.stdout.fnmatch_lines(
        [
            "inputs: n = 8",
            "again:  pytest toy --claim 1.1/double --impl broken --shards ?/3 --examples 100 "
            "--hypothesis-seed=5",
            "  FAILED   1.1/double *",
            "double: wrong (1 of * claims)",
        ]
    )
    assert claims(project.path / "claims.json")["1.1/double"]["counterexample"] == "n = 8"


def test_the_failing_shard_is_run_again_alone(run):
    options = ["--claim", "1.1/double", "--shards=3", "--examples=90"]
    first = run(*options, impl="broken").stdout.str()
    (command,) = re.findall("^again:  pytest (.*)$", first, flags=re.MULTILINE)
    again = run(*shlex.split(command))
    again.assert_outcomes(failed=1, deselected=8)
    again.stdout.fnmatch_lines(["inputs: n = 8", f"again:  pytest {command}"])


def test_what_failed_before_is_replayed_without_a_seed(run):
    options = ["--claim", "1.1/double", "--shards=2"]
    run(*options, impl="broken")
    result = run(*options, impl="broken")
    result.stdout.fnmatch_lines(["again:  * --shards ?/2 --examples 100"])


@pytest.mark.parametrize("longest", [10, 1000])
def test_a_search_for_what_is_worse_does_not_pass_for_a_replay_nor_hide_one(
    run, project, monkeypatch, longest
):
    monkeypatch.setattr(effort, "LONGEST", longest)
    project.makepyfile(mine="third = lambda x: x / 3 + (x > 100)")
    options = ["--claim", "3/third", "--shards=2"]
    first, second = (run(*options, impl="mine").stdout for _ in range(2))
    first.fnmatch_lines(["third: breaks down *"])
    assert re.search("^again:  .* --hypothesis-seed=", first.str(), flags=re.MULTILINE)
    second.fnmatch_lines(["again:  * --shards ?/2 --examples 100"])


@pytest.fixture
def drawn(run, project, own):
    """The numbers that a run draws."""

    def drawn(*options):
        own(DRAWN)
        run("test_own.py", *options).assert_outcomes(passed=1)
        file = project.path / "drawn.txt"
        numbers = [int(line) for line in file.read_text(encoding="utf-8").splitlines()]
        file.unlink()
        return numbers

    return drawn


@pytest.mark.parametrize("options", [("--hypothesis-seed=5",), ("--hypothesis-profile=ci",)])
def test_shards_draw_different_examples_and_the_same_in_every_run(drawn, options):
    first, second = (drawn("--shards", which, *options) for which in ("1/2", "2/2"))
    assert len(first) == len(second) == 50
    assert len({*first} & {*second}) < 10  # 0 and the like are in either
    assert drawn("--shards=2", *options) == first + second


@pytest.mark.parametrize("options", [("--hypothesis-seed=5",), ("--hypothesis-profile=ci",)])
def test_searches_draw_different_examples_and_the_same_in_every_run(drawn, monkeypatch, options):
    monkeypatch.setattr(effort, "LONGEST", 50)
    numbers = drawn("--examples=100", *options)
    assert len(numbers) == 100
    assert len({*numbers[:50]} & {*numbers[50:]}) < 10
    assert drawn("--examples=100", *options) == numbers


def test_so_many_examples_are_tried_as_are_asked_for(drawn):
    assert len(drawn("--examples=7")) == 7
    assert len(drawn("--examples=7", "--shards=2", "--hypothesis-profile=thorough")) == 7
    assert len(drawn("--examples=3", "--shards=9")) == 3


def test_so_many_of_each_are_in_the_header(run):
    result = run("--examples=1000", "--claim", "1.1/double")
    result.stdout.fnmatch_lines(["claims: toy.reference, *'dev', 1,000 examples of each claim"])


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--examples=0"], "*'0' is no number of examples"),
        (["--shards=3/2"], "*there is no shard 3"),
        (["--shards=7/9", "--examples=5"], "ERROR: --shards 7/9: no claim has as many examples *"),
        (["--shards=7/9", "--examples=5", "-n1"], "ERROR: --shards 7/9: no claim has as many *"),
        (["--shards=2", "--dist=each", "--tx=popen"], "ERROR: --dist each has every worker try *"),
    ],
)
def test_what_cannot_be_is_a_usage_error(run, option, message):
    result = run(*option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_a_search_is_over_when_one_shard_finds(run, own):
    own("LATE = 60\n" + SEARCH)
    result = run("test_own.py", "--shards=4")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["  exists   mine/late *", "           witness: n = *"])


def test_a_search_fails_when_none_finds(run, own):
    own("LATE = 1000\n" + SEARCH)
    result = run("test_own.py", "--shards=4", "--hypothesis-seed=1")
    assert result.ret == 1
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "no witness among 100 examples of: There is a 60th example.",
            "again:  pytest test_own.py --claim mine/late --shards 4 --examples 100 *",
            "  FAILED   mine/late *",
            "           no witness among 100 examples of: *",
        ]
    )


def test_a_search_in_one_shard_alone_fails_if_that_finds_nothing(run, own):
    own("LATE = 60\n" + SEARCH)
    result = run("test_own.py", "--shards=1/4")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["no witness among 25 examples of: There is a 60th example."])


def test_a_shard_that_is_the_only_one_is_repeated_as_one(run, own):
    own("LATE = 1000\n" + SEARCH)
    result = run("test_own.py", "--shards=1/1", "--hypothesis-seed=1")
    result.stdout.fnmatch_lines(["again:  * --shards 1/1 --examples 100 --hypothesis-seed=1"])


def test_failures_that_are_known_are_expected_of_claims(run, project):
    known = project.path / "known.toml"
    known.write_text('"1.1/double" = "odd numbers"\n"2/half" = "?"\n')
    options = ["--known-failures", str(known), "--shards=3", "--maxfail=2", "-n2"]
    result = run(*options, impl="broken")
    result.assert_outcomes(passed=5, xfailed=1, failed=1, skipped=2)
    result.stdout.fnmatch_lines(
        [
            "It is known to fail, but it passes: take it off the list.",
            "  known    1.1/double *",
            "           odd numbers",
            "  FAILED   2/half *",
        ]
    )


EXPECTED = '''
count = []


@pytest.mark.xfail(reason="now and then")
@claim("mine/late")
@given(n=numbers)
def test_late(impl, n):
    """It has no 60th example."""
    count.append(n)
    assert len(count) != 60
'''


def test_what_is_marked_to_fail_and_fails_in_one_shard_does_not_hold(run, own):
    own(EXPECTED)
    result = run("test_own.py", "--shards=4")
    result.assert_outcomes(xfailed=1)
    result.stdout.fnmatch_lines(["  known    mine/late *", "           now and then"])


def test_a_claim_counts_once_among_failures(run):
    options = ["--claim", "1.1/double", "--claim", "2/half", "--shards=4", "-n1"]
    result = run(*options, "--maxfail=2", impl="broken")
    result.assert_outcomes(failed=1, passed=1)
    assert "stopping after" not in result.stdout.str()


def test_after_so_many_failures_the_others_are_not_run(run):
    result = run("--claim", "1.1", "--shards=4", "-n1", "--maxfail=1", impl="broken")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*stopping after 1 failures*"])
    result.stdout.fnmatch_lines(["  FAILED   1.1/double *"])


def test_last_failed_knows_the_claim(run):
    run("--shards=4", impl="broken")
    result = run("--shards=4", "--last-failed", impl="broken")
    result.assert_outcomes(failed=1)


def test_no_report_of_a_shard_is_kept(run, project):
    project.makeconftest(
        CONFTEST
        + """
def pytest_sessionfinish(session):
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    print(len(terminal.stats[""]), file=open("kept.txt", "w"))
"""
    )
    run("--shards=4", "--claim=2")
    assert (project.path / "kept.txt").read_text() == "8\n"  # four claims: setup and teardown


def test_a_list_is_of_claims(run):
    result = run("--shards=4", "--list-claims")
    assert len([line for line in result.outlines if line.startswith("1.1/double")]) == 1


@pytest.mark.parametrize("shards", ["--shards=2", "--for=0s"])
def test_a_claim_that_a_conftest_marks_is_marked_in_shards_as_well(run, project, shards):
    project.makeconftest(
        CONFTEST
        + """
import pytest

def pytest_collection_modifyitems(items):
    for item in items:
        if "half" in item.name:
            item.add_marker(pytest.mark.skip(reason="not tonight"))
"""
    )
    result = run("--claim=2/half", "--claim=1.1/double", "-n1", shards)
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["  skipped  2/half *", "           not tonight"])


def test_tests_that_are_no_claims_are_run_once(run, project):
    project.makepyfile(test_mine="def test_mine(): pass")
    run("test_mine.py", "--shards=4").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("options", "items"),
    [
        (("--claim", "1.1/double"), 2),
        (("--claim", "1"), 3),
        (("--claim", "1", "--examples=1000"), 6),
    ],
)
def test_auto_uses_all_workers_where_that_pays(run, options, items):
    result = run(*options, "--shards=auto", "-n2")
    result.stdout.fnmatch_lines([f"2 workers [[]{items} item*"])


class TestEachWorker:
    """Several workers that each try all claims."""

    IMPLEMENTATION = """
        import os
        off = os.environ.get("PYTEST_XDIST_WORKER") == {worker!r}
        double = lambda n: 2 * n + off
        """

    @pytest.mark.parametrize("worker", ["gw0", "gw1"])
    def test_a_claim_that_fails_for_one_of_them_fails(self, run, project, worker):
        project.makepyfile(mine=self.IMPLEMENTATION.format(worker=worker))
        options = ["--claim", "1.1/double", "--dist=each", "-n2", "--claims-json=claims.json"]
        result = run(*options, impl="mine")
        result.assert_outcomes(passed=1, failed=1)
        result.stdout.fnmatch_lines(["  FAILED   1.1/double *", "1 claim (1 FAILED), *"])
        (claim,) = claims(project.path / "claims.json").values()
        assert claim["outcome"] == "failed"
        assert claim["counterexample"] == "n = 0"
