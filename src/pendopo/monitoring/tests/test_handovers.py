"""Tables of another system: read, looked at before they are taken over, refused with their reasons; flags answered."""

import io
import zipfile
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from pendopo.accounts.tests import factories as people
from pendopo.files.formats import Source
from pendopo.files.tabular import TableRefused
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import imports_handover, services
from pendopo.monitoring.models import MonitoringFlag, Project, StatedPayment
from pendopo.monitoring.tests import factories as f
from pendopo.procurement.models import Package

PLAN = (
    "kd_rup,nama_satker,nama_paket,pagu,tipe_swakelola,volume_pekerjaan,tgl_awal_pelaksanaan_kontrak,"
    "tgl_akhir_pelaksanaan_kontrak,tgl_pengumuman_paket,status_umumkan_rup\n"
)
SPENT = "kd_swakelola,kd_rup,nama_satker,nama_paket,pagu,jenis_realisasi,tgl_realisasi,nilai_realisasi\n"
ROW = "7,{unit},Rapat,1000000,1,2 Kegiatan,2026-02-01,2026-12-01,2026-01-10 08:00:00,Terumumkan\n"
RECEIPT = "9,7,{unit},Rapat,1000000,Kwitansi,2026-03-0{day},600000\n"


@pytest.fixture
def folder(tmp_path, opd):
    """A plan with one package and one row whose cells moved; three receipts, one of them twice."""
    shifted = f'8,{opd.name},Bergeser,5,1,2,"dan I",,,\n'
    (tmp_path / "rup_swakelola.csv").write_text(PLAN + ROW.format(unit=opd.name) + shifted, encoding="utf-8")
    receipts = "".join(RECEIPT.format(unit=opd.name, day=day) for day in (1, 2, 2))
    (tmp_path / "swakelola_realisasi.csv").write_text(SPENT + receipts, encoding="utf-8")
    return tmp_path


def zipped(folder):
    target = folder / "semua.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in folder.glob("*.csv"):
            archive.write(path, path.name)
    return Source(target, target.name, {"year": 2026})


def test_the_command_takes_over_and_flags_what_is_strange(folder, opd, capsys):
    call_command("import_handover", str(folder), "--year", "2026")
    work = Project.objects.get(self_managed__isnull=False)
    assert (work.title, work.unit, work.paid_amount, work.phase) == ("Rapat", opd, D(1_200_000), "RUNNING")
    assert Package.objects.get(code="RUP-7").status == "ANNOUNCED"
    assert StatedPayment.objects.count() == 2
    codes = sorted(MonitoringFlag.objects.values_list("code", flat=True))
    assert codes == ["SW_ABOVE", "SW_SHIFTED"]
    assert "1 changed" not in capsys.readouterr().out


def test_the_web_import_looks_first_and_writes_nothing(folder, opd):
    source = zipped(folder)
    found = imports_handover.check(source, actor=SYSTEM)
    assert (found.counts, len(found.rows)) == ({"rows": 3, "defects": 1}, 3)
    assert found.sums[1][1:] == ["2", "Rp1.200.000"]
    assert not Project.objects.exists()
    done = imports_handover.apply(source, actor=SYSTEM, now=f.NOON, progress=lambda done, whole: None)
    assert (done.counts["new"], done.counts["defects"]) == (3, 1)
    again = imports_handover.apply(source, actor=SYSTEM, now=f.NOON, progress=lambda done, whole: None)
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)


def test_an_unknown_unit_stops_everything(folder, opd):
    (folder / "swakelola_realisasi.csv").write_text(SPENT + RECEIPT.format(unit="DINAS LAIN", day=1), encoding="utf-8")
    with pytest.raises(TableRefused) as refused:
        imports_handover.apply(zipped(folder), actor=SYSTEM, now=f.NOON, progress=lambda done, whole: None)
    assert [(one.row, one.value) for one in refused.value.problems] == [(2, "DINAS LAIN")]
    assert not Package.objects.filter(code="RUP-7").exists()


def test_only_who_imports_may_and_the_sample_can_be_read(folder, opd):
    with pytest.raises(PermissionDenied):
        imports_handover.apply(
            zipped(folder), actor=people.person("x@contoh.id", "X"), now=f.NOON, progress=lambda done, whole: None
        )
    name, made = imports_handover.HANDOVERS.sample
    target = folder / name
    target.write_bytes(made())
    assert imports_handover.check(Source(target, name), actor=SYSTEM).counts == {"rows": 3, "defects": 0}
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        assert sorted(archive.namelist()) == ["bap_bast.csv", "rup_swakelola.csv", "swakelola_realisasi.csv"]


@pytest.fixture
def flag(folder, opd):
    """The self-managed work that spent more than its ceiling, and its row that moved."""
    services.import_handovers(files=imports_handover.read_handover(folder), year=2026, actor=SYSTEM, now=f.NOON)
    return MonitoringFlag.objects.get(code="SW_ABOVE")


def test_the_office_answers_and_the_auditor_judges(flag, opd):
    pptk = people.person("pptk@contoh.id", "Pak Pptk", roles=["pptk"], unit=opd)
    apip = people.person("apip@contoh.id", "Bu Apip", roles=["apip"])
    with pytest.raises(PermissionDenied):
        services.answer_monitoring_flag(flag_id=flag.pk, text="Saya", actor=apip, now=f.NOON)
    with pytest.raises(services.FlagTextMissing):
        services.answer_monitoring_flag(flag_id=flag.pk, text=" ", actor=pptk, now=f.NOON)
    services.answer_monitoring_flag(flag_id=flag.pk, text="Pagu naik di perubahan.", actor=pptk, now=f.NOON)
    with pytest.raises(MoveRefused):  # only a mended cause clears this one
        services.accept_monitoring_flag(flag_id=flag.pk, text="", actor=apip, now=f.NOON)
    moved = services.reject_monitoring_flag(flag_id=flag.pk, text="Tunjukkan DPA.", actor=apip, now=f.NOON)
    assert (moved.status, list(moved.moves.values_list("action", flat=True))) == ("REJECTED", ["answer", "reject"])
    StatedPayment.objects.update(amount=1)
    services.count_monitoring_flags(year=2026, actor=SYSTEM, now=f.NOON)
    flag.refresh_from_db()
    assert flag.gone_at == f.NOON
    with pytest.raises(MoveRefused):
        services.answer_monitoring_flag(flag_id=flag.pk, text="Terlambat", actor=pptk, now=f.NOON)
