"""Runs of pytest inside pytest, on a specification of three functions.

A run takes place in this process, which saves the second that a new one takes to import what it
needs; its workers, if it has any, are processes of their own. So that it is as if it were the first
run of a new process, it finds Hypothesis as that finds itself, and no context variable of ours set;
and leaves both as they were. A run that changes what others would find takes place apart.
"""

from __future__ import annotations

import contextlib
import contextvars
import shutil
from pathlib import Path

import pytest
from hypothesis import core, settings
from hypothesis.configuration import set_hypothesis_home_dir

pytest.register_assert_rewrite("tests.machinery.toy")

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

CONFTEST = 'pytest_plugins = ["spec.machinery.plugin"]'

IMPLEMENTATIONS = {
    "working": """
        __version__ = '1.0'
        double = lambda n: 2 * n
        half = lambda n, *, down=False: n // 2 if down else n / 2
        """,
    "broken": """
        __version__ = '0.1'
        double = lambda n: 2 * n + (n > 7)
        half = lambda n, *, down=False: n // 2 if down else n / 2
        """,
    "partial": """
        double = lambda n: 2 * n
        """,
}


@contextlib.contextmanager
def hypothesis_as_in_a_new_process():
    """Nothing chosen for Hypothesis inside, and afterwards what was chosen before."""
    profile, seed = settings.get_current_profile_name(), core.global_force_seed
    settings.load_profile("default")
    core.global_force_seed = None
    set_hypothesis_home_dir(None)
    try:
        yield
    finally:
        settings.load_profile(profile)
        core.global_force_seed = seed
        set_hypothesis_home_dir(None)


@pytest.fixture
def project(pytester, monkeypatch):
    """A folder with the toy in it, three implementations, and a pytest that knows claims."""
    shutil.copytree(HERE / "toy", pytester.path / "toy", ignore=shutil.ignore_patterns("*.pyc"))
    pytester.makeini("[pytest]\nspecification = toy:SPECIFICATION")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(**IMPLEMENTATIONS)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("HYPOTHESIS_STORAGE_DIRECTORY", str(pytester.path / ".hypothesis"))
    monkeypatch.delenv("CI", raising=False)
    return pytester


@pytest.fixture
def run(project):
    """Run pytest on the toy or on paths among the options."""

    def run(*options, impl=None, apart=False):
        options = [*options] if impl is None else [*options, "--impl", impl]
        if not any(Path(option.partition("::")[0]).exists() for option in options):
            options.append("toy")
        if apart:
            return project.runpytest_subprocess(*options)
        with hypothesis_as_in_a_new_process():
            return contextvars.Context().run(project.runpytest_inprocess, *options)

    return run


@pytest.fixture
def own(project):
    """Write a file of claims beside the toy, whose names for the machinery are at hand there."""

    def own(claims, name="test_own"):
        head = '"""A chapter of one\'s own."""\n\nfrom tests.machinery.names import *\n'
        file = project.path / f"{name}.py"
        file.write_text(head + claims, encoding="utf-8")
        return file

    return own
