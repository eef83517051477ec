"""Mistakes of whoever runs pytest: one sentence, also where only the workers see them."""

from typing import Any

import pytest

_MISTAKE = "usage error of a claims run"


def usage_error(config: pytest.Config, message: str) -> None:
    """Raise a usage error, or have the controller raise it for a worker.

    A worker that raised would look as if it had crashed.
    """
    if not hasattr(config, "workeroutput"):
        raise pytest.UsageError(message) from None
    config.workeroutput.setdefault(_MISTAKE, message)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Raise for a worker what it could not."""
    message = getattr(node, "workeroutput", {}).get(_MISTAKE)
    if message:
        raise pytest.UsageError(message)
