"""What is collected: chapters whatever their files are called, and members of families."""

from __future__ import annotations

import fnmatch
from collections.abc import Generator
from pathlib import Path

import pytest

from spec.machinery.claims.consistency import Contradiction, require_consistent
from spec.machinery.claims.family import family_of, members
from spec.machinery.plugin.errors import usage_error
from spec.machinery.plugin.stash import SPECIFICATION, member_of


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Collect the chapters of the specification, whatever test files are called elsewhere."""
    patterns = parent.config.getini("python_files")
    specification = parent.config.stash[SPECIFICATION]
    if (
        file_path.suffix != ".py"
        or parent.session.isinitpath(file_path)
        or any(fnmatch.fnmatch(file_path.name, pattern) for pattern in patterns)
        or not specification.is_chapter(file_path)
    ):
        return None
    # Wherever it is installed, so that workers on other machines call its claims the same.
    nodeid = specification.within(file_path).as_posix()
    return pytest.Module.from_parent(parent, path=file_path, nodeid=nodeid)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make an item of each member of a family."""
    family = family_of(metafunc.function)
    if family is not None:
        metafunc.parametrize(family.argument, family.values, ids=family.labels)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """Refuse claims that contradict each other, before any is selected or left out."""
    try:
        collected = [member.claim for member in map(member_of, items) if member]
        if collected:
            tests = config.stash[SPECIFICATION].tests()
            known = [member.claim for test in tests for member in members(test)]
            require_consistent(collected, known)
    except Contradiction as contradiction:
        items.clear()
        usage_error(config, str(contradiction))
    yield
