"""Reads the four ceiling tables of a regency strictly: what cannot be read is refused with its row and column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from pendopo.budget import rules
from pendopo.files.tabular import (
    WEB_LIMIT,
    Column,
    Kind,
    Part,
    Problem,
    TableRefused,
    parts_of_file,
    parts_of_folder,
    read_part,
)

PREFIX = "kabbandung2025"
MOST_PROBLEMS = 1000


@dataclass(frozen=True)
class Shape:
    """One table: its name, its columns of codes, texts and money, the column of the row's id, its level."""

    suffix: str
    codes: tuple[str, ...]
    texts: tuple[str, ...]
    money: tuple[str, ...]
    key: str
    level: str = ""

    @property
    def columns(self) -> list[Column]:
        """What the reader looks for."""
        kinds: tuple[tuple[Kind, tuple[str, ...]], ...]
        kinds = (("code", self.codes), ("text", self.texts), ("digits", self.money))
        return [Column(name, kind) for kind, names in kinds for name in names]


PROGRAM = Shape(
    "program",
    ("kd_satker", "kd_program", "kode_program"),
    ("nama_satker", "nama_program"),
    ("pagu",),
    "kd_program",
    "PROGRAM",
)
KEGIATAN = Shape(
    "kegiatan",
    ("kd_satker", "kd_program", "kd_kegiatan", "kode_kegiatan"),
    ("nama_kegiatan",),
    ("pagu",),
    "kd_kegiatan",
    "KEGIATAN",
)
SUB_KEGIATAN = Shape(
    "sub_kegiatan",
    ("kd_satker", "kd_kegiatan", "kd_subkegiatan", "kode_sub_kegiatan"),
    ("nama_sub_kegiatan",),
    ("pagu",),
    "kd_subkegiatan",
    "SUB_KEGIATAN",
)
STRUCTURE = Shape(
    "struktur_anggaran_satker",
    ("kd_satker", "kd_satker_str"),
    ("nama_satker",),
    (
        "belanja_operasi",
        "belanja_modal",
        "belanja_btt",
        "belanja_non_pengadaan",
        "belanja_pengadaan",
        "total_belanja",
    ),
    "kd_satker",
)
SHAPES = (PROGRAM, KEGIATAN, SUB_KEGIATAN, STRUCTURE)
NAMES = tuple(shape.suffix for shape in SHAPES)


@dataclass
class SourceRow:
    """One row: its number in the file (the header is row 1), texts and amounts."""

    number: int
    texts: dict[str, str]
    money: dict[str, int]

    def __getitem__(self, column: str) -> str:
        return self.texts[column]

    @property
    def pagu(self) -> int:
        """The ceiling, whole rupiah."""
        return self.money["pagu"]


@dataclass
class CeilingFiles:
    """The four tables, read and checked; `names` are their labels by suffix."""

    program: list[SourceRow] = field(default_factory=list)
    kegiatan: list[SourceRow] = field(default_factory=list)
    sub_kegiatan: list[SourceRow] = field(default_factory=list)
    structure: list[SourceRow] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def read_path(path: Path, prefix: str = PREFIX) -> CeilingFiles:
    """The tables of a folder, a workbook with four sheets, or a ZIP, of any size. Raises TableRefused, OSError."""
    if path.is_dir():
        return _read(parts_of_folder(path, NAMES, prefix=prefix))
    return _read(parts_of_file(path, NAMES, limit=None))


def read_upload(file: IO[bytes], *, name: str, limit: int | None = WEB_LIMIT) -> CeilingFiles:
    """The tables of one workbook or ZIP that somebody sent. Raises TableRefused."""
    return _read(parts_of_file(file, NAMES, name=name, limit=limit))


def _read(parts: Mapping[str, Part | TableRefused]) -> CeilingFiles:
    files = CeilingFiles(names={name: part.label for name, part in parts.items() if isinstance(part, Part)})
    problems: list[Problem] = []
    for shape, attribute in zip(SHAPES, ("program", "kegiatan", "sub_kegiatan", "structure"), strict=True):
        try:
            setattr(files, attribute, _rows(parts[shape.suffix], shape))
        except TableRefused as refusal:
            problems += refusal.problems
    problems = problems or list(_orphans(files))
    if problems:
        raise TableRefused(problems[:MOST_PROBLEMS])
    return files


def _rows(part: Part | TableRefused, shape: Shape) -> list[SourceRow]:
    if isinstance(part, TableRefused):
        raise part
    table = read_part(part, shape.columns)
    texts = (*shape.codes, *shape.texts)
    rows = [
        SourceRow(number, {name: row[name] for name in texts}, {name: row[name] for name in shape.money})
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]
    if problems := list(_row_problems(part.label, shape, rows)):
        raise TableRefused(problems)
    return rows


def _row_problems(label: str, shape: Shape, rows: list[SourceRow]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    code = f"kode_{shape.suffix}"
    for row in rows:
        key = row[shape.key]
        if key in seen:
            message = _("This row id already stands in row %(row)s.") % {"row": seen[key]}
            yield Problem(row.number, shape.key, key, message, label)
        seen.setdefault(key, row.number)
        if shape.level and not rules.is_code(shape.level, row[code]):
            yield Problem(row.number, code, row[code], _("This is not a code of this level."), label)


def _orphans(files: CeilingFiles) -> Iterator[Problem]:
    yield from _orphans_of("kegiatan", files.kegiatan, "program", files.program, files.names)
    yield from _orphans_of("sub_kegiatan", files.sub_kegiatan, "kegiatan", files.kegiatan, files.names)
    units = {row["kd_satker"] for row in files.program}
    message, label = _("No programme belongs to this unit."), files.names[STRUCTURE.suffix]
    for row in files.structure:
        if row["kd_satker"] not in units:
            yield Problem(row.number, "kd_satker", row["kd_satker"], message, label)


def _orphans_of(
    level: str, rows: list[SourceRow], above: str, parents: list[SourceRow], names: dict[str, str]
) -> Iterator[Problem]:
    key, code = f"kd_{above}", f"kode_{level}"
    found = {parent[key]: parent for parent in parents}
    for row in rows:
        parent = found.get(row[key])
        if parent is None:
            message = _("Nothing above has this id: the row is an orphan.")
            yield Problem(row.number, key, row[key], message, names[level])
        elif parent["kd_satker"] != row["kd_satker"]:
            message = _("The row above belongs to another unit.")
            yield Problem(row.number, "kd_satker", row["kd_satker"], message, names[level])
        elif not row[code].startswith(f"{parent[f'kode_{above}']}."):
            message = _("The code does not begin with the code above it.")
            yield Problem(row.number, code, row[code], message, names[level])
