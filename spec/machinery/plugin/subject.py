"""Which implementation is tried, and whether it is the one that its user means."""

from __future__ import annotations

import ast
import importlib
import warnings
from collections.abc import Generator
from contextlib import ExitStack
from fnmatch import fnmatch
from pathlib import Path

import pytest

from spec.machinery.claims.implementation import (
    Implementation,
    as_implementation,
    reference_of,
)
from spec.machinery.claims.loading import CannotLoad, is_path, namesakes, place_of
from spec.machinery.claims.names import closest
from spec.machinery.claims.profiles import register_profiles
from spec.machinery.claims.specification import Specification
from spec.machinery.numbers.precision import PRECISIONS, in_force
from spec.machinery.plugin.errors import usage_error
from spec.machinery.plugin.stash import IMPLEMENTATION, SPECIFICATION, asked_by, member_of

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
        help="The implementation to hold the claims against: a module, the path of a .py file or "
        "of a folder (./name), or after a colon an object in it (default: the reference library)",
    )
    group.addoption(
        "--precision",
        choices=list(PRECISIONS),
        help="The format in which the implementation computes, which tolerances and ranges follow "
        "(default: the implementation's attribute of that name, else float64)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Import specification and implementation, before anything is collected; set the format.

    The profiles are there before Hypothesis loads that of --hypothesis-profile.
    """
    register_profiles()
    implementation = implementation_of(config)
    named = config.getoption("--precision")
    session = ExitStack()
    session.enter_context(in_force(PRECISIONS[named] if named else implementation.precision))
    config.add_cleanup(session.close)


def implementation_of(config: pytest.Config) -> Implementation:
    """The implementation under test.

    It is imported when it is first asked for, as the specification is.

    Raises
    ------
    UsageError
        If it cannot be imported.
    """
    if IMPLEMENTATION in config.stash:
        return config.stash[IMPLEMENTATION]
    module, _, name = config.getini("specification").partition(":")
    specification: Specification = getattr(importlib.import_module(module), name)
    # An implementation may import them, as one does that is a notebook of its own.
    pytest.register_assert_rewrite(*specification.modules)
    subject = config.getoption("--impl")
    if subject is None:
        _refuse_what_claims_nothing(config)
    try:
        if subject is None:
            implementation = reference_of(specification)
        else:
            implementation = as_implementation(subject, specification)
    except CannotLoad as problem:
        raise pytest.UsageError(f"--impl: {problem}") from None
    config.stash[SPECIFICATION] = specification
    config.stash[IMPLEMENTATION] = implementation
    return implementation


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


@pytest.hookimpl(tryfirst=True)
def pytest_report_header(config: pytest.Config) -> str | None:
    """Say which of several modules of one name is tried, and how to name the others."""
    specification, subject = config.stash[SPECIFICATION], config.getoption("--impl")
    top = (subject or specification.reference).partition(":")[0].partition(".")[0]
    place = place_of(top) if subject else specification.place_of_reference
    if place is None or (subject and is_path(subject.partition(":")[0])):
        return None
    others = namesakes(top, place)
    return f"{top} is {place}: {' or '.join(map(_way, others))} is another one" if others else None


def _way(place: Path) -> str:
    """How to name the module at a place as the implementation."""
    path = place if place.is_dir() else place.with_suffix(".py")
    here = Path.cwd()
    return f"--impl ./{path.relative_to(here)}" if here in path.parents else f"--impl {path}"


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """Refuse an implementation without any of the functions that the claims ask for.

    These may be functions of a person's own, of which claims of their own are the first to tell;
    so it waits for these, and looks at them before any is left out.
    """
    implementation = config.stash[IMPLEMENTATION]
    asks = [asked_by(item) for item in items if member_of(item)]
    try:
        implementation.expect(asks)
    except CannotLoad as problem:
        items.clear()
        usage_error(config, f"--impl: {problem}")
    # Every worker collects all there is; one of them is enough to warn.
    if getattr(config, "workerinput", {"workerid": "gw0"})["workerid"] == "gw0":
        _warn_of_what_no_claim_asks_for(implementation, frozenset().union(*asks))
    yield


def _warn_of_what_no_claim_asks_for(implementation: Implementation, asked: frozenset[str]) -> None:
    """Warn of functions that a person gave by name: they mean them to be judged."""
    for name in sorted(implementation.given_by_name - asked - set(implementation.known)):
        meant = closest(name, implementation.known)
        hint = f": did you mean {meant}?" if meant else ""
        warnings.warn(pytest.PytestWarning(f"no claim here asks for {name}{hint}"), stacklevel=1)
