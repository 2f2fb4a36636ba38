"""Reading payments and handovers, the plan of self-managed work and its spending, as other systems export them."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular import (
    NAMED_LIMIT,
    Column,
    Part,
    Problem,
    Table,
    TableRefused,
    parts_of_file,
    parts_of_folder,
    read_part,
)

PREFIX = "kabbandung2025"
HANDOVER, PLAN, SPENDING = "bap_bast", "rup_swakelola", "swakelola_realisasi"
NAMES = (HANDOVER, PLAN, SPENDING)
ANNOUNCED = "Terumumkan"
COLUMNS: dict[str, list[Column]] = {
    HANDOVER: [
        Column("kd_paket", "code"), Column("jalur"), Column("progres_pct", "decimal", required=False),
        Column("besar_pembayaran", "decimal"), Column("tgl_bap", "date", required=False),
        Column("tgl_bast", "date", required=False), Column("cara_pembayaran", required=False),
        Column("status_kontrak", required=False),
    ],
    PLAN: [
        Column("kd_rup", "code"), Column("nama_satker"), Column("nama_paket"), Column("pagu", "digits"),
        Column("tipe_swakelola", "int"), Column("volume_pekerjaan", required=False),
        Column("tgl_awal_pelaksanaan_kontrak", required=False), Column("tgl_akhir_pelaksanaan_kontrak", required=False),
        Column("tgl_pengumuman_paket", required=False), Column("status_umumkan_rup", required=False),
    ],
    SPENDING: [
        Column("kd_swakelola", "code"), Column("kd_rup", "code"), Column("nama_satker"), Column("nama_paket"),
        Column("pagu", "decimal"), Column("jenis_realisasi", required=False), Column("tgl_realisasi", "date"),
        Column("nilai_realisasi", "decimal"),
    ],
}  # fmt: skip


@dataclass
class Stated:
    """One table: its label, its rows each once, their places in the file, and how many came again."""

    label: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    repeated: int = 0


@dataclass
class HandoverFiles:
    """The three tables; one that was not sent is empty. `shifted` are rows of the plan whose cells moved."""

    tables: dict[str, Stated]
    shifted: Stated = field(default_factory=Stated)

    @property
    def units(self) -> dict[str, tuple[str, int]]:
        """Each name of a unit with the file and row where it stands first."""
        found: dict[str, tuple[str, int]] = {}
        for table in (self.tables[PLAN], self.tables[SPENDING], self.shifted):
            for row, number in zip(table.rows, table.numbers, strict=True):
                found.setdefault(row["nama_satker"], (table.label, number))
        return found


def read_handover(path: Path, *, prefix: str = PREFIX, limit: int | None = NAMED_LIMIT) -> HandoverFiles:
    """The tables of a folder, a ZIP or a workbook. Raises TableRefused with every problem, and where none is there."""
    parts = parts_of_folder(path, NAMES, prefix=prefix) if path.is_dir() else parts_of_file(path, NAMES, limit=limit)
    problems: list[Problem] = []
    tables = {name: _table(parts[name], name, problems) for name in NAMES}
    if problems:
        raise TableRefused(problems)
    if not any(table.label for table in tables.values()):
        message = _("Neither payments, nor a plan of self-managed work, nor its spending is in it.")
        raise TableRefused([Problem(None, "", path.name, message)])
    files = HandoverFiles(tables)
    _part_shifted(files)
    return files


def _table(part: Part | TableRefused, name: str, problems: list[Problem]) -> Stated:
    if isinstance(part, TableRefused):
        return Stated()
    try:
        return _each_once(part.label, read_part(part, COLUMNS[name]))
    except TableRefused as refusal:
        problems += refusal.problems
        return Stated()


def digest_of(row: dict[str, Any]) -> str:
    """What tells equal rows: SHA-256 of their values."""
    return hashlib.sha256(json.dumps(row, sort_keys=True, default=str).encode()).hexdigest()


def _each_once(label: str, table: Table) -> Stated:
    """A feed is often several daily extracts put together: adding up its repeats would double the payments."""
    found = Stated(label)
    seen: set[str] = set()
    for row, number in zip(table.rows, table.numbers, strict=True):
        digest = digest_of(row)
        if digest in seen:
            found.repeated += 1
            continue
        seen.add(digest)
        found.rows.append(row | {"digest": digest})
        found.numbers.append(number)
    return found


def _part_shifted(files: HandoverFiles) -> None:
    """Rows of the plan whose cells moved (badly quoted text in the other system) are set aside and reported."""
    plan = files.tables[PLAN]
    whole, files.shifted = Stated(plan.label, repeated=plan.repeated), Stated(plan.label)
    for row, number in zip(plan.rows, plan.numbers, strict=True):
        target = whole if row["status_umumkan_rup"] == ANNOUNCED and _dated(row) else files.shifted
        target.rows.append(row)
        target.numbers.append(number)
    files.tables[PLAN] = whole


def _dated(row: dict[str, Any]) -> bool:
    """Turn the three texts of dates into dates; false when one cannot be."""
    try:
        days = [dt.date.fromisoformat(row[name][:10]) for name in DATES]
    except ValueError:
        return False
    row |= dict(zip(DATES, days, strict=True))
    return True


DATES = ("tgl_awal_pelaksanaan_kontrak", "tgl_akhir_pelaksanaan_kontrak", "tgl_pengumuman_paket")
