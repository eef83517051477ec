"""Functions taken from whatever offers them by name, and put into a namespace that offers them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from spec.interface import FUNCTIONS, NAMED

Offered = Callable[..., Any]
"""A function of the specification as an implementation offers it."""


def offered_functions(functions: Any, named: Mapping[str, Offered]) -> dict[str, Offered]:
    """The functions that an object offers, and those given by name, which come first.

    Raises
    ------
    TypeError
        If a function is given by a name that the specification does not know, or there is none.
    """
    own = functions if isinstance(functions, Mapping) else {}
    for name in [*own, *named]:
        if name not in NAMED:
            close = difflib.get_close_matches(name, NAMED, n=1, cutoff=0.5)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise TypeError(f"{name} is no function of the specification{hint}")
    offered = {name: own.get(name, getattr(functions, name, None)) for name in NAMED}
    offered |= named
    offered = {name: function for name, function in offered.items() if callable(function)}
    if not offered:
        raise TypeError(
            f"{functions!r} offers none of the functions of the specification: "
            f"{', '.join(map(str, FUNCTIONS))}"
        )
    return offered


PASSED_ON = ("__name__", "precision", "borrowed")
"""What an implementation says of itself, and whatever is made of it says too."""


def namespace(functions: Mapping[str, Offered], like: Any, **said: Any) -> SimpleNamespace:
    """An implementation that offers these functions, and says of itself what another one does.

    What `said` has instead goes before that.
    """
    passed_on = {name: getattr(like, name) for name in PASSED_ON if hasattr(like, name)}
    version = {"__version__": str(getattr(like, "__version__", ""))}
    return SimpleNamespace(**(version | passed_on | said), **functions)
