"""Holds functions of PyTorch tensors against the specification, with derivatives by autograd."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from spec.adapters.arrays import Array, adapted
from spec.adapters.namespaces import Offered


def adapt(
    functions: Any = None,
    /,
    *,
    dtype: str = "float64",
    device: str = "cpu",
    **named: Offered,
) -> SimpleNamespace:
    """Make an implementation of functions that take and return tensors.

    A derivative that is not among them is obtained by autograd from the function it is of, so that
    a loss is judged by what it does to a generator in training; and that of
    `pointwise_discriminator_loss_from_logits` from `discriminator_loss`, if need be.

    Parameters
    ----------
    functions
        A module, namespace or mapping of functions, by the specification's names.
    dtype
        The type of the floating-point tensors that the functions are called with, and of those that
        they make without naming one: ``"float64"``, or ``"float32"``, in which they are then held
        to single precision.
    device
        Where these tensors are: ``"cuda"``.
    **named
        Functions by the name that the specification, or a claim of your own, has for them.

    Returns
    -------
    SimpleNamespace
        The same functions, of NumPy arrays.
    """
    return adapted(_Tensors(dtype, device), "torch", functions, named)


@dataclass(frozen=True)
class _Tensors:
    """Tensors of one type, on one device."""

    dtype: str
    device: str

    def array(self, numbers: np.ndarray[Any, Any]) -> Any:
        torch: Any = importlib.import_module("torch")
        is_integer = np.issubdtype(numbers.dtype, np.integer)
        dtype = torch.int64 if is_integer else getattr(torch, self.dtype)
        return torch.tensor(numbers, dtype=dtype, device=self.device)

    def numbers(self, result: Any) -> Array | None:
        torch: Any = importlib.import_module("torch")
        if not torch.is_tensor(result):
            return None
        if result.is_floating_point():
            _require_digits(torch, result.dtype, getattr(torch, self.dtype))
        numbers: Array = result.detach().to("cpu", torch.float64).numpy()
        return numbers

    def call(self, function: Offered, arrays: list[Any], more: dict[str, Any]) -> Any:
        with self._by_default():
            result = function(*arrays, **more)
        for argument in [*arrays, *more.values()]:
            # PyTorch counts how often a tensor was written to.
            if getattr(argument, "_version", 0):
                raise ValueError(
                    "a tensor given as an argument was changed in place: what is wanted is a new "
                    "one, as of x.clamp(…) in place of x.clamp_(…)"
                )
        return result

    def gradients(
        self, function: Offered, arrays: list[Any], count: int
    ) -> tuple[tuple[int, ...], list[Array]]:
        inputs = [array.requires_grad_() for array in arrays[:count]]
        with self._by_default() as torch:
            value = function(*arrays)
        if not torch.is_tensor(value):
            raise TypeError(
                f"it returned {value!r}, which is no tensor and so has no gradient: leave out "
                ".item(), float(…) and NumPy"
            )
        gradients: list[Any] = [None] * count
        if value.requires_grad:
            gradients = [*torch.autograd.grad(value.sum(), inputs, allow_unused=True)]
        missing = [place for place, gradient in enumerate(gradients) if gradient is None]
        if missing:
            name = _names(function, count)[missing[0]]
            raise ValueError(f"no gradient reaches {name}, which is detached or not used")
        numbers = [gradient.to("cpu", torch.float64).numpy() for gradient in gradients]
        return tuple(value.shape), numbers

    @contextmanager
    def _by_default(self) -> Iterator[Any]:
        """Let tensors be of the chosen type where a function that makes them names none.

        Among logits of one type, labels of another are refused by some of PyTorch's losses, and
        rounded off by others.
        """
        torch: Any = importlib.import_module("torch")
        before = torch.get_default_dtype()
        torch.set_default_dtype(getattr(torch, self.dtype))
        try:
            yield torch
        finally:
            torch.set_default_dtype(before)


def _require_digits(torch: Any, returned: Any, given: Any) -> None:
    """Raise if the type of a result has fewer digits than that of the arguments."""
    if torch.finfo(returned).eps > torch.finfo(given).eps:
        instead = ', or say dtype="float32"' if returned == torch.float32 else ""
        raise TypeError(
            f"it returned {returned} for arguments of {given}: compute it in {given}{instead}"
        )


def _names(function: Offered, count: int) -> list[str]:
    """What a function calls its first arguments, if it tells."""
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # some functions written in C tell nothing
        names = []
    return [*names, *("an argument" for _ in range(count))][:count]
