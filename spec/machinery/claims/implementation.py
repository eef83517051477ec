"""The implementation under test: any object that offers some of the functions claimed about."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from spec.machinery.claims.guard import Call, NotOffered, guarded
from spec.machinery.claims.interface import Function, Size
from spec.machinery.numbers.precision import FLOAT64, PRECISIONS, Precision


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
    interface
        What is known of the functions.

    Attributes
    ----------
    name, version
        How reports call it. The version is empty where it tells none.
    precision
        The format that it says it computes in, which is double precision where it says nothing.
    borrowed
        The names of the functions that it says it has from another implementation.
    calls
        The calls of its functions since `forget_calls`.
    """

    def __init__(self, functions: Any, name: str, interface: Sequence[Function] = ()) -> None:
        self._functions = functions
        self.name = name
        self.version = str(getattr(functions, "__version__", ""))
        self.precision = _precision_of(functions)
        self.borrowed = frozenset(getattr(functions, "borrowed", ()))
        self.calls: list[Call] = []
        self._interface = {function.name: function for function in interface}
        self._derived: Mapping[str, str] = getattr(functions, "derived", {})

    @property
    def own_calls(self) -> list[Call]:
        """The calls of functions that are not borrowed."""
        return [call for call in self.calls if call.function not in self.borrowed]

    @property
    def size_of_calls(self) -> Size:
        """The size of the least ordinary arguments that a function was called with."""
        return max(map(self._size_of, self.calls), default=Size.ORDINARY)

    def _drawn_by(self, name: str) -> str | None:
        known = self._interface.get(name)
        return None if known is None else known.draws

    def _size_of(self, call: Call) -> Size:
        known = self._interface.get(call.function)
        return Size.ORDINARY if known is None else known.size_of(call.args, call.kwargs)

    def title_of(self, name: str) -> str:
        """What a function is called: by its name, unless it was derived from another."""
        return self._derived.get(name, name)

    def __getattr__(self, name: str) -> Any:
        try:
            function = getattr(self._functions, name)
        except AttributeError:
            raise NotOffered(f"{self.name} does not offer {name}") from None
        guarded_function = guarded(name, function, self._note, self._drawn_by(name))
        setattr(self, name, guarded_function)
        return guarded_function

    def _note(self, call: Call) -> None:
        self.calls.append(call)

    def forget_calls(self) -> None:
        """Forget which functions were called."""
        self.calls.clear()

    def offers(self, name: str) -> bool:
        """Whether there is a function of that name, of its own."""
        return name not in self.borrowed and callable(getattr(self._functions, name, None))

    def __repr__(self) -> str:
        return f"{self.name} {self.version}".rstrip()


def as_implementation(functions: Any, expected: Sequence[Function]) -> Implementation:
    """An implementation from its name, or from an object with functions as attributes."""
    if isinstance(functions, Implementation):
        return functions
    if isinstance(functions, str):
        return load_implementation(functions, expected)
    name = getattr(functions, "__name__", type(functions).__name__)
    return _checked(Implementation(functions, name, expected), expected)


def load_implementation(name: str, expected: Sequence[Function]) -> Implementation:
    """Load an implementation: a module or a ``.py`` file, or after a colon an object in it.

    Parameters
    ----------
    name
        What a person types.
    expected
        The functions that the claims are about.

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
    return _checked(Implementation(functions, name, expected), expected)


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


def _checked(implementation: Implementation, expected: Sequence[Function]) -> Implementation:
    """The implementation, if it offers anything that is claimed about."""
    names = [function.name for function in expected]
    if not any(map(implementation.offers, names)):
        raise CannotLoad(
            f"{implementation.name} offers none of the functions that the claims are about: "
            f"{', '.join(names)}"
        )
    return implementation
