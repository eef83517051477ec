"""The implementation under test: any object that offers some of the functions claimed about."""

from __future__ import annotations

import functools
import inspect
import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from spec.machinery.claims.advice import Advice
from spec.machinery.claims.guard import Call, NotOffered, guarded
from spec.machinery.claims.interface import Function, Size
from spec.machinery.claims.loading import CannotLoad, is_at, load, load_at
from spec.machinery.claims.names import closest, meant_by, misspelt, public_functions
from spec.machinery.claims.specification import Specification
from spec.machinery.numbers.precision import FLOAT64, PRECISIONS, Precision

SHOWN = 12
"""How many of the functions that an object offers are named to a person."""


class NoSuchFunction(AttributeError):
    """A claim asked the reference for a function whose name is a misspelt one of its own."""


class Implementation:
    """An implementation under test, as the claims see it: its functions, by name.

    Every call is guarded: an implementation that raises, exits, prints, answers differently when
    asked again, changes its arguments or returns what is no number fails the claim with a message
    that says so.

    Parameters
    ----------
    functions
        An object with the functions as attributes.
    name
        How reports call it.

    Attributes
    ----------
    name, version
        How reports call it. The version is empty where it tells none.
    precision
        The format that it says it computes in, which is double precision where it says nothing.
    is_reference
        Whether it is the reference of the specification, and offers every function.
    borrowed
        The names of the functions that it says it has from another implementation.
    given_by_name
        The names of the functions that it says a person gave it one by one, to be judged.
    calls
        The calls of its functions since `forget_calls`.
    known
        The names that are known to be of functions. Of any other name that a claim asks for and the
        implementation does not have, whoever wrote it may have meant a similar one.
    """

    def __init__(
        self,
        functions: Any,
        name: str,
        interface: Sequence[Function] = (),
        *,
        advice: Advice | None = None,
        is_reference: bool = False,
    ) -> None:
        self._functions = functions
        self._advice = advice or Advice()
        self.is_reference = is_reference
        self.name = name
        self.version = str(getattr(functions, "__version__", ""))
        self.precision = _precision_of(functions)
        self.borrowed = frozenset(getattr(functions, "borrowed", ()))
        self.given_by_name = frozenset(getattr(functions, "given_by_name", ()))
        self.calls: list[Call] = []
        self._interface = {function.name: function for function in interface}
        self._derived: Mapping[str, str] = getattr(functions, "derived", {})
        self.known = tuple(self._interface)

    @property
    def own_calls(self) -> list[Call]:
        """The calls of functions that are not borrowed."""
        return [call for call in self.calls if call.function not in self.borrowed]

    @property
    def size_of_calls(self) -> Size:
        """The size of the least ordinary arguments that a function was called with."""
        return max(map(self._size_of, self.calls), default=Size.ORDINARY)

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
            raise self._missing(name) from None
        known = self._interface.get(name)
        if known is not None and callable(function):
            function = known.by_position(function)
        guarded_function = guarded(
            name,
            function,
            self._note,
            self._advice,
            draws=None if known is None else known.draws,
            takes_elements=known is not None and known.shape == "elementwise",
        )
        setattr(self, name, guarded_function)
        return guarded_function

    @functools.cached_property
    def _own_names(self) -> tuple[str, ...]:
        return tuple(public_functions(self._functions))

    def _missing(self, name: str) -> AttributeError:
        """What is to be said of a name that it does not have."""
        message = f"{self.name} does not offer {name}"
        if name in self.known or name.startswith("_"):
            return NotOffered(message)
        names = [*self.known, *self._own_names]
        meant = misspelt(name, names)
        if meant is not None and self.is_reference:
            # It is the claim that is wrong, and no function that it has called before.
            self.forget_calls()
            return NoSuchFunction(f"{message}. Did you mean {meant}?")
        meant = meant or closest(name, names)
        return NotOffered(f"{message}. Did you mean {meant}?" if meant else message)

    def expect(self, asks: Iterable[frozenset[str]]) -> None:
        """Take notice of what claims ask for, which may be functions that no one knew before.

        Parameters
        ----------
        asks
            The names of the functions that each of the claims asks for.

        Raises
        ------
        CannotLoad
            If it has neither any of them nor any that was known.
        """
        counts = Counter(name for names in asks for name in names)
        asked = dict.fromkeys([*self.known, *counts])
        # A name that a single claim asks for may be a misspelt one.
        self.known = tuple(name for name in asked if name in self.known or counts[name] > 1)
        if not any(map(self.offers, asked)):
            raise CannotLoad(". ".join(self._objection(list(asked))))

    def _objection(self, asked: list[str]) -> Iterator[str]:
        """Why there is nothing to judge, and what to do about it, sentence by sentence."""
        yield f"{self.name} offers none of the functions that the claims are about"
        offered = public_functions(self._functions)
        if offered:
            names = list(offered)[:SHOWN]
            more = f" and {len(offered) - SHOWN} more" if len(offered) > SHOWN else ""
            yield f"It offers {', '.join(names)}{more}"
            for name in names:
                meant = [] if inspect.isclass(offered[name]) else meant_by(name, asked)
                if meant:
                    question = f"By {name}, do you mean {', or '.join(meant)}?"
                    yield f"{question} Then write {meant[0]} = {name}"
            advice = self._advice.on_functions(offered)
            if advice:
                yield advice
        folders = getattr(self._functions, "__path__", [])
        modules = [module.name for module in pkgutil.iter_modules(folders)]
        if modules:
            first = f"{self.name}:{modules[0]}"
            yield f"It has the modules {', '.join(modules)}: {first} names the first"
        yield f"The claims are about {', '.join(asked)}"

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


def as_implementation(functions: Any, specification: Specification) -> Implementation:
    """An implementation from what a person names or gives.

    Parameters
    ----------
    functions
        The name of a module, of a file or folder, or of an object in one of them; or an object with
        functions as attributes.
    specification
        The specification that it is held against.

    Raises
    ------
    CannotLoad
        If it cannot be imported.
    """
    if isinstance(functions, Implementation):
        return functions
    if isinstance(functions, str):
        name, loaded = functions, load(functions)
    else:
        name, loaded = getattr(functions, "__name__", type(functions).__name__), functions
    return _held_against(specification, loaded, name)


def reference_of(specification: Specification) -> Implementation:
    """The implementation that comes with a specification, whatever else has its name.

    Raises
    ------
    CannotLoad
        If it cannot be imported.
    """
    loaded = load_at(specification.reference, specification.place_of_reference)
    return _held_against(specification, loaded, specification.reference)


def _held_against(specification: Specification, functions: Any, name: str) -> Implementation:
    """The implementation, with what the specification knows and says of it."""
    return Implementation(
        functions,
        name,
        (*specification.interface, *specification.beside),
        advice=specification.advice,
        is_reference=is_at(functions, specification.place_of_reference),
    )


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
