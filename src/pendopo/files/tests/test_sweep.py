"""The sweep removes what nothing names, and never what is being stored."""

import datetime as dt
import os

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.management import call_command

from pendopo.audit.models import Entry
from pendopo.files import storage
from pendopo.files.models import Document, ImportRun
from pendopo.files.services import cancel_import, receive_import, sweep_files
from pendopo.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def age(path, now, days):
    moment = (now - dt.timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))


def stored(data, now, days=2):
    sha256 = storage.put(data)
    age(storage.path_of(sha256), now, days)
    return sha256


def test_an_orphan_and_a_broken_upload_go_and_a_document_and_a_young_file_stay(now, settings):
    orphan, young = stored(b"orphan", now), stored(b"young", now, days=0.5)
    kept = stored(b"named", now, days=400)
    Document.objects.create(sha256=kept, size=5, kind="DOCUMENT", file_name="a.txt", label="A", created_at=now)
    broken = settings.MEDIA_ROOT / "tmpbroken"
    broken.write_bytes(b"half")
    age(broken, now, 2)
    assert sweep_files(actor=SYSTEM, now=now) == (2, 10)
    assert not storage.path_of(orphan).exists()
    assert not broken.exists()
    assert storage.path_of(young).exists()
    assert storage.path_of(kept).exists()
    assert Entry.objects.filter(event="files.storage.swept").count() == 1
    assert sweep_files(actor=SYSTEM, now=now) == (0, 0)


def test_bytes_that_are_put_again_are_young_again(now):
    orphan = stored(b"again", now)
    assert storage.put(b"again") == orphan
    assert sweep_files(actor=SYSTEM, now=now) == (0, 0)
    assert storage.path_of(orphan).read_bytes() == b"again"


def test_the_file_of_an_import_stays_while_it_is_open_and_thirty_days_more(sample_format, administrator, now):
    file = ContentFile(b"kode,nilai\n1,1\n", "a.csv")
    run = receive_import(file=file, format="files.sample", options={"tahun": 2026}, actor=administrator, now=now)
    age(storage.path_of(run.sha256), now, 60)
    assert sweep_files(actor=SYSTEM, now=now) == (0, 0)
    cancel_import(run_id=run.pk, actor=administrator, now=now)
    assert sweep_files(actor=SYSTEM, now=now + dt.timedelta(days=29)) == (0, 0)
    assert sweep_files(actor=SYSTEM, now=now + dt.timedelta(days=31)) == (1, 15)
    assert ImportRun.objects.get().sha256 == run.sha256


def test_the_command_tells_what_it_removed_and_people_may_not_sweep(administrator, now, capsys):
    stored(b"orphan", now, days=400)
    with pytest.raises(PermissionDenied):
        sweep_files(actor=administrator, now=now)
    call_command("files_sweep")
    assert capsys.readouterr().out == "1 berkas dihapus, 6 bita.\n"
