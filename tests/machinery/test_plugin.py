"""What a person meets on the command line: selection, listing, the table, JSON, and workers."""

import json

import pytest

CLAIMS = '''
"""Chapter one: what is said of numbers.

And more of it.
"""
from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims.claim import claim
from spec.machinery.numbers.comparison import assert_equal
from spec.machinery.claims.trial import holds_here

numbers = st.integers(0, 1000)


@claim("1.1/double", equations="1-2")
@given(n=numbers)
def test_twice_a_number_is_its_double(impl, n):
    """double(n) = 2n."""
    assert_equal(impl.double(n), 2 * n)


@claim("1.1/large", equations="3", kind="exists")
@given(n=numbers)
def test_some_number_has_a_large_double(impl, n):
    """There is n with double(n) > 30."""
    holds_here(impl.double(n) > 30, double=impl.double(n))


@claim("1.2/small", equations="text, 4", kind="refuted", corrected_by="1.1/large")
@given(n=numbers)
def test_every_number_has_a_small_double(impl, n):
    """double(n) < 30 for every n."""
    holds_here(impl.double(n) < 30)


@claim("2/half")
@given(n=numbers)
def test_half_a_number(impl, n):
    """half(2n) = n."""
    assert_equal(impl.half(2 * n), n)


def test_that_claims_nothing():
    assert True
'''

# An implementation offers one of the reference's functions at least.
OFFERS = "sigmoid = abs\n"
WORKING = OFFERS + "__version__ = '1.0'\ndouble = lambda n: 2 * n\nhalf = lambda n: n / 2\n"
BROKEN = (
    OFFERS + "__version__ = '0.1'\ndouble = lambda n: 2 * n + (n > 7)\nhalf = lambda n: n / 2\n"
)
PARTIAL = OFFERS + "double = lambda n: 2 * n\n"


@pytest.fixture
def run(pytester):
    """Run pytest on the claims above, with an implementation of them."""
    pytester.makepyfile(test_numbers=CLAIMS, working=WORKING, broken=BROKEN, partial=PARTIAL)

    def run(*options, impl="working"):
        plugin = ("-p", "spec.machinery.plugin", "--impl", impl)
        return pytester.runpytest_subprocess(*plugin, *options)

    return run


TABLE = [
    "*claims: working 1.0, 1 of 36 functions, Hypothesis profile 'dev'*",
    "Chapter one: what is said of numbers",
    "  holds    1.1/double  double(n) = 2n.",
    "  exists   1.1/large   There is n with double(n) > 30.",
    "           witness: n = 16; double = 32",
    "  refuted  1.2/small   double(n) < 30 for every n.",
    "           counterexample: n = 15",
    "           true instead: 1.1/large",
    "  holds    2/half      half(2n) = n.",
    "4 claims (2 holds, 1 exists, 1 refuted), 4 equations covered, * examples run",
    "*5 passed*",
]


@pytest.mark.parametrize("options", [("-n0",), ("-n2",), ("-q", "-n0"), ("-q", "-n2")])
def test_the_table_is_the_same_however_the_claims_are_run(run, options, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    result = run(*options)
    assert result.ret == 0
    result.stdout.fnmatch_lines(TABLE)


def test_the_header_names_implementation_and_profile(run):
    result = run("-n0", "--hypothesis-profile=ci")
    result.stdout.fnmatch_lines(["claims: working 1.0, 1 of 36 functions, Hypothesis profile 'ci'"])


def test_a_failing_claim_says_all_that_a_person_needs(run):
    result = run("-n0", "--hypothesis-seed=3", impl="broken")
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "*Claim 1.1/double*",
            "twice a number is its double:",
            "double(n) = 2n.",
            "inputs: n = 8",
            "  left  = 17.0",
            "  right = 16.0",
            "  error = 1",
            "  bound = 0",
            "again:  pytest test_numbers.py --claim 1.1/double --impl broken --hypothesis-seed=3",
            "  FAILED   1.1/double  double(n) = 2n.",
            "           fails for n = 8",
            "4 claims (1 FAILED, 1 exists, 1 refuted, 1 holds), *",
        ]
    )


