"""Reads of hot public pages in plain SQL: building a query by the ORM costs several times what the database needs."""

from typing import Any

from django.db import connection


def read(sql: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of a SELECT as dicts by column; values stand in the text as `%(name)s`. Never for writing."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
