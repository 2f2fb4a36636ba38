"""Reading a folder or a ZIP of ISB feeds: constants merged, personal columns dropped, every value typed.

What cannot be read (no JSON, a value without a known form, a row without its record, a record twice) stops the import
with all places named; what is only strange is found by `checks`.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular import Problem, TableRefused, refuse
from pendopo.procurement.isb.feeds import FEEDS, PLAN, UNITS, Feed, is_kept
from pendopo.procurement.isb.values import Unread, typed

MOST_BYTES = 200 << 20
MOST_PROBLEMS = 500
NUL = "\\u0000"
"""A sign that no database keeps; a file with it is damaged."""


@dataclass(frozen=True)
class Row:
    """One record of a feed: its place in the file, its plain values, and the same as amounts, moments and texts."""

    feed: Feed
    number: int
    plain: Mapping[str, Any]
    typed: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.typed.get(column)

    def text(self, column: str) -> str:
        """The value as text, "" where there is none."""
        value = self.typed.get(column)
        return "" if value is None else str(value).strip()

    @property
    def key(self) -> str:
        """What names the record: its key columns."""
        return " ".join(self.text(column) for column in self.feed.keys).strip()

    @property
    def record(self) -> str:
        """The record that the row belongs to: its first key."""
        return self.text(self.feed.keys[0])

    @property
    def digest(self) -> str:
        """What tells equal rows: SHA-256 of their values."""
        text = json.dumps(self.plain, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(f"{self.feed.name}\n{text}".encode()).hexdigest()


@dataclass(frozen=True)
class IsbFiles:
    """The rows of every feed that was sent; a feed that was not has none."""

    rows: Mapping[str, list[Row]]
    year: int

    def __getitem__(self, feed: Feed) -> list[Row]:
        return self.rows.get(feed.name, [])

    def distinct(self, feed: Feed) -> list[Row]:
        """The rows, each once (some feeds are delivered as several daily extracts)."""
        return list({row.digest: row for row in reversed(self[feed])}.values())[::-1]

    @property
    def missing(self) -> list[Feed]:
        """Known feeds that were not sent."""
        return [feed for name, feed in FEEDS.items() if name not in self.rows]


def read_isb(path: Path) -> IsbFiles:
    """The feeds of a folder of JSON files, or of a ZIP of them. Raises TableRefused with every problem."""
    problems: list[Problem] = []
    rows: dict[str, list[Row]] = {}
    for name, data in _files(path):
        rows[name] = _rows(FEEDS[name], data, problems)
    if UNITS.name not in rows:
        message = _("This file is missing: it says which unit a code of LKPP is.")
        problems.append(Problem(None, "", "", message, f"{UNITS.name}.json"))
    problems += _orphans(rows)
    years = {row.text("tahun_anggaran") for each in rows.values() for row in each} - {""}
    if len(years) != 1 and not problems:
        message = _("All files have to be of one budget year.")
        problems.append(Problem(None, "tahun_anggaran", ", ".join(sorted(years)), message))
    if problems:
        raise TableRefused(problems[:MOST_PROBLEMS])
    return IsbFiles(rows, int(years.pop()))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        yield from ((name, file.read_bytes()) for name in FEEDS if (file := path / f"{name}.json").is_file())
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = {PurePosixPath(member.filename).name: member for member in archive.infolist()}
            wanted = {name: members[f"{name}.json"] for name in FEEDS if f"{name}.json" in members}
            if sum(member.file_size for member in wanted.values()) > MOST_BYTES:
                raise refuse(_("The files in the ZIP are larger than 200 MB together."), value=path.name)
            for name, member in wanted.items():
                yield name, archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise refuse(_("Send one ZIP with the JSON files of the feeds."), value=path.name) from error


def _rows(feed: Feed, data: bytes, problems: list[Problem]) -> list[Row]:
    """The rows of one file; what cannot be read is added to the problems."""
    name = f"{feed.name}.json"
    found: list[Row] = []
    seen: dict[str, str] = {}
    for number, plain in enumerate(_records(data, name, problems), start=1):
        row = _row(feed, number, plain, problems)
        if feed.once and seen.get(row.key, row.digest) != row.digest:
            message = _("The same record stands in the file twice, with different values.")
            problems.append(Problem(number, feed.keys[0], row.key, message, name))
        if feed.once and feed not in PLAN and not (row.text("kd_satker_str") or row.text("kd_satker")):
            problems.append(Problem(number, "kd_satker_str", "", _("The record names no unit."), name))
        if not row.record:
            problems.append(Problem(number, feed.keys[0], "", _("The record has no number."), name))
        seen[row.key] = row.digest
        found.append(row)
    return found


def _records(data: bytes, name: str, problems: list[Problem]) -> list[dict[str, Any]]:
    """The records of a file: a list, or a list with the values that all of them share."""
    try:
        text = data.decode("utf-8-sig")
        content = json.loads("" if NUL in text else text, parse_float=Decimal)
        shared, rows = (content.get("_const", {}), content["rows"]) if isinstance(content, dict) else ({}, content)
        return [{**shared, **row} for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError):
        message = _("This is no JSON of an ISB feed: a list of records, or an object with “rows”.")
        problems.append(Problem(None, "", "", message, name))
        return []


def _row(feed: Feed, number: int, plain: Mapping[str, Any], problems: list[Problem]) -> Row:
    kept = {column: value for column, value in plain.items() if is_kept(column) and value is not None}
    if number_of_tax := plain.get("npwp_penyedia") or plain.get("npwp_pelaksana"):
        kept.setdefault("penyedia_key", supplier_key(str(number_of_tax)))
    values: dict[str, Any] = {}
    for column, value in kept.items():
        try:
            values[column] = typed(column, value)
        except Unread:
            message = _("The value has no known form of a date or an amount.")
            problems.append(Problem(number, column, str(value)[:80], message, f"{feed.name}.json"))
    return Row(feed, number, kept, values)


def supplier_key(tax_number: str) -> str:
    """What stands for a supplier's tax number, which may be a person's identity number: a keyed hash of its digits."""
    digits = "".join(sign for sign in tax_number if sign.isdigit())
    return f"N{salted_hmac('pendopo.procurement.isb', digits, algorithm='sha256').hexdigest()[:32]}" if digits else ""


def _orphans(rows: Mapping[str, list[Row]]) -> list[Problem]:
    """Rows whose record is not in the feed that announces it."""
    problems = []
    for name, found in rows.items():
        if FEEDS[name].of:
            known = {row.record for row in rows.get(FEEDS[name].of, [])}
            message = _("The record that the row belongs to is not in the files.")
            problems += [
                Problem(row.number, row.feed.keys[0], row.record, message, f"{name}.json")
                for row in found
                if row.record not in known
            ]
    return problems
