"""What a specification consists of: the one object that the machinery is given to know it by."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spec.machinery.claims.claim import Claim, claim_of

Test = Callable[..., Any]


@dataclass(frozen=True)
class Specification:
    """A specification: its chapters, and what they are about.

    Attributes
    ----------
    name
        What people call it: the command and the package that is installed.
    package
        The package it is in.
    chapters
        The packages whose modules are its chapters, in the order in which people read them.
    functions
        The names of the functions that its claims are about.
    reference
        The implementation that comes with it, which offers every function.
    about_rounding
        The part whose claims are about rounding: a formula that fails them may be right of reals.
    evidence
        The file that says how many counterfeits its claims have been seen to detect.
    draws
        For each function that draws an argument at random where it is not given, its name.
    """

    name: str
    package: str
    chapters: tuple[str, ...]
    functions: tuple[str, ...]
    reference: str
    about_rounding: str
    evidence: Path
    draws: Mapping[str, str] = field(default_factory=dict)

    @functools.cached_property
    def modules(self) -> tuple[str, ...]:
        """The names of the modules that are chapters, in their order."""
        return tuple(
            f"{package}.{module.name}"
            for package in self.chapters
            for module in pkgutil.iter_modules(importlib.import_module(package).__path__)
        )

    @functools.cached_property
    def folder(self) -> Path:
        """The folder of the package it is in."""
        file = importlib.import_module(self.package).__file__
        return Path(file or ".").parent

    def is_chapter(self, file: Path) -> bool:
        """Whether a file is a chapter."""
        if not file.is_relative_to(self.folder):
            return False
        parts = file.relative_to(self.folder).with_suffix("").parts
        return ".".join((self.package, *parts)) in self.modules

    def tests(self) -> Iterator[Test]:
        """The properties of all chapters that record a claim, chapter by chapter."""
        for chapter in self.modules:
            for member in vars(importlib.import_module(chapter)).values():
                if claim_of(member) is not None:
                    yield member

    def is_about_rounding(self, claim: Claim) -> bool:
        """Whether a claim is about floating-point numbers."""
        return claim.part == self.about_rounding
