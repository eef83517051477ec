"""What is common to adapters of array frameworks: numbers to arrays and back, and derivatives."""

from __future__ import annotations

import functools
import importlib.metadata
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np

from spec.adapters.interface import (
    DERIVATIVE_OF,
    OF_BATCHES,
    OF_CRITICS,
    PARAMETERS,
    Function,
    namespace,
    offered_functions,
)
from spec.definitions.functions import Array


class Framework(Protocol):
    """An array framework, with whatever options it was given."""

    def array(self, numbers: np.ndarray[Any, Any]) -> Any:
        """An array of the framework: integers as they are, others of the chosen type."""

    def numbers(self, result: Any) -> Array | None:
        """The numbers in an array of the framework; None if it is none."""

    def call(self, function: Function, arrays: list[Any], more: dict[str, Any]) -> Any:
        """What the function returns; it raises if the function changes an array."""

    def gradients(
        self, function: Function, arrays: list[Any], count: int
    ) -> tuple[tuple[int, ...], list[Array]]:
        """The shape of what the function returns, and the gradients of its sum in some arrays."""


def adapted(
    framework: Framework, package: str, functions: Any, named: Mapping[str, Function]
) -> SimpleNamespace:
    """The functions, as functions of NumPy arrays, together with the derivatives they imply."""
    offered = offered_functions(functions, named)
    complete: dict[str, Function] = {
        name: function if name in OF_CRITICS else _on_arrays(framework, name, function)
        for name, function in offered.items()
    }
    for name, of in DERIVATIVE_OF.items():
        if name in offered:
            continue
        if of in offered:
            derivative = _of_batches if of in OF_BATCHES else _elementwise
            complete[name] = derivative(framework, offered[of])
        elif of == "pointwise_discriminator_loss_from_logits" and "discriminator_loss" in offered:
            complete[name] = _from_both_batches(framework, offered["discriminator_loss"])
    try:
        version = f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        version = f"{package}, which is not installed"
    return namespace(complete, functions, version)


def _on_arrays(framework: Framework, name: str, function: Function) -> Function:
    """The function, with its arguments turned into arrays and its results into numbers."""
    parameters = PARAMETERS[name]

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        arrays = [
            _to_array(framework, parameter, value)
            for parameter, value in zip(parameters, args, strict=False)
        ]
        more = {
            parameter: _to_array(framework, parameter, value) for parameter, value in kwargs.items()
        }
        return _to_numbers(framework, framework.call(function, arrays, more))

    return call


def _to_array(framework: Framework, parameter: str, value: Any) -> Any:
    """An argument as an array; labels stay integers, a number of classes and None what they are."""
    if value is None or parameter == "classes":
        return value
    numbers = np.asarray(value)
    is_labels = parameter == "labels" and numbers.ndim == 1
    return framework.array(numbers.astype(np.int64 if is_labels else np.float64))


def _to_numbers(framework: Framework, result: Any) -> Any:
    """A result with its arrays turned into numbers; what is no array is left to be judged."""
    if isinstance(result, (tuple, list)):
        return type(result)(_to_numbers(framework, part) for part in result)
    numbers = framework.numbers(result)
    return result if numbers is None else numbers[()]


def _gradients(
    framework: Framework, function: Function, numbers: list[Array], count: int, due: tuple[int, ...]
) -> list[Array]:
    """The gradients of a function in its first arguments, if it returns the shape that is due."""
    arrays = [framework.array(argument) for argument in numbers]
    shape, gradients = framework.gradients(function, arrays, count)
    if shape != due:
        what = "one number for each element" if due else "one number for the batch"
        raise ValueError(
            f"to differentiate it, the function should return {what}, shape {due}, for arguments "
            f"of shape {numbers[0].shape}; it returned shape {shape}"
        )
    return gradients


def _floats(*arguments: Any) -> list[Array]:
    """The arguments in their common shape."""
    broadcast = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in arguments))
    return [argument.copy() for argument in broadcast]


def _elementwise(framework: Framework, function: Function) -> Callable[..., Array]:
    """The derivative, in its first argument, of a function that goes element by element."""

    def derivative(*arguments: Any) -> Array:
        numbers = _floats(*arguments)
        (gradient,) = _gradients(framework, function, numbers, 1, numbers[0].shape)
        return gradient[()]

    return derivative


def _of_batches(framework: Framework, loss: Function) -> Callable[[Any], Array]:
    """The derivative of the loss of each sample, of a loss that is the mean over a batch."""

    def derivative(logits: Any) -> Array:
        (numbers,) = _floats(logits)
        (gradient,) = _gradients(framework, loss, [numbers.ravel()], 1, ())
        return (numbers.size * gradient.reshape(numbers.shape))[()]

    return derivative


def _from_both_batches(framework: Framework, loss: Function) -> Callable[[Any, Any, Any], Array]:
    """The derivative of p ℓ_real(h) + q ℓ_fake(h), from a loss E_p[ℓ_real] + E_q[ℓ_fake]."""

    def derivative(h: Any, p_data: Any, p_model: Any) -> Array:
        logits, p, q = _floats(h, p_data, p_model)
        batches = [logits.ravel(), logits.ravel().copy()]
        gradients = _gradients(framework, loss, batches, 2, ())
        of_real, of_fake = (gradient.reshape(logits.shape) for gradient in gradients)
        return (logits.size * (p * of_real + q * of_fake))[()]

    return derivative
