"""Which claims run: --claim selects them by id, and --list-claims shows what there is to select."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from spec.machinery.claims.ids import NoSuchClaim, selected_ids
from spec.machinery.plugin.errors import usage_error
from spec.machinery.plugin.stash import member_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --claim and --list-claims."""
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
    """Keep the claims that --claim chooses, and nothing else."""
    selectors = config.getoption("--claim")
    if not selectors:
        return
    found = {item: member_of(item) for item in items}
    ids = {item: member.claim.id for item, member in found.items() if member}
    chosen: set[str] = set()
    try:
        chosen = selected_ids(ids.values(), selectors)
    except NoSuchClaim as miss:
        usage_error(config, f"--claim {miss}")
    selected = [item for item, id in ids.items() if id in chosen]
    config.hook.pytest_deselected(items=[item for item in items if item not in selected])
    items[:] = selected


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
