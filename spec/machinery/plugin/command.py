"""A command for a specification: pytest on its claims, from any folder."""

import argparse
import importlib
import platform
import sys
from importlib.metadata import version

import pytest

from spec.machinery.claims.specification import Specification
from spec.machinery.claims.spelling import spell_out
from spec.machinery.plugin import pytest_plugins

EXAMPLES = """\
examples:
  {name}                          check the claims of the reference library
  {name} --impl losses.py         check the functions of a file
  {name} --impl losses.py:mine    check those of an object in it
  {name} --function NAME          check one function
  {name} --claim ID               check one claim, or a part such as {part}
  {name} --list-claims            list all claims

Every option of pytest works as well:
"""


def run(specification: Specification) -> int:
    """Check the claims, with whatever options pytest is given on the command line besides."""
    spell_out(sys.stdout, sys.stderr)
    arguments = sys.argv[1:]
    if {"-V", "--version"} & set(arguments):
        print(_versions(specification.name))
        return 0
    if {"-h", "--help"} & set(arguments):
        print(_help(specification), flush=True)
    plugins = ["-p", "spec.machinery.plugin", "-p", "spec.machinery.plugin.parallel"]
    # This command has imported Hypothesis before pytest could, which pytest warns of.
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    # By names that are no paths: what is a path here need not be one for a worker elsewhere.
    chapters = ["--pyargs", *specification.chapters]
    return int(pytest.main([*plugins, *quiet, *chapters, *arguments]))


class _OwnOptions(argparse.ArgumentParser):
    """Takes from our plugins what they add to the options of pytest."""

    def getgroup(self, *_: str) -> "_OwnOptions":
        return self

    addoption = argparse.ArgumentParser.add_argument

    def addini(self, *_: object, **__: object) -> None:
        pass


def _help(specification: Specification) -> str:
    own = _OwnOptions(
        prog=specification.name,
        usage="%(prog)s [options]",
        epilog=EXAMPLES.format(name=specification.name, part=specification.about_rounding),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    for name in pytest_plugins:
        add = getattr(importlib.import_module(name), "pytest_addoption", None)
        if add is not None:
            add(own)
    return own.format_help()


def _versions(name: str) -> str:
    tools = ", ".join(f"{each} {version(each)}" for each in ("pytest", "hypothesis"))
    return f"{name} {version(name)} ({tools}, Python {platform.python_version()})"
