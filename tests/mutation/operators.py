"""Mutations that cosmic-ray does not know: of NumPy's functions, and of arithmetic in place.

Its own operators change what is written as an operator. Here most formulas are chains of NumPy's
functions, or change an array in place.
"""

from collections.abc import Iterator
from typing import Any

from cosmic_ray.operators.operator import Example, Operator

FUNCTIONS = {
    "abs": "positive",
    "add": "subtract",
    "divide": "multiply",
    "exp": "expm1",
    "log": "log1p",
    "log1p": "log",
    "maximum": "minimum",
    "minimum": "maximum",
    "multiply": "divide",
    "negative": "positive",
    "subtract": "add",
}

ASSIGNMENTS = {"+=": "-=", "-=": "+=", "*=": "/=", "/=": "*="}


class ReplaceFunction(Operator):
    """Replaces a function of NumPy by its opposite, or by one that is taken for it."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Where that can be done to a node of the syntax tree."""
        if node.type == "name" and node.value in FUNCTIONS:
            dot = node.get_previous_leaf()
            if dot.value == "." and dot.get_previous_leaf().value == "np":
                yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The node with that done."""
        node.value = FUNCTIONS[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does, for example."""
        return (Example("np.minimum(x, y)", "np.maximum(x, y)"),)


class ReplaceAssignment(Operator):
    """Replaces arithmetic in place by the opposite."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Where that can be done to a node of the syntax tree."""
        if node.type == "operator" and node.value in ASSIGNMENTS:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The node with that done."""
        node.value = ASSIGNMENTS[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does, for example."""
        return (Example("x += 1", "x -= 1"),)


OPERATORS = {operator.__name__: operator for operator in (ReplaceFunction, ReplaceAssignment)}
