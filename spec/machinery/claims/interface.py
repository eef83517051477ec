"""What a specification knows of a function: its name, its arguments, and how it goes along axes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Shape = Literal["elementwise", "of batches", "of functions", "of samples"]
"""What becomes of the shape of the arguments.

A function goes element by element, as NumPy broadcasts; or makes one number of each batch, which is
the last axis; or takes or returns functions; or takes arrays that it looks at as a whole.
"""

Kind = Literal["array", "number", "function", "object"]
"""What the values of an argument are to whoever passes them on.

They are anything that NumPy makes an array of real numbers of; or one number, in the type that it
has; or a function from such arrays to such an array; or an object that is none of these, such as a
function of numbers of whatever type.
"""


@dataclass(frozen=True)
class Domain:
    """The values that an argument may have.

    Attributes
    ----------
    values
        What they are, in words.
    kind
        What they are to whoever passes them on.
    is_optional
        Whether an implementation may do without an argument of these values: it is a keyword, and
        what it is for is a convention.
    """

    values: str
    kind: Kind = "array"
    is_optional: bool = False


@dataclass(frozen=True)
class Function:
    """A function that claims are about.

    Attributes
    ----------
    name
        What an implementation calls it.
    statement
        What it is, as a formula.
    shape
        What becomes of the shape of its arguments.
    arguments
        The domain of each argument, in their order.
    derivative_of
        The name of the function whose derivative it is, in the first argument.
    draws
        The name of the argument that is drawn at random where it is not given, so that two calls
        differ.
    """

    name: str
    statement: str
    shape: Shape
    arguments: dict[str, Domain]
    derivative_of: str | None = None
    draws: str | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the arguments that every implementation takes."""
        return tuple(name for name, domain in self.arguments.items() if not domain.is_optional)

    @property
    def optional(self) -> tuple[str, ...]:
        """The names of the keywords that an implementation may do without."""
        return tuple(name for name, domain in self.arguments.items() if domain.is_optional)

    def of(self, implementation: Any) -> Callable[..., Any]:
        """The function as an implementation offers it."""
        function: Callable[..., Any] = getattr(implementation, self.name)
        return function

    def __str__(self) -> str:
        return self.name

    def __hash__(self) -> int:
        return hash(self.name)


def elementwise(
    name: str, statement: str, *, derivative_of: str | None = None, **arguments: Domain
) -> Function:
    """A function that makes one number of each number it is given."""
    return Function(name, statement, "elementwise", arguments, derivative_of)


def of_batches(name: str, statement: str, **arguments: Domain) -> Function:
    """A function that makes one number of each batch, or of each distribution."""
    return Function(name, statement, "of batches", arguments)


def of_functions(name: str, statement: str, **arguments: Domain) -> Function:
    """A function that takes or returns functions, of whatever type of number."""
    return Function(name, statement, "of functions", arguments)


def of_samples(
    name: str,
    statement: str,
    *,
    derivative_of: str | None = None,
    draws: str | None = None,
    **arguments: Domain,
) -> Function:
    """A function that takes arrays that it looks at as a whole."""
    return Function(name, statement, "of samples", arguments, derivative_of, draws)
