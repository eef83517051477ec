"""Functions taken from whatever offers them by name, and put into a namespace that offers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from spec.interface import FUNCTIONS, NAMED
from spec.machinery.claims.names import misspelt, public_functions

Offered = Callable[..., Any]
"""A function of the specification as an implementation offers it."""


def offered_functions(functions: Any, named: Mapping[str, Offered]) -> dict[str, Offered]:
    """The functions that an object offers, and those given by name, which come first.

    They may have names of a person's own, which claims of their own ask for.

    Raises
    ------
    TypeError
        If a function is given by a name of the specification that is misspelt, or there is none.
    """
    for name in by_name(functions, named):
        meant = None if name in NAMED else misspelt(name, NAMED)
        if meant is not None:
            raise TypeError(
                f"{name} is no function of the specification; did you mean {meant}? A function of "
                "your own needs a name that is less like it"
            )
    found = {name: getattr(functions, name, None) for name in NAMED}
    offered = {name: each for name, each in found.items() if callable(each)}
    offered |= {**public_functions(functions), **named}
    if not offered:
        raise TypeError(
            f"{functions!r} offers none of the functions of the specification: "
            f"{', '.join(map(str, FUNCTIONS))}"
        )
    return {
        name: NAMED[name].by_position(function) if name in NAMED else function
        for name, function in offered.items()
    }


def by_name(functions: Any, named: Mapping[str, Offered]) -> frozenset[str]:
    """The names that a person gave functions one by one: each of them they mean to be judged."""
    if isinstance(functions, SimpleNamespace) and not hasattr(functions, "given_by_name"):
        functions = vars(functions)
    is_mapping = isinstance(functions, Mapping)
    own = public_functions(functions) if is_mapping else getattr(functions, "given_by_name", ())
    return frozenset((*own, *named))


PASSED_ON = (
    "__name__",
    "precision",
    "borrowed",
    "given_by_name",
    "derived",
    "f_divergences",
    "balls",
)
"""What an implementation says of itself, and whatever is made of it says too."""


def namespace(functions: Mapping[str, Offered], like: Any, **said: Any) -> SimpleNamespace:
    """An implementation that offers these functions, and says of itself what another one does.

    What `said` has instead goes before that.
    """
    passed_on = {name: getattr(like, name) for name in PASSED_ON if hasattr(like, name)}
    version = {"__version__": str(getattr(like, "__version__", ""))}
    return SimpleNamespace(**(version | passed_on | said), **functions)
