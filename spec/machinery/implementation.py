"""The implementation under test: any object that offers some of the functions claimed about."""

from __future__ import annotations

import importlib
import unittest
from typing import Any


class MissingFunction(unittest.SkipTest, AttributeError):
    """A claim asked the implementation for a function that it does not offer, so it is skipped."""


class Implementation:
    """An implementation under test, as the claims see it: its functions, by name.

    Attributes
    ----------
    name, version
        How reports call it. The version is empty where it tells none.
    """

    def __init__(self, functions: Any, name: str) -> None:
        self._functions = functions
        self.name = name
        self.version = str(getattr(functions, "__version__", ""))

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(self._functions, name)
        except AttributeError:
            raise MissingFunction(f"{self.name} does not offer {name}") from None

    def __repr__(self) -> str:
        return f"{self.name} {self.version}".rstrip()


def load_implementation(name: str) -> Implementation:
    """Import the implementation of that name."""
    return Implementation(importlib.import_module(name), name)
