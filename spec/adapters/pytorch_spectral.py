"""Holds a parametrisation of PyTorch that normalises weights against the specification.

Spectral normalisation is something that is done to a module: its weight is divided by an estimate
of its norm, and a step of power iteration is taken each time that it is used. Here a layer is made
of the weight at hand and used once, and what its weight was divided by is the estimate.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Literal

from spec.adapters import pytorch

Parametrize = Callable[..., Any]
"""What makes a module normalise its weight: it takes the module and `n_power_iterations`."""


def adapt(
    parametrize: Parametrize,
    /,
    *,
    starts_from: Literal["u", "v"] = "v",
    dtype: str = "float64",
    device: str = "cpu",
) -> SimpleNamespace:
    """Make an implementation of the power iteration by which a weight is normalised.

    Parameters
    ----------
    parametrize
        A function such as ``torch.nn.utils.parametrizations.spectral_norm``.
    starts_from
        The last letter in the name of the buffer from which a step starts: ``"v"`` if the layer is
        to multiply its weight with it first, as that function does, and ``"u"`` if it is the
        transposed weight, as with ``torch.nn.utils.spectral_norm``.
    dtype
        The type of the floating-point tensors that the module is made of: ``"float32"``.
    device
        Where these tensors are: ``"cuda"``.

    Returns
    -------
    SimpleNamespace
        The function `power_iteration`, of NumPy arrays.
    """

    def power_iteration(weight: Any, u: Any, *, steps: int = 1) -> Any:
        torch: Any = importlib.import_module("torch")
        matrix = weight if starts_from == "u" else weight.T
        rows, columns = matrix.shape
        like = {"dtype": weight.dtype, "device": weight.device}
        layer = torch.nn.Linear(columns, rows, bias=False, **like)
        with torch.no_grad():
            layer.weight.copy_(matrix)
            layer = parametrize(layer, n_power_iterations=steps).train()
            vector = _buffer(layer, starts_from)
            vector.copy_(u)
            layer(torch.zeros(1, columns, **like))
            # In training a parametrisation takes a step whenever its weight is looked at.
            normalised = layer.eval().weight.reshape(-1)
            largest = matrix.abs().argmax()
            return matrix.reshape(-1)[largest] / normalised[largest], vector.clone()

    return pytorch.adapt(power_iteration=power_iteration, dtype=dtype, device=device)


def _buffer(layer: Any, letter: str) -> Any:
    """The buffer of a layer whose name ends so."""
    buffers = dict(layer.named_buffers())
    found = [buffer for name, buffer in buffers.items() if name.endswith(letter)]
    if len(found) != 1:
        raise ValueError(
            f"to start a power iteration, one buffer of the module should have a name that ends in "
            f"{letter!r}, but its buffers are {', '.join(buffers) or 'none'}"
        )
    return found[0]
