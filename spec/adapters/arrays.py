"""What is common to adapters of array frameworks: numbers to arrays and back, and autodiff."""

from __future__ import annotations

import functools
import importlib.metadata
import math
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from spec.adapters.namespaces import Offered, by_name, namespace, offered_functions
from spec.interface import (
    DIFFERENTIABLE,
    FUNCTIONS,
    GRADIENTS,
    NAMED,
    SLOPES,
    integer_labels,
    labels,
    sample_labels,
)
from spec.machinery.claims.interface import Domain, Function, Shape
from spec.machinery.numbers.precision import FLOAT64, PRECISIONS

Array = NDArray[np.float64]


class Framework(Protocol):
    """An array framework, with whatever options it was given."""

    @property
    def dtype(self) -> str:
        """The type of its floating-point arrays."""

    def array(self, numbers: np.ndarray[Any, Any]) -> Any:
        """An array of the framework: integers as they are, others of the chosen type."""

    def numbers(self, result: Any) -> Array | None:
        """The numbers in an array of the framework; None if it is none."""

    def call(self, function: Offered, arrays: list[Any], more: dict[str, Any]) -> Any:
        """What the function returns; it raises if the function changes an array."""

    def gradients(
        self, function: Offered, arrays: list[Any], count: int
    ) -> tuple[tuple[int, ...], list[Array]]:
        """The shape of what the function returns, and the gradients of its sum in some arrays."""


def adapted(
    framework: Framework, package: str, functions: Any, named: Mapping[str, Offered]
) -> SimpleNamespace:
    """The functions as functions of NumPy arrays, with the derivatives and gradients they imply."""
    if framework.dtype not in PRECISIONS:
        raise ValueError(
            f"dtype={framework.dtype!r}, and there are claims for {' and '.join(PRECISIONS)} alone"
        )
    offered = offered_functions(functions, named)
    implied = _implied_derivatives(framework, offered) | _implied_gradients(framework, offered)
    complete = {name: derivative for name, (derivative, _) in implied.items()} | {
        name: _on_arrays(framework, NAMED[name], function)
        if name in NAMED
        else _own_on_arrays(framework, function)
        for name, function in offered.items()
    }
    derived = {
        name: f"the gradient of your {title}"
        for name, (_, title) in implied.items()
        if name not in offered
    }
    try:
        version = f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        version = f"{package}, which is not installed"
    said: dict[str, Any] = {
        "__version__": version,
        "given_by_name": by_name(functions, named),
        "derived": derived,
    }
    if framework.dtype != FLOAT64.name:
        said["precision"] = framework.dtype
    return namespace(complete, functions, **said)


def _implied_derivatives(
    framework: Framework, offered: Mapping[str, Offered]
) -> dict[str, tuple[Offered, str]]:
    """The derivatives of the functions that are offered, and the names of these."""
    implied: dict[str, tuple[Offered, str]] = {}
    if "discriminator_loss" in offered:
        implied["pointwise_discriminator_loss_from_logits_derivative"] = (
            _from_both_batches(framework, offered["discriminator_loss"]),
            "discriminator_loss",
        )
    for derivative in FUNCTIONS:
        if derivative.derivative_of and derivative.derivative_of in offered:
            original = NAMED[derivative.derivative_of]
            loss = offered[original.name]
            if derivative.derivative_in:
                made = _in_batches(framework, loss, derivative)
            else:
                made = _RULES[original.shape, derivative.shape](framework, loss)
            implied[derivative.name] = made, original.name
    return implied


def _implied_gradients(
    framework: Framework, offered: Mapping[str, Offered]
) -> dict[str, tuple[Offered, str]]:
    """The gradients of the functions that are offered, each in all its arguments, and of what."""
    return {
        gradient.name: (
            _gradient(framework, function, offered[function.name]),
            f"{function} in {', '.join(function.arrays)}",
        )
        for function, gradient in zip(DIFFERENTIABLE, GRADIENTS, strict=True)
        if function.name in offered
    } | {
        slope.name: (_slope(framework, slope, offered[name]), f"{name} in {slope.required[0]}")
        for slope in SLOPES
        if (name := str(slope.gradient_of)) in offered
    }


def _on_arrays(framework: Framework, known: Function, function: Offered) -> Offered:
    """The function, with its arguments turned into arrays and its results into numbers."""
    if known.shape == "of functions":
        return function

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        arrays = [
            _to_array(framework, domain, value)
            for domain, value in zip(known.arguments.values(), args, strict=False)
        ]
        more = {
            name: _to_array(framework, known.arguments[name], value)
            for name, value in kwargs.items()
        }
        return _to_numbers(framework, framework.call(function, arrays, more))

    return call


def _own_on_arrays(framework: Framework, function: Offered) -> Offered:
    """A function of a person's own, of which nothing is known: arrays and floats become arrays."""

    def as_array(value: Any) -> Any:
        if not isinstance(value, (np.ndarray, np.floating, float)):
            return value
        numbers = np.asarray(value)
        return framework.array(numbers) if numbers.dtype.kind in "biuf" else value

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        more = {name: as_array(value) for name, value in kwargs.items()}
        return _to_numbers(framework, framework.call(function, [*map(as_array, args)], more))

    return call


def _to_array(framework: Framework, domain: Domain, value: Any) -> Any:
    """An argument as an array, and a function of arrays as one of the framework's arrays.

    Labels are arrays of integers. What is neither an array nor a function stays what it is.
    """
    if domain.kind == "function":
        return _of_arrays(framework, value)
    if value is None or domain.kind != "array":
        return value
    numbers = np.asarray(value)
    is_integers = domain in (integer_labels, sample_labels)
    is_integers |= domain == labels and numbers.ndim < 2
    return framework.array(numbers.astype(np.int64 if is_integers else np.float64))


