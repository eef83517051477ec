"""The functions of a gradient penalty that is written in one piece.

In training code a penalty is a function of a critic and two batches, which draws points between
them, asks the critic for its gradients there, and makes one number of them. Probe critics take it
apart. One has a gradient for each sample that is the same everywhere, and known, so that the
penalty tells what it makes of gradients. The other tells where it was called.
"""

from __future__ import annotations

from collections.abc import Callable
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


def functions_of(
    penalty: Penalty, probes: Probes, *, axes: int | None, squeezed: bool
) -> dict[str, Callable[..., Any]]:
    """The function of gradients that a penalty is, and the one that draws its points."""

    def batch(samples: Any) -> Any:
        if axes is None:
            return samples
        return samples.reshape(*samples.shape[: axes - 1], -1, *[1] * (axes - samples.ndim - 1))

    def with_values(critic: Critic) -> Critic:
        return critic if squeezed else lambda x: critic(x)[..., None]

    def gradient_penalty(gradients: Any) -> Any:
        # Real samples and fakes are equal, so that all of a critic's loss but its penalty is 0.
        critic, real = probes.of_gradients(batch(gradients))
        fake = real + 0
        return penalty(with_values(critic), real, fake)

    def interpolates(real: Any, fake: Any) -> Any:
        critic, seen = probes.noting(batch(real).shape)
        penalty(with_values(critic), batch(real), batch(fake))
        if not seen:
            raise ValueError(
                "the penalty asked for no gradient of the critic at points that it was given"
            )
        return seen[-1].reshape(real.shape)

    return {"gradient_penalty": gradient_penalty, "interpolates": interpolates}
