"""Plain SQL: reads of hot public pages (the ORM costs several times what the database needs), and fresh counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection


def read(sql: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of a SELECT as dicts by column; values stand in the text as `%(name)s`. Never for writing."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def joined_by_hash() -> Iterator[None]:
    """Within a transaction: joins of many rows are hashed, even where the server has no counts of fresh tables yet.

    By old counts it would loop over them, for minutes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = on")


def analyze(app_label: str) -> None:
    """Have PostgreSQL count the tables of an application anew: after many rows were stored it plans by old counts.

    For commands, which run as the tables' owner; the server itself does the same within minutes.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in apps.get_app_config(app_label).get_models()]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