def _of_arrays(framework: Framework, function: Offered) -> Offered:
    """A function of NumPy arrays as one of the framework's arrays."""

    def call(*arrays: Any) -> Any:
        return framework.array(np.asarray(function(*(_to_numbers(framework, x) for x in arrays))))

    return call


def _to_numbers(framework: Framework, result: Any) -> Any:
    """A result with its arrays turned into numbers; what is no array is left to be judged."""
    if isinstance(result, (tuple, list)):
        return type(result)(_to_numbers(framework, part) for part in result)
    numbers = framework.numbers(result)
    return result if numbers is None else numbers[()]


def _gradients(
    framework: Framework, function: Offered, numbers: list[Array], count: int, due: tuple[int, ...]
) -> list[Array]:
    """The gradients of a function in its first arguments, if it returns the shape that is due."""
    arrays = [framework.array(argument) for argument in numbers]
    shape, gradients = framework.gradients(function, arrays, count)
    if shape != due and (due or math.prod(shape) != 1):
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


def _elementwise(framework: Framework, function: Offered) -> Callable[..., Array]:
    """The derivative, in its first argument, of a function that goes element by element."""

    def derivative(*arguments: Any) -> Array:
        numbers = _floats(*arguments)
        (gradient,) = _gradients(framework, function, numbers, 1, numbers[0].shape)
        return gradient[()]

    return derivative


def _gradient(framework: Framework, known: Function, function: Offered) -> Offered:
    """The gradient in each required array: for elements of arrays, that of their sum."""

    def gradient(*arguments: Any) -> tuple[Array, ...]:
        names = arguments[: len(known.required) - len(known.arrays)]
        numbers = [np.array(argument, dtype=np.float64) for argument in arguments[len(names) :]]
        is_elementwise = known.shape == "elementwise"
        due = np.broadcast_shapes(*(x.shape for x in numbers)) if is_elementwise else ()
        of_arrays = functools.partial(function, *names)
        return tuple(_gradients(framework, of_arrays, numbers, len(numbers), due))

    return gradient


def _slope(framework: Framework, known: Function, function: Offered) -> Offered:
    """The slope towards another function of what takes a function of arrays, and arrays."""
    _, _, *domains = known.arguments.values()

    def slope(start: Offered, other: Offered, *arguments: Any) -> Any:
        f, v = (_of_arrays(framework, each) for each in (start, other))
        arrays = [_to_array(framework, *pair) for pair in zip(domains, arguments, strict=True)]

        def on_the_way(step: Any) -> Any:
            return function(lambda *given: f(*given) + step * v(*given), *arrays)

        (found,) = _gradients(framework, on_the_way, [np.zeros(())], 1, ())
        return found

    return slope


def _of_batches(framework: Framework, loss: Offered) -> Callable[[Any], Array]:
    """The derivative of the loss of each sample, of a loss that is the mean over a batch."""

    def derivative(logits: Any) -> Array:
        (numbers,) = _floats(logits)
        (gradient,) = _gradients(framework, loss, [numbers.ravel()], 1, ())
        return (numbers.size * gradient.reshape(numbers.shape))[()]

    return derivative


def _from_both_batches(framework: Framework, loss: Offered) -> Callable[[Any, Any, Any], Array]:
    """The derivative of p ℓ_real(h) + q ℓ_fake(h), from a loss E_p[ℓ_real] + E_q[ℓ_fake]."""

    def derivative(h: Any, p_data: Any, p_model: Any) -> Array:
        logits, p, q = _floats(h, p_data, p_model)
        batches = [logits.ravel(), logits.ravel().copy()]
        gradients = _gradients(framework, loss, batches, 2, ())
        of_real, of_fake = (gradient.reshape(logits.shape) for gradient in gradients)
        return (logits.size * (p * of_real + q * of_fake))[()]

    return derivative


def _in_batches(framework: Framework, loss: Offered, derivative: Function) -> Offered:
    """The derivatives of a loss in the samples of its batches, each times the size of its batch."""
    places = [derivative.required.index(name) for name in derivative.derivative_in]

    def slopes(*batches: Any) -> Any:
        numbers = [np.array(batch, dtype=np.float64) for batch in batches]
        due = np.broadcast_shapes(*(batch.shape[:-1] for batch in numbers))
        gradients = _gradients(framework, loss, numbers, len(numbers), due)
        per_sample = tuple(numbers[k].shape[-1] * gradients[k] for k in places)
        return per_sample if len(per_sample) > 1 else per_sample[0]

    return slopes


def _of_samples(framework: Framework, penalty: Offered) -> Offered:
    """The derivative, in its first argument, of what makes one number of all samples there are."""

    @functools.wraps(penalty)
    def derivative(samples: Any, **more: Any) -> Array:
        (numbers,) = _floats(samples)
        of_samples = functools.partial(penalty, **more)
        (gradient,) = _gradients(framework, of_samples, [numbers], 1, ())
        return gradient

    return derivative


_RULES: dict[tuple[Shape, Shape], Callable[[Framework, Offered], Offered]] = {
    ("elementwise", "elementwise"): _elementwise,
    ("of batches", "elementwise"): _of_batches,
    ("of samples", "of samples"): _of_samples,
}
"""How a derivative is obtained, by the shape of the function it is of and by its own."""
