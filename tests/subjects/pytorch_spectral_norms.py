"""PyTorch's spectral norms, and the two ways in which it normalises the weight of a layer.

The object `parametrisation` has the one that its documentation recommends, `hook` the older one.
"""

import torch
from torch.nn import utils

from spec.adapters import pytorch, pytorch_spectral


def spectral_norm(weight):
    return torch.linalg.matrix_norm(weight, 2)


parametrisation = pytorch.adapt(
    pytorch_spectral.adapt(utils.parametrizations.spectral_norm),
    spectral_norm=spectral_norm,
)

hook = pytorch_spectral.adapt(utils.spectral_norm, starts_from="u")
