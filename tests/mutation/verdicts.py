"""A mutant, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Mutant:
    """A mutant as it is told from others, wherever the line stands.

    Attributes
    ----------
    module
        The module of `impl`.
    function
        The function that the line is in; empty outside of functions.
    line
        The line, without its indentation; more than one if the change takes in more.
    becomes
        What it is changed into; empty if it is taken away.
    """

    module: str
    function: str
    line: str
    becomes: str

    def __str__(self) -> str:
        where = f"{self.module}.{self.function}" if self.function else self.module
        return f"{where}: {self.line}  →  {self.becomes or '(nothing)'}"


@dataclass(frozen=True)
class Verdict:
    """What came of a mutant.

    Attributes
    ----------
    mutant
        The mutant.
    suite
        What killed it: "claims", or "tests", which judge what gets past these; or nothing.
    by
        The test that failed.
    """

    mutant: Mutant
    suite: str = ""
    by: str = ""

    def __str__(self) -> str:
        fate = f"killed by {self.by}" if self.suite else "survives"
        return f"{self.mutant}\n    {fate}"
