"""The command `ganspec`: pytest on the claims, from any folder."""

import sys

import pytest


def main() -> int:
    """Check the claims, with whatever options pytest is given besides."""
    plugins = ["-p", "spec.machinery.plugin.running", "-p", "spec.machinery.plugin.parallel"]
    # This command has imported Hypothesis before pytest could, which pytest warns of.
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*plugins, *quiet, "--pyargs", "spec", *sys.argv[1:]]))
