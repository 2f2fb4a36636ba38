"""The change feed of procurement."""

from pendopo.kernel.access import Actor
from pendopo.kernel.feeds import FeedPage, read_feed

COLUMNS = ["kind", "code", "event", "at"]


def changes_after(actor: Actor, cursor: str, *, limit: int = 100) -> FeedPage:
    """Public changes after a cursor, oldest first, none left out and none twice. Raises BadCursor."""
    return read_feed("procurement_procurementchange", COLUMNS, after=cursor, limit=limit)
