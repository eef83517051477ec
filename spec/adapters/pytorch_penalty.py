"""Holds a gradient penalty of PyTorch, written in one piece, against the specification."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from spec.adapters import pytorch
from spec.adapters.penalties import Critic, Penalty, function_of_gradients, functions_of


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
    functions = functions_of(
        lambda critic, real, fake: penalty(critic, real, fake.detach().requires_grad_()),
        _Critics(),
        axes=axes,
        squeezed=squeezed,
    )
    return pytorch.adapt(functions, dtype=dtype, device=device)


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
    return function_of_gradients(penalty, _Critics(), axes=axes, squeezed=squeezed)


class _Critics:
    """Critics of tensors, which know a sample by its place in the batch."""

    def of_gradients(self, gradients: Any) -> tuple[Critic, Any]:
        def critic(x: Any) -> Any:
            """⟨G_i, x_i⟩, whose gradient is G_i wherever it is asked for."""
            known = gradients.repeat(len(x) // len(gradients), *[1] * (gradients.ndim - 1))
            return (known.reshape(len(x), -1) * x.reshape(len(x), -1)).sum(1)

        return critic, gradients.new_zeros(gradients.shape)

    def noting(self, shape: tuple[int, ...]) -> tuple[Critic, list[Any]]:
        seen: list[Any] = []

        def critic(x: Any) -> Any:
            if x.requires_grad:  # so do the samples of a generator, of which none need be asked
                x.register_hook(lambda gradient: seen.append(x.detach()))
            return (x.reshape(len(x), -1) ** 2).sum(1) / 2

        return critic, seen
