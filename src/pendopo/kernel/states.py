"""States are data: a machine maps (status, action) to the next status. Only the machine assigns `.status`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

S = TypeVar("S", bound=str)


class HasStatus(Protocol):
    status: Any


class MoveRefused(Exception):
    """The action is not possible from the present status."""

    def __init__(self, status: str, action: str, possible: Iterable[str]) -> None:
        self.status, self.action, self.possible = status, action, tuple(possible)
        super().__init__(f"cannot {action} from {status}; possible: {', '.join(self.possible) or 'nothing'}")


class Machine(Generic[S]):
    """The moves of one kind of document."""

    def __init__(self, moves: Mapping[tuple[S, str], S]) -> None:
        self.moves = dict(moves)

    def next(self, status: str, action: str) -> S:
        """The status after `action`. Raises MoveRefused."""
        for (before, name), after in self.moves.items():
            if before == status and name == action:
                return after
        raise MoveRefused(status, action, self.actions_from(status))

    def move(self, document: HasStatus, action: str) -> S:
        """Assign the next status to the document (the caller saves it). Raises MoveRefused."""
        document.status = self.next(document.status, action)
        return document.status

    def actions_from(self, status: str, allowed: Callable[[str], bool] = lambda action: True) -> list[str]:
        """The actions possible from a status that `allowed` lets through, in the table's order: a page's buttons."""
        return [name for (before, name) in self.moves if before == status and allowed(name)]
