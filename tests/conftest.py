"""The tests need more than the claims do: what the extra `test` installs."""

import importlib.metadata
import importlib.util

import pytest


def pytest_addoption() -> None:
    """End with one sentence, in place of many failures, where something is missing."""
    missing = [name for name in ("mpmath",) if not importlib.util.find_spec(name)]
    try:
        importlib.metadata.version("ganspec")
    except importlib.metadata.PackageNotFoundError:
        missing.insert(0, "ganspec")
    if missing:
        raise pytest.UsageError(
            f"the tests need {' and '.join(missing)}: pip install -e '.[test]' installs it, and "
            "`pytest spec` checks the claims without"
        )
