"""The rows of the first sheet of an XLSX or ODS file, after the checks that keep bombs and formulas out."""

import io
import re
import zipfile
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular.model import TableRefused, refuse

MOST_PARTS = 5_000
MOST_UNPACKED = 1_000_000_000
HIGHEST_RATIO = 200
RATIO_FROM = 10_000_000
_CHUNK = 1 << 20
_XLSX_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ODS_FORMULA = re.compile(rb"table:formula\s*=")


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse a ZIP that is too large unpacked, too dense or locked. Raises TableRefused."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise refuse(_("Unpacked, the workbook is far too large."))
    if unpacked > RATIO_FROM and unpacked / packed > HIGHEST_RATIO:
        raise refuse(_("The workbook is packed so densely that it looks like an attack."))
    if any(part.flag_bits & 0x1 for part in parts):
        raise refuse(_("The workbook has a password: save it without one."))


def _contains(stream: IO[bytes], pattern: re.Pattern[bytes]) -> bool:
    tail = b""
    while chunk := stream.read(_CHUNK):
        block = tail + chunk
        # A sheet in UTF-16 would hide its tags from the pattern: then only the parser can tell.
        if pattern.search(block) or b"\x00" in block:
            return True
        tail = block[-64:]
    return False


def _first_formula(stream: IO[bytes]) -> str | None:
    from defusedxml.ElementTree import iterparse

    cell = ""
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        local = element.tag.rsplit("}", 1)[-1]
        if event == "start" and local == "c":
            cell = element.get("r", "")
        elif event == "start" and local == "f":
            return cell or "?"
        elif local == "row":
            element.clear()
    return None


def _check_xlsx_formulas(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if not re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", name, re.IGNORECASE):
            continue
        with archive.open(name) as stream:
            suspicious = _contains(stream, _XLSX_FORMULA)
        if not suspicious:
            continue
        with archive.open(name) as stream:
            cell = _first_formula(stream)
        if cell:
            message = _("Cell {cell} holds a formula: paste the values only and send the file again.")
            row = re.search(r"\d+$", cell)
            raise refuse(format_lazy(message, cell=cell), row=int(row[0]) if row else None, column=cell)


def _check_ods_formulas(archive: zipfile.ZipFile) -> None:
    with archive.open("content.xml") as stream:
        if _contains(stream, _ODS_FORMULA):
            raise refuse(_("The sheet holds a formula: paste the values only and send the file again."))


def _check(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        check_archive(archive)
        if "content.xml" in archive.namelist():
            _check_ods_formulas(archive)
        else:
            _check_xlsx_formulas(archive)


def rows_of_sheet(data: bytes, sheet: str = "") -> list[list[Any]]:
    """The cells of each row of the first sheet, or of the one with that name. Raises TableRefused."""
    from python_calamine import CalamineWorkbook

    unreadable = _("The workbook cannot be opened: save it again as XLSX or CSV.")
    try:
        _check(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not workbook.sheet_names:
            raise refuse(_("The file is empty."))
        found = workbook.get_sheet_by_name(sheet) if sheet else workbook.get_sheet_by_index(0)
        return found.to_python(skip_empty_area=False)
    except TableRefused:
        raise
    # Readers of damaged files fail in many ways; all mean one thing to the person who sent the file.
    except Exception as error:
        raise refuse(unreadable) from error
