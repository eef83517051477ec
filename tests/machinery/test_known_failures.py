"""Failures that are known are expected, until they pass."""

import pytest


def test_known_failures_are_expected_until_they_pass(run, project):
    known = project.path / "known.toml"
    known.write_text('"1.1/double" = "odd numbers"\n"2/half" = "?"\n"3/none" = "?"\n')
    result = run("--known-failures", str(known), impl="broken")
    result.assert_outcomes(passed=5, xfailed=1, failed=1, skipped=2, warnings=1)
    result.stdout.fnmatch_lines(
        [
            "  known    1.1/double  *double(n) = 2n.",
            "           odd numbers",
            "  FAILED   2/half *",
            "9 claims (1 known, 1 exists, 1 refuted, 1 FAILED, 3 holds, 2 skipped), *",
        ]
    )
    result.stdout.fnmatch_lines(["*--known-failures: there is no claim 3/none*"])


def test_one_member_of_a_family_may_be_known_to_fail(run, project):
    project.makepyfile(falling="half = lambda n: -n\ndouble = lambda n: -n")
    known = project.path / "known.toml"
    known.write_text('"2/grows[half]" = "it falls"\n')
    result = run("--claim", "2/grows", "--known-failures", str(known), impl="falling")
    result.assert_outcomes(xfailed=1, failed=1, deselected=7)
    result.stdout.fnmatch_lines(
        [
            "  FAILED   2/grows[[]double[]] *",
            "  known    2/grows[[]half[]] *",
            "           it falls",
        ]
    )


@pytest.mark.parametrize("content", ["1.1/double = no", '["1.1/double"]\nreason = "?"', None])
def test_a_file_of_known_failures_that_cannot_be_read_is_an_error(run, project, content):
    known = project.path / "known.toml"
    if content is not None:
        known.write_text(content)
    result = run("--known-failures", str(known))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: --known-failures {known}: *"])
