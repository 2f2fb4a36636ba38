"""The rows of a CSV or TSV file."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular.model import refuse

SEPARATORS = ",;\t|"
LONGEST_CELL = 1_000_000


def decoded(data: bytes) -> str:
    """The text of a UTF-8 file. Raises TableRefused with the line that is in another encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refuse(_("The file is in UTF-16: save it as “CSV UTF-8”."), row=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("Line {line} is not in UTF-8: save the file as “CSV UTF-8”.")
        raise refuse(
            format_lazy(message, line=line), row=line, value=repr(data[error.start : error.start + 8])
        ) from error


def _separator(text: str, name: str) -> str:
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    header = text.split("\n", 1)[0]
    best = max(SEPARATORS, key=header.count)
    return best if header.count(best) else ","


def rows_of_text(data: bytes, name: str) -> Iterator[list[Any]]:
    """Yield the cells of each record. Raises TableRefused for another encoding or a broken quotation."""
    text = decoded(data)
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise refuse(format_lazy(_("Line {line} holds a NUL byte: this is not a text file."), line=line), row=line)
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, name), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        message = format_lazy(_("Line {line} cannot be read: a quotation mark is missing."), line=reader.line_num)
        raise refuse(message, row=reader.line_num) from error
    finally:
        csv.field_size_limit(before)
