"""Workers, here or on other machines: what is told of one that does not start, or is gone.

xdist starts a worker again wherever it ended, for ever if need be, and gives up where it cannot.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Sequence
from typing import Any

import pytest

VALUES = (
    "--impl",
    "--known-failures",
    "--claims-json",
    "--claims-html",
    "--claims-history",
    "--junit-xml",
    "--junitxml",
)
"""Options whose value may be the path of a file."""


def pytest_configure(config: pytest.Config) -> None:
    """Watch workers wherever they are started."""
    if config.pluginmanager.hasplugin("xdist") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Workers(config), "claims-workers")


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, object, object]:
    """Use the workers that are named, and give them the command as they can read it.

    Without --dist, xdist would run all there is here, and say nothing of those.
    """
    is_worker = hasattr(config, "workerinput")
    if config.getoption("tx", None) and config.getoption("dist") == "no" and not is_worker:
        config.option.dist = "worksteal"
    given = config.invocation_params
    arguments = tuple(joined([str(word) for word in given.args]))
    config.invocation_params = dataclasses.replace(given, args=arguments)
    return (yield)


def joined(arguments: Sequence[str]) -> list[str]:
    """The arguments of a command, with each path in one word with its option.

    A word of its own that is a path xdist takes for tests, which it cannot find elsewhere.
    """
    found: list[str] = []
    for argument in arguments:
        if found and found[-1] in VALUES:
            found[-1] += f"={argument}"
        else:
            found.append(argument)
    return found


def place_of(node: Any) -> str:
    """Which worker it is, and where."""
    spec = node.gateway.spec
    where = spec.socket or spec.ssh or spec.vagrant_ssh
    return f"worker {node.gateway.id}" + (f" at {where}" if where else "")


class Workers:
    """The workers that have collected the claims, and so have all that they need."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.ready: set[Any] = set()

    def pytest_xdist_setupnodes(self) -> None:
        """Copy nothing to other machines but what a person says: what is needed is installed there.

        xdist copies pytest, without what that needs, into the folder that a worker starts in.
        """
        session: Any = self.config.pluginmanager.getplugin("dsession")
        if not self.config.getoption("rsyncdir") and not self.config.getini("rsyncdirs"):
            session.nodemanager.roots = []

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionstart(self) -> Generator[None, None, None]:
        """Start the workers; say which cannot be reached."""
        import execnet

        try:
            yield
        except (execnet.HostNotFound, ConnectionError, TimeoutError) as error:
            named = " ".join(f"--tx {spec}" for spec in self.config.getoption("tx"))
            raise pytest.UsageError(f"{named}: {type(error).__name__}: {error}") from None
        except ValueError as error:
            if "rsync root" not in str(error):
                raise
            raise pytest.UsageError(
                f"{error}: nothing is copied to workers elsewhere, which find chapters by their "
                "names, as after --pyargs"
            ) from None
        session: Any = self.config.pluginmanager.getplugin("dsession")
        if session is not None:
            session._clone_node = self._in_place(session, session._clone_node)

    def pytest_xdist_node_collection_finished(self, node: Any) -> None:
        """Note that a worker has all that it needs."""
        self.ready.add(node)

    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Raise for a worker that ended before it was ready: another one there would end as it."""
        session: Any = self.config.pluginmanager.getplugin("dsession")
        is_first = session is None or not session.sched.collection_is_completed
        if error is not None and node not in self.ready and is_first:
            lines = str(error).strip().splitlines()
            reason = lines[-1].partition("UsageError: ")[2] or lines[-1]
            raise pytest.UsageError(f"{place_of(node)} does not start: {reason}")

    def _in_place(self, session: Any, start: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Start a worker in the place of one that is gone, or go on with fewer of them."""
        import execnet

        def start_or_go_on(node: Any) -> Any:
            if node in self.ready:
                try:
                    return start(node)
                except (execnet.HostNotFound, OSError, EOFError) as error:
                    reason = str(error)
            else:
                reason = "it does not start again"
            session.report_line(f"{place_of(node)} is gone: {reason}")
            if not all(each.shutting_down for each in session.sched.nodes):
                return None
            if node.gateway.spec.popen:
                session.shouldstop = "no worker is left"
                return None
            session.report_line("no other worker is left: what there is to do is done here")
            node.gateway.spec = execnet.XSpec("popen")
            return start(node)

        return start_or_go_on
