"""What a specification knows of a function: its name, its arguments, and how it goes along axes."""

from __future__ import annotations

import dataclasses
import enum
import functools
import inspect
import math
import numbers
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import numpy as np

from spec.machinery.claims.guard import NotOffered
from spec.machinery.numbers.precision import precision

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


class Size(enum.IntEnum):
    """How large, or how near to nothing, the arguments of a call are.

    They are ordinary where every correct formula has most of its digits; met in use, where the
    best formulas have them; or beyond use.
    """

    ORDINARY = 0
    MET_IN_USE = 1
    BEYOND_USE = 2

    def __str__(self) -> str:
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True)
class Range:
    """The numbers from one to another, and some further ones.

    Attributes
    ----------
    least, most
        The ends; at the lower end the smallest normal number of the format in force if None.
    also
        Further numbers.
    finest
        The least magnitude of those that are not 0.
    """

    least: float | None
    most: float
    also: tuple[float, ...] = ()
    finest: float = 0.0

    def has(self, number: float) -> bool:
        """Whether a number is one of them."""
        least = precision().smallest_normal if self.least is None else self.least
        is_fine_enough = number == 0 or abs(number) >= self.finest
        return (least <= number <= self.most and is_fine_enough) or number in self.also


@dataclass(frozen=True, eq=False)
class Domain:
    """The values that an argument may have; no two are the same, whatever is said of them.

    Attributes
    ----------
    values
        What they are, in words.
    kind
        What they are to whoever passes them on.
    is_optional
        Whether an implementation may do without an argument of these values: it is a keyword, and
        what it is for is a convention.
    ordinary
        Those at which every correct formula has most of its digits; all of them if None.
    in_use
        Further ones that are met in use.
    degenerate
        Tells of an array of ordinary numbers whether all of them together are not, as where they
        are all 0 and a formula divides by their length. Such an array is met in use.
    """

    values: str
    kind: Kind = "array"
    is_optional: bool = False
    ordinary: Range | None = None
    in_use: Range | None = None
    degenerate: Callable[[Any], bool] | None = None

    def size_of(self, value: Any) -> Size:
        """The size of an argument: that of the number in it which is the least ordinary."""
        if self.ordinary is None:
            return Size.ORDINARY
        size = max(map(self._size, _numbers(value)), default=Size.ORDINARY)
        if size is Size.ORDINARY and self.degenerate is not None and self.degenerate(value):
            return Size.MET_IN_USE
        return size

    def _size(self, number: float) -> Size:
        if self.ordinary is None or self.ordinary.has(number):
            return Size.ORDINARY
        if self.in_use is not None and self.in_use.has(number):
            return Size.MET_IN_USE
        return Size.BEYOND_USE


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
        The name of the function whose derivative it is, in the first argument unless
        `derivative_in` says otherwise.
    derivative_in
        The arguments in which it is that: a result for each, in their order.
    gradient_of
        The function whose gradient it is: an array for each one that that requires, of its shape;
        or the slope towards another function, if that is of a function.
    draws
        The name of the argument that is drawn at random where it is not given, so that two calls
        differ.
    """

    name: str
    statement: str
    shape: Shape
    arguments: dict[str, Domain]
    derivative_of: str | None = None
    derivative_in: tuple[str, ...] = ()
    gradient_of: Function | None = None
    draws: str | None = None

    @functools.cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the arguments that every implementation takes."""
        return tuple(name for name, domain in self.arguments.items() if not domain.is_optional)

    @functools.cached_property
    def arrays(self) -> tuple[str, ...]:
        """The names of those among them that are arrays."""
        return tuple(name for name in self.required if self.arguments[name].kind == "array")

    @functools.cached_property
    def optional(self) -> tuple[str, ...]:
        """The names of the keywords that an implementation may do without."""
        return tuple(name for name, domain in self.arguments.items() if domain.is_optional)

    def of_domain(self, domain: Domain) -> tuple[str, ...]:
        """The names of the arguments that are of some domain."""
        return tuple(name for name, known in self.arguments.items() if known is domain)

    def size_of(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Size:
        """The size of the arguments of a call."""
        given = [*zip(self.arguments.values(), args, strict=False)]
        given += [(self.arguments[name], x) for name, x in kwargs.items() if name in self.arguments]
        return max((domain.size_of(value) for domain, value in given), default=Size.ORDINARY)

    def of(self, implementation: Any) -> Callable[..., Any]:
        """The function as an implementation offers it."""
        try:
            function: Callable[..., Any] = getattr(implementation, self.name)
        except NotOffered:
            if self.gradient_of is None:
                raise
            raise NotOffered(f"the gradient of {self.gradient_of} is not offered") from None
        return function

    def gradient(self) -> Function:
        """Its gradient, in each array that is required."""
        required = {name: self.arguments[name] for name in self.required}
        statement = f"∇({self.statement})"
        return Function(
            f"{self.name}_gradient", statement, "of samples", required, gradient_of=self
        )

    def slope(self) -> Function:
        """Its slope at the function that is its first argument, towards another function.

        For F(f, …) it is d/dt F(f + tv, …) at t = 0, as a function of f, v and what comes after f.
        """
        (name, domain), *others = ((name, self.arguments[name]) for name in self.required)
        arguments = {name: domain, f"other_{name}": domain, **dict(others)}
        statement = f"d/dt at t = 0, along {name} + t·other_{name}, of {self.statement}"
        return Function(f"{self.name}_slope", statement, "of samples", arguments, gradient_of=self)

    def by_position(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """An implementation of it, as one that takes its arguments in their order.

        It stays as it is unless it takes one by keyword alone, of the name that is known here.
        """
        try:
            parameters = inspect.signature(function).parameters
        except (TypeError, ValueError):  # some functions written in C tell nothing
            return function
        kinds = {parameters[name].kind for name in self.required if name in parameters}
        if inspect.Parameter.KEYWORD_ONLY not in kinds:
            return function

        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            return function(**dict(zip(self.required, args, strict=False)), **kwargs)

        return call

    def __str__(self) -> str:
        return self.name

    def __hash__(self) -> int:
        return hash(self.name)


def elementwise(
    name: str, statement: str, /, *, derivative_of: str | None = None, **arguments: Domain
) -> Function:
    """A function that makes one number of each number it is given."""
    return Function(name, statement, "elementwise", arguments, derivative_of)


def of_batches(name: str, statement: str, /, **arguments: Domain) -> Function:
    """A function that makes one number of each batch, or of each distribution."""
    return Function(name, statement, "of batches", arguments)


def of_functions(name: str, statement: str, /, **arguments: Domain) -> Function:
    """A function that takes or returns functions, of whatever type of number."""
    return Function(name, statement, "of functions", arguments)


def of_samples(
    name: str,
    statement: str,
    /,
    *,
    derivative_of: str | None = None,
    derivative_in: tuple[str, ...] = (),
    draws: str | None = None,
    **arguments: Domain,
) -> Function:
    """A function that takes arrays that it looks at as a whole."""
    return Function(
        name, statement, "of samples", arguments, derivative_of, derivative_in, draws=draws
    )


def _numbers(value: Any) -> Iterator[float]:
    """The numbers in an argument: of an array or a list, or of an object that is made of some."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (numbers.Real, Decimal)):
        yield _float(value)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _numbers(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _numbers(getattr(value, field.name))


def _float(number: Any) -> float:
    try:
        return float(number)
    except OverflowError:  # of a whole number, or a quotient of them
        return math.inf if number > 0 else -math.inf
