"""The catalogue of audit events: one sentence for each, in English; Indonesian is in the catalogue of messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """One kind of act. `sentence` is a lazy text with the placeholders {actor}, {post}, {unit}, {subject}.

    Keys of the data are placeholders too. `public` tells whether the act's data may stand open in the public tree
    (OPEN leaf) or only as a salted hash (SEALED leaf).
    """

    sentence: Any
    public: bool = False


_catalogue: dict[str, Event] = {}


def register(events: Mapping[str, Event]) -> None:
    """Add a package's events; called from `AppConfig.ready()`."""
    _catalogue.update(events)


def event(name: str) -> Event:
    """The event of that name. Raises KeyError: an act may only record what is in a catalogue."""
    return _catalogue[name]


def catalogue() -> Mapping[str, Event]:
    """All events by name."""
    return dict(_catalogue)
