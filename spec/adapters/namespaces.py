"""What adapters know of the functions: their names and arguments, and what they do to a batch."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from spec.definitions.functions import Functions

Function = Callable[..., Any]

PARAMETERS = {
    name: list(inspect.signature(member).parameters)[1:]
    for name, member in vars(Functions).items()
    if not name.startswith("_")
}
"""The names of all functions, with those of their arguments."""

OF_BATCHES = frozenset(
    {
        "discriminator_loss",
        "minimax_generator_loss",
        "nonsaturating_generator_loss",
        "summed_generator_loss",
        "entropy",
        "cross_entropy",
        "kl_divergence",
        "js_divergence",
        "negative_elbo",
        "wasserstein_critic_loss",
        "wasserstein_generator_loss",
    }
)
"""The functions that make one number of each batch, or of each distribution."""

OF_CRITICS = frozenset({"point_mass_critic_loss", "improve_critic", "optimal_lipschitz_critic"})
"""The functions that take or return critics, of whatever type of number."""

DERIVATIVE_OF = {
    "sigmoid_derivative": "sigmoid",
    "pointwise_discriminator_loss_derivative": "pointwise_discriminator_loss",
    "pointwise_discriminator_loss_from_logits_derivative": (
        "pointwise_discriminator_loss_from_logits"
    ),
    "minimax_generator_loss_derivative": "minimax_generator_loss",
    "nonsaturating_generator_loss_derivative": "nonsaturating_generator_loss",
    "summed_generator_loss_derivative": "summed_generator_loss",
    "gaussian_kl_derivative": "gaussian_kl",
}
"""The functions that are derivatives of others in their first argument."""

ELEMENTWISE = frozenset(
    {
        "log_sigmoid",
        "logit",
        "optimal_discriminator",
        "optimal_logits",
        "gaussian_log_density",
        *DERIVATIVE_OF,
        *(set(DERIVATIVE_OF.values()) - OF_BATCHES),
    }
)
"""The functions that make one number of each number they are given."""


def offered_functions(functions: Any, named: Mapping[str, Function]) -> dict[str, Function]:
    """The functions that an object offers, and those given by name, which come first.

    Raises
    ------
    TypeError
        If a function is given by a name that the specification does not know, or there is none.
    """
    own = functions if isinstance(functions, Mapping) else {}
    for name in [*own, *named]:
        if name not in PARAMETERS:
            close = difflib.get_close_matches(name, PARAMETERS, n=1, cutoff=0.5)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise TypeError(f"{name} is no function of the specification{hint}")
    offered = {name: own.get(name, getattr(functions, name, None)) for name in PARAMETERS}
    offered |= named
    offered = {name: function for name, function in offered.items() if callable(function)}
    if not offered:
        raise TypeError(
            f"{functions!r} offers none of the functions of the specification: "
            f"{', '.join(PARAMETERS)}"
        )
    return offered


def namespace(functions: Mapping[str, Function], like: Any, version: str) -> SimpleNamespace:
    """An implementation that offers these functions, named like the one they come from."""
    names = {"__version__": version}
    if hasattr(like, "__name__"):
        names["__name__"] = like.__name__
    return SimpleNamespace(**names, **functions)
