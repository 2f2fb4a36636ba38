"""The first page of monitoring, flags on pages, the public list with places and files."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import queries, services
from pendopo.monitoring.models import MonitoringFlag, Project
from pendopo.monitoring.tests import factories as f
from pendopo.regions.models import Desa
from pendopo.regions.services import load_regions


@pytest.fixture
def pptk(opd):
    return people.person("pptk@contoh.id", "Pak Pptk", roles=["pptk"], unit=opd)


@pytest.fixture
def flagged(project):
    """The work with a flag: it ended and nobody knows of a handover."""
    Project.objects.filter(pk=project.pk).update(ends_date="2026-12-28")
    late = f.week_end(5)
    services.count_monitoring_flags(year=project.year, actor=SYSTEM, now=late)
    return MonitoringFlag.objects.get(code="NO_HANDOVER")


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


@pytest.mark.usefixtures("flagged")
def test_the_first_page_shows_what_waits_and_critical_works_first(client, lines, opd, pptk):
    f.contract(opd, lines[0], number="027/9", title="Pagar kritis", amount=1_000_000)
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    Project.objects.filter(title="Pagar kritis").update(standing="CRITICAL", deviation="-12.50")
    client.force_login(pptk)
    shown = text(client.get(reverse("monitoring:board")))
    assert "Jelaskan tanda pekerjaan" in shown
    assert shown.index("Pagar kritis") < shown.index("Rehabilitasi jalan desa")
    assert "-12,50" in shown or "−12,50" in shown


def test_the_first_page_asks_as_few_questions_for_many_works(client, project, lines, opd, pptk):
    client.force_login(pptk)
    client.get(reverse("monitoring:board"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("monitoring:board"))
    for number in range(2, 8):
        f.contract(opd, lines[0], number=f"027/{number}", amount=1_000_000)
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("monitoring:board"))
    assert len(many) == len(few)


def test_a_stranger_to_the_unit_sees_no_work_of_it(client, project, flagged):
    client.force_login(people.person("lain@contoh.id", "Orang Lain"))
    assert "Anda tidak bertugas" in text(client.get(reverse("monitoring:board")))
    assert client.get(reverse("monitoring:flags", args=[project.year])).status_code == 403
    assert client.get(reverse("monitoring:flag", args=[flagged.pk])).status_code == 404


def test_a_flag_is_answered_on_its_page_and_read_by_everybody(client, project, pptk, flagged):
    client.force_login(pptk)
    listed = text(client.get(reverse("monitoring:flags", args=[project.year])))
    assert "Sudah berakhir, serah terimanya tidak diketahui" in listed
    step = reverse("monitoring:flag_step", args=[flagged.pk, "answer"])
    assert client.get(step).status_code == 200
    assert client.post(step, {"text": ""}).status_code == 200
    assert client.post(step, {"text": "BAST menunggu tanda tangan."}).status_code == 302
    assert "BAST menunggu tanda tangan." in text(client.get(reverse("monitoring:flag", args=[flagged.pk])))
    client.logout()
    shown = text(client.get(reverse("monitoring:project", args=[project.code])))
    assert "Berakhir 28 Desember 2026" in shown
    assert "BAST menunggu tanda tangan." in shown
    assert client.get(step).status_code == 302  # a stranger signs in first


def test_the_auditor_judges_and_gets_the_table(client, project, pptk, flagged):
    services.answer_monitoring_flag(flag_id=flagged.pk, text="Menyusul.", actor=pptk, now=f.NOON)
    client.force_login(people.person("apip@contoh.id", "Bu Apip", roles=["apip"]))
    client.post(reverse("monitoring:flag_step", args=[flagged.pk, "accept"]), {"text": ""})
    flagged.refresh_from_db()
    assert flagged.status == "ACCEPTED"
    answer = client.get(reverse("monitoring:flags_file", args=[project.year, "csv"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=_separator(answer)))
    assert [(row["kode"], row["pekerjaan"], row["jawaban"]) for row in rows] == [
        ("NO_HANDOVER", project.code, "Menyusul.")
    ]


def _separator(answer):
    return ";" if b";" in answer.content.split(b"\n", 1)[0] else ","


def test_everybody_filters_by_place_and_kind_and_takes_the_table(client, project):
    load_regions(actor=SYSTEM, now=f.NOON, within="33.03")
    desa = Desa.objects.select_related("kecamatan").first()
    Project.objects.filter(pk=project.pk).update(desa=desa)
    here = reverse("monitoring:projects")
    shown = text(client.get(f"{here}?kecamatan={desa.kecamatan.slug}"))
    assert "Rehabilitasi jalan desa" in shown
    assert f"?kecamatan={desa.kecamatan.slug}" in shown
    assert "Pekerjaan tidak ditemukan" in text(client.get(f"{here}?jenis=CONSULTANCY"))
    answer = client.get(reverse("monitoring:projects_file", args=["csv"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=_separator(answer)))
    assert [(row["nomor"], row["desa"], row["kecamatan"]) for row in rows] == [
        (project.code, desa.name, desa.kecamatan.name)
    ]
    assert queries.kecamatan_of_projects(Project.objects.all())[0]["number"] == 1
