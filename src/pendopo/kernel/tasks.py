"""What waits for a person: a package registers `(actor, now) -> tasks`, the first page gathers them."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pendopo.kernel.access import Actor
from pendopo.kernel.registry import Registry


@dataclass(frozen=True)
class Task:
    """One thing to do: what, about what, from whom, the page where it is done.

    `due` is its last moment, none where no law or plan sets one; `since` says how long it has waited.
    """

    title: str
    url: str
    about: str = ""
    source: str = ""
    due: dt.datetime | None = None
    since: dt.datetime | None = None


Waiting = Callable[[Actor, dt.datetime], Iterable[Task]]
WAITING: Registry[Waiting] = Registry("list of tasks")


def tasks_of(actor: Actor, now: dt.datetime) -> list[Task]:
    """All tasks of the actor: with a last moment first, the earliest on top; then the longest waiting."""
    found = [task for name in WAITING for task in WAITING[name](actor, now)]
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda task: (task.due or far, task.since or far, task.title))
