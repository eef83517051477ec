"""Losses of a discriminator's outputs, from the steps of a training loop.

A step is given networks and real samples, and returns the loss of one of the networks, of which the
specification knows as a function of the discriminator's outputs. So the networks that it is given
are probes: the discriminator returns the outputs it is told, and the generator the samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from spec.adapters.networks import (
    Framework,
    discriminator_by_place,
    discriminator_by_value,
    generator,
    labelled_discriminator,
    leading_to,
    led_by_samples,
)
from spec.interface import FUNCTIONS, NAMED, OF_BATCHES, batch, discriminator

Step = Callable[..., Any]
"""A function of a generator, a discriminator, and real samples, maybe with their labels."""

LOSSES = [
    function.name
    for function in OF_BATCHES
    if all(function.arguments[name] == batch for name in function.required)
]
"""The functions that a step comes to."""

CONDITIONAL_LOSSES = [
    function.name for function in FUNCTIONS if discriminator in function.arguments.values()
]
"""The functions that a step with labels comes to."""


def losses_of(
    framework: Framework,
    steps: Mapping[str, Step],
    sample_shape: tuple[int, ...],
    output_shape: tuple[int, ...],
) -> dict[str, Callable[..., Any]]:
    """The losses of a discriminator's outputs that steps come to, by the same names.

    Raises
    ------
    TypeError
        If a name is that of a function of the specification which is no loss of a network.
    """
    losses: dict[str, Callable[..., Any]] = {}
    for name, step in steps.items():
        if name in CONDITIONAL_LOSSES and "generator" in name:
            losses[name] = _of_conditional_generator(framework, step, output_shape)
        elif name in CONDITIONAL_LOSSES:
            losses[name] = _of_conditional_discriminator(framework, step, output_shape)
        elif name in NAMED and name not in LOSSES:
            known = ", ".join([*LOSSES, *CONDITIONAL_LOSSES])
            raise TypeError(f"{name} is no loss of a network; these are: {known}")
        elif "generator" in name:
            losses[name] = _of_generator(framework, step, sample_shape, output_shape)
        else:
            losses[name] = _of_discriminator(framework, step, sample_shape, output_shape)
    return losses


def _of_discriminator(
    framework: Framework, step: Step, sample_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> Callable[[Any, Any], Any]:
    """The discriminator's loss, as a function of its outputs."""

    def loss(real_outputs: Any, fake_outputs: Any) -> Any:
        xp = framework.functions
        size = math.lcm(len(real_outputs), len(fake_outputs))
        outputs = [xp.tile(each, (size // len(each),)) for each in (real_outputs, fake_outputs)]
        places = xp.cumsum(xp.ones_like(outputs[0]), 0) - 1
        real, fake = (_samples(xp, part, sample_shape) for part in (places, places + size))
        told = xp.concatenate(outputs)
        d = discriminator_by_place(framework, told, sample_shape, output_shape)
        return _one_number(step(generator(framework, fake), d, real))

    return loss


def _of_generator(
    framework: Framework, step: Step, sample_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> Callable[[Any], Any]:
    """The generator's loss, as a function of the discriminator's outputs."""

    def loss(fake_outputs: Any) -> Any:
        xp = framework.functions
        real = _samples(xp, xp.zeros_like(fake_outputs), sample_shape)
        fake = _samples(xp, fake_outputs, sample_shape)
        d = discriminator_by_value(framework, sample_shape, output_shape)
        return _one_number(step(generator(framework, fake), d, real))

    return loss


def _of_conditional_discriminator(
    framework: Framework, step: Step, output_shape: tuple[int, ...]
) -> Callable[..., Any]:
    """The discriminator's loss with labels, as a function of it and of the batches."""

    def loss(outputs: Any, real: Any, fake: Any, labels: Any) -> Any:
        d = labelled_discriminator(framework, outputs, output_shape)
        return _one_number(step(generator(framework, fake, labels), d, real, labels))

    return loss


def _of_conditional_generator(
    framework: Framework, step: Step, output_shape: tuple[int, ...]
) -> Callable[..., Any]:
    """The generator's loss with labels, as a function of the discriminator and of the fakes.

    Its gradient goes through the fakes, which have to reach the discriminator as they are.
    """

    def loss(outputs: Any, fake: Any, labels: Any) -> Any:
        leading = leading_to(framework, fake, outputs(fake, labels))
        d = labelled_discriminator(framework, led_by_samples(framework, outputs), output_shape)
        real = framework.functions.zeros_like(fake)
        return _one_number(step(generator(framework, leading, labels), d, real, labels))

    return loss


def _samples(xp: Any, numbers: Any, shape: tuple[int, ...]) -> Any:
    """Samples that each consist of one number."""
    return xp.tile(numbers.reshape(-1, *(1 for _ in shape)), (1, *shape))


def _one_number(loss: Any) -> Any:
    """The loss that a step returns, if it is one."""
    if loss is None:
        raise ValueError("the step returned nothing: is a return missing?")
    if isinstance(loss, (tuple, list, dict)):
        raise ValueError(
            f"the step returned a {type(loss).__name__}: say which loss is meant, as in "
            "lambda g, d, x: losses(g, d, x)[0]"
        )
    shape = tuple(getattr(loss, "shape", ()))
    if math.prod(shape) != 1:
        raise ValueError(
            f"the step returned shape {shape}, where a loss is one number: is a mean missing?"
        )
    return loss
