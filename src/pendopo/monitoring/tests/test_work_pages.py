"""Plans and reports in the workspace, as people meet them: table in, agreed, reported, measured, accepted."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.monitoring import queries
from pendopo.monitoring.models import ProgressReport, WorkPlan
from pendopo.monitoring.tests import factories as f


@pytest.fixture
def client_as(client, opd, monkeypatch):
    """Signs in as somebody with a role of the unit, in the third week of the work."""
    monkeypatch.setattr(clock, "now", lambda: f.week_end(3))

    def enter(role):
        people.sign_in(client, people.person(f"{role}@contoh.id", role, roles=[role], unit=opd))
        return client

    return enter


def text(answer):
    """The page with plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


def page(name, project, **more):
    return reverse(f"monitoring:{name}", kwargs={"code": project.code, **more})


TABLE = (
    "kode;uraian;satuan;volume;harga_satuan;minggu_1;minggu_2;minggu_3;minggu_4\n"
    "1;Galian tanah;m3;100;200000;100;;;\n2;Lapis aspal;m2;100;500000;;40;100;\n3;Marka;m;100;300000;;;;100\n"
)


def send(client, project, table):
    file = SimpleUploadedFile("jadwal.csv", table.encode())
    return client.post(page("plan", project), {"file": file}, follow=True)


def test_a_table_becomes_a_plan_that_the_ppk_agrees_to(client_as, project):
    client = client_as("pptk")
    empty = client.get(page("plan_file", project, kind="xlsx"))
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(empty.content)).active[1]]
    assert heads == ["kode", "uraian", "satuan", "volume", "harga_satuan", *(f"minggu_{n}" for n in range(1, 5))]
    assert "Jadwal disimpan sebagai rancangan" in text(send(client, project, TABLE))
    client.post(page("plan_step", project, step="usulkan"))
    assert client.get(page("plan_step", project, step="setujui")).status_code == 200
    client = client_as("ppk")
    client.post(page("plan_step", project, step="setujui"))
    plan = queries.plan_in_force(project)
    assert [float(point.planned_percent) for point in plan.points.all()] == [20, 40, 70, 100]
    assert "Kemajuan dibanding jadwal" in text(client.get(page("project", project)))


def test_a_wrong_table_is_told_row_by_row_and_nothing_is_stored(client_as, project):
    client = client_as("pptk")
    shown = text(send(client, project, TABLE.replace("40;100;", "40;30;").replace(";100\n", ";\n")))
    assert "Baris 2, minggu 3: persen kumulatif turun" in shown
    assert "Baris 3 belum mencapai 100 persen" in shown
    assert not WorkPlan.objects.exists()
    shown = text(send(client, project, TABLE.replace(";200000;", ";200.000;")))
    assert "Baris 2, kolom harga_satuan: " in shown
    assert "desimal" in shown
    assert client_as("ppk").post(page("plan", project)).status_code == 403


def test_a_report_is_written_measured_and_accepted_by_three_people(client_as, project):
    f.agreed(project)
    items = [item.pk for item in queries.plan_in_force(project).items.all()]
    own = {"key": uuid.uuid4(), "period": 2, "workers": 8, f"item-{items[0]}": "100", f"item-{items[1]}": "12,5"}
    client = client_as("pengawas")
    assert "Minggu 3, sampai" in text(client.get(page("new_report", project)))
    shown = text(client.post(page("new_report", project), own | {f"item-{items[1]}": "12.5"}))
    assert "desimal dengan koma" in shown
    assert 'value="12.5"' in shown
    assert "melebihi seluruh volume, 100" in text(
        client.post(page("new_report", project), own | {f"item-{items[0]}": "101"})
    )
    for _twice in range(2):
        client.post(page("new_report", project), own)
    report = ProgressReport.objects.get()
    assert float(report.claimed_percent) == 26.25
    client = client_as("pptk")
    measure = {f"item-{items[0]}": "100", f"item-{items[1]}": "10"}
    assert "Tulis mengapa hasil ukur" in text(client.post(page("report", project, pk=report.pk), measure))
    client.post(page("report", project, pk=report.pk), measure | {"disagreement": "Baru 10 m2"})
    f.photographed(report)
    client = client_as("ppk")
    assert "25,00%" in text(client.get(page("report_step", project, pk=report.pk, step="terima")))
    client.post(page("report_step", project, pk=report.pk, step="terima"))
    project.refresh_from_db()
    assert (float(project.realised_percent), project.figures_date) == (25, dt.date(2026, 12, 14))


def test_a_report_is_returned_with_a_reason_and_strangers_see_no_work(client_as, project):
    f.agreed(project)
    report = f.report(project, 1, ["100", "0", "0"])
    client = client_as("pptk")
    there = page("report_step", project, pk=report.pk, step="kembalikan")
    assert "Tulis apa yang harus diubah" in text(client.post(there, {"reason": ""}))
    client.post(there, {"reason": "Foto belum ada"})
    assert "Foto belum ada" in text(client.get(page("report", project, pk=report.pk)))
    people.sign_in(client, people.person("warga@contoh.id", "Warga"))
    assert client.get(page("work", project)).status_code == 404
