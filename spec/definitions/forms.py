"""Forms of arguments that an implementation may do without, and how one that does is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from spec import interface
from spec.machinery.claims.guard import NotOffered, Raised
from spec.machinery.claims.interface import Domain, Function

OF_ONE_SAMPLE: dict[Domain, Sequence[Any]] = {
    interface.features: [[0.0]],
    interface.means: [[0.0]],
    interface.biases: [0.0],
}
"""Arguments for one sample, of the only class there is, with one feature."""


def for_rows_of_the_identity(function: Function, implementation: Any) -> Callable[..., Any]:
    """A function of labels as an implementation offers it for labels that are one-hot rows.

    An implementation that takes none refuses the simplest there are: it raises for them, and does
    not for the same label as an integer. One that raises for others alone is at fault.

    Raises
    ------
    NotOffered
        If it takes none.
    """
    own = function.of(implementation)

    def of_one_sample(labels: Sequence[Any]) -> Any:
        domains = (function.arguments[name] for name in function.required)
        return own(*(OF_ONE_SAMPLE.get(domain, labels) for domain in domains))

    of_one_sample([0])
    try:
        of_one_sample([[1]])
    except Raised:
        raise NotOffered(f"{function} takes no labels as rows of the identity") from None
    return own
