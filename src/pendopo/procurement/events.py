"""One sentence for each act of procurement."""

from pendopo.kernel.events import Event

EVENTS: dict[str, Event] = {}
