"""Runs in several processes: how many there are, and that they tell what one would."""

import json

import pytest

from spec.machinery.plugin import parallel

OWN = '''
@claim("mine/twice")
@pytest.mark.parametrize(("times", "name"), [(2, "a b"), pytest.param(3, "c", id="thrice")])
@given(n=numbers)
def test_so_many_times(impl, times, name, n):
    """double(n) = k·n."""
    assert_equal(impl.double(n), times * n)


@claim("mine/half")
@for_each(thing=("ℓ₁", "ℓ₂"))
@given(n=numbers)
def test_half(impl, thing, n):
    """half(n) ≥ 0."""
    assert impl.half(n) >= 0
'''


def test_the_same_is_told_however_the_claims_are_run(run, project, own):
    own(OWN)
    known = project.path / "known.toml"
    known.write_text('"1.1/double" = "odd numbers"\n"mine/half[ℓ₁]" = "?"\n"3/none" = "?"\n')
    told = []
    for workers in ((), ("-n2",)):
        file = project.path / f"claims{len(told)}.json"
        options = ["--claims-json", str(file), "--known-failures", str(known), *workers]
        options += ["--claim", "1.1", "--claim", "2", "--claim", "3", "--claim", "mine"]
        result = run("toy", "test_own.py", "--hypothesis-profile=ci", *options, impl="broken")
        result.assert_outcomes(
            passed=6, failed=3, xfailed=1, skipped=1, warnings=1, deselected=0 if workers else 2
        )
        result.stdout.fnmatch_lines(["*--known-failures: there is no claim 3/none*"])
        output = result.stdout.str()
        table = output[output.rindex("= claims: ") : output.index("examples run")]
        report = json.loads(file.read_text(encoding="utf-8"))
        del report["at"], report["seconds"]
        for claim in report["claims"]:
            assert claim.pop("seconds") >= 0
        told.append((table.strip("= "), report))
    (table, report), (table_of_workers, report_of_workers) = told
    assert table_of_workers == table
    assert report_of_workers == report
    outcomes = {claim["id"]: claim["outcome"] for claim in report["claims"]}
    assert outcomes["1.1/double"] == "known"
    assert outcomes["mine/twice[2-a b]"] == "failed"


def test_workers_that_are_named_are_used(run):
    result = run("--claim=1.1/double", "--tx=2*popen")
    result.stdout.fnmatch_lines(["2 workers [[]1 item*"])
    result.assert_outcomes(passed=1)


class TestParallel:
    """With the plugin for parallel runs, as in this repository."""

    @pytest.fixture
    def workers(self, run, monkeypatch):
        """How many workers a run of the toy would start."""
        monkeypatch.setenv("PYTEST_XDIST_AUTO_NUM_WORKERS", "1")

        def workers(*options, apart=False):
            result = run("-p", "spec.machinery.plugin.parallel", *options, apart=apart)
            assert result.ret == 0, result.stdout.str()
            created = [line for line in result.outlines if line.startswith("created: ")]
            return int(created[0].split("/")[1].split()[0]) if created else 0

        return workers

    def test_a_bare_run_uses_all_cores(self, workers):
        assert workers(apart=True) == 1

    @pytest.mark.parametrize(
        "options",
        [
            ("--claim", "1.1"),
            ("-k", "twice"),
            ("toy/chapters/doubling.py::test_twice_a_number_is_its_double",),
            ("-s", "toy/chapters/doubling.py"),
            ("--pdb", "toy/chapters/doubling.py"),
            ("-n0", "--claim", "1.1"),
            ("--collect-only",),
        ],
    )
    def test_a_run_of_single_claims_or_at_the_terminal_stays_in_one_process(self, workers, options):
        assert workers(*options) == 0

    def test_a_run_that_judges_few_functions_stays_in_one_process(self, workers, monkeypatch):
        assert workers("--impl", "working") == 0
        monkeypatch.setattr(parallel, "FEW", 1)
        assert workers("--impl", "working") == 1

    def test_whoever_says_how_many_is_obeyed(self, workers):
        assert workers("-n1", "-k", "twice") == 1

    @pytest.mark.parametrize("workers_option", ["-n0", "-n1"])
    def test_libraries_have_one_thread(self, workers, project, monkeypatch, workers_option):
        monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
        test = "import os\n\ndef test_one():\n    assert os.environ['OMP_NUM_THREADS'] == '1'"
        project.makepyfile(test_threads=test)
        workers(workers_option, "test_threads.py", apart=True)
