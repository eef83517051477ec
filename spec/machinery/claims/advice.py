"""What a specification has to say where an implementation is not what its user meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spec.machinery.claims.guard import Call


class Advice:
    """What there is to say of an implementation that is not what its user meant: here nothing.

    The machinery sees that something is amiss. A specification knows who uses it, and derives from
    this what tells them how to write it.
    """

    def on_functions(self, offered: Mapping[str, Any]) -> str:
        """What to do with functions of which none is asked for; empty where nothing is known."""
        return ""

    def on_failure(self, function: Any, call: Call, error: BaseException) -> str:
        """What to do about a call that raised; empty where nothing is known."""
        return ""

    def on_result(self, function: Any, call: Call) -> str:
        """What is wrong with what a call returned, and what to do about it; empty if nothing is."""
        return ""
