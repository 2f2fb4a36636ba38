"""The door of uploads: tus 1.0 by its headers, and the form that names a file which came in parts."""

import base64
import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.files.models import ImportRun, Upload

pytestmark = pytest.mark.django_db
DOOR = "/workspace/data/unggahan/"
NEW = "/workspace/data/impor/baru/files.sample/"
DATA = b"kode,nilai\n1.01,1\n1.02,2\n"
STREAM = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def own(client, administrator, sample_format):
    client.force_login(administrator)
    return client


def word(text):
    return base64.b64encode(text.encode()).decode()


def ask(client, method, address=DOOR, data=b"", kind=STREAM, **headers):
    told = {"Tus-Resumable": "1.0.0", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.generic(method, address, data, content_type=kind, headers=told)


def begin(client, size=25, name="data.csv", purpose="import:files.sample"):
    meta = f"filename {word(name)},purpose {word(purpose)}"
    return ask(client, "POST", Upload_Length=str(size), Upload_Metadata=meta)


def patch(client, place, offset, data, **headers):
    return ask(client, "PATCH", place, data, Upload_Offset=str(offset), **headers)


def test_a_client_learns_what_the_server_can(own):
    answer = ask(own, "OPTIONS")
    assert (answer.status_code, answer["Tus-Version"], answer["Tus-Max-Size"]) == (204, "1.0.0", "209715200")
    assert answer["Tus-Extension"] == "creation,checksum,expiration,termination"


def test_an_upload_is_begun_asked_after_continued_and_ended(own):
    created = begin(own)
    place = created["Location"]
    assert (created.status_code, "Upload-Expires" in created) == (201, True)
    checksum = f"sha256 {base64.b64encode(hashlib.sha256(DATA[:10]).digest()).decode()}"
    first = patch(own, place, 0, DATA[:10], Upload_Checksum=checksum)
    assert (first.status_code, first["Upload-Offset"]) == (204, "10")
    asked = ask(own, "HEAD", place)
    told = (asked.status_code, asked["Upload-Offset"], asked["Upload-Length"], asked["Cache-Control"])
    assert told == (200, "10", "25", "no-store")
    checksum = f"sha1 {base64.b64encode(hashlib.sha1(DATA[10:], usedforsecurity=False).digest()).decode()}"
    assert patch(own, place, 10, DATA[10:], Upload_Checksum=checksum)["Upload-Offset"] == "25"
    assert ask(own, "DELETE", place).status_code == 204
    assert ask(own, "HEAD", place).status_code == 404


def test_each_refusal_has_the_status_of_the_protocol(own):
    place = begin(own)["Location"]
    wrong = f"sha256 {base64.b64encode(b'0' * 32).decode()}"
    answers = {
        "version": ask(own, "PATCH", place, b"x", Tus_Resumable="0.2.2").status_code,
        "type": ask(own, "PATCH", place, b"x", kind="text/plain", Upload_Offset="0").status_code,
        "offset": patch(own, place, 3, b"x").status_code,
        "no offset": ask(own, "PATCH", place, b"x").status_code,
        "checksum": patch(own, place, 0, b"x", Upload_Checksum=wrong).status_code,
        "algorithm": patch(own, place, 0, b"x", Upload_Checksum="crc32 AAAA").status_code,
        "too long": patch(own, place, 0, b"x" * 26).status_code,
        "too large": begin(own, 201 * 1024 * 1024).status_code,
        "purpose": begin(own, purpose="import:none").status_code,
        "method": ask(own, "PUT", place).status_code,
        "strange": patch(own, DOOR + "none/", 0, b"x").status_code,
    }
    assert answers == {
        "version": 412, "type": 415, "offset": 409, "no offset": 400, "checksum": 460, "algorithm": 400,
        "too long": 413, "too large": 413, "purpose": 404, "method": 405, "strange": 404,
    }  # fmt: skip
    assert Upload.objects.get().received == 0


def test_a_part_larger_than_four_megabytes_is_refused_and_one_of_four_is_taken(own):
    mega = 1024 * 1024
    place = begin(own, 9 * mega)["Location"]
    assert patch(own, place, 0, b"x" * (4 * mega + 1)).status_code == 413
    assert patch(own, place, 0, b"x" * 4 * mega)["Upload-Offset"] == str(4 * mega)


def test_a_part_that_broke_off_on_its_way_is_not_half_kept(own):
    place = begin(own)["Location"]
    answer = own.generic(
        "PATCH", place, DATA[:10], content_type=STREAM, CONTENT_LENGTH="25",
        **{"wsgi.input": io.BytesIO(DATA[:10])},
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
    )  # fmt: skip
    assert (answer.status_code, Upload.objects.get().received) == (400, 0)


def test_another_person_does_not_find_the_upload_and_a_forged_page_sends_nothing(own, head, administrator):
    place = begin(own)["Location"]
    other = Client()
    other.force_login(head)
    found = [ask(other, method, place).status_code for method in ("HEAD", "DELETE")]
    assert [*found, patch(other, place, 0, DATA).status_code] == [404, 404, 404]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)
    assert patch(strict, place, 0, DATA).status_code == 403
    assert Upload.objects.get().received == 0


def test_the_form_takes_a_file_that_came_in_parts(own):
    place = begin(own)["Location"]
    code = place.rstrip("/").rsplit("/", 1)[1]
    patch(own, place, 0, DATA)
    answer = own.post(NEW, {"tahun": "2026", "unggahan": code})
    assert ImportRun.objects.get().status == "CHECKED"
    assert own.post(NEW, {"tahun": "2026", "unggahan": code})["Location"] == answer["Location"]


def test_a_wrong_answer_in_the_form_loses_no_upload_and_a_strange_code_is_named(own):
    place = begin(own)["Location"]
    code = place.rstrip("/").rsplit("/", 1)[1]
    assert "Berkas belum sampai seluruhnya" in own.post(NEW, {"tahun": "2026", "unggahan": code}).content.decode()
    patch(own, place, 0, DATA)
    assert f'value="{code}"' in own.post(NEW, {"tahun": "", "unggahan": code}).content.decode()
    assert "Berkas belum sampai seluruhnya" in own.post(NEW, {"tahun": "1", "unggahan": "none"}).content.decode()
    assert not ImportRun.objects.exists()


def test_without_script_more_than_twenty_megabytes_is_refused_with_the_way_out(own):
    file = SimpleUploadedFile("besar.csv", b"x" * (20 * 1024 * 1024 + 1))
    page = own.post(NEW, {"tahun": "2026", "berkas": file}).content.decode()
    assert "Berkas yang lebih besar dari 20 MB dikirim per bagian" in page
