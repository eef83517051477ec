"""A pytest plugin for those who check every claim: use all cores, unless that would be in the way.

Starting workers takes seconds, each of which imports what is to be judged. So a run that selects
single tests stays in one process, and so does one that judges a few functions, or that needs the
terminal (`-s`, `--pdb`). Whoever says `-n` decides for themselves.
"""

import os
import sys
from collections.abc import Generator

import pytest

from spec.machinery.claims.implementation import Implementation
from spec.machinery.plugin.subject import implementation_of

FEW = 8
"""So many functions are judged in less time than it takes to start workers."""


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, object, object]:
    """Choose the number of workers and threads, where the command line leaves them open."""
    # Claims draw small arrays, on which a library's own threads wait for each other; and in every
    # worker it would start as many as there are cores. Libraries look here when imported.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    is_worker = hasattr(config, "workerinput")
    if config.pluginmanager.hasplugin("xdist") and not is_worker:
        _choose_workers(config)
    return (yield)


def _choose_workers(config: pytest.Config) -> None:
    option = config.option
    if option.numprocesses is None and not option.tx and not _stays_in_one_process(config):
        option.numprocesses = "auto"
    if option.numprocesses or option.tx:
        if option.dist == "no":
            option.dist = "worksteal"
        if option.maxworkerrestart is None:
            # An implementation may crash its worker in every claim.
            option.maxworkerrestart = str(sys.maxsize)


def _stays_in_one_process(config: pytest.Config) -> bool:
    """Whether the run selects single tests, judges few functions, or needs the terminal."""
    single = ("--claim", "--function", "-k", "--last-failed")
    interactive = ("--list-claims", "--collect-only", "--pdb", "--trace")
    return (
        any("::" in arg for arg in config.args)
        or any(config.getoption(name, default=None) for name in (*single, *interactive))
        or config.getoption("--capture", default=None) == "no"
        or (config.getoption("--impl") is not None and _offers_few(implementation_of(config)))
    )


def _offers_few(implementation: Implementation) -> bool:
    return sum(map(implementation.offers, implementation.known)) <= FEW
