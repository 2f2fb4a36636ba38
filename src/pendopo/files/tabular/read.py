"""From a file to a table."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular.cells import ADVICE, BadCell, is_empty, shown, typed
from pendopo.files.tabular.model import MOST_PROBLEMS, WEB_LIMIT, Column, Part, Problem, Table, TableRefused, refuse
from pendopo.files.tabular.sheets import rows_of_sheet
from pendopo.files.tabular.text import decoded, rows_of_text

_EXTRA = _("Empty the cells beyond the header, or put quotation marks around texts with a comma.")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_table(
    path_or_file: str | Path | IO[bytes], columns: Sequence[Column], *, name: str = "", limit: int | None = WEB_LIMIT
) -> Table:
    """Read a CSV, TSV, XLSX or ODS file with a header in its first row. Raises TableRefused with every problem.

    `limit` is the largest size in bytes; a command passes None. Empty rows are skipped; columns that nobody asked for
    are ignored. Values are str, int, Decimal, date, or None (text and codes: "") where an optional cell is empty.
    """
    data, name = bytes_of(path_or_file, name, limit)
    return _table_of(_rows_of(data, name), columns)


def read_part(part: Part, columns: Sequence[Column]) -> Table:
    """Read one table of several (see `bundle`) as read_table does; its problems carry the part's label."""
    try:
        return _table_of(_rows_of(part.data, part.label, part.sheet), columns)
    except TableRefused as refusal:
        raise TableRefused([replace(problem, source=part.label) for problem in refusal.problems]) from refusal


def read_text(path_or_file: str | Path | IO[bytes], *, limit: int | None = WEB_LIMIT) -> str:
    """The text of a UTF-8 file of at most `limit` bytes. Raises TableRefused."""
    return decoded(bytes_of(path_or_file, "", limit)[0])


def _table_of(rows: Any, columns: Sequence[Column]) -> Table:
    header = next(rows, None)
    if header is None or all(is_empty(cell) for cell in header):
        raise refuse(_("The file is empty."))
    titles = [shown(cell) for cell in header]
    places = _places(titles, columns)
    table = _table(rows, places, len(header))
    absent = {column.name: _empty(column) for column in columns if column not in [found for found, _place in places]}
    if absent:
        table.rows = [{**absent, **row} for row in table.rows]
    table.titles = {column.name: titles[index].strip() for column, index in places}
    return table


def bytes_of(source: str | Path | IO[bytes], name: str, limit: int | None) -> tuple[bytes, str]:
    """The bytes and the name of a file of at most `limit` bytes. Raises TableRefused, OSError."""
    if isinstance(source, (str, Path)):
        with Path(source).open("rb") as file:
            return bytes_of(file, name or Path(source).name, limit)
    data = source.read() if limit is None else source.read(limit + 1)
    if limit is not None and len(data) > limit:
        message = _("The file is larger than {limit} MB: a larger one is imported by the command of the server.")
        raise refuse(format_lazy(message, limit=max(1, limit // 1024 // 1024)), value=name)
    return data, name or str(getattr(source, "name", ""))


def _rows_of(data: bytes, name: str, sheet: str = "") -> Any:
    if data.startswith(_OLE):
        raise refuse(_("Old or locked workbooks cannot be read: save the file as XLSX or CSV."), value=name)
    if data.startswith(_ZIP):
        return iter(rows_of_sheet(data, sheet))
    return rows_of_text(data, name)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _places(header: list[str], columns: Sequence[Column]) -> list[tuple[Column, int]]:
    found: dict[str, list[int]] = {}
    for index, title in enumerate(header):
        found.setdefault(_key(title), []).append(index)
    places, problems = [], []
    for column in columns:
        indexes = [index for title in (column.name, *column.aliases) for index in found.get(_key(title), [])]
        indexes = list(dict.fromkeys(indexes))
        if len(indexes) > 1:
            message = format_lazy(_("Column “{column}” stands more than once."), column=column.name)
            problems.append(Problem(1, column.name, "", message, advice=_("Keep one of these columns.")))
        elif indexes:
            places.append((column, indexes[0]))
        elif column.required:
            message = format_lazy(_("Column “{column}” is missing."), column=column.name)
            problems.append(Problem(1, column.name, "", message, advice=_("Add the column as in the sample file.")))
    if problems:
        raise TableRefused(problems)
    return places


def _table(rows: Iterable[list[Any]], places: list[tuple[Column, int]], width: int) -> Table:
    table, problems = Table(), list[Problem]()
    for number, cells in enumerate(rows, start=2):
        if all(is_empty(cell) for cell in cells):
            continue
        if any(not is_empty(cell) for cell in cells[width:]):
            message = _("The row has more cells than the header.")
            problems.append(Problem(number, "", "", message, advice=_EXTRA))
        values, wrong = _row(number, cells, places)
        problems += wrong
        table.rows.append(values)
        table.numbers.append(number)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise TableRefused(problems[:MOST_PROBLEMS])
    return table


def _row(number: int, cells: list[Any], places: list[tuple[Column, int]]) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for column, index in places:
        cell = cells[index] if index < len(cells) else None
        try:
            values[column.name] = _value(cell, column)
        except BadCell as error:
            advice = _("Fill in this cell.") if is_empty(cell) else ADVICE[column.kind]
            value = "" if cell is None else shown(cell)[:200]
            problems.append(Problem(number, column.name, value, error.args[0], advice=advice))
    return values, problems


def _value(cell: Any, column: Column) -> Any:
    if not is_empty(cell):
        return typed(cell, column.kind)
    if column.required:
        raise BadCell(_("The cell is empty."))
    return _empty(column)


def _empty(column: Column) -> Any:
    return "" if column.kind in {"text", "code"} else None
