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
"""What makes a module normalise its weight: it takes the module and `n_power_iterations`.

It returns the module, or another one in its place.
"""


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
        The last letter in the name of the buffer, or parameter, from which a step starts: ``"v"``
        if the layer is to multiply its weight with it first, as that function does, and ``"u"`` if
        it is the transposed weight, as with ``torch.nn.utils.spectral_norm``.
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
            vector = _vector(layer, starts_from)
            vector.copy_(u)
            # What a layer makes of the unit vectors is the transposed weight by which it goes.
            normalised = layer(torch.eye(columns, **like)).T.reshape(-1)
            largest = matrix.abs().argmax()
            estimate = matrix.reshape(-1)[largest] / normalised[largest]
            if not matrix.any() and normalised.isnan().all():
                estimate = torch.zeros_like(estimate)  # which 0 was divided by
            return estimate, _vector(layer, starts_from).reshape(-1).clone()

    return pytorch.adapt(power_iteration=power_iteration, dtype=dtype, device=device)


def _vector(layer: Any, letter: str) -> Any:
    """The buffer of a layer, or the parameter, whose name ends so."""
    tensors = {**dict(layer.named_buffers()), **dict(layer.named_parameters())}
    found = [tensor for name, tensor in tensors.items() if name.endswith(letter)]
    if len(found) != 1:
        raise ValueError(
            "to start a power iteration, one buffer of the module, or parameter, should have a "
            f"name that ends in {letter!r}, but there are {', '.join(tensors) or 'none'}"
        )
    return found[0]
