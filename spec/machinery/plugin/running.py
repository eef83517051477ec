"""Which implementation is tried, and how: each claim is a trial of it."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Generator
from contextlib import ExitStack
from fnmatch import fnmatch
from pathlib import Path

import pytest
from hypothesis import settings

from spec.machinery.claims.guard import NotOffered
from spec.machinery.claims.implementation import CannotLoad, Implementation, load_implementation
from spec.machinery.claims.profiles import register_profiles
from spec.machinery.claims.specification import Specification
from spec.machinery.claims.trial import on_trial
from spec.machinery.numbers.precision import PRECISIONS, in_force
from spec.machinery.plugin.stash import (
    IMPLEMENTATION,
    KNOWN_FAILURES,
    SPECIFICATION,
    TRIAL,
    member_of,
)

SECONDS_PER_EXAMPLE = 0.6
"""How long an example may take on average: many times what it needs, on a busy machine too."""

TESTS = ("python_functions", "python_classes")
"""The settings of pytest that say what tests are called: prefixes, or patterns."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run name the implementation under test."""
    parser.addini(
        "specification",
        default="spec.specification:SPECIFICATION",
        help="The specification to run: an object in a module",
    )
    group = parser.getgroup("claims", "claims of the specification")
    group.addoption(
        "--impl",
        metavar="MODULE",
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


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Import specification and implementation, before anything is collected; set the format.

    The profiles are there before Hypothesis loads that of --hypothesis-profile.
    """
    register_profiles()
    module, _, name = config.getini("specification").partition(":")
    specification: Specification = getattr(importlib.import_module(module), name)
    config.stash[SPECIFICATION] = specification
    pytest.register_assert_rewrite(*specification.modules)
    if config.getoption("--impl") is None:
        _refuse_what_claims_nothing(config)
    subject = config.getoption("--impl") or specification.reference
    try:
        implementation = load_implementation(subject, specification.functions, specification.draws)
    except CannotLoad as problem:
        raise pytest.UsageError(f"--impl: {problem}") from None
    config.stash[IMPLEMENTATION] = implementation
    named = config.getoption("--precision")
    session = ExitStack()
    session.enter_context(in_force(PRECISIONS[named] if named else implementation.precision))
    config.add_cleanup(session.close)


def _refuse_what_claims_nothing(config: pytest.Config) -> None:
    """Raise for a file without tests: whoever names one means it to be judged."""
    patterns = [f"{name}*" for key in TESTS for name in config.getini(key)]
    for argument in config.args:
        file = Path(argument)
        if file.suffix != ".py" or not file.is_file():
            continue
        try:
            names = names_in(file)
        except SyntaxError:  # which pytest shows better, once it collects the file
            continue
        if not any(fnmatch(name, pattern) for name in names for pattern in patterns):
            raise pytest.UsageError(
                f"{argument} claims nothing. To hold the claims against it, name it as the "
                f"implementation: --impl {argument}"
            )


def names_in(file: Path) -> set[str]:
    """The names that a file defines or imports, at any depth."""
    found = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.alias():
                found.add(node.name)
            case ast.Name():
                found.add(node.id)
    return found


@pytest.fixture(scope="session")
def impl(pytestconfig: pytest.Config) -> Implementation:
    """The implementation under test."""
    return pytestconfig.stash[IMPLEMENTATION]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Run a claim as a trial; run any other test as it is."""
    __tracebackhide__ = True
    member, config = member_of(pyfuncitem), pyfuncitem.config
    if member is None:
        return (yield)
    is_known = member.claim.id in config.stash[KNOWN_FAILURES]
    debugs = config.getoption("usepdb") or config.getoption("trace")
    examples = settings().max_examples
    seconds = None if debugs else SECONDS_PER_EXAMPLE * max(100, examples)
    with on_trial(pyfuncitem.obj, member, shrinks=not is_known, seconds=seconds) as trial:
        pyfuncitem.stash[TRIAL] = trial
        try:
            yield
        except NotOffered as missing:
            if config.getoption("--strict-impl"):
                pytest.fail(str(missing), pytrace=False)
            pytest.skip(str(missing))
    if member.claim.kind != "holds":
        # Hypothesis offers to write a failing example into the source. Of a search that was meant
        # to find one it is no failure.
        vars(pyfuncitem).pop("_hypothesis_failing_examples", None)
    return True
