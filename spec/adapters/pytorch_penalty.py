"""Holds a gradient penalty of PyTorch, written in one piece, against the specification.

In training code a penalty is a function of a critic and two batches, which draws points between
them, asks the critic for its gradients there, and makes one number of them. Probe critics take it
apart. One has a gradient that is the same everywhere, and known, so that the penalty tells what it
makes of gradients. The other tells where it was called.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from spec.adapters import pytorch

Critic = Callable[[Any], Any]
"""A function from a batch of samples to their values."""

Penalty = Callable[[Critic, Any, Any], Any]
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
    Fakes are given as a generator returns them: gradients reach them.

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
    layout = _Layout(axes, squeezed)

    def interpolates(real: Any, fake: Any) -> Any:
        seen = []

        def critic(x: Any) -> Any:
            """½‖x_i‖², and a note of the places at which a gradient is asked for."""
            if x.requires_grad:  # so do the samples of a generator, of which none need be asked
                x.register_hook(lambda gradient: seen.append(x.detach()))
            return layout.values((x.reshape(len(x), -1) ** 2).sum(1) / 2)

        penalty(critic, layout.batch(real), _generated(layout.batch(fake)))
        if not seen:
            raise ValueError(
                "the penalty asked for no gradient of the critic: torch.autograd.grad takes it at "
                "points that require one"
            )
        return seen[-1].reshape(real.shape)

    return pytorch.adapt(
        gradient_penalty=of_gradients(
            lambda critic, zeros: penalty(critic, zeros, _generated(zeros.clone())),
            axes=axes,
            squeezed=squeezed,
        ),
        interpolates=interpolates,
        dtype=dtype,
        device=device,
    )


def of_gradients(
    penalty: Callable[..., Any], /, *, axes: int | None = None, squeezed: bool = False
) -> Callable[..., Any]:
    """Make a function of gradients of a penalty on those of a critic at given samples, as R1 is.

    What it returns is for `spec.adapters.pytorch.adapt`, as in
    ``pytorch.adapt(zero_centered_penalty=of_gradients(lambda d, x, weight=1: r1(d, x, weight)))``.

    Parameters
    ----------
    penalty
        A function of a critic and samples, and what is given to it by keyword.
    axes, squeezed
        As in `adapt`.

    Returns
    -------
    Callable
        The penalty as a function of tensors of gradients, one for each sample.
    """
    layout = _Layout(axes, squeezed)

    def of_known(gradients: Any, **more: Any) -> Any:
        torch: Any = importlib.import_module("torch")

        def critic(x: Any) -> Any:
            """⟨G_i, x_i⟩, whose gradient is G_i wherever it is asked for."""
            known = gradients.repeat(len(x) // len(gradients), *[1] * (gradients.dim() - 1))
            return layout.values((known.reshape(len(x), -1) * x.reshape(len(x), -1)).sum(1))

        return penalty(critic, layout.batch(torch.zeros_like(gradients)), **more)

    return of_known


@dataclass(frozen=True)
class _Layout:
    """The axes that a batch has, and those that the values of a critic have."""

    axes: int | None
    squeezed: bool

    def batch(self, samples: Any) -> Any:
        """Samples, with axes of length 1 added, or the last ones made one."""
        if self.axes is None:
            return samples
        missing = [1] * (self.axes - samples.dim() - 1)
        return samples.reshape(*samples.shape[: self.axes - 1], -1, *missing)

    def values(self, each: Any) -> Any:
        """The values of a critic, one for each sample."""
        return each if self.squeezed else each[:, None]


def _generated(fake: Any) -> Any:
    """Fakes as a generator returns them: gradients reach them, and some penalties rely on it."""
    return fake.detach().requires_grad_()
