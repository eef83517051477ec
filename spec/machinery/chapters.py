"""The chapters of the specification: every module directly in `spec`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import spec
from spec.machinery.claims import claim_of

CHAPTERS = frozenset(
    module.name for module in pkgutil.iter_modules(spec.__path__) if not module.ispkg
)


def claimed_properties() -> Iterator[Callable[..., Any]]:
    """The properties of all chapters that record a claim, chapter by chapter."""
    for chapter in sorted(CHAPTERS):
        for member in vars(importlib.import_module(f"{spec.__name__}.{chapter}")).values():
            if claim_of(member) is not None:
                yield member
