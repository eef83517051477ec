"""What has changed between the last two runs of a history: ``python -m spec.report FILE``."""

import sys
from pathlib import Path

from spec.machinery.claims.history import changes, last_two


def main(arguments: list[str]) -> str | None:
    """Print what has changed; what is wrong with the arguments, if anything is."""
    if len(arguments) != 1:
        return "usage: python -m spec.report FILE, which --claims-history has written"
    try:
        before, after = last_two(Path(arguments[0]))
    except (OSError, ValueError) as problem:
        return str(problem)
    print(*changes(before, after), sep="\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
