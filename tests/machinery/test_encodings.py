"""A run is legible in every encoding that a terminal or a log may have."""

import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest

ENVIRONMENTS = [
    ("ascii", {"PYTHONIOENCODING": "ascii"}),
    ("latin-1", {"PYTHONIOENCODING": "latin-1"}),
    ("cp1252", {"PYTHONIOENCODING": "cp1252"}),
    ("ascii", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
]


@pytest.mark.parametrize(("encoding", "environment"), ENVIRONMENTS)
def test_a_run_says_in_words_what_the_encoding_does_not_have(project, encoding, environment):
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "toy", "-v", "-n0", "--impl", "broken"],
        cwd=project.path,
        env=inherited | environment,
        capture_output=True,
    )
    said = done.stdout.decode(encoding)
    assert done.returncode == 1
    assert "f(n) <= f(n + 1).\n" in said.replace("\r", "")
    assert "double: wrong (1 of 4 claims)" in said
    assert "\\" not in said
    assert not done.stderr


@pytest.fixture
def run_in_ascii(run, monkeypatch):
    """Run pytest in a process that has nothing but ASCII."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    return lambda *options: run(*options, apart=True)


def test_so_do_workers_and_files_have_the_symbols_themselves(run_in_ascii, project):
    result = run_in_ascii("-n2", "--claims-json=claims.json", "--junit-xml=junit.xml")
    result.stdout.fnmatch_lines(
        ["* x1  f(n) <= f(n + 1).", "xn: fails for n of 3 wrong implementations"]
    )
    claims = json.loads((project.path / "claims.json").read_text(encoding="utf-8"))["claims"]
    cases = ElementTree.parse(project.path / "junit.xml").iter("property")
    records = [json.loads(case.get("value")) for case in cases if case.get("name") == "record"]
    for found in (claims, records):
        statements = {each["id"]: each["statement"] for each in found}
        assert statements["2/grows[half]"] == "f(n) ≤ f(n + 1)."


def test_so_does_the_list_of_claims(run_in_ascii):
    result = run_in_ascii("--list-claims")
    result.stdout.fnmatch_lines(["2/grows[[]half[]] *  f(n) <= f(n + 1)."])


def test_so_does_a_check_without_pytest(project, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    project.makepyfile(falling="half = lambda n: -n")
    program = project.makepyfile(
        """
        from spec.machinery.claims.checking import check
        from toy import SPECIFICATION

        print(check(SPECIFICATION, "falling", "2/grows"))
        """
    )
    result = project.run(sys.executable, program)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["  FAILED   2/grows[[]half[]]  x1  f(n) <= f(n + 1)."])


def test_so_does_what_is_wrong_with_the_options(run_in_ascii, own):
    own(
        '''
@claim("mine/this", kind="refuted", corrected_by="mine/ε")
def test_this(impl):
    """It is so."""
'''
    )
    result = run_in_ascii("test_own.py")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: claim mine/this * is corrected by mine/epsilon, *"])


def test_lines_are_as_wide_as_the_terminal_once_they_are_in_words(run_in_ascii, own, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    own(
        f'''
@claim("mine/this")
@given(n=numbers)
def test_this(impl, n):
    """{"∂θ ≤ ε, " * 20}."""
'''
    )
    result = run_in_ascii("test_own.py")
    assert result.ret == 0
    shown = [line for line in result.stdout.lines if "dtheta" in line]
    assert len(shown) > 5
    assert max(map(len, shown)) <= 80
