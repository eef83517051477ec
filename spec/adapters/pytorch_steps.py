"""Holds the steps of a training loop in PyTorch against the specification."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

from spec.adapters import pytorch
from spec.adapters.conventions import batch_by_batch
from spec.adapters.steps import Step, losses_of


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
    losses = losses_of(_Modules(), steps, sample_shape, output_shape)
    subject: SimpleNamespace = batch_by_batch(pytorch.adapt(losses, dtype=dtype, device=device))
    return subject


class _Modules:
    """Networks are modules.

    They have a parameter of 0 that is added to whatever they return, so that gradients reach them,
    and code that asks for their parameters finds some.
    """

    @property
    def functions(self) -> ModuleType:
        return importlib.import_module("torch")

    def constant(self, array: Any) -> Any:
        return array.detach()

    def integers(self, array: Any) -> Any:
        return array.long()

    def is_certain(self, condition: Any) -> bool:
        return bool(condition)

    def network(self, forward: Callable[..., Any]) -> Any:
        torch: Any = self.functions
        module = torch.nn.Module()
        module.shift = torch.nn.Parameter(torch.zeros(()))
        module.forward = lambda first, *labels, **more: (
            forward(first, *labels, *more.values()) + module.shift
        )
        return module
