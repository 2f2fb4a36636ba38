"""Finds what is strange in readable ceiling files: pure functions of the rows; nothing is repaired."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pendopo.budget import rules
from pendopo.budget.sources import CeilingFiles, SourceRow


@dataclass(frozen=True)
class Defect:
    """One defect; `kind` is a code of DefectKind. Amounts in whole rupiah."""

    kind: str
    file_name: str
    row_number: int | None
    unit_name: str
    code: str
    name: str
    stated_amount: int | None = None
    computed_amount: int | None = None
    count: int | None = None


def _sums(rows: list[SourceRow], key: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[key]] += row.pagu
    return sums


def _levels(files: CeilingFiles) -> Iterator[tuple[str, list[SourceRow]]]:
    yield "program", files.program
    yield "kegiatan", files.kegiatan
    yield "sub_kegiatan", files.sub_kegiatan


def _differing_sums(files: CeilingFiles, units: dict[str, str]) -> Iterator[Defect]:
    pairs = (("program", files.program, files.kegiatan), ("kegiatan", files.kegiatan, files.sub_kegiatan))
    for level, parents, children in pairs:
        sums = _sums(children, f"kd_{level}")
        for row in parents:
            computed = sums[row[f"kd_{level}"]]
            if row.pagu != computed:
                yield Defect(
                    f"{level.upper()}_SUM",
                    files.names[level],
                    row.number,
                    units[row["kd_satker"]],
                    row[f"kode_{level}"],
                    row[f"nama_{level}"],
                    row.pagu,
                    computed,
                )


def _zeros(files: CeilingFiles, units: dict[str, str]) -> Iterator[Defect]:
    for level, rows in _levels(files):
        for row in rows:
            if row.pagu == 0:
                unit = units[row["kd_satker"]]
                code, name = row[f"kode_{level}"], row[f"nama_{level}"]
                yield Defect(f"ZERO_{level.upper()}", files.names[level], row.number, unit, code, name, 0)


def _codes(files: CeilingFiles, units: dict[str, str]) -> Iterator[Defect]:
    file_name = files.names["sub_kegiatan"]
    groups: dict[tuple[str, str], list[SourceRow]] = defaultdict(list)
    spellings: dict[str, list[SourceRow]] = defaultdict(list)
    for row in files.sub_kegiatan:
        groups[row["kd_satker"], row["kode_sub_kegiatan"]].append(row)
        spellings[row["kode_sub_kegiatan"]].append(row)
    for (unit, code), rows in groups.items():
        if len(rows) > 1:
            total = sum(row.pagu for row in rows)
            first = rows[0]
            yield Defect(
                "REPEATED_CODE",
                file_name,
                first.number,
                units[unit],
                code,
                first["nama_sub_kegiatan"],
                computed_amount=total,
                count=len(rows),
            )
    for code, rows in spellings.items():
        names = list(dict.fromkeys(row["nama_sub_kegiatan"] for row in rows))
        if len(names) > 1:
            yield Defect("SPELLINGS", file_name, rows[0].number, "", code, " | ".join(names), count=len(names))
        if rules.is_of_a_province(code):
            yield from (
                Defect("PROVINCE_CODE", file_name, row.number, units[row["kd_satker"]], code, names[0], row.pagu)
                for row in rows
            )


def _structure(files: CeilingFiles, units: dict[str, str]) -> Iterator[Defect]:
    sums = _sums(files.program, "kd_satker")
    file_name = files.names["struktur_anggaran_satker"]
    for row in files.structure:
        total, unit = row.money["total_belanja"], row["kd_satker"]
        if total != sums[unit]:
            yield Defect("UNIT_SUM", file_name, row.number, units[unit], unit, units[unit], total, sums[unit])
    present = {row["kd_satker"] for row in files.structure}
    programs = Counter(row["kd_satker"] for row in files.program)
    for unit, name in units.items():
        if unit not in present:
            total = sums[unit]
            yield Defect("UNIT_MISSING", file_name, None, name, unit, name, None, total, programs[unit])


def find_defects(files: CeilingFiles) -> list[Defect]:
    """Every defect of the files, grouped by kind in the order of this module."""
    units = {row["kd_satker"]: row["nama_satker"] for row in files.program}
    return [
        *_differing_sums(files, units),
        *_zeros(files, units),
        *_codes(files, units),
        *_structure(files, units),
    ]
