"""The pages and the API of imports: who sees which run, every state by itself, all without script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pendopo.files.models import Document, ImportRun
from pendopo.files.services import open_import
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM

NEW = "/workspace/data/impor/baru/files.sample/"
GOOD = b"kode,nilai\n1.01,1\n1.02,2\n"

pytestmark = pytest.mark.django_db


def send(client, data=GOOD, name="data.csv", **answers):
    return client.post(NEW, {"tahun": "2026", "berkas": SimpleUploadedFile(name, data), **answers})


@pytest.fixture
def admin_client(client, administrator, sample_format):
    client.force_login(administrator)
    return client


def test_a_person_sends_looks_confirms_and_reads_the_result(admin_client):
    address = send(admin_client)["Location"]
    page = admin_client.get(address).content.decode()
    assert "Menunggu persetujuan Anda" in page
    assert f'href="{address}terapkan/"' in page
    assert "Terapkan berkas ini?" in admin_client.get(address + "terapkan/").content.decode()
    assert Document.objects.count() == 0
    assert admin_client.post(address + "terapkan/")["Location"] == address
    assert "Berkas sudah diterapkan" in admin_client.get(address).content.decode()
    assert Document.objects.count() == 2


def test_the_upload_page_explains_the_columns_and_gives_a_sample_that_passes(admin_client):
    page = admin_client.get(NEW).content.decode()
    assert "CSV, TSV, XLSX, ODS, paling besar 200 MB." in page
    assert "pendopo import sample FILE" in page
    sample = admin_client.get(NEW + "contoh.csv").content
    assert sample.decode("utf-8-sig").splitlines() == ["kode,nilai", "1.01,1", "1.02,2"]
    send(admin_client, sample)
    assert ImportRun.objects.get().status == "CHECKED"


def test_a_missing_file_and_a_strange_kind_are_named_and_answers_are_kept(admin_client):
    page = admin_client.post(NEW, {"tahun": "2031"}).content.decode()
    assert "Pilih berkas" in page
    assert 'value="2031"' in page
    assert "Pilih berkas berjenis .csv" in send(admin_client, name="foto.jpg").content.decode()
    assert not ImportRun.objects.exists()


def test_the_list_of_problems_is_downloaded_with_row_column_found_and_advice(admin_client):
    address = send(admin_client, b"kode,nilai\n1.01,\n1.02,=1+1\n")["Location"]
    assert "Yang menghentikan berkas ini" in admin_client.get(address).content.decode()
    lines = admin_client.get(address + "galat.csv").content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Baris,Kolom,Isi berkas,Yang salah,Yang perlu dilakukan",
        "2,nilai,,Sel ini kosong.,Isi sel ini.",
        "3,nilai,'=1+1,Sel ini berisi rumus: tempelkan nilainya saja.,"
        '"Tulis bilangan bulat, misalnya 1250 atau 1.250."',
    ]


def test_a_second_import_of_the_kind_is_answered_409_with_who_is_at_work(admin_client):
    address = send(admin_client)["Location"]
    open_import(format="files.sample", file_name="besar.csv", actor=SYSTEM, now=clock.now())
    answer = admin_client.post(address + "terapkan/")
    assert answer.status_code == 409
    assert "sistem sedang mengimpor besar.csv" in answer.content.decode()
    assert ImportRun.objects.get(file_name="data.csv").status == "CHECKED"


def test_a_run_at_work_asks_again_and_reloads_when_it_ended(admin_client, administrator):
    send(admin_client)
    run = ImportRun.objects.get()
    ImportRun.objects.update(status="RUNNING", done=40, total=80)
    address = f"/workspace/data/impor/{run.pk}/"
    assert "50% selesai: 40 dari 80 baris" in admin_client.get(address).content.decode()
    part = admin_client.get(address, headers={"HX-Request": "true"})
    assert (part.content.decode().strip()[:16], part.get("HX-Refresh")) == ('<div id="moving"', None)
    ImportRun.objects.update(status="FINISHED")
    assert admin_client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_run_is_seen_by_those_who_may_import_and_by_the_auditor(admin_client, client, head, staff, auditor):
    address = send(admin_client)["Location"]
    answers = {}
    for person in (head, staff, auditor):
        client.force_login(person)
        page, listed = client.get(address), client.get("/api/v1/files/imports").json()["imports"]
        answers[person.email] = (page.status_code, len(listed), b"terapkan/" in page.content)
    assert answers == {head.email: (200, 1, False), staff.email: (404, 0, False), auditor.email: (200, 1, False)}


def test_the_api_tells_a_run_and_its_problems(admin_client):
    send(admin_client, b"kode\n1.01\n")
    run = ImportRun.objects.get()
    told = admin_client.get(f"/api/v1/files/imports/{run.pk}").json()
    assert (told["status"], told["sha256"], told["problems"][0]["column"]) == ("REFUSED", run.sha256, "nilai")
    assert admin_client.get(f"/api/v1/files/imports/{run.pk}/problems.csv").content.startswith(b"\xef\xbb\xbfBaris")


def test_the_list_asks_as_often_for_two_runs_as_for_twenty(admin_client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = []
    for runs in (2, 20):
        while ImportRun.objects.count() < runs:
            send(admin_client)
        with CaptureQueriesContext(connection) as caught:
            admin_client.get("/workspace/data/impor/")
        counted.append(len(caught))
    assert counted[0] == counted[1]
