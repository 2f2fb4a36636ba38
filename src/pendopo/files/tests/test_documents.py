"""Documents: what may come in, what of a photo goes out, who may see it."""

import datetime as dt
import io
import zipfile

import pikepdf
import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from PIL import Image

from pendopo.audit.models import Entry
from pendopo.files import queries, storage
from pendopo.files.models import Document
from pendopo.files.scan import SCANNERS
from pendopo.files.services import FileRefused, ImportBusy, finish_import, open_import, store_document
from pendopo.files.tabular import Problem
from pendopo.kernel.access import ANONYMOUS, SYSTEM

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo():
    image = Image.new("RGB", (1600, 800), "sienna")
    exif = image.getexif()
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 23.0, 24.0), 3: "E", 4: (109.0, 21.0, 36.0)})
    exif.get_ifd(0x8769)[0x9003] = "2026:11:24 09:00:00"
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def pdf(change=lambda document: None, **options):
    document = pikepdf.new()
    document.add_blank_page()
    change(document)
    target = io.BytesIO()
    document.save(target, **options)
    return target.getvalue()


def store(data, **options):
    return store_document(data=data, file_name="../a.pdf", label="Rencana", now=NOW, **({"actor": SYSTEM} | options))


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def test_a_photo_keeps_its_place_as_evidence_and_shows_none(client):
    document = store(photo(), public=True)
    assert document.evidence == {"taken": "2026:11:24 09:00:00", "latitude": -7.39, "longitude": 109.36}
    assert {item.name for item in document.renditions.all()} == {
        f"{width}.{suffix}" for width in (320, 640, 1280) for suffix in ("webp", "avif", "jpg")
    }
    for item in document.renditions.all():
        with Image.open(storage.path_of(item.sha256)) as shown:
            assert (dict(shown.getexif()), shown.size) == ({}, (item.width, item.height))
    answer = client.get(queries.document_url(document))
    assert (
        b"".join(answer.streaming_content)
        == storage.path_of(document.renditions.get(name="1280.jpg").sha256).read_bytes()
    )


def test_a_public_document_is_a_download_in_a_sandbox_and_a_private_one_is_not_there(client):
    shown, hidden = store(pdf(), public=True), store(pdf())
    answer = client.get(queries.document_url(shown))
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert client.get(queries.document_url(hidden)).status_code == 404


def test_the_owner_sees_a_private_document(client):
    owner = get_user_model().objects.create(email="siti@example.org", name="Siti", created_at=NOW)
    document = store(pdf(), actor=owner)
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(queries.document_url(document))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def attached(document):
    document.attachments["a.exe"] = b"MZ"


def macro():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "")
        archive.writestr("word/vbaProject.bin", "")
    return target.getvalue()


@pytest.mark.parametrize("data", [
    b"", b"<html>", b"MZ\x90", b"%PDF-1.7 broken", b"\xff\xd8\xff broken", b"PK\x03\x04 broken",
    pdf(script), pdf(attached), pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
    pdf(encryption=pikepdf.Encryption(owner="a", user="")), macro(), b"%PDF-" + b"0" * (20 << 20),
])  # fmt: skip
def test_what_may_not_come_in_is_refused_and_nothing_is_kept(data):
    with pytest.raises(FileRefused):
        store(data)
    assert (Document.objects.count(), Entry.objects.count()) == (0, 0)


def test_what_the_scanner_finds_is_refused(settings, monkeypatch):
    class Finder:
        def found_in(self, data):
            return "Eicar"

    monkeypatch.setitem(SCANNERS._items, "FINDER", Finder())
    settings.PENDOPO_SCANNER = "FINDER"
    with pytest.raises(FileRefused):
        store(pdf())


def test_a_stranger_stores_nothing():
    with pytest.raises(PermissionDenied):
        store(pdf(), actor=ANONYMOUS)
    assert not Document.objects.exists()


def test_only_one_import_of_a_format_runs_and_an_old_one_is_given_up():
    first = open_import(format="units", file_name="a.csv", actor=SYSTEM, now=NOW)
    with pytest.raises(ImportBusy):
        open_import(format="units", file_name="b.csv", actor=SYSTEM, now=NOW)
    open_import(format="units", file_name="b.csv", actor=SYSTEM, now=NOW + dt.timedelta(hours=2))
    first.refresh_from_db()
    assert first.status == "REFUSED"


def test_a_refused_import_keeps_its_rows_for_download():
    run = open_import(format="units", file_name="a.csv", actor=SYSTEM, now=NOW)
    problems = [Problem(3, "kode", "x", "salah")]
    run = finish_import(run_id=run.pk, actor=SYSTEM, now=NOW, problems=problems)
    assert (run.status, queries.problems_of(run)) == ("REFUSED", problems)
    assert Entry.objects.get().event == "files.import.refused"
