"""A pytest plugin for those who check every claim: use all cores, unless that would be in the way.

Starting workers costs about a second, so a run that selects single tests stays in one process; so
does one that needs the terminal (`-s`, `--pdb`). Whoever says `-n` decides for themselves.
"""

import os

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Choose the number of workers, where the command line leaves it open."""
    option = config.option
    if not config.pluginmanager.hasplugin("xdist") or hasattr(config, "workerinput"):
        return
    if option.list_claims:
        option.numprocesses = 0
    elif option.numprocesses is None and not option.tx and not _stays_in_one_process(config):
        option.numprocesses = "auto"
    if option.numprocesses:
        if option.dist == "no":
            option.dist = "worksteal"
        # NumPy's linear algebra would start as many threads again in every worker.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _stays_in_one_process(config: pytest.Config) -> bool:
    """Whether the run selects single tests, or needs the terminal."""
    option = config.option
    selects = option.claim or option.keyword or option.lf or any("::" in arg for arg in config.args)
    interacts = option.usepdb or option.trace or option.capture == "no" or option.collectonly
    return bool(selects or interacts)
