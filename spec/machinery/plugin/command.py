"""A command for a specification: pytest on its claims, from any folder."""

import sys

import pytest

from spec.machinery.claims.specification import Specification


def run(specification: Specification) -> int:
    """Check the claims, with whatever options pytest is given on the command line besides."""
    plugins = ["-p", "spec.machinery.plugin", "-p", "spec.machinery.plugin.parallel"]
    # This command has imported Hypothesis before pytest could, which pytest warns of.
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*plugins, *quiet, "--pyargs", specification.package, *sys.argv[1:]]))
