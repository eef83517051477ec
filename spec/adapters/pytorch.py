"""Holds functions of PyTorch tensors against the specification, with derivatives by autograd."""

from __future__ import annotations

import importlib
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
        The type of the floating-point tensors that the functions are called with: ``"float32"``.
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
        numbers: Array = result.detach().to("cpu", torch.float64).numpy()
        return numbers

    def call(self, function: Offered, arrays: list[Any], more: dict[str, Any]) -> Any:
        result = function(*arrays, **more)
        for argument in [*arrays, *more.values()]:
            # PyTorch counts how often a tensor was written to.
            if getattr(argument, "_version", 0):
                raise ValueError("a tensor given as an argument was changed in place")
        return result

    def gradients(
        self, function: Offered, arrays: list[Any], count: int
    ) -> tuple[tuple[int, ...], list[Array]]:
        torch: Any = importlib.import_module("torch")
        inputs = [array.requires_grad_() for array in arrays[:count]]
        value = function(*arrays)
        gradients = torch.autograd.grad(value.sum(), inputs)
        numbers = [gradient.to("cpu", torch.float64).numpy() for gradient in gradients]
        return tuple(value.shape), numbers
