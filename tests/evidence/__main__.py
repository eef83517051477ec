"""Measures what the documentation shows, and writes it there."""

import argparse
import importlib
import sys

from spec.machinery.claims.spelling import spell_out

PROGRAMS = {
    "matrix": "which claim detects which counterfeit",
    "mutants": "which changes to impl nothing notices",
    "cost": "how much time an example of each claim takes",
    "speed": "how accurate and fast impl is beside other libraries",
    "libraries": "what the specification says of other libraries",
    "reports": "what came of runs, as pages to look at",
    "pages": "what the README and the pages show of a run",
}


def main() -> int:
    """Run one of the programs with the arguments after its name."""
    spell_out(sys.stdout, sys.stderr)
    parser = argparse.ArgumentParser(
        prog="python -m tests.evidence",
        description=__doc__,
        epilog="; ".join(f"{name}: {what}" for name, what in PROGRAMS.items()),
    )
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    program = importlib.import_module(f"tests.evidence.{chosen.program}")
    return int(program.main(chosen.arguments) or 0)


if __name__ == "__main__":
    sys.exit(main())
