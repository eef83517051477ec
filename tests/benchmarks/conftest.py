"""The benchmark runs in one process, where the rest of the tests would take all cores."""

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    """Start no workers, which would get in one another's way."""
    if config.pluginmanager.hasplugin("xdist") and config.option.numprocesses is None:
        config.option.numprocesses = 0
    return (yield)
