"""Holds the steps of a training loop in PyTorch against the specification.

A step is given networks and real samples, and returns the loss of one of the networks, of which the
specification knows as a function of the discriminator's outputs. So the networks that it is given
are probes: the discriminator returns the outputs it is told, and the generator the samples.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from spec.adapters import pytorch
from spec.adapters.conventions import batch_by_batch
from spec.adapters.pytorch_networks import (
    discriminator_by_place,
    discriminator_by_value,
    generator,
    labelled_discriminator,
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


def adapt(
    *,
    sample_shape: tuple[int, ...] = (1, 28, 28),
    output_shape: tuple[int, ...] = (),
    dtype: str = "float32",
    device: str = "cpu",
    **steps: Step,
) -> SimpleNamespace:
    """Make an implementation of the steps of a training loop.

    A step is called as ``step(g, d, x)`` with a generator, a discriminator and real samples, and
    returns a loss: a tensor of one number. It may ask the generator for as many samples as there
    are real ones. So it is given equal batches: unequal ones are repeated to equal sizes, which
    changes no mean.

    Derivatives are obtained by autograd, as each network learns: the discriminator's loss is
    differentiated in what the discriminator returns, detached samples or not, and the generator's
    loss in the samples that the generator returns.

    A step of a conditional loss is called as ``step(g, d, x, y)`` with the labels of the real
    samples, which are to be those of the generator's samples too.

    The gradient of the discriminator in its samples has norm 1, so that the gradient penalty of a
    Wasserstein GAN is 0, and a step that adds it is one of `wasserstein_critic_loss`.

    Parameters
    ----------
    sample_shape
        The shape of one sample.
    output_shape
        The shape of what the discriminator returns for one sample: ``()``, or ``(1,)``.
    dtype, device
        As in `spec.adapters.pytorch.adapt`, but that networks compute in ``"float32"``.
    **steps
        Steps, by the names that the specification has for their losses.

    Returns
    -------
    SimpleNamespace
        The losses, as functions of NumPy arrays, and their derivatives.
    """
    losses = {}
    for name, step in steps.items():
        if name in CONDITIONAL_LOSSES:
            losses[name] = _of_labelled_samples(step, output_shape)
        elif name in NAMED and name not in LOSSES:
            known = ", ".join([*LOSSES, *CONDITIONAL_LOSSES])
            raise TypeError(f"{name} is no loss of a network; these are: {known}")
        elif "generator" in name:
            losses[name] = _of_generator(step, sample_shape, output_shape)
        else:
            losses[name] = _of_discriminator(step, sample_shape, output_shape)
    subject: SimpleNamespace = batch_by_batch(pytorch.adapt(losses, dtype=dtype, device=device))
    return subject


def _of_discriminator(
    step: Step, sample_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> Callable[[Any, Any], Any]:
    """The discriminator's loss, as a function of its outputs."""

    def loss(real_outputs: Any, fake_outputs: Any) -> Any:
        torch: Any = importlib.import_module("torch")
        size = math.lcm(len(real_outputs), len(fake_outputs))
        outputs = [each.repeat(size // len(each)) for each in (real_outputs, fake_outputs)]
        places = torch.arange(2.0 * size, device=real_outputs.device)
        real, fake = (_samples(part, sample_shape) for part in places.chunk(2))
        d = discriminator_by_place(torch.cat(outputs), output_shape)
        return _one_number(step(generator(fake), d, real))

    return loss


def _of_generator(
    step: Step, sample_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> Callable[[Any], Any]:
    """The generator's loss, as a function of the discriminator's outputs."""

    def loss(fake_outputs: Any) -> Any:
        real = _samples(fake_outputs.new_zeros(len(fake_outputs)), sample_shape)
        fake = _samples(fake_outputs, sample_shape)
        return _one_number(step(generator(fake), discriminator_by_value(output_shape), real))

    return loss


def _of_labelled_samples(step: Step, output_shape: tuple[int, ...]) -> Callable[..., Any]:
    """The loss of a step with labels, as a function of a discriminator and of the batches."""

    def loss(outputs: Any, *batches: Any) -> Any:
        *real, fake, labels = batches
        x = real[0] if real else fake.new_zeros(fake.shape)
        d = labelled_discriminator(outputs, output_shape)
        return _one_number(step(generator(fake, labels), d, x, labels))

    return loss


def _samples(numbers: Any, shape: tuple[int, ...]) -> Any:
    """Samples that each consist of one number."""
    return numbers.reshape(-1, *(1 for _ in shape)).repeat(1, *shape)


def _one_number(loss: Any) -> Any:
    """The loss that a step returns, if it is one."""
    torch: Any = importlib.import_module("torch")
    if loss is None:
        raise ValueError("the step returned nothing: is a return missing?")
    if isinstance(loss, (tuple, list, dict)):
        raise ValueError(
            f"the step returned a {type(loss).__name__}: say which loss is meant, as in "
            "lambda g, d, x: losses(g, d, x)[0]"
        )
    if torch.is_tensor(loss) and loss.numel() != 1:
        raise ValueError(
            f"the step returned shape {tuple(loss.shape)}, where a loss is one number: is a mean "
            "missing?"
        )
    return loss
