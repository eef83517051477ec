"""In this repository, pytest knows claims, checks them on all cores, and can test itself."""

import importlib.util

import pytest

MISSING = [
    name for name in ("hypothesis", "numpy", "scipy", "xdist") if not importlib.util.find_spec(name)
]

# Nothing here needs what may be missing, so that whoever lacks it is told what to do.
pytest_plugins = ["pytester"]
if not MISSING:
    pytest_plugins += ["spec.machinery.plugin", "spec.machinery.plugin.parallel"]


def pytest_addoption() -> None:
    """End with one sentence, in place of many errors, where the project is not installed.

    It is the first that pytest calls, before it looks at options which it would not know.
    """
    if MISSING:
        raise pytest.UsageError(
            f"{', '.join(MISSING)} cannot be imported. In the folder of this file, install what "
            "the project needs: pip install -e '.[test]'"
        )
