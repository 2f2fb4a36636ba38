"""Importing a budget of 20,000 ceilings from files, beside a plain COPY of the rows it stores."""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

from bench.instance import Instance, scratch_database
from bench.report import Figure, ratio

TITLE = "Import of a generated budget (files read, checked, stored, searched through)"
UNITS, PROGRAMS, ACTIVITIES, CEILINGS = 40, 5, 5, 20
NOW = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
HEADS = {
    "program": "kd_satker,nama_satker,kd_program,kode_program,nama_program,pagu",
    "kegiatan": "kd_satker,kd_program,kd_kegiatan,kode_kegiatan,nama_kegiatan,pagu",
    "sub_kegiatan": "kd_satker,kd_kegiatan,kd_subkegiatan,kode_sub_kegiatan,nama_sub_kegiatan,pagu",
    "struktur_anggaran_satker": "kd_satker,kd_satker_str,nama_satker,belanja_operasi,belanja_modal,belanja_btt,"
    "belanja_non_pengadaan,belanja_pengadaan,total_belanja",
}


def rows() -> Iterator[tuple[str, str]]:
    """Lines of the four files: the file's name and the line. Every sum is right."""
    price = 1_000_000
    activity = CEILINGS * price
    program = ACTIVITIES * activity
    for unit in range(1, UNITS + 1):
        whole = PROGRAMS * program
        yield "struktur_anggaran_satker", f"{unit},{unit:04},DINAS {unit},{whole},0,0,0,{whole},{whole}"
        for p in range(1, PROGRAMS + 1):
            code, key = f"1.02.{p:02}", unit * 10 + p
            yield "program", f"{unit},DINAS {unit},{key},{code},Program {p},{program}"
            for k in range(1, ACTIVITIES + 1):
                deeper, below = f"{code}.2.{k:02}", key * 10 + k
                yield "kegiatan", f"{unit},{key},{below},{deeper},Kegiatan {p}.{k},{activity}"
                for s in range(1, CEILINGS + 1):
                    yield "sub_kegiatan", f"{unit},{below},{below * 100 + s},{deeper}.{s:04},Sub {p}.{k}.{s},{price}"


def write(folder: Path) -> Path:
    """The four files in a folder."""
    folder.mkdir(exist_ok=True)
    lines: dict[str, list[str]] = {name: [head] for name, head in HEADS.items()}
    for name, line in rows():
        lines[name].append(line)
    for name, found in lines.items():
        (folder / f"kabbandung2025_{name}.csv").write_text("\n".join(found) + "\n", encoding="utf-8")
    return folder


def _import(folder: Path) -> tuple[float, float]:
    from pendopo.budget import services, sources
    from pendopo.kernel.access import SYSTEM

    begun = time.perf_counter()
    files = sources.read_path(folder)
    read = time.perf_counter()
    services.import_ceilings(files=files, year=2025, source="Bench", actor=SYSTEM, now=NOW)
    return read - begun, time.perf_counter() - read


def _copy() -> tuple[int, float]:
    """Seconds of a COPY of the stored ceilings into a table with the same columns, indexes and checks."""
    from django.db import connection

    from pendopo.budget.models import Pagu

    names = [str(field.column) for field in Pagu._meta.concrete_fields]
    stored = list(Pagu.objects.values_list(*names))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_pagu (LIKE budget_pagu INCLUDING ALL)")
        begun = time.perf_counter()
        with cursor.copy(f"COPY bench_pagu ({', '.join(names)}) FROM STDIN") as copy:
            for row in stored:
                copy.write_row(row)
        return len(stored), time.perf_counter() - begun


def measure(instance: Instance) -> list[Figure]:
    """Import into a scratch database, then COPY what was stored."""
    instance.open_django()
    with scratch_database():
        read, stored = _import(write(instance.folder / "budget"))
        number, copied = _copy()
    whole = read + stored
    return [
        Figure(f"plain COPY of {number:,} ceilings", f"{number / copied:,.0f} rows/s"),
        Figure(f"the import, {number:,} ceilings in four files", f"{number / whole:,.0f} rows/s"),
        ratio("the import beside the COPY", whole / copied, note=f" ({read:.1f} s reading, {stored:.1f} s storing)"),
    ]
