"""The tests on each Python, and with the lowest versions of what the project depends on."""

from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"


@nox.session(python=["3.11", "3.12", "3.13"])
def newest(session: nox.Session) -> None:
    """Run all tests with the newest versions."""
    session.install("-e", ".[report,test]")
    session.run("pytest", *session.posargs)


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """Run all tests with the lowest versions that the project promises."""
    constraints = Path(session.create_tmp(), "lowest.txt")
    with constraints.open("w") as file:
        session.run("python", ".ci/lowest.py", stdout=file)
    session.install("-e", ".[test]", "--constraint", str(constraints))
    session.run("pytest", *session.posargs)
