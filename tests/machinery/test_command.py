"""The command tells of its own options first, and of itself."""

import sys
from dataclasses import replace
from importlib.metadata import version

import pytest

from spec.machinery.plugin.command import run
from tests.machinery.toy import SPECIFICATION


@pytest.fixture
def command(monkeypatch, capfd):
    """What the command says, given options."""

    def command(*options, specification=SPECIFICATION):
        monkeypatch.setattr(sys, "argv", [specification.name, *options])
        assert run(specification) == 0
        return capfd.readouterr().out

    return command


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_begins_with_options_of_its_own_and_examples(command, option):
    own, examples, others = command(option).partition("Every option of pytest works as well")
    assert own.startswith(f"usage: {SPECIFICATION.name} [options]")
    for each in ("--impl MODULE", "--claim ID", "--claims-json FILE", "examples:"):
        assert each in own
    assert "--maxfail" in others
    assert "--maxfail" not in own


def test_the_version_is_its_own(command):
    installed = replace(SPECIFICATION, name="hypothesis")
    said = command("--version", specification=installed)
    assert said.startswith(f"hypothesis {version('hypothesis')} (pytest {pytest.__version__}, ")
