"""The functions of a gradient penalty that is written in one piece.

In training code a penalty is a function of a critic and two batches, which draws points between
them, asks the critic for its gradients there, and makes one number of them. Probe critics take it
apart. One has a gradient for each sample that is the same everywhere, and known, so that the
penalty tells what it makes of gradients. The other tells where it was called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

Critic = Callable[[Any], Any]
"""A function from a batch to a number for each of its samples."""

Penalty = Callable[[Critic, Any, Any], Any]
"""A penalty of a critic, a batch of real samples and a batch of fakes."""


class Probes(Protocol):
    """Critics in an array framework."""

    def of_gradients(self, gradients: Any) -> tuple[Critic, Any]:
        """A critic that has these gradients, and the samples at which it has them."""

    def noting(self, shape: tuple[int, ...]) -> tuple[Critic, list[Any]]:
        """The critic ½‖x‖² of batches of a shape, and points where it was asked for a gradient."""


def function_of_gradients(
    penalty: Callable[..., Any], probes: Probes, *, axes: int | None, squeezed: bool
) -> Callable[..., Any]:
    """The function of a critic's gradients that a penalty at given samples is."""
    layout = _Layout(axes, squeezed)

    def of_gradients(gradients: Any, **more: Any) -> Any:
        critic, samples = probes.of_gradients(layout.batch(gradients))
        return penalty(layout.values(critic), samples, **more)

    return of_gradients


def functions_of(
    penalty: Penalty, probes: Probes, *, axes: int | None, squeezed: bool
) -> dict[str, Callable[..., Any]]:
    """The function of gradients that a penalty is, and the one that draws its points."""
    layout = _Layout(axes, squeezed)

    def between_equals(critic: Critic, real: Any) -> Any:
        # Real samples and fakes are equal, so that all of a critic's loss but its penalty is 0.
        return penalty(critic, real, real + 0)

    def interpolates(real: Any, fake: Any) -> Any:
        critic, seen = probes.noting(layout.batch(real).shape)
        penalty(layout.values(critic), layout.batch(real), layout.batch(fake))
        if not seen:
            raise ValueError(
                "the penalty asked for no gradient of the critic at points that it was given"
            )
        return seen[-1].reshape(real.shape)

    return {
        "gradient_penalty": function_of_gradients(
            between_equals, probes, axes=axes, squeezed=squeezed
        ),
        "interpolates": interpolates,
    }


@dataclass(frozen=True)
class _Layout:
    """The axes that a batch has, and those that the values of a critic have."""

    axes: int | None
    squeezed: bool

    def batch(self, samples: Any) -> Any:
        """Samples, with axes of length 1 added, or the last ones made one."""
        if self.axes is None:
            return samples
        missing = [1] * (self.axes - samples.ndim - 1)
        return samples.reshape(*samples.shape[: self.axes - 1], -1, *missing)

    def values(self, critic: Critic) -> Critic:
        """The critic, with a value of the right shape for each sample."""
        return critic if self.squeezed else lambda x: critic(x)[..., None]
