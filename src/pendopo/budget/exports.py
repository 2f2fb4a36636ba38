"""Rows as files: CSV, XLSX and Parquet, with official spelling and amounts in whole rupiah."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

CELL_STARTS = ("=", "+", "-", "@", "\t", "\r")

Table = tuple[Sequence[str], Sequence[Sequence[Any]]]


def _safe(value: Any) -> Any:
    """Texts that a spreadsheet would run as a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(CELL_STARTS) else value


def to_csv(table: Table) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read it right."""
    heads, rows = table
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(heads)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def to_xlsx(table: Table) -> bytes:
    """One sheet; texts are written as texts, numbers as numbers."""
    import xlsxwriter

    heads, rows = table
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write_number(number, column, value)
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def to_parquet(table: Table) -> bytes:
    """Typed columns; whole numbers as 64-bit integers."""
    import polars

    heads, rows = table
    target = io.BytesIO()
    columns = {head: [row[place] for row in rows] for place, head in enumerate(heads)}
    polars.DataFrame(columns, strict=False).write_parquet(target)
    return target.getvalue()


FORMATS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "parquet": ("application/vnd.apache.parquet", to_parquet),
}
