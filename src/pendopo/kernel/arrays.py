"""Columns out of PostgreSQL as arrays: one row whose fields are whole columns, so nothing is done row by row here."""

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

HEAD = 19
NUMBERS = {20: ">i8", 701: ">f8"}
"""Types of elements by their number in PostgreSQL: bigint and double precision."""


def read_arrays(sql: str, **values: Any) -> list[NDArray[Any]]:
    """The fields of the only row of a SELECT, each an array of bigint or float8 without nulls (or null: empty).

    Values stand in the text as `%(name)s`; the client binds them, for COPY takes none on the server. All of it crosses
    as one message, which PostgreSQL ends at 1 GB: 12 bytes for each value, so ten columns of eight million rows.
    Raises ValueError for other arrays, Django's DatabaseError for what PostgreSQL refuses.
    """
    statement = f"COPY ({sql}) TO STDOUT (FORMAT BINARY)"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(cursor.mogrify(statement, values)) as copy,
    ):
        return list(_fields(b"".join(copy)))


def _fields(data: bytes) -> Iterator[NDArray[Any]]:
    (number,) = struct.unpack_from(">h", data, HEAD)
    place = HEAD + 2
    for _ in range(number):
        (length,) = struct.unpack_from(">i", data, place)
        yield _array(data, place + 4) if length >= 0 else np.zeros(0, dtype=np.int64)
        place += 4 + max(length, 0)


def _array(data: bytes, place: int) -> NDArray[Any]:
    dimensions, nulls, kind = struct.unpack_from(">iii", data, place)
    if kind not in NUMBERS or nulls or dimensions > 1:
        raise ValueError("an array of another type, with nulls, or of more dimensions")
    length = struct.unpack_from(">i", data, place + 12)[0] if dimensions else 0
    form = np.dtype([("bytes", ">i4"), ("value", NUMBERS[kind])])
    found = np.frombuffer(data, form, length, place + 20)["value"] if length else np.zeros(0, dtype=NUMBERS[kind])
    return found.astype(found.dtype.newbyteorder("="))
