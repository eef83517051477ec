"""Loads an implementation by what a person types: a module, a path, or an object in one of them."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

INIT = "__init__.py"


class CannotLoad(Exception):
    """There is no implementation of that name to load."""


def load(name: str) -> Any:
    """The module, or after a colon the object in it, that a person names.

    Parameters
    ----------
    name
        A module, as one imports it; or a path, of a file or of a folder, whatever else Python would
        import under its name. What ends in ``.py`` or has a slash in it is a path.

    Raises
    ------
    CannotLoad
        If there is none, or it cannot be imported.
    """
    source, colon, attribute = name.rpartition(":")
    if not colon or not all(part.isidentifier() for part in attribute.split(".")):
        source, attribute = name, ""
    parts = attribute.split(".") if attribute else []
    try:
        return _from_path(Path(source), parts) if is_path(source) else _imported(source, parts)
    except (Exception, SystemExit) as error:
        raise CannotLoad(
            f"cannot load the implementation {name!r}: {type(error).__name__}: {error}. "
            + _what_to_do(error, source)
        ) from error


def load_at(name: str, place: Path) -> Any:
    """The module of that name which is at a place, also where Python would find another one.

    Parameters
    ----------
    name
        As one imports it.
    place
        Its folder, or its file without the suffix.
    """
    if place in _places(_found(name)):
        return importlib.import_module(name)
    return load(str(place if place.is_dir() else place.with_suffix(".py")))


def is_path(source: str) -> bool:
    """Whether a person names a file or folder, and not a module."""
    return source.endswith(".py") or not all(part.isidentifier() for part in source.split("."))


def _what_to_do(error: BaseException, source: str) -> str:
    if isinstance(error, ImportError) and "relative import" in str(error):
        return (
            f"A relative import needs a package: put an {INIT} into the folder of {source}, or "
            "import without the dot"
        )
    return "Name a module, a .py file, or an object in one of them, as in package.module:object"


def _imported(source: str, parts: list[str]) -> Any:
    """What is in a module, which is looked for in the current folder as well."""
    folder = str(Path.cwd())
    if folder not in sys.path:
        sys.path.append(folder)
    return _within(importlib.import_module(source), parts)


def _within(found: Any, parts: list[str]) -> Any:
    """An attribute of an attribute, and so on; modules of a package are imported for it."""
    for part in parts:
        is_package = isinstance(found, ModuleType) and hasattr(found, "__path__")
        if is_package and not hasattr(found, part):
            importlib.import_module(f"{found.__name__}.{part}")
        found = getattr(found, part)
    return found


def _from_path(path: Path, parts: list[str]) -> Any:
    """What is in the file or package at a path, whatever else has its name.

    Like a script it finds the modules beside it; like a module of a package those of the package.
    """
    path = path.absolute()
    if path.name == INIT:
        path = path.parent
    if not path.exists():
        raise FileNotFoundError(f"there is no {path}")
    names = [path.stem if path.is_file() else path.name]
    root = path.parent
    while (root / INIT).exists():
        names.insert(0, root.name)
        root = root.parent
    for place, folder in ((0, root), (len(sys.path), path.parent)):
        if str(folder) not in sys.path:
            sys.path.insert(place, str(folder))
    if len(names) == 1 and path.is_file():
        return _within(_executed(_free_name(path), path), parts)
    with _in_place_of_others(names[0], root / names[0]):
        for length in range(1, len(names)):
            name, folder = ".".join(names[:length]), root.joinpath(*names[:length])
            if name not in sys.modules or not is_at(sys.modules[name], folder):
                _executed(name, folder)
        return _within(_executed(".".join(names), path), parts)


def _free_name(file: Path) -> str:
    """A name for the module in a file, which no module from elsewhere has."""
    name = file.stem.replace(".", "_")
    while name in sys.modules and not is_at(sys.modules[name], file.with_suffix("")):
        name += "_"
    return name


def _executed(name: str, path: Path) -> ModuleType:
    """The module at a path, under a name, as it is on the disk now."""
    folder, file = (path, path / INIT) if path.is_dir() else (None, path)
    found = importlib.util.spec_from_file_location(
        name, file, submodule_search_locations=None if folder is None else [str(folder)]
    )
    if folder is not None and not file.exists():  # a folder of modules that is no package
        found = ModuleSpec(name, None, is_package=True)
        found.submodule_search_locations = [str(folder)]
    if found is None:
        raise ImportError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(found)
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        if found.loader is not None and file.exists():
            found.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name)
        if before is not None:
            sys.modules[name] = before
        raise
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
    return module


@contextmanager
def _in_place_of_others(top: str, place: Path) -> Iterator[None]:
    """Let a package be imported from a place, also where Python would find another one.

    That one has the name again afterwards.
    """
    is_hidden = place not in _places(_found(top))
    others = _remove(top) if is_hidden else {}
    try:
        yield
    finally:
        if is_hidden:
            _remove(top)
            sys.modules.update(others)


def _remove(top: str) -> dict[str, ModuleType]:
    """Take a module and all modules in it from those that are imported, and return them."""
    names = [name for name in sys.modules if name == top or name.startswith(f"{top}.")]
    return {name: sys.modules.pop(name) for name in names}


def is_at(module: Any, place: Path) -> bool:
    """Whether something is the module at a place: the file of that name there, or the folder."""
    return isinstance(module, ModuleType) and place in _places(module.__spec__)


def _found(name: str) -> ModuleSpec | None:
    """What Python imports under a name, or has imported."""
    try:
        return importlib.util.find_spec(name)
    except (ImportError, ValueError):  # no such package, or a module that does not say
        return None


def _places(found: ModuleSpec | None) -> list[Path]:
    """Where a module is: folders, or a file without its suffix."""
    if found is None:
        return []
    if found.submodule_search_locations is not None:
        return [Path(folder) for folder in found.submodule_search_locations]
    return [Path(found.origin).with_suffix("")] if found.has_location and found.origin else []


def place_of(name: str) -> Path | None:
    """Where the module is that Python has under a name; None where there is none."""
    return next(iter(_places(getattr(sys.modules.get(name), "__spec__", None))), None)


def namesakes(top: str, place: Path) -> list[Path]:
    """Where else than at a place Python could find a module of that name, from here."""
    entries = dict.fromkeys([str(Path.cwd()), *(entry or "." for entry in sys.path)])
    found = [other for entry in entries for other in _places(PathFinder.find_spec(top, [entry]))]
    return [
        other
        for other in dict.fromkeys(found)
        if other != place and (not other.is_dir() or any(other.glob("*.py")))
    ]
