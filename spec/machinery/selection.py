"""Which claims run: --claim selects them by id, and --list-claims shows what there is to select."""

from __future__ import annotations

import difflib
from collections.abc import Generator, Iterable
from typing import Any

import pytest

from spec.machinery.claims import claim_of

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


def is_selected(id: str, selector: str) -> bool:
    """Whether a claim's id is the selector, or goes on where the selector ends a word."""
    stem = selector.rstrip("/")
    return id == stem or id.startswith(tuple(stem + mark for mark in "./-"))


def selected_ids(ids: Iterable[str], selectors: Iterable[str]) -> set[str]:
    """The ids that the selectors choose.

    Raises
    ------
    pytest.UsageError
        If a selector chooses none. The message offers the nearest ids.
    """
    known = list(dict.fromkeys(ids))
    chosen: set[str] = set()
    for selector in selectors:
        matches = {selector} & set(known) or {id for id in known if is_selected(id, selector)}
        if not matches:
            raise pytest.UsageError(
                f"--claim {selector}: no such claim. {_nearest(selector, known)}"
            )
        chosen |= matches
    return chosen


def _nearest(selector: str, ids: list[str]) -> str:
    """A sentence that offers what the person may have meant."""
    if not ids:
        return "No claim was collected here: are the paths right?"
    names = {id.partition("/")[2]: id for id in ids}
    close = difflib.get_close_matches(selector, ids, n=3, cutoff=0.5)
    close += [names[name] for name in difflib.get_close_matches(selector, names, n=3)]
    close += [id for id in ids if id.startswith(selector)][:5]
    if close:
        return f"Did you mean {', or '.join(dict.fromkeys(close))}?"
    parts = dict.fromkeys(id.partition("/")[0] for id in ids)
    return f"There are claims of {', '.join(parts)}; --list-claims prints them all."


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the claims that --claim chooses, and nothing else."""
    selectors = config.getoption("--claim")
    if not selectors:
        return
    claims = {item: claim_of(getattr(item, "obj", None)) for item in items}
    try:
        chosen = selected_ids((claim.id for claim in claims.values() if claim), selectors)
    except pytest.UsageError as miss:
        if not hasattr(config, "workeroutput"):
            raise
        # A worker that raised would look as if it had crashed; the controller raises for it.
        config.workeroutput[MISS] = str(miss)
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
