"""Holds a gradient penalty of PyTorch, written in one piece, against the specification.

In training code a penalty is a function of a critic and two batches, which draws points between
them, asks the critic for its gradients there, and makes one number of them. Probe critics take it
apart. One has a gradient that is the same everywhere, and known, so that the penalty tells what it
makes of gradients. The other tells where it was called.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from spec.adapters import pytorch

Penalty = Callable[[Callable[[Any], Any], Any, Any], Any]
"""A penalty of a critic, a batch of real samples and a batch of fakes."""


def adapt(
    penalty: Penalty,
    /,
    *,
    axes: int | None = None,
    squeezed: bool = False,
    dtype: str = "float64",
    device: str = "cpu",
) -> SimpleNamespace:
    """Make an implementation of a gradient penalty, or of the loss of a critic that includes one.

    It offers `gradient_penalty`, its derivative in the gradients, by autograd, and `interpolates`,
    which draws its points. Of the loss of a critic on one batch that is real and fake at once, all
    that is left is the penalty, as it is with batches of zeros that the first two are obtained.

    Parameters
    ----------
    penalty
        A function of a critic, real samples and fake samples, with its weight.
    axes
        How many axes a batch has that the penalty is written for: 2 for vectors alone, 4 for images
        alone. Axes of length 1 are added to what has fewer, and of what has more the last ones are
        made one. Batches of any shape are given as they are, if this is not.
    squeezed
        Whether a critic returns values of shape ``(B,)``, and not ``(B, 1)``.
    dtype
        The type of the floating-point tensors that the penalty is called with: ``"float32"``.
    device
        Where these tensors are: ``"cuda"``.

    Returns
    -------
    SimpleNamespace
        The functions, of NumPy arrays.
    """

    def batch(samples: Any) -> Any:
        if axes is None:
            return samples
        return samples.reshape(*samples.shape[: axes - 1], -1, *[1] * (axes - samples.dim() - 1))

    def values(each: Any) -> Any:
        return each if squeezed else each[:, None]

    def gradient_penalty(gradients: Any) -> Any:
        torch: Any = importlib.import_module("torch")

        def critic(x: Any) -> Any:
            """⟨G_i, x_i⟩, whose gradient is G_i wherever it is asked for."""
            known = gradients.repeat(len(x) // len(gradients), *[1] * (gradients.dim() - 1))
            return values((known.reshape(len(x), -1) * x.reshape(len(x), -1)).sum(1))

        real, fake = (batch(torch.zeros_like(gradients)) for _ in range(2))
        return penalty(critic, real, fake)

    def interpolates(real: Any, fake: Any) -> Any:
        seen = []

        def critic(x: Any) -> Any:
            """½‖x_i‖², and a note of the places at which a gradient is asked for."""
            if x.requires_grad:  # so do the samples of a generator, of which none need be asked
                x.register_hook(lambda gradient: seen.append(x.detach()))
            return values((x.reshape(len(x), -1) ** 2).sum(1) / 2)

        penalty(critic, batch(real), batch(fake))
        if not seen:
            raise ValueError(
                "the penalty asked for no gradient of the critic: torch.autograd.grad takes it at "
                "points that require one"
            )
        return seen[-1].reshape(real.shape)

    return pytorch.adapt(
        gradient_penalty=gradient_penalty, interpolates=interpolates, dtype=dtype, device=device
    )
