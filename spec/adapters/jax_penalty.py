"""Holds a gradient penalty of JAX, written in one piece, against the specification."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from spec.adapters import jax_arrays
from spec.adapters.jax_networks import Functions, fresh_keys
from spec.adapters.networks import place_of, rows_of
from spec.adapters.penalties import Critic, functions_of

PenaltyWithKey = Callable[[Critic, Any, Any, Any], Any]
"""A penalty of a critic, a batch of real samples, a batch of fakes, and a random key."""


def adapt(
    penalty: PenaltyWithKey,
    /,
    *,
    axes: int | None = None,
    squeezed: bool = True,
    dtype: str = "float64",
) -> SimpleNamespace:
    """Make an implementation of a gradient penalty, or of the loss of a critic that includes one.

    It offers what `spec.adapters.pytorch_penalty.adapt` does. The critic is a function of a batch,
    or of one sample alone, such as what ``jax.vmap(jax.grad(critic))`` gives it.

    Parameters
    ----------
    penalty
        A function of a critic, real samples, fake samples and a random key, with its weight.
    axes
        As in `spec.adapters.pytorch_penalty.adapt`.
    squeezed
        Whether a critic returns values of shape ``(B,)``, and not ``(B, 1)``.
    dtype
        The type of the floating-point arrays that the penalty is called with.

    Returns
    -------
    SimpleNamespace
        The functions, of NumPy arrays.
    """
    keys = fresh_keys()
    functions = functions_of(
        lambda critic, real, fake: jax_arrays.jax().block_until_ready(
            penalty(critic, real, fake, next(keys))
        ),
        _Critics(),
        axes=axes,
        squeezed=squeezed,
    )
    return jax_arrays.adapt(functions, dtype=dtype)


class _Critics:
    """Critics of arrays, which know a sample by its numbers: under a map it has no place."""

    def of_gradients(self, gradients: Any) -> tuple[Critic, Any]:
        framework = Functions()
        xp = framework.functions
        count, *shape = gradients.shape
        known = gradients.reshape(count, -1)
        places = xp.arange(count, dtype=gradients.dtype).reshape(-1, *[1] * len(shape))

        def critic(x: Any) -> Any:
            """⟨G_i, x − i⟩, whose gradient is G_i wherever the numbers of a sample are i."""
            rows = rows_of(x, tuple(shape))
            i = place_of(framework, rows[..., 0])
            return (known[i] * (rows - i[..., None])).sum(-1)

        return critic, xp.broadcast_to(places, gradients.shape)

    def noting(self, shape: tuple[int, ...]) -> tuple[Critic, list[Any]]:
        jax = jax_arrays.jax()
        seen: list[Any] = []

        def note(x: Any) -> Any:
            seen.append(np.array(x))
            return np.asarray(x)

        def critic(x: Any) -> Any:
            return (rows_of(x, shape[1:]) ** 2).sum(-1) / 2

        def noted(primals: Any, tangents: Any) -> Any:
            (x,), (tangent,) = primals, tangents
            like = jax.ShapeDtypeStruct(x.shape, x.dtype)
            gradient = jax.pure_callback(note, like, x, vmap_method="broadcast_all")
            return critic(x), rows_of(gradient * tangent, shape[1:]).sum(-1)

        watched = jax.custom_jvp(critic)
        watched.defjvp(noted)
        return watched, seen
