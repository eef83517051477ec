"""The page to look at: that it is written, of what, and what is said where it cannot be."""

import pytest


@pytest.fixture
def page(run, project):
    """The lines of the page of a run."""

    def page(*options, impl="broken"):
        result = run(*options, "--claims-html", "made/page.html", impl=impl)
        result.stdout.fnmatch_lines(["a page to look at: made/page.html"])
        return (project.path / "made" / "page.html").read_text(encoding="utf-8").splitlines()

    return page


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_the_page_is_of_all_that_came_of_a_run(page, workers):
    lines = page(workers)
    assert lines[:3] == ["broken 0.1", "sound", "dev"]
    assert "double: wrong (1 of 4 claims)" in lines
    assert "failed 1.1/double" in lines
    assert "passed 2/half" in lines
    assert "skipped 3/third" in lines
    assert lines[-1] == "lost a worker: False"


def test_of_the_reference_every_function_has_a_verdict(page):
    assert [line for line in page(impl=None) if ": right" in line] == [
        "double: right (4 claims)",
        "half: right (3 claims)",
        "third: right (2 claims)",
    ]


def test_a_call_that_ended_its_worker_is_told_of(page, project):
    project.makepyfile(deadly="import os\ndouble = lambda n: os._exit(3)")
    assert page("-n1", "--claim", "1.1", impl="deadly")[-1] == "lost a worker: True"


def test_what_is_missing_ends_no_worker(page):
    lines = page("--strict-impl", impl="partial")
    assert "failed 3/third" in lines
    assert lines[-1] == "lost a worker: False"


def test_a_run_without_claims_writes_none(run, project):
    project.makepyfile(test_mine="def test_mine(): pass")
    result = run("test_mine.py", "--claims-html", "page.html")
    result.stdout.no_fnmatch_line("*page to look at*")
    assert not (project.path / "page.html").exists()


def test_what_is_missing_is_named_before_anything_runs(run, project):
    (project.path / "toy" / "report.py").write_text("import no_such_package\n")
    result = run("--claims-html", "page.html")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: --claims-html needs no_such_package, which pip install 'toy[[]report[]]' installs"]
    )


def test_what_is_missing_of_the_specification_itself_is_no_mistake_of_its_user(run, project):
    (project.path / "toy" / "report.py").write_text("import toy.no_such_module\n")
    result = run("--claims-html", "page.html", apart=True)
    assert result.ret != pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*ModuleNotFoundError: No module named 'toy.no_such_module'"])


def test_a_specification_may_have_no_page(run, project):
    toy = project.path / "toy" / "__init__.py"
    text = toy.read_text(encoding="utf-8")
    toy.write_text(text.replace('report=f"{__name__}.report"', "report=None"), encoding="utf-8")
    result = run("--claims-html", "page.html")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --claims-html: toy writes no page"])
