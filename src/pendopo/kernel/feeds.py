"""Change feeds without a gap: rows are numbered by their transaction and shown once no older one can still appear.

A number taken when a transaction begins lets a late commit slip behind a reader for ever. Here each row keeps the id
of its transaction (`xid8`), and a page ends at the snapshot's horizon: every transaction below it has ended. Cursors
are opaque; a reader goes on from the last one for ever.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Func

MOST = 1_000
_CURSOR = re.compile(r"(\d{1,20})-(\d{1,19})")


class BadCursor(ValueError):
    """The cursor is not one that this feed gave out."""


class CurrentTransaction(Func):
    """The id of the transaction that writes."""

    function = "pg_current_xact_id"
    template = "%(function)s()"
    output_field = models.TextField()


class TransactionField(models.TextField):
    """The id of the transaction that wrote the row (PostgreSQL `xid8`); the database fills it in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"editable": False, "db_default": CurrentTransaction()}
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        return "xid8"


@dataclass(frozen=True)
class FeedPage:
    """Some changes in their lasting order, and where to go on."""

    rows: list[dict[str, Any]]
    cursor: str


def read_feed(table: str, columns: list[str], *, after: str = "", limit: int = 100) -> FeedPage:
    """The next rows of a table with columns `id` and `xid`, after a cursor (none: from the beginning).

    `table` and `columns` are names from code, never from a request. Raises BadCursor.
    """
    xid, key = _read_cursor(after)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    query = f"""
        SELECT xid::text, id, {names} FROM {connection.ops.quote_name(table)}
        WHERE (xid, id) > (%s::xid8, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY xid, id LIMIT %s
    """  # noqa: S608  (names come from code)
    with connection.cursor() as cursor:
        cursor.execute(query, [xid, key, min(max(limit, 1), MOST)])
        found = cursor.fetchall()
    rows = [dict(zip(columns, row[2:], strict=True)) for row in found]
    return FeedPage(rows, _cursor(*found[-1][:2]) if found else after)


def _cursor(xid: str, key: int) -> str:
    return base64.urlsafe_b64encode(f"{xid}-{key}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[str, int]:
    if not cursor:
        return "0", 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise BadCursor(cursor) from error
    found = _CURSOR.fullmatch(text)
    if found is None or int(found[1]) >= 2**64 or int(found[2]) >= 2**63:
        raise BadCursor(cursor)
    return found[1], int(found[2])
