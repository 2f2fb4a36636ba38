"""INAPROC's list of packages (CSV, one file for each institution): read, checked, turned into packages.

A package that several suppliers won stands in as many rows; its value is their sum.
"""

import csv
import datetime as dt
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular import Problem, TableRefused
from pendopo.procurement.isb.checks import Found
from pendopo.procurement.isb.keeping import INAPROC as FEED
from pendopo.procurement.isb.values import Unread, amount_of, cut
from pendopo.procurement.isb.words import KIND_OF, METHOD_OF
from pendopo.procurement.kinds import Kind, Method, Origin
from pendopo.procurement.models import Package
from pendopo.procurement.states import PACKAGE

CODE, TOTAL, UNIT, YEAR = "Kode Paket", "Total Nilai (Rp)", "Nama Instansi", "Tahun Anggaran"
COLUMNS = (
    *(UNIT, "Nama Satuan Kerja", CODE, "Kode RUP", YEAR, "Sumber Transaksi", "Sumber Dana", "Nama Penyedia"),
    *("Metode Pengadaan", "Jenis Pengadaan", "Nama Paket", "Status Paket", TOTAL, "Nilai PDN (Rp)"),
)
KINDS: dict[str, str] = {**KIND_OF, "Barang": Kind.GOODS, "Jasa Konsultansi": Kind.CONSULTANCY}
SOURCES: dict[str, str] = {"Swakelola": Method.SELF_MANAGED, "Pencatatan": Method.RECORDED}
METHODS: dict[str, str] = {**METHOD_OF, "E-Purchasing": Method.CATALOGUE}


@dataclass(frozen=True)
class InaprocRow:
    """One row: its file and place in it, its values, its amount in rupiah."""

    file: str
    number: int
    values: dict[str, str]
    amount: Decimal

    def __getitem__(self, column: str) -> str:
        return self.values[column]


def read_inaproc(folder: Path) -> list[InaprocRow]:
    """The rows of all CSV files of a folder. Raises TableRefused with every problem."""
    problems: list[Problem] = []
    rows = [row for file in sorted(folder.glob("*.csv")) for row in _rows(file, problems)]
    if not rows and not problems:
        problems.append(Problem(None, "", "", _("There is no CSV file with packages in this folder."), folder.name))
    if problems:
        raise TableRefused(problems)
    return rows


def _rows(file: Path, problems: list[Problem]) -> Iterator[InaprocRow]:
    reader = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
    problems += [Problem(1, column, "", _("The column is missing."), file.name) for column in missing]
    for number, values in enumerate([] if missing else reader, start=2):
        plain = {column: (values[column] or "").strip() for column in COLUMNS}
        try:
            yield InaprocRow(file.name, number, plain, amount_of(plain[TOTAL] or "0"))
        except Unread:
            message = _("The value has no known form of a date or an amount.")
            problems.append(Problem(number, TOTAL, plain[TOTAL], message, file.name))
        if not plain[CODE] or not plain[YEAR].isdecimal():
            column = YEAR if plain[CODE] else CODE
            problems.append(Problem(number, column, plain[column], _("The record has no number."), file.name))


def find_strange(rows: list[InaprocRow]) -> Iterator[Found]:
    """Rows that share a package code, and those without supplier, RUP number or value, or with several numbers."""
    times = Counter(row[CODE] for row in rows)
    for row in rows:
        if times[row[CODE]] > 1:
            yield _at(row, "CODE_REPEATED", CODE, times[row[CODE]])
        if not row["Nama Penyedia"]:
            yield _at(row, "SUPPLIER_MISSING", "Nama Penyedia")
        if not row["Kode RUP"]:
            yield _at(row, "RUP_MISSING", "Kode RUP")
        if ";" in row["Kode RUP"]:
            yield _at(row, "RUP_SEVERAL", "Kode RUP", row["Kode RUP"].count(";") + 1)
        if not row.amount:
            yield _at(row, "VALUE_ZERO", TOTAL)


def _at(row: InaprocRow, code: str, column: str, other: object = "") -> Found:
    feed = f"{FEED}/{row.file.removesuffix('.csv')}"
    return Found(code, feed[:60], row.number, row[CODE], column, row[column][:300], str(other))


def unit_code(name: str) -> str:
    """The code of an institution that is no unit of the regency: its name, shortened to a hash."""
    return f"INAPROC-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def packages_of(rows: Iterable[InaprocRow], units: dict[str, int], now: dt.datetime) -> dict[str, Package]:
    """Package code -> package, its value the sum of its rows."""
    found: dict[str, Package] = {}
    for row in rows:
        code = f"INA-{row[CODE]}"[:40]
        package = found.setdefault(code, _package(row, code, units, now))
        package.ceiling_amount += int(row.amount)
    return found


def _package(row: InaprocRow, code: str, units: dict[str, int], now: dt.datetime) -> Package:
    package = Package(
        code=code,
        unit_id=units[row[UNIT]],
        year=int(row[YEAR]),
        title=cut(row["Nama Paket"], 300) or row[CODE],
        description=cut(row["Nama Satuan Kerja"], 300),
        kind=KINDS.get(row["Jenis Pengadaan"], ""),
        method=SOURCES.get(row["Sumber Transaksi"]) or METHODS.get(row["Metode Pengadaan"], ""),
        version=1,
        origin=Origin.INAPROC,
        external_codes=[one.strip() for one in row["Kode RUP"].split(";") if one.strip()],
        stated_method=row["Metode Pengadaan"][:60],
        stated_status=row["Status Paket"][:60],
        created_at=now,
        announced_at=now,
    )
    PACKAGE.move(package, "adopt")
    if row["Status Paket"] == "PAKET DIBATALKAN":
        PACKAGE.move(package, "cancel")
    return package