def test_the_command_that_a_failure_prints_runs_just_that_claim(run):
    result = run("-n0", "--claim", "1.1/double", impl="broken")
    result.assert_outcomes(failed=1, deselected=4)


def test_a_claim_that_needs_a_missing_function_is_skipped(run):
    result = run("-n0", impl="partial")
    result.assert_outcomes(passed=4, skipped=1)
    result.stdout.fnmatch_lines(["  skipped  2/half *", "           partial does not offer half"])


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_claims_are_selected_by_id_or_part(run, workers):
    result = run(workers, "--claim", "2/half", "--claim", "1.1")
    result.assert_outcomes(passed=3, deselected=0 if workers == "-n2" else 2)


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_an_id_that_matches_nothing_is_an_error_and_runs_nothing(run, workers):
    result = run(workers, "--claim", "2", "--claim", "1.1/duoble")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: --claim 1.1/duoble: no such claim. Did you mean 1.1/double*"]
    )
    assert "passed" not in result.stdout.str()


@pytest.mark.parametrize("options", [("-q",), ("-n2",)])
def test_the_claims_are_listed_without_running_any(run, options):
    result = run("--list-claims", *options, impl="broken")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "1.1/double  1-2      holds    double(n) = 2n.",
            "1.1/large   3        exists   There is n with double(n) > 30.",
            "1.2/small   text, 4  refuted  double(n) < 30 for every n.",
            "2/half               holds    half(2n) = n.",
        ]
    )
    assert "passed" not in result.stdout.str()
    assert "failed" not in result.stdout.str()


def test_a_selection_can_be_listed(run):
    result = run("--list-claims", "-q", "--claim", "1.2")
    result.stdout.fnmatch_lines(["1.2/small *"])
    assert "1.1/double" not in result.stdout.str()


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_the_json_says_what_the_table_says(run, pytester, workers):
    file = pytester.path / "new folder" / "claims.json"
    run(workers, "--claims-json", str(file), "--hypothesis-seed=7", impl="broken")
    report = json.loads(file.read_text(encoding="utf-8"))
    claims = {claim["id"]: claim for claim in report["claims"]}
    assert report["implementation"] == {"name": "broken", "version": "0.1"}
    assert report["seed"] == "7"
    assert list(claims) == ["1.1/double", "1.1/large", "1.2/small", "2/half"]
    assert [claim["outcome"] for claim in claims.values()] == ["failed"] + 3 * ["passed"]
    assert [claim["kind"] for claim in claims.values()] == ["holds", "exists", "refuted", "holds"]
    assert [claim["equations"] for claim in claims.values()] == [[1, 2], [3], [4], []]
    assert claims["1.1/double"]["counterexample"] == "n = 8"
    assert "left  = 17.0" in claims["1.1/double"]["message"]
    assert claims["1.2/small"]["counterexample"] == "n = 15"
    assert claims["2/half"]["counterexample"] is None
    assert claims["2/half"]["message"] is None
    assert claims["2/half"]["examples"] == 100
    # What a claim catches is measured of those of the homework alone.
    assert claims["2/half"]["counterfeits"] is None


def test_a_skipped_claim_says_why_in_the_json(run, pytester):
    file = pytester.path / "claims.json"
    run("-n0", "--claims-json", str(file), impl="partial")
    half = json.loads(file.read_text(encoding="utf-8"))["claims"][-1]
    assert half["outcome"] == "skipped"
    assert half["message"] == "partial does not offer half"


def test_a_profile_decides_how_hard_the_claims_are_tried(run, pytester):
    file = pytester.path / "claims.json"
    options = ("--claim", "1.1/double", "-n0", "--claims-json", str(file))
    run(*options, "--hypothesis-profile=thorough")
    report = json.loads(file.read_text(encoding="utf-8"))
    assert report["profile"] == "thorough"
    # There are no more numbers to draw than these.
    assert report["claims"][0]["examples"] == 1001


def test_where_hypothesis_detects_ci_the_ci_profile_is_loaded(run, monkeypatch):
    monkeypatch.setenv("CI", "true")
    run("-n0").stdout.fnmatch_lines(["*Hypothesis profile 'ci'*"])


