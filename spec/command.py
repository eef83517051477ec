"""The command `ganspec`."""

from spec.machinery.plugin.command import run
from spec.specification import SPECIFICATION


def main() -> int:
    """Check the claims of GAN theory."""
    return run(SPECIFICATION)
