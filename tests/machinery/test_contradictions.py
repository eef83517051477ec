"""Falsity that looks like truth is refused where claims are collected, and named with its place."""

import pytest

TWICE = '''
@claim("mine/double")
@given(n=numbers)
def test_{name}(impl, n):
    """double(n) ≥ {name}."""
    assert impl.double(n) >= 0
'''

CORRECTED = '''
@claim("mine/small", kind="refuted", corrected_by="{by}")
@given(n=numbers)
def test_small(impl, n):
    """double(n) < 30."""
    holds_here(impl.double(n) < 30)
'''

LABELS = '''
@claim("mine/grows")
@pytest.mark.parametrize("step", [1, "1"])
@given(n=numbers)
def test_more_stays_more(impl, step, n):
    """double(n) ≥ n."""
    assert impl.double(n) >= n
'''


def is_refused(result, *parts):
    """Whether a run ended with one sentence, of those parts, and ran nothing."""
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (sentence,) = [line for line in result.errlines if line.startswith("ERROR: ")]
    assert [part for part in parts if part not in sentence] == []
    assert "Traceback" not in result.stderr.str() + result.stdout.str()
    assert "crashed" not in result.stdout.str()
    assert "passed" not in result.stdout.str()


def test_two_claims_of_one_id_in_a_file(run, own):
    file = own(TWICE.format(name="one") + TWICE.format(name="another"))
    result = run("test_own.py")
    is_refused(result, "two claims are called mine/double", f"{file}:5", f"{file}:11")


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["in one process", "-n2"])
def test_two_claims_of_one_id_in_two_files(run, own, workers):
    one = own(TWICE.format(name="one"), "test_one")
    another = own(TWICE.format(name="another"), "test_another")
    result = run(*workers, "test_one.py", "test_another.py")
    is_refused(result, "two claims are called mine/double", f"{one}:5", f"{another}:5")


def test_a_claim_called_like_one_of_the_specification(run, own, project):
    file = own(TWICE.format(name="own").replace("mine", "1.1"))
    chapter = project.path / "toy" / "chapters" / "doubling.py"
    for paths in (["test_own.py"], ["toy", "test_own.py"], ["test_own.py", "--claim", "1.1"]):
        result = run(*paths)
        is_refused(result, "two claims are called 1.1/double", f"{file}:5", f"{chapter}:16")


def test_a_claim_called_like_a_family_of_the_specification(run, own):
    own(TWICE.format(name="own").replace("mine/double", "2/grows"))
    is_refused(run("test_own.py"), "two claims are called 2/grows")


def test_a_correction_that_there_is_not(run, own):
    file = own(CORRECTED.format(by="mine/nothing"))
    result = run("test_own.py")
    is_refused(result, f"mine/small in {file}:5 is corrected by mine/nothing", "no such claim")


@pytest.mark.parametrize("by", ["1.1/large", "2/grows", "2/grows[half]"])
def test_a_correction_may_be_in_the_specification(run, own, by):
    own(CORRECTED.format(by=by))
    run("test_own.py").assert_outcomes(passed=1)


def test_two_members_of_one_id(run, own):
    file = own(LABELS)
    result = run("test_own.py")
    is_refused(result, f"{file}:5 are called mine/grows[1]", "Tell them apart by ids")


def test_a_claim_that_would_not_run(run, own):
    file = own(TWICE.format(name="late").replace("def test", "async def test"))
    result = run("test_own.py")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [f"E   TypeError: claim mine/double: test_late is async, *{file}:5)"]
    )


def test_a_claim_that_returns_what_it_should_assert(run, own):
    own(TWICE.format(name="returned").replace("assert ", "return "))
    result = run("test_own.py")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*should return None, but *returned*"])
