"""What a terminal or a log has no characters for is written in words, by pytest as well."""

import sys

import pytest

from spec.machinery.claims.spelling import spell_out


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Prepare the streams of the process that writes, before pytest takes hold of them."""
    if not hasattr(config, "workerinput"):
        spell_out(sys.stdout, sys.stderr)