def test_a_missing_function_fails_the_claim_if_all_are_asked_for(run):
    result = run("-n0", "--strict-impl", impl="partial")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["partial does not offer half"])


def test_a_failure_is_laid_at_the_door_of_one_function(run):
    result = run("-n0", impl="broken")
    result.stdout.fnmatch_lines(
        [
            "double: wrong (1.1/double)",
            "  double(8): got 17.0, expected 16.0",
            "  pytest test_numbers.py --claim 1.1/double --impl broken",
        ]
    )


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_known_failures_are_expected_until_they_pass(run, pytester, workers):
    known = pytester.path / "known.toml"
    known.write_text('"1.1/double" = "odd numbers"\n"2/half" = "?"\n"3/none" = "?"\n')
    result = run(workers, "--known-failures", str(known), impl="broken")
    result.assert_outcomes(passed=3, xfailed=1, failed=1, warnings=1)
    result.stdout.fnmatch_lines(
        [
            "  known    1.1/double  double(n) = 2n.",
            "           odd numbers",
            "  FAILED   2/half *",
            "4 claims (1 known, 1 exists, 1 refuted, 1 FAILED), *",
        ]
    )
    result.stdout.fnmatch_lines(["*--known-failures: there is no claim 3/none*"])


@pytest.mark.parametrize("content", ["1.1/double = no", '["1.1/double"]\nreason = "?"', None])
def test_a_file_of_known_failures_that_cannot_be_read_is_an_error(run, pytester, content):
    known = pytester.path / "known.toml"
    if content is not None:
        known.write_text(content)
    result = run("-n0", "--known-failures", str(known))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: --known-failures {known}: *"])


def test_the_implementation_may_be_an_object_in_a_file(run, pytester):
    pytester.makepyfile(
        mine="""
        class Mine:
            __version__ = "3"
            sigmoid = abs
            def double(self, n):
                return 2 * n
        instance = Mine()
        """
    )
    result = run("-n0", impl="mine.py:instance")
    result.assert_outcomes(passed=4, skipped=1)
    result.stdout.fnmatch_lines(["claims: mine.py:instance 3, *, Hypothesis profile *"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "*cannot load the implementation 'nowhere': ModuleNotFoundError: *"),
        ("working:nothing", "*cannot load the implementation 'working:nothing': AttributeError: *"),
        ("no/such/file.py", "*cannot load the implementation 'no/such/file.py': FileNotFound*"),
        ("json", "*json offers none of the functions that the claims are about: *"),
    ],
)
def test_an_implementation_that_cannot_be_had_is_an_error(run, name, message):
    result = run("-n0", impl=name)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_an_implementation_that_crashes_its_worker_fails_that_claim_alone(run, pytester):
    pytester.makepyfile(
        crashing="""
        import os
        sigmoid = abs
        double = lambda n: 2 * n
        half = lambda n: os._exit(1)
        """
    )
    result = run("-n1", impl="crashing")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["*worker 'gw0' crashed while running *test_half_a_number*"])


class TestWorkers:
    """With the plugin for parallel runs, as in this repository."""

    @pytest.fixture
    def workers(self, run):
        """How many workers a run started."""

        def workers(*options):
            result = run("-p", "spec.machinery.plugin.parallel", *options)
            assert result.ret == 0, result.stdout.str()
            created = [line for line in result.outlines if line.startswith("created: ")]
            return int(created[0].split("/")[1].split()[0]) if created else 0

        return workers

    def test_a_bare_run_uses_all_cores(self, workers, monkeypatch):
        monkeypatch.setenv("PYTEST_XDIST_AUTO_NUM_WORKERS", "3")
        assert workers() == 3

    @pytest.mark.parametrize(
        "options",
        [
            ("--claim", "1.1"),
            ("-k", "double"),
            ("test_numbers.py::test_half_a_number",),
            ("-s",),
            ("--pdb",),
            ("-n0",),
            ("--collect-only",),
        ],
    )
    def test_a_run_of_single_claims_or_at_the_terminal_stays_in_one_process(self, workers, options):
        assert workers(*options) == 0

    def test_whoever_says_how_many_is_obeyed(self, workers):
        assert workers("-n1", "-k", "double") == 1
