"""Reads the four ceiling files of a regency strictly: what cannot be read is refused with its row and column."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from pendopo.budget import rules
from pendopo.kernel.money import MAX_BIGINT

PREFIX = "kabbandung2025"
MOST_PROBLEMS = 200


@dataclass(frozen=True)
class Shape:
    """One file: its name, its text columns, its columns of money, the column of the row's id."""

    suffix: str
    texts: tuple[str, ...]
    money: tuple[str, ...]
    key: str
    level: str = ""


PROGRAM = Shape(
    "program",
    ("kd_satker", "nama_satker", "kd_program", "kode_program", "nama_program"),
    ("pagu",),
    "kd_program",
    "PROGRAM",
)
KEGIATAN = Shape(
    "kegiatan",
    ("kd_satker", "kd_program", "kd_kegiatan", "kode_kegiatan", "nama_kegiatan"),
    ("pagu",),
    "kd_kegiatan",
    "KEGIATAN",
)
SUB_KEGIATAN = Shape(
    "sub_kegiatan",
    ("kd_satker", "kd_kegiatan", "kd_subkegiatan", "kode_sub_kegiatan", "nama_sub_kegiatan"),
    ("pagu",),
    "kd_subkegiatan",
    "SUB_KEGIATAN",
)
STRUCTURE = Shape(
    "struktur_anggaran_satker",
    ("kd_satker", "kd_satker_str", "nama_satker"),
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


@dataclass(frozen=True)
class SourceProblem:
    """One reason for a refusal, with its place."""

    file_name: str
    row: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = _("row %(row)s, column %(column)s") % {"row": self.row or 1, "column": self.column or "-"}
        return (
            f"{self.file_name}, {place}: {self.message} {self.value!r}"
            if self.value
            else (f"{self.file_name}, {place}: {self.message}")
        )


class SourceRefused(Exception):
    """The files cannot be imported; nothing was written."""

    def __init__(self, problems: list[SourceProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


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
    """The four files, read and checked."""

    program: list[SourceRow] = field(default_factory=list)
    kegiatan: list[SourceRow] = field(default_factory=list)
    sub_kegiatan: list[SourceRow] = field(default_factory=list)
    structure: list[SourceRow] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def _decoded(path: Path) -> str:
    if not path.is_file():
        raise SourceRefused([SourceProblem(path.name, None, "", "", _("The file is missing."))])
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        message = _("The file is not UTF-8 text; save it as CSV UTF-8.")
        raise SourceRefused([SourceProblem(path.name, row, "", "", message)]) from error


def _amount(text: str) -> int | None:
    value = int(text) if text.isascii() and text.isdigit() else None
    return value if value is not None and value <= MAX_BIGINT else None


def _row_problems(name: str, shape: Shape, number: int, raw: dict[str | None, Any]) -> Iterator[SourceProblem]:
    if None in raw or None in raw.values():
        yield SourceProblem(name, number, "", "", _("The row does not have as many cells as the header."))
        return
    for column in shape.money:
        if _amount(raw[column]) is None:
            message = _("This is not a whole amount of rupiah in digits alone.")
            yield SourceProblem(name, number, column, raw[column], message)
    for column in shape.texts:
        if not raw[column].strip():
            yield SourceProblem(name, number, column, "", _("The cell is empty."))
        elif raw[column].lstrip()[:1] in {"=", "+", "@"}:
            yield SourceProblem(name, number, column, raw[column], _("Formulas are not accepted."))
    code = f"kode_{shape.suffix}"
    if shape.level and raw[code].strip() and not rules.is_code(shape.level, raw[code]):
        yield SourceProblem(name, number, code, raw[code], _("This is not a code of this level."))


def read_table(path: Path, shape: Shape) -> list[SourceRow]:
    """The rows of one file. Raises SourceRefused for wrong encoding, missing columns, bad cells, repeated ids."""
    reader = csv.DictReader(_decoded(path).splitlines(keepends=True), strict=True)
    missing = [column for column in (*shape.texts, *shape.money) if column not in (reader.fieldnames or [])]
    if missing:
        raise SourceRefused([SourceProblem(path.name, 1, name, "", _("The column is missing.")) for name in missing])
    rows: list[SourceRow] = []
    problems: list[SourceProblem] = []
    seen: dict[str, int] = {}
    try:
        for number, raw in enumerate(reader, start=2):
            found = list(_row_problems(path.name, shape, number, raw))
            key = raw.get(shape.key) or ""
            if not found and key in seen:
                message = _("This row id already stands in row %(row)s.") % {"row": seen[key]}
                found = [SourceProblem(path.name, number, shape.key, key, message)]
            if not found:
                seen[key] = number
                money = {column: int(raw[column]) for column in shape.money}
                rows.append(SourceRow(number, {column: raw[column] for column in shape.texts}, money))
            problems += found
    except csv.Error as error:
        problems.append(SourceProblem(path.name, reader.line_num, "", "", str(error)))
    if problems:
        raise SourceRefused(problems[:MOST_PROBLEMS])
    return rows


def _orphans(
    name: str, rows: list[SourceRow], parents: list[SourceRow], key: str, codes: tuple[str, str]
) -> Iterator[SourceProblem]:
    above = {parent[key]: parent for parent in parents}
    code, parent_code = codes
    for row in rows:
        parent = above.get(row[key])
        if parent is None:
            yield SourceProblem(name, row.number, key, row[key], _("Nothing above has this id: the row is an orphan."))
        elif parent["kd_satker"] != row["kd_satker"]:
            message = _("The row above belongs to another unit.")
            yield SourceProblem(name, row.number, "kd_satker", row["kd_satker"], message)
        elif not row[code].startswith(f"{parent[parent_code]}."):
            yield SourceProblem(name, row.number, code, row[code], _("The code does not begin with the code above it."))


def read_directory(directory: Path, prefix: str = PREFIX) -> CeilingFiles:
    """All four files of a folder. Raises SourceRefused with every problem's file, row and column."""
    paths = {shape.suffix: directory / f"{prefix}_{shape.suffix}.csv" for shape in SHAPES}
    files = CeilingFiles(names={suffix: path.name for suffix, path in paths.items()})
    problems: list[SourceProblem] = []
    for shape, attribute in zip(SHAPES, ("program", "kegiatan", "sub_kegiatan", "structure"), strict=True):
        try:
            setattr(files, attribute, read_table(paths[shape.suffix], shape))
        except SourceRefused as refusal:
            problems += refusal.problems
    if not problems:
        problems += _orphans(
            files.names["kegiatan"], files.kegiatan, files.program, "kd_program", ("kode_kegiatan", "kode_program")
        )
        problems += _orphans(
            files.names["sub_kegiatan"],
            files.sub_kegiatan,
            files.kegiatan,
            "kd_kegiatan",
            ("kode_sub_kegiatan", "kode_kegiatan"),
        )
        units = {row["kd_satker"] for row in files.program}
        problems += [
            SourceProblem(
                files.names["struktur_anggaran_satker"],
                row.number,
                "kd_satker",
                row["kd_satker"],
                _("No programme belongs to this unit."),
            )
            for row in files.structure
            if row["kd_satker"] not in units
        ]
    if problems:
        raise SourceRefused(problems[:MOST_PROBLEMS])
    return files
