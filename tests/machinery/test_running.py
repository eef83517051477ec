"""Which implementation is tried, how hard, and in which format."""

import json
import textwrap

import pytest
from hypothesis import core, settings

from spec.machinery.numbers.precision import FLOAT64, precision


def test_the_header_names_implementation_and_profile(run):
    result = run("--hypothesis-profile=ci", impl="working")
    result.stdout.fnmatch_lines(["claims: working 1.0, 2 of 3 functions, Hypothesis profile 'ci'"])


def test_where_none_is_named_the_reference_is_tried(run):
    result = run()
    result.assert_outcomes(passed=9)
    result.stdout.fnmatch_lines(["claims: toy.reference, Hypothesis profile 'dev'"])


def test_the_implementation_may_be_an_object_in_a_file(run, project):
    project.makepyfile(
        mine="""
        class Mine:
            __version__ = "3"
            def double(self, n):
                return 2 * n
        instance = Mine()
        """
    )
    result = run(impl="mine.py:instance")
    result.assert_outcomes(passed=4, skipped=5)
    result.stdout.fnmatch_lines(["claims: mine.py:instance 3, *, Hypothesis profile *"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "*cannot load the implementation 'nowhere': ModuleNotFoundError: *"),
        ("working:nothing", "*cannot load the implementation 'working:nothing': AttributeError: *"),
        ("no/such/file.py", "*cannot load the implementation 'no/such/file.py': FileNotFound*"),
    ],
)
def test_an_implementation_that_cannot_be_had_is_an_error(run, name, message):
    result = run(impl=name)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_an_implementation_that_is_named_as_if_it_were_claims_is_an_error(run):
    result = run("working.py", "toy")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: working.py claims nothing. *: --impl working.py"])


def test_a_claim_that_needs_a_missing_function_is_skipped(run):
    result = run("-v", impl="partial")
    result.assert_outcomes(passed=4, skipped=5)
    result.stdout.fnmatch_lines(["  skipped  2/half *", "           partial does not offer half"])


def test_a_missing_function_fails_the_claim_if_all_are_asked_for(run):
    result = run("--strict-impl", impl="partial")
    result.assert_outcomes(passed=4, failed=5)
    result.stdout.fnmatch_lines(["right, by so many claims: double (*"])
    result.stdout.fnmatch_lines(["partial does not offer half"])


def test_a_missing_keyword_skips_the_claim_that_is_about_it(run, project):
    project.makepyfile(plain="half = lambda n: n / 2")
    result = run("--claim", "2/half", "--claim", "2/down", "-v", impl="plain")
    result.assert_outcomes(passed=1, skipped=1, deselected=7)
    result.stdout.fnmatch_lines(["  skipped  2/down *", "           half takes no down"])
    result = run("--claim", "2/down", "--strict-impl", impl="plain")
    result.assert_outcomes(failed=1, deselected=8)
    result.stdout.fnmatch_lines(["half takes no down"])


def test_a_profile_decides_how_hard_the_claims_are_tried(run, project):
    file = project.path / "claims.json"
    run("--claim", "1.1/double", "--claims-json", str(file), "--hypothesis-profile=thorough")
    report = json.loads(file.read_text(encoding="utf-8"))
    assert report["profile"] == "thorough"
    assert report["claims"][0]["examples"] == 10_000


def test_a_profile_of_ones_own_stays_in_force(run, project):
    chosen = """
        from hypothesis import settings
        settings.register_profile("mine", max_examples=7)
        settings.load_profile("mine")
        pytest_plugins = ["spec.machinery.plugin"]
        """
    (project.path / "conftest.py").write_text(textwrap.dedent(chosen), encoding="utf-8")
    file = project.path / "claims.json"
    run("--claim", "1.1/double", "--claims-json", str(file))
    report = json.loads(file.read_text(encoding="utf-8"))
    assert report["profile"] == "mine"
    assert report["claims"][0]["examples"] == 7


def test_where_hypothesis_detects_ci_the_ci_profile_is_loaded(run, monkeypatch):
    monkeypatch.setenv("CI", "true")
    result = run("--claim", "1.1/double", apart=True)
    result.stdout.fnmatch_lines(
        [
            "*Hypothesis profile 'ci'*",
            "claims: this profile draws the same examples in every run; *",
        ]
    )


def test_a_seed_makes_runs_alike(run, project, own):
    own(
        """
@claim("mine/first")
@given(n=st.integers())
def test_first(impl, n):
    \"\"\"n is the first number drawn.\"\"\"
    open("drawn.txt", "a").write(f"{n},")
"""
    )
    drawn = []
    for seed in (3, 3, 4):
        run("test_own.py", f"--hypothesis-seed={seed}")
        file = project.path / "drawn.txt"
        drawn.append(file.read_text(encoding="utf-8"))
        file.unlink()
    assert drawn[0] == drawn[1] != drawn[2]


@pytest.mark.parametrize(
    ("options", "format"),
    [(("--precision=float32",), "float32"), ((), "float32"), (("--precision=float64",), "float64")],
)
def test_the_format_is_that_of_the_option_or_of_the_implementation(run, project, options, format):
    said = "" if options == ("--precision=float32",) else "precision = 'float32'\n"
    project.makepyfile(mine=said + "third = lambda x: x / 3")
    file = project.path / "claims.json"
    run("--claims-json", str(file), *options, impl="mine")
    assert json.loads(file.read_text(encoding="utf-8"))["precision"] == format


def test_a_run_leaves_this_process_as_it_was(run):
    profile = settings.get_current_profile_name()
    run("--hypothesis-seed=3", "--hypothesis-profile=ci", "--precision=float32")
    assert settings.get_current_profile_name() == profile
    assert core.global_force_seed != "3"
    assert precision() is FLOAT64
