"""Files in parts: offsets, checksums, quotas, expiry, two at once, and what becomes of a whole one."""

import datetime as dt
import hashlib
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.audit.models import Entry
from pendopo.files import parts, services
from pendopo.files.models import ImportRun, Upload, UploadPart
from pendopo.files.storage import path_of
from pendopo.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db
PURPOSE = "import:files.sample"
DATA = b"kode,nilai\n1.01,1\n1.02,2\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def begin(sample_format, administrator, now):
    def begin(size=25, name="data.csv", actor=administrator, when=now):
        return services.begin_upload(purpose=PURPOSE, file_name=name, size=size, actor=actor, now=when)

    return begin


@pytest.fixture
def put(administrator, now):
    def put(upload, start, data, *, checksum="", actor=administrator, when=now):
        return services.put_part(code=upload.code, start=start, data=data, checksum=checksum, actor=actor, now=when)

    return put


def receive(upload, actor, now):
    options = {"tahun": 2026}
    return services.receive_upload(code=upload.code, format="files.sample", options=options, actor=actor, now=now)


def refusal(call, *args, **kwargs):
    with pytest.raises(services.UploadRefused) as caught:
        call(*args, **kwargs)
    return caught.value.status


def test_parts_make_the_file_that_was_sent_and_its_import(
    begin, put, administrator, now, django_capture_on_commit_callbacks
):
    upload = begin()
    assert put(upload, 0, DATA[:10]).received == 10
    whole = put(upload, 10, DATA[10:])
    assert (whole.received, whole.completed_at is not None) == (25, True)
    with django_capture_on_commit_callbacks(execute=True):
        run = receive(upload, administrator, now)
    assert (run.status, run.sha256, run.counts["new"]) == ("CHECKED", hashlib.sha256(DATA).hexdigest(), 2)
    assert path_of(run.sha256).read_bytes() == DATA
    assert not parts.folder_of(upload.code).exists()


def test_the_form_sent_twice_is_one_import(begin, put, administrator, now):
    upload = begin()
    put(upload, 0, DATA)
    assert receive(upload, administrator, now).pk == receive(upload, administrator, now).pk
    assert ImportRun.objects.count() == 1


def test_a_file_that_is_not_whole_or_is_for_something_else_makes_no_import(begin, put, administrator, now):
    upload = begin()
    put(upload, 0, DATA[:10])
    assert refusal(receive, upload, administrator, now) == 409
    put(upload, 10, DATA[10:])
    Upload.objects.update(purpose="import:files.sample", completed_at=now)
    with pytest.raises(services.UploadRefused):
        services.receive_upload(code=upload.code, format="files.other", options={}, actor=administrator, now=now)
    assert not ImportRun.objects.exists()


def test_a_part_that_does_not_fit_is_refused_and_nothing_of_it_is_kept(begin, put):
    upload = begin()
    put(upload, 0, DATA[:10])
    answers = [
        refusal(put, upload, 11, b"x"),
        refusal(put, upload, 0, b"x" * 10),
        refusal(put, upload, 10, b"x", checksum="sha256 " + "0" * 64),
        refusal(put, upload, 10, DATA),
    ]
    assert answers == [409, 409, 460, 413]
    assert list(UploadPart.objects.values_list("start", "size")) == [(0, 10)]
    assert len(list(parts.folder_of(upload.code).iterdir())) == 1


def test_a_part_whose_answer_was_lost_may_be_sent_again(begin, put):
    upload = begin()
    put(upload, 0, DATA[:10])
    assert put(upload, 0, DATA[:10]).received == 10
    put(upload, 10, DATA[10:])
    assert put(upload, 10, DATA[10:]).received == 25
    assert refusal(put, upload, 0, DATA[:10]) == 409
    assert Entry.objects.filter(event="files.upload.completed").count() == 1


def test_size_kind_and_quota_are_refused_before_anything_is_sent(begin, head):
    mega = 1024 * 1024
    assert [refusal(begin, 201 * mega), refusal(begin, 0), refusal(begin, name="a.exe")] == [413, 400, 415]
    for _number in range(3):
        begin(190 * mega)
    assert refusal(begin, 190 * mega) == 429
    begin(1)
    begin(1)
    assert refusal(begin, 1) == 429
    assert begin(190 * mega, actor=head).owner_pk == str(head.pk)


def test_another_person_finds_nothing_and_staff_may_not_begin(begin, put, head, staff, now):
    upload = begin()
    assert refusal(put, upload, 0, DATA, actor=head) == 404
    assert refusal(receive, upload, head, now) == 404
    assert refusal(services.cancel_upload, code=upload.code, actor=head, now=now) == 404
    with pytest.raises(PermissionDenied):
        begin(actor=staff)
    assert list(Upload.objects.values_list("received", flat=True)) == [0]


def test_a_right_that_ends_in_the_middle_stops_the_upload(begin, put, head, now, monkeypatch):
    upload = begin(actor=head)
    monkeypatch.setattr(type(head), "holds", lambda *args, **kwargs: False)
    with pytest.raises(PermissionDenied):
        put(upload, 0, DATA, actor=head)
    assert not UploadPart.objects.exists()


def test_an_upload_waits_a_day_for_its_next_part_and_is_then_removed(
    begin, put, administrator, now, django_capture_on_commit_callbacks
):
    upload = begin()
    put(upload, 0, DATA[:10], when=now + dt.timedelta(hours=23))
    late = now + dt.timedelta(hours=47)
    assert refusal(put, upload, 10, DATA[10:], when=late) == 410
    with pytest.raises(PermissionDenied):
        services.expire_uploads(actor=administrator, now=late)
    assert services.expire_uploads(actor=SYSTEM, now=late - dt.timedelta(minutes=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert services.expire_uploads(actor=SYSTEM, now=late) == 1
    assert not parts.folder_of(upload.code).exists()
    assert not Upload.objects.exists()


def test_a_damaged_part_makes_no_import(begin, put, administrator, now):
    upload = begin()
    put(upload, 0, DATA)
    next(parts.folder_of(upload.code).iterdir()).write_bytes(b"other")
    with pytest.raises(OSError, match="damaged"):
        receive(upload, administrator, now)
    assert not ImportRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_the_same_part_at_once_add_it_once(begin, put):
    upload, barrier, answers = begin(), threading.Barrier(2), []

    def send():
        try:
            barrier.wait()
            answers.append(put(upload, 0, DATA).received)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _tab in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, UploadPart.objects.count()) == ([25, 25], 1)
