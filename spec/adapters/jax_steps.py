"""Holds the steps of a training loop in JAX against the specification."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from spec.adapters import jax_arrays
from spec.adapters.conventions import batch_by_batch
from spec.adapters.jax_networks import Functions, fresh_keys
from spec.adapters.steps import Step, losses_of


def adapt(
    *,
    sample_shape: tuple[int, ...] = (1, 28, 28),
    output_shape: tuple[int, ...] = (),
    dtype: str = "float32",
    **steps: Step,
) -> SimpleNamespace:
    """Make an implementation of the steps of a training loop.

    A step is called as ``step(g, d, x, key)`` with a generator, a discriminator, real samples and a
    random key, and returns a loss. The networks are functions of batches, which have their
    parameters already: what is a function of parameters as well is to ignore them. A step of a
    conditional loss is called as ``step(g, d, x, y, key)``.

    All else is as in `spec.adapters.pytorch_steps.adapt`.

    Parameters
    ----------
    sample_shape
        The shape of one sample.
    output_shape
        The shape of what the discriminator returns for one sample: ``()``, or ``(1,)``.
    dtype
        As in `spec.adapters.jax_arrays.adapt`, but that networks compute in ``"float32"``.
    **steps
        Steps, by the names that the specification has for their losses.

    Returns
    -------
    SimpleNamespace
        The losses, as functions of NumPy arrays, and their derivatives.
    """
    keys = fresh_keys()
    with_keys = {name: _with_keys(step, keys) for name, step in steps.items()}
    losses = losses_of(Functions(), with_keys, sample_shape, output_shape)
    subject: SimpleNamespace = batch_by_batch(jax_arrays.adapt(losses, dtype=dtype))
    return subject


def _with_keys(step: Step, keys: Iterator[Any]) -> Callable[..., Any]:
    """The step, with a key of its own for every call."""

    def call(*arguments: Any) -> Any:
        return step(*arguments, next(keys))

    return call
