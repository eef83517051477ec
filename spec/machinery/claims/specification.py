"""What a specification consists of: the one object that the machinery is given to know it by."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spec.machinery.claims.advice import Advice
from spec.machinery.claims.claim import Claim, claim_of
from spec.machinery.claims.interface import Function

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
    interface
        The functions that its claims are about.
    reference
        The implementation that comes with it, which offers every function.
    about_rounding
        The part whose claims are about rounding: a formula that fails them may be right of reals.
    evidence
        The file that says how many counterfeits its claims have been seen to detect.
    advice
        What it has to say where an implementation is not what its user meant.
    beside
        Further functions, which an implementation may offer beside those of the interface.
    report
        The module whose function `page` makes HTML of findings, imported only when asked for; None
        if there is none.
    """

    name: str
    package: str
    chapters: tuple[str, ...]
    interface: tuple[Function, ...]
    reference: str
    about_rounding: str
    evidence: Path
    advice: Advice = Advice()
    beside: tuple[Function, ...] = ()
    report: str | None = None

    @functools.cached_property
    def functions(self) -> tuple[str, ...]:
        """The names of the functions that its claims are about."""
        return tuple(function.name for function in self.interface)

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

    @property
    def place_of_reference(self) -> Path:
        """Where the reference is, which comes with it: a folder, or a file without its suffix."""
        root = self.folder.parents[self.package.count(".")]
        return root.joinpath(*self.reference.split("."))

    def is_chapter(self, file: Path) -> bool:
        """Whether a file is a chapter."""
        if not file.is_relative_to(self.folder):
            return False
        parts = file.relative_to(self.folder).with_suffix("").parts
        return ".".join((self.package, *parts)) in self.modules

    def within(self, file: Path) -> Path:
        """The path of a file of its package as one imports it, wherever that is installed."""
        return file.relative_to(self.folder.parents[self.package.count(".")])

    def tests(self) -> Iterator[Test]:
        """The properties of all chapters that record a claim, chapter by chapter."""
        for chapter in self.modules:
            for member in vars(importlib.import_module(chapter)).values():
                if claim_of(member) is not None:
                    yield member

    def is_about_rounding(self, claim: Claim) -> bool:
        """Whether a claim is about floating-point numbers."""
        return claim.part == self.about_rounding
