"""Which claims run, and what there is to choose from."""

import pytest


def test_claims_are_selected_by_id_or_part(run):
    result = run("--claim", "2/half", "--claim", "1.1")
    result.assert_outcomes(passed=3, deselected=6)


@pytest.mark.parametrize(
    ("selector", "passed"), [("2/grows", 2), ("2/grows[half]", 1), ("2/grows[double]", 1)]
)
def test_a_family_is_selected_whole_or_by_member(run, selector, passed):
    result = run("--claim", selector)
    result.assert_outcomes(passed=passed, deselected=9 - passed)
    result.stdout.fnmatch_lines([f"*{passed} claim* ({passed} holds), *"])


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["in one process", "-n2"])
def test_an_id_that_matches_nothing_is_an_error_and_runs_nothing(run, workers):
    result = run(*workers, "--claim", "2", "--claim", "1.1/duoble")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: --claim 1.1/duoble: no such claim. Did you mean 1.1/double*"]
    )
    assert "passed" not in result.stdout.str()


@pytest.mark.parametrize(
    ("options", "passed"),
    [
        (["--function", "third"], 2),
        (["--function", "double"], 4),
        (["--function", "double", "--function", "half"], 7),
        (["--function", "double", "--claim", "2"], 1),
    ],
)
def test_claims_are_selected_by_the_functions_that_they_call(run, options, passed):
    run(*options).assert_outcomes(passed=passed, deselected=9 - passed)


def test_own_claims_are_selected_by_function_too(run, own):
    own(
        """
@claim("mine/triple")
@given(n=numbers)
def test_triple(impl, n):
    \"\"\"triple(n) = 3n.\"\"\"
    assert_equal(impl.triple(n), 3 * n)
"""
    )
    run("toy", "test_own.py", "--function", "triple").assert_outcomes(skipped=1, deselected=9)


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["in one process", "-n2"])
def test_a_function_that_no_claim_calls_is_an_error(run, workers):
    result = run(*workers, "--function", "half", "--function", "doubel")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: --function doubel: no claim here calls it. Did you mean double?"]
    )
    assert "passed" not in result.stdout.str()


LIST = [
    "1.1/double       1-2               holds    double(n) = 2n.",
    "1.1/large        3                 exists   There is n with double(n) > 30.",
    "1.2/small        text, 4           refuted  double(n) < 30 for every n.",
    "2/half                             holds    half(2n) = n.",
    "2/down           Euclid, book VII  holds    half(2n + 1) = n, rounded down.",
    "2/grows[[]double[]]                    holds    f(n) ≤ f(n + 1).",
    "2/grows[[]half[]]                      holds    f(n) ≤ f(n + 1).",
]


@pytest.mark.parametrize("options", [("-q",), ("-n2",)])
def test_the_claims_are_listed_without_running_any(run, options):
    result = run("--list-claims", *options, impl="broken")
    assert result.ret == 0
    result.stdout.fnmatch_lines(LIST)
    assert "passed" not in result.stdout.str()
    assert "failed" not in result.stdout.str()


def test_a_selection_can_be_listed(run):
    result = run("--list-claims", "-q", "--claim", "1.2")
    result.stdout.fnmatch_lines(["1.2/small *"])
    assert "1.1/double" not in result.stdout.str()


def test_pytest_selects_as_always(run):
    run("-k", "twice or large").assert_outcomes(passed=2, deselected=7)
    chapter = "toy/chapters/halving.py"
    run(f"{chapter}::test_more_stays_more[half]").assert_outcomes(passed=1)
    run(f"{chapter}::test_more_stays_more").assert_outcomes(passed=2)
    run(chapter).assert_outcomes(passed=4)


def test_what_claims_nothing_runs_unless_claims_are_selected(run, own):
    own("def test_that_claims_nothing():\n    assert True\n")
    run("toy", "test_own.py").assert_outcomes(passed=10)
    run("toy", "test_own.py", "--claim", "2").assert_outcomes(passed=4, deselected=6)
