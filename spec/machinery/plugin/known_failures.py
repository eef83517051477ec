"""Failures that are known of an implementation: expected, counted, and red once they pass."""

from __future__ import annotations

import tomllib
import warnings
from pathlib import Path

import pytest

from spec.machinery.plugin.shards import shard_of
from spec.machinery.plugin.stash import KNOWN_FAILURES, member_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --known-failures."""
    parser.getgroup("claims").addoption(
        "--known-failures",
        metavar="FILE",
        type=Path,
        help='A TOML file of claims that are known to fail, each with its reason: "num/x" = "why"',
    )


def pytest_configure(config: pytest.Config) -> None:
    """Read the file of --known-failures."""
    file = config.getoption("--known-failures")
    config.stash[KNOWN_FAILURES] = {} if file is None else read_known_failures(file)


def read_known_failures(file: Path) -> dict[str, str]:
    """The reason for each claim id in the file.

    Raises
    ------
    pytest.UsageError
        If the file cannot be read, or something in it is not a claim id with a reason.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise pytest.UsageError(f"--known-failures {file}: {error}") from None
    for id, reason in content.items():
        if not isinstance(reason, str):
            raise pytest.UsageError(
                f"--known-failures {file}: {id} = {reason!r} should be a claim id in quotes with "
                f'its reason, as in "{id}" = "overflows past 709"'
            )
    return content


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Warn of known failures that are of no claim."""
    known = config.stash[KNOWN_FAILURES]
    unmatched = known.keys() - {member.claim.id for member in map(member_of, items) if member}
    # Every worker collects all there is; one of them is enough to warn.
    if getattr(config, "workerinput", {"workerid": "gw0"})["workerid"] == "gw0":
        for id in sorted(unmatched):
            warnings.warn(
                pytest.PytestWarning(f"--known-failures: there is no claim {id}"), stacklevel=1
            )


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Expect the known failures to fail. Of claims in shards, who puts these together does so."""
    known = session.config.stash[KNOWN_FAILURES]
    for item in session.items:
        member = member_of(item)
        if member is not None and member.claim.id in known and shard_of(item) is None:
            item.add_marker(pytest.mark.xfail(reason=known[member.claim.id], strict=True))
