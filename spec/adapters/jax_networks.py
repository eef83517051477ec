"""Networks of JAX, which are functions of arrays, and the random keys of code that calls them."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from spec.adapters import jax_arrays


class Functions:
    """Networks are functions, whose parameters are where they are made."""

    @property
    def functions(self) -> ModuleType:
        """The functions of arrays, by the names that NumPy has for them."""
        return importlib.import_module("jax.numpy")

    def constant(self, array: Any) -> Any:
        """The same numbers, of which no gradient is taken."""
        return jax_arrays.jax().lax.stop_gradient(array)

    def integers(self, array: Any) -> Any:
        """Whole numbers as such."""
        return array.astype("int32")

    def is_certain(self, condition: Any) -> bool:
        """Whether a condition is known to hold, which it is not while code is traced."""
        try:
            return bool(condition)
        except jax_arrays.jax().errors.ConcretizationTypeError:
            return False

    def network(self, forward: Callable[..., Any]) -> Any:
        """A network that returns what a function does."""
        return lambda first, *labels, **more: forward(first, *labels, *more.values())


def fresh_keys() -> Iterator[Any]:
    """Random keys, each of which is another."""
    return (jax_arrays.jax().random.key(number) for number in itertools.count())
