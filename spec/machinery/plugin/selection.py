"""Which claims run: by id, or by the functions that they call; and what there is to select."""

from __future__ import annotations

import difflib
from collections.abc import Generator
from typing import Any

import pytest

from spec.machinery.claims.family import Member
from spec.machinery.claims.ids import NoSuchClaim, selected_ids
from spec.machinery.plugin.errors import usage_error
from spec.machinery.plugin.stash import asked_by, member_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --claim, --function and --list-claims."""
    group = parser.getgroup("claims")
    group.addoption(
        "--claim",
        action="append",
        default=[],
        metavar="ID",
        help="Run only this claim, or the claims of this family or part: '3.1/minimiser', '3.1', "
        "'3'. May be repeated.",
    )
    group.addoption(
        "--function",
        action="append",
        default=[],
        metavar="NAME",
        help="Run only the claims that call this function of the implementation. May be repeated.",
    )
    group.addoption(
        "--list-claims",
        action="store_true",
        help="Print the id, equations or source, kind and statement of every claim, and run "
        "nothing.",
    )


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, object, object]:
    """Keep xdist from starting workers for a list."""
    if config.getoption("--list-claims") and config.pluginmanager.hasplugin("xdist"):
        config.option.numprocesses = 0
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the claims that --claim and --function choose, and nothing else."""
    selectors, functions = config.getoption("--claim"), config.getoption("--function")
    if not selectors and not functions:
        return
    selected = {item: member for item in items if (member := member_of(item))}
    if selectors:
        selected = _by_id(config, selected, selectors)
    if functions:
        selected = _by_function(config, selected, functions)
    config.hook.pytest_deselected(items=[item for item in items if item not in selected])
    items[:] = selected


def _by_id(
    config: pytest.Config, claims: dict[pytest.Item, Member], selectors: list[str]
) -> dict[pytest.Item, Member]:
    """The claims that the selectors choose."""
    try:
        chosen = selected_ids((member.claim.id for member in claims.values()), selectors)
    except NoSuchClaim as miss:
        usage_error(config, f"--claim {miss}")
        return {}
    return {item: member for item, member in claims.items() if member.claim.id in chosen}


def _by_function(
    config: pytest.Config, claims: dict[pytest.Item, Member], names: list[str]
) -> dict[pytest.Item, Member]:
    """The claims that call one of the functions."""
    asked = {item: asked_by(item) for item in claims}
    known = sorted(frozenset().union(*asked.values()))
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
            hint = f" Did you mean {', or '.join(close)}?" if close else ""
            usage_error(config, f"--function {name}: no claim here calls it.{hint}")
            return {}
    return {item: member for item, member in claims.items() if not asked[item].isdisjoint(names)}


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Where claims are to be listed, list them in place of running them."""
    if not session.config.getoption("--list-claims") or session.testsfailed:
        return None
    claims = [member.claim for member in map(member_of, session.items) if member]
    rows = [(c.id, c.equations or c.source, c.kind, c.statement) for c in claims]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    terminal: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    terminal.ensure_newline()
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        terminal.write_line("  ".join([*cells, row[3]]))
    return True
