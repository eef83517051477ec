"""How xdist hands out tests: rounds, and what a worker has died at.

Rounds are one list of tests, to which it adds when all are handed out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xdist.scheduler import (
    LoadFileScheduling,
    LoadGroupScheduling,
    LoadScheduling,
    LoadScopeScheduling,
)

from spec.machinery.claims.shards import Shard
from spec.machinery.plugin.rounds import Rounds
from spec.machinery.plugin.shards import name_of, named


class Names(Rounds[str]):
    """The node ids of the tests that workers have collected, and of those of later rounds."""

    def __init__(self, nodeids: Sequence[str]) -> None:
        found = [name_of(nodeid) for nodeid in nodeids]
        self.number = max((name.shard.index for name in found if name), default=0)
        super().__init__(nodeids, found.count(None), self._nth)

    def _nth(self, nodeid: str, rounds: int) -> str:
        name = name_of(nodeid)
        if name is None:
            return nodeid
        index = name.shard.index + rounds * self.number
        return named(name.claim, Shard(index, index))

    def index(self, nodeid: str, *between: Any) -> int:
        """Where a node id is, of whichever round."""
        name = name_of(nodeid)
        if name is None:
            return super().index(nodeid, *between)
        rounds, place = divmod(name.shard.index - 1, self.number)
        first = named(name.claim, Shard(place + 1, place + 1))
        return super().index(first, *between) + rounds * len(self.round(0))


class InRounds(LoadScheduling):  # type: ignore[misc]
    """Hands out tests as they are asked for, and then a further round of claims.

    Parameters
    ----------
    config, log
        As xdist gives them.
    begins
        Whether there is time for the round of that number.
    is_settled
        Whether nothing that came of the claim of that node id could be changed by more examples.
    """

    def __init__(
        self,
        config: Any,
        log: Any,
        begins: Callable[[int], bool],
        is_settled: Callable[[str], bool],
    ) -> None:
        super().__init__(config, log)
        self.collection: Sequence[str] | None = None
        self.rounds = 0
        self._begins = begins
        self._is_settled = is_settled

    def schedule(self) -> None:
        """Begin, or go on, with the tests that workers have collected."""
        is_first = self.collection is None
        super().schedule()
        if is_first and self.collection is not None:
            self.collection = Names(self.collection)

    def check_schedule(self, node: Any, duration: float = 0) -> None:
        """Give a worker more to do, and before that begin a round if there is nothing left."""
        names: Sequence[str] | None = self.collection
        if (
            isinstance(names, Names)
            and not self.pending
            and not node.shutting_down
            and self._begins(self.rounds + 1)
        ):
            self.rounds += 1
            self.pending.extend(
                index
                for index in names.round(self.rounds)
                if (name := name_of(names[index])) and not self._is_settled(name.claim)
            )
        super().check_schedule(node, duration)


class ByScope(LoadScopeScheduling):  # type: ignore[misc]
    """Has a test that a worker has died at tried once more, and not for ever as xdist does."""

    def __init__(self, config: Any, log: Any) -> None:
        super().__init__(config, log)
        self._lost: set[str] = set()

    def remove_node(self, node: Any) -> str | None:
        """Hand out again what a worker had to do; return the test that it died at."""
        units: Any = self.assigned_work[node].values()
        to_do = ((unit, item) for unit in units for item, is_done in unit.items() if not is_done)
        for unit, item in to_do:
            if item in self._lost:
                unit[item] = True
                super().remove_node(node)
                return str(item)
            self._lost.add(item)
            break
        found: str | None = super().remove_node(node)
        return found

    def schedule(self) -> None:
        """Begin, or give a worker in the place of another one what there is to do.

        It begins its last test when it is told of another one, or that there is none.
        """
        is_first = self.collection is None
        super().schedule()
        if not is_first:
            for node in self.nodes:
                self._reschedule(node)

    def mark_test_pending(self, item: str) -> None:
        """Do nothing: it is handed out again with the others of its scope."""


class ByFile(ByScope, LoadFileScheduling):  # type: ignore[misc]
    """The same, where a scope is a file."""


class ByGroup(ByScope, LoadGroupScheduling):  # type: ignore[misc]
    """The same, where a scope is what a mark says."""


SCHEDULERS = {"loadscope": ByScope, "loadfile": ByFile, "loadgroup": ByGroup}
"""Those that hand out what belongs together, by the value of --dist."""
