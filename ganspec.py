"""The door of ganspec to the shell and to pytest: a command, and a plugin to name as `ganspec`.

A project may have a package `spec` of its own, which Python then finds in place of ours. Whoever
comes in by this door is told so, before anything is missing there.
"""

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).parent


def hides_ours() -> Path | None:
    """The folder of another package `spec` that Python finds in place of ours, if there is one."""
    found = importlib.util.find_spec("spec")
    places = [Path(place) for place in (found and found.submodule_search_locations) or ()]
    return None if HERE / "spec" in places else next(iter(places), HERE)


def main() -> int:
    """Check the claims of GAN theory."""
    from spec.machinery.plugin.command import run
    from spec.specification import SPECIFICATION

    return run(SPECIFICATION)


hiding = hides_ours()
if hiding is not None:
    # Neither a shell nor pytest has a use for a traceback of this.
    sys.exit(
        f"ganspec: {hiding} hides the package spec of ganspec, which is in {HERE}. Rename it, or "
        f"keep {hiding.parent} off Python's path: say pytest or ganspec for python -m pytest, and "
        "look at PYTHONPATH and at pytest's setting pythonpath"
    )

pytest_plugins = ["spec.machinery.plugin"]

if __name__ == "__main__":
    sys.exit(main())
