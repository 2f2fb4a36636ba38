"""What the budget's tests share: a small correct set of files and a clock."""

import datetime as dt
from pathlib import Path

import pytest

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)

FILES = {
    "program": (
        "kd_satker,nama_satker,kd_program,kode_program,nama_program,pagu\n"
        "10,DINAS KESEHATAN,1,1.02.02,PROGRAM UPAYA KESEHATAN,300\n"
        "20,DINAS SOSIAL,2,1.06.05,PROGRAM JAMINAN SOSIAL,50\n"
    ),
    "kegiatan": (
        "kd_satker,kd_program,kd_kegiatan,kode_kegiatan,nama_kegiatan,pagu\n"
        "10,1,11,1.02.02.2.01,Penyediaan Layanan,300\n"
        "20,2,21,1.06.05.2.02,Data Fakir Miskin,50\n"
    ),
    "sub_kegiatan": (
        "kd_satker,kd_kegiatan,kd_subkegiatan,kode_sub_kegiatan,nama_sub_kegiatan,pagu\n"
        "10,11,111,1.02.02.2.01.0001,Puskesmas,200\n"
        "10,11,112,1.02.02.2.01.0001,Puskesmas,90\n"
        "10,11,113,1.02.02.2.01.0002,Posyandu,10\n"
        "20,21,211,1.06.05.2.02.0001,Pendataan,50\n"
    ),
    "struktur_anggaran_satker": (
        "kd_satker,kd_satker_str,nama_satker,belanja_operasi,belanja_modal,belanja_btt,"
        "belanja_non_pengadaan,belanja_pengadaan,total_belanja\n"
        "10,1.02.0.00.0.00.02.0000,DINAS KESEHATAN,200,100,0,0,300,300\n"
        "20,1.06.0.00.0.00.01.0000,DINAS SOSIAL,50,0,0,0,50,50\n"
    ),
}


@pytest.fixture
def now() -> dt.datetime:
    return NOON


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four small files without a fault (one repeated code)."""
    for suffix, text in FILES.items():
        (tmp_path / f"kabbandung2025_{suffix}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def stage(db, folder, now):
    """The small files, imported for 2025."""
    from pendopo.budget import services, sources
    from pendopo.kernel.access import SYSTEM

    files = sources.read_path(folder)
    return services.import_ceilings(files=files, year=2025, source="Uji", actor=SYSTEM, now=now)
