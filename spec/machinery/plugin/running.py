"""The pytest plugin: collects the chapters, hands each claim its implementation, runs its trial."""

from __future__ import annotations

import fnmatch
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

import spec
from spec.machinery.claims.specification import CHAPTERS
from spec.machinery.claims.claim import claim_of
from spec.machinery.claims.implementation import (
    REFERENCE,
    CannotLoad,
    Implementation,
    MissingFunction,
    load_implementation,
)
from spec.machinery.numbers.precision import PRECISIONS, in_force
from spec.machinery.claims.profiles import register_profiles
from spec.machinery.plugin.stash import IMPLEMENTATION, KNOWN_FAILURES, TRIAL
from spec.machinery.claims.trial import on_trial


pytest.register_assert_rewrite(*(f"spec.{name}" for name in sorted(CHAPTERS)))
register_profiles()

SECONDS_PER_EXAMPLE = 0.6
"""How long an example may take on average: many times what it needs, on a busy machine too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run name the implementation under test."""
    group = parser.getgroup("claims", "claims of the specification")
    group.addoption(
        "--impl",
        metavar="MODULE",
        default=REFERENCE,
        help="The implementation to hold the claims against: a module, a .py file, or after a "
        "colon an object in it (default: the reference library)",
    )
    group.addoption(
        "--precision",
        choices=list(PRECISIONS),
        help="The format in which the implementation computes, which tolerances and ranges follow "
        "(default: the implementation's attribute of that name, else float64)",
    )
    group.addoption(
        "--strict-impl",
        action="store_true",
        help="Fail a claim whose function the implementation does not offer, in place of skipping",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Import the implementation under test, before anything is collected, and set its format."""
    try:
        implementation = load_implementation(config.getoption("--impl"))
    except CannotLoad as problem:
        raise pytest.UsageError(f"--impl: {problem}") from None
    config.stash[IMPLEMENTATION] = implementation
    named = config.getoption("--precision")
    session = ExitStack()
    session.enter_context(in_force(PRECISIONS[named] if named else implementation.precision))
    config.add_cleanup(session.close)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Collect the chapters of the specification, whatever test files are called elsewhere."""
    is_chapter = file_path.parent in map(Path, spec.__path__) and file_path.stem in CHAPTERS
    patterns = parent.config.getini("python_files")
    if (
        not is_chapter
        or file_path.suffix != ".py"
        or parent.session.isinitpath(file_path)
        or any(fnmatch.fnmatch(file_path.name, pattern) for pattern in patterns)
    ):
        return None
    return pytest.Module.from_parent(parent, path=file_path)


@pytest.fixture(scope="session")
def impl(pytestconfig: pytest.Config) -> Implementation:
    """The implementation under test."""
    return pytestconfig.stash[IMPLEMENTATION]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Run a claim as a trial; run any other test as it is."""
    __tracebackhide__ = True
    claim, config = claim_of(pyfuncitem.obj), pyfuncitem.config
    if claim is None:
        return (yield)
    is_known = claim.id in config.stash[KNOWN_FAILURES]
    debugs = config.getoption("usepdb") or config.getoption("trace")
    examples = settings().max_examples
    seconds = None if debugs else SECONDS_PER_EXAMPLE * max(100, examples)
    with on_trial(pyfuncitem.obj, shrinks=not is_known, seconds=seconds) as trial:
        pyfuncitem.stash[TRIAL] = trial
        try:
            yield
        except MissingFunction as missing:
            if config.getoption("--strict-impl"):
                pytest.fail(str(missing), pytrace=False)
            pytest.skip(str(missing))
    if claim.kind != "holds":
        # Hypothesis offers to write a failing example into the source. Of a search that was meant
        # to find one it is no failure.
        vars(pyfuncitem).pop("_hypothesis_failing_examples", None)
    return True
