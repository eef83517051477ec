"""The implementation under test: any object that offers some of the functions claimed about."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from spec.machinery.claims.guard import Call, NotOffered, guarded
from spec.machinery.numbers.precision import FLOAT64, PRECISIONS, Precision

NONE_DRAWS: Mapping[str, str] = MappingProxyType({})
"""That no function draws anything at random."""


class CannotLoad(Exception):
    """There is no implementation of that name to load."""


class Implementation:
    """An implementation under test, as the claims see it: its functions, by name.

    Every call is guarded: an implementation that raises, exits, prints, answers differently when
    asked twice, changes its arguments or returns what is no number fails the claim with a message
    that says so.

    Parameters
    ----------
    functions
        An object with the functions as attributes.
    name
        How reports call it.
    draws
        For each function that draws an argument at random where it is not given, its name.

    Attributes
    ----------
    name, version
        How reports call it. The version is empty where it tells none.
    precision
        The format that it says it computes in, which is double precision where it says nothing.
    borrowed
        The names of the functions that it says it has from another implementation.
    calls
        The last call of each function since `forget_calls`.
    """

    def __init__(self, functions: Any, name: str, draws: Mapping[str, str] = NONE_DRAWS) -> None:
        self._functions = functions
        self._draws = draws
        self.name = name
        self.version = str(getattr(functions, "__version__", ""))
        self.precision = _precision_of(functions)
        self.borrowed = frozenset(getattr(functions, "borrowed", ()))
        self.calls: dict[str, Call] = {}

    @property
    def own_calls(self) -> dict[str, Call]:
        """The calls of functions that are not borrowed."""
        return {name: call for name, call in self.calls.items() if name not in self.borrowed}

    def __getattr__(self, name: str) -> Any:
        try:
            function = getattr(self._functions, name)
        except AttributeError:
            raise NotOffered(f"{self.name} does not offer {name}") from None
        guarded_function = guarded(name, function, self._note, self._draws.get(name))
        setattr(self, name, guarded_function)
        return guarded_function

    def _note(self, call: Call) -> None:
        self.calls[call.function] = call

    def forget_calls(self) -> None:
        """Forget which functions were called."""
        self.calls.clear()

    def offers(self, name: str) -> bool:
        """Whether there is a function of that name, of its own."""
        return name not in self.borrowed and callable(getattr(self._functions, name, None))

    def __repr__(self) -> str:
        return f"{self.name} {self.version}".rstrip()


def as_implementation(
    functions: Any, expected: Sequence[str], draws: Mapping[str, str] = NONE_DRAWS
) -> Implementation:
    """An implementation from its name, or from an object with functions as attributes."""
    if isinstance(functions, Implementation):
        return functions
    if isinstance(functions, str):
        return load_implementation(functions, expected, draws)
    name = getattr(functions, "__name__", type(functions).__name__)
    return _checked(Implementation(functions, name, draws), expected)


def load_implementation(
    name: str, expected: Sequence[str], draws: Mapping[str, str] = NONE_DRAWS
) -> Implementation:
    """Load an implementation: a module or a ``.py`` file, or after a colon an object in it.

    Parameters
    ----------
    name
        What a person types.
    expected
        The names of the functions that the claims are about.
    draws
        For each function that draws an argument at random where it is not given, its name.

    Raises
    ------
    CannotLoad
        If it cannot be imported, or offers none of the functions that the claims are about.
    """
    source, colon, attribute = name.rpartition(":")
    if not colon or not attribute.isidentifier():
        source, attribute = name, ""
    try:
        functions = _load_file(Path(source)) if source.endswith(".py") else _import(source)
        for part in attribute.split(".") if attribute else []:
            functions = getattr(functions, part)
    except (Exception, SystemExit) as error:
        raise CannotLoad(
            f"cannot load the implementation {name!r}: {type(error).__name__}: {error}. Name a "
            "module, a .py file, or an object in one of them, as in package.module:object"
        ) from error
    return _checked(Implementation(functions, name, draws), expected)


def _import(name: str) -> Any:
    """The module of that name, looked for in the current folder as well."""
    folder = str(Path.cwd())
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)


def _load_file(file: Path) -> ModuleType:
    """The module in a file, whatever folder it is in."""
    found = importlib.util.spec_from_file_location(file.stem, file)
    if found is None or found.loader is None:
        raise ImportError(f"{file} is not a Python file")
    module = importlib.util.module_from_spec(found)
    sys.modules.setdefault(file.stem, module)
    found.loader.exec_module(module)
    return module


def _precision_of(functions: Any) -> Precision:
    """The format that an implementation says it computes in, if it says so by name."""
    name = getattr(functions, "precision", None)
    if not isinstance(name, str):
        return FLOAT64
    try:
        return PRECISIONS[name]
    except KeyError:
        raise CannotLoad(
            f"it is said to compute in {name!r}, and there are claims for "
            f"{' and '.join(PRECISIONS)} alone"
        ) from None


def _checked(implementation: Implementation, expected: Sequence[str]) -> Implementation:
    """The implementation, if it offers anything that is claimed about."""
    if not any(map(implementation.offers, expected)):
        raise CannotLoad(
            f"{implementation.name} offers none of the functions that the claims are about: "
            f"{', '.join(expected)}"
        )
    return implementation
