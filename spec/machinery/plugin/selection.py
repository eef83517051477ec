"""Which claims run: --claim selects them by id, and --list-claims shows what there is to select."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from spec.machinery.claims.claim import claim_of
from spec.machinery.claims.ids import NoSuchClaim, selected_ids

MISS = "claim selector that matches nothing"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --claim and --list-claims."""
    group = parser.getgroup("claims")
    group.addoption(
        "--claim",
        action="append",
        default=[],
        metavar="ID",
        help="Run only this claim, or the claims of this part: '3.1/minimiser', '3.1' or '3'. "
        "May be repeated.",
    )
    group.addoption(
        "--list-claims",
        action="store_true",
        help="Print the id, equations, kind and statement of every claim, and run nothing.",
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
    claims = {item: claim_of(getattr(item, "obj", None)) for item in items}
    try:
        chosen = selected_ids((claim.id for claim in claims.values() if claim), selectors)
    except NoSuchClaim as miss:
        message = f"--claim {miss}"
        if not hasattr(config, "workeroutput"):
            raise pytest.UsageError(message) from None
        # A worker that raised would look as if it had crashed; the controller raises for it.
        config.workeroutput[MISS] = message
        chosen = set()
    selected = [item for item, claim in claims.items() if claim and claim.id in chosen]
    config.hook.pytest_deselected(items=[item for item in items if item not in selected])
    items[:] = selected


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Raise for a worker that found nothing to match a selector."""
    miss = getattr(node, "workeroutput", {}).get(MISS)
    if miss:
        raise pytest.UsageError(miss)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Where claims are to be listed, list them in place of running them."""
    if not session.config.getoption("--list-claims") or session.testsfailed:
        return None
    claims = [claim_of(getattr(item, "obj", None)) for item in session.items]
    rows = [(c.id, c.equations, c.kind, c.statement) for c in claims if c]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    terminal: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    terminal.ensure_newline()
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        terminal.write_line("  ".join([*cells, row[3]]))
    return True
