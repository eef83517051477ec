"""Networks of PyTorch that return what they are told: probes for code that calls networks.

They are modules, with a parameter of 0 that is added to whatever they return, so that gradients
reach them, and code that asks for their parameters finds some. Where labels are of no consequence,
they are taken and ignored.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def generator(samples: Any, labels: Any = None) -> Any:
    """A generator of these samples, of as many as there are, which may be of given labels."""

    def generate(noise: Any, given: Any = None) -> Any:
        if len(noise) != len(samples):
            raise ValueError(
                f"the generator was given noise for {len(noise)} samples, beside a batch of "
                f"{len(samples)} real ones: make as many, x.shape[0]"
            )
        if labels is not None and given is not None and given.tolist() != labels.tolist():
            raise ValueError(
                "the generator was given other labels than those of the real samples: give it y, "
                "and judge its samples by y"
            )
        return samples

    network = _module(generate)
    # The size of the noise, by the names that it goes by.
    network.dim_z = network.z_dim = network.latent_dim = 2
    return network


def discriminator_by_value(output_shape: tuple[int, ...]) -> Any:
    """A discriminator whose output for a sample is the first number of the sample."""

    def discriminate(samples: Any, labels: Any = None) -> Any:
        return samples.reshape(len(samples), -1)[:, 0].reshape(-1, *output_shape)

    return _module(discriminate)


def discriminator_by_place(outputs: Any, output_shape: tuple[int, ...]) -> Any:
    """A discriminator whose output for a sample that consists of the number k is `outputs[k]`.

    So the gradient of a loss in `outputs` is what the discriminator learns, be its samples detached
    or not. Its own gradient in a sample has norm 1 where all numbers of the sample are equal, as
    they are on the line between two of the batch, and another norm elsewhere.
    """

    def discriminate(samples: Any, labels: Any = None) -> Any:
        flat = samples.reshape(len(samples), -1)
        first = flat[:, 0]
        places = first.detach().round().long()
        if places.min() < 0 or places.max() >= len(outputs):
            raise ValueError(
                "the discriminator was given samples that are neither of the batch nor between two "
                "of it: is something added to them, or are they scaled?"
            )
        slope = first + ((flat - first[:, None]) ** 2).sum(1)
        told = outputs[places] + (slope - slope.detach())
        return told.reshape(-1, *output_shape)

    return _module(discriminate)


def labelled_discriminator(
    outputs: Callable[[Any, Any], Any], output_shape: tuple[int, ...]
) -> Any:
    """A discriminator whose outputs for samples with labels are those of a function."""
    return _module(lambda samples, labels: outputs(samples, labels).reshape(-1, *output_shape))


def _module(forward: Callable[..., Any]) -> Any:
    """A module that returns what a function of inputs and labels does, and has a parameter."""
    torch: Any = importlib.import_module("torch")
    module = torch.nn.Module()
    module.shift = torch.nn.Parameter(torch.zeros(()))
    module.forward = lambda first, *labels, **more: (
        forward(first, *labels, *more.values()) + module.shift
    )
    return module
