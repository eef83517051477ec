"""Networks that return what they are told: probes for code that calls networks.

Where labels are of no consequence, they are taken and ignored. A discriminator takes a batch, or
one sample alone, as it is called under a map over the samples of a batch.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Protocol


class Framework(Protocol):
    """What probes ask of an array framework."""

    @property
    def functions(self) -> Any:
        """Its functions of arrays, by the names that NumPy has for them."""

    def constant(self, array: Any) -> Any:
        """The same numbers, of which no gradient is taken."""

    def integers(self, array: Any) -> Any:
        """Whole numbers as such by which an array can be indexed."""

    def is_certain(self, condition: Any) -> bool:
        """Whether a condition is known to hold: while code is traced, few are known."""

    def network(self, forward: Callable[..., Any]) -> Any:
        """A network that returns what a function of inputs, and maybe of labels, does."""


def generator(framework: Framework, samples: Any, labels: Any = None) -> Any:
    """A generator of these samples, of as many as there are, which may be of given labels."""

    def generate(noise: Any, given: Any = None) -> Any:
        if len(noise) != len(samples):
            raise ValueError(
                f"the generator was given noise for {len(noise)} samples, beside a batch of "
                f"{len(samples)} real ones: make as many, x.shape[0], all at once"
            )
        if labels is not None and given is not None and given.tolist() != labels.tolist():
            raise ValueError(
                "the generator was given other labels than those of the real samples: give it y, "
                "and judge its samples by y"
            )
        return samples

    network = framework.network(generate)
    # The size of the noise, by the names that it goes by.
    network.dim_z = network.z_dim = network.latent_dim = 2
    return network


def discriminator_by_value(
    framework: Framework, sample_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> Any:
    """A discriminator whose output for a sample is the first number of the sample."""

    def discriminate(samples: Any, labels: Any = None) -> Any:
        rows = rows_of(samples, sample_shape)
        return rows[..., 0].reshape(*rows.shape[:-1], *output_shape)

    return framework.network(discriminate)


def discriminator_by_place(
    framework: Framework, outputs: Any, sample_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> Any:
    """A discriminator whose output for a sample that consists of the number k is `outputs[k]`.

    So the gradient of a loss in `outputs` is what the discriminator learns, be its samples detached
    or not. Its own gradient in a sample has norm 1 where all numbers of the sample are equal, as
    they are on the line between two of the batch, and another norm elsewhere.
    """

    def discriminate(samples: Any, labels: Any = None) -> Any:
        rows = rows_of(samples, sample_shape)
        first = rows[..., 0]
        places = place_of(framework, first)
        outside = (places < 0) | (places >= len(outputs))
        if framework.is_certain(outside.any()):
            raise ValueError(
                "the discriminator was given samples that are neither of the batch nor between two "
                "of it: is something added to them, or are they scaled?"
            )
        told = framework.functions.where(outside, math.nan, outputs[places])
        sloping = told + _gradient_of(framework, first + ((rows - first[..., None]) ** 2).sum(-1))
        return sloping.reshape(*rows.shape[:-1], *output_shape)

    return framework.network(discriminate)


def labelled_discriminator(
    framework: Framework, outputs: Callable[[Any, Any], Any], output_shape: tuple[int, ...]
) -> Any:
    """A discriminator whose outputs for samples with labels are those of a function."""
    return framework.network(
        lambda samples, labels: outputs(samples, labels).reshape(-1, *output_shape)
    )


def leading_to(framework: Framework, samples: Any, outputs: Any) -> Any:
    """The same samples, each number of which has the gradient of an output."""
    slopes = _gradient_of(framework, outputs)
    return samples + slopes.reshape(-1, *(1 for _ in samples.shape[1:]))


def led_by_samples(
    framework: Framework, outputs: Callable[[Any, Any], Any]
) -> Callable[[Any, Any], Any]:
    """The outputs of a discriminator, whose gradients are those that samples have."""

    def led(samples: Any, labels: Any) -> Any:
        told = framework.constant(outputs(framework.constant(samples), labels))
        return told + _gradient_of(framework, samples.reshape(samples.shape[0], -1)[:, 0])

    return led


def _gradient_of(framework: Framework, numbers: Any) -> Any:
    """The gradient of numbers without their values: as many zeros."""
    return numbers - framework.constant(numbers)


def rows_of(samples: Any, sample_shape: tuple[int, ...]) -> Any:
    """The numbers of each sample of a batch in a row, and those of a sample alone as they are."""
    return samples.reshape(*(() if samples.shape == sample_shape else samples.shape[:1]), -1)


def place_of(framework: Framework, numbers: Any) -> Any:
    """The whole numbers next to numbers."""
    return framework.integers(framework.functions.round(framework.constant(numbers)))
