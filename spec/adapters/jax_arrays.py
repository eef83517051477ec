"""Holds functions of JAX arrays against the specification, with derivatives by autodiff."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from spec.adapters.arrays import Array, adapted
from spec.adapters.namespaces import Offered


def adapt(functions: Any = None, /, *, dtype: str = "float64", **named: Offered) -> SimpleNamespace:
    """Make an implementation of functions that take and return JAX arrays.

    A derivative that is not among them is obtained from the function it is of, as in
    `spec.adapters.pytorch.adapt`. The type float64 turns on ``jax_enable_x64``, for the process.
    JAX compiles every operation for every shape; functions under ``jax.jit`` take it less time.

    Parameters
    ----------
    functions
        A module, namespace or mapping of functions, by the specification's names.
    dtype
        The type of the floating-point arrays that the functions are called with.
    **named
        Functions by the name that the specification, or a claim of your own, has for them.

    Returns
    -------
    SimpleNamespace
        The same functions, of NumPy arrays.
    """
    return adapted(_Arrays(dtype), "jax", functions, named)


def jax() -> Any:
    """The framework, which is imported no earlier than it is needed."""
    return importlib.import_module("jax")


@dataclass(frozen=True)
class _Arrays:
    """Arrays of one type."""

    dtype: str

    def _jax(self) -> Any:
        if self.dtype == "float64" and not jax().config.jax_enable_x64:
            jax().config.update("jax_enable_x64", True)
        return jax()

    def array(self, numbers: np.ndarray[Any, Any]) -> Any:
        is_integer = np.issubdtype(numbers.dtype, np.integer)
        return self._jax().numpy.asarray(numbers, dtype=None if is_integer else self.dtype)

    def numbers(self, result: Any) -> Array | None:
        return np.asarray(result, np.float64) if isinstance(result, self._jax().Array) else None

    def call(self, function: Offered, arrays: list[Any], more: dict[str, Any]) -> Any:
        return function(*arrays, **more)

    def gradients(
        self, function: Offered, arrays: list[Any], count: int
    ) -> tuple[tuple[int, ...], list[Array]]:
        framework = self._jax()

        def checked(*inputs: Any) -> Any:
            value = function(*inputs, *arrays[count:])
            if not isinstance(value, framework.Array):
                raise TypeError(
                    f"it returned {value!r}, which is no JAX array and so has no gradient: leave "
                    "out .item(), float(…) and NumPy"
                )
            return value

        value, pull_back = framework.vjp(checked, *arrays[:count])
        gradients = pull_back(framework.numpy.ones_like(value))
        return value.shape, [np.asarray(gradient, np.float64) for gradient in gradients]
