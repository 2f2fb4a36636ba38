"""Photos as people meet them: sent several at once, judged beside their twin, shown to everybody once accepted."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.monitoring import queries, services
from pendopo.monitoring.models import EvidencePhoto, ProgressReport
from pendopo.monitoring.tests import factories as f
from pendopo.monitoring.tests.test_photo_checks import jpeg, scene
from pendopo.monitoring.tests.test_photos import DAY, report, send  # noqa: F401
from pendopo.monitoring.tests.test_work_pages import client_as, page, text  # noqa: F401

SYSTEM = f.SYSTEM


def files(*seeds):
    return [SimpleUploadedFile(f"foto-{seed}.jpg", jpeg(scene(seed)), "image/jpeg") for seed in seeds]


def picture_at(door, photo, name):
    return reverse(f"monitoring:{door}", kwargs={"code": photo.report.project.code, "pk": photo.pk, "name": name})


def test_several_photos_are_sent_at_once_and_a_refused_one_is_named(client_as, report):  # noqa: F811
    client = client_as("pptk")
    there = page("add_photos", report.project, pk=report.pk)
    assert "Pilih paling sedikit satu foto" in text(client.post(there, {"key": uuid.uuid4()}))
    own = {"key": uuid.uuid4(), "item": report.items.first().item_id}
    for _twice in range(2):
        assert client.post(there, own | {"photos": files(1, 2)}).status_code == 302
    assert EvidencePhoto.objects.count() == 2
    shown = text(client.post(there, {"key": uuid.uuid4(), "photos": [*files(3), *files(1)]}))
    assert "foto-1.jpg: Foto ini sudah pernah dikirim" in shown
    assert "1 foto tersimpan" in shown
    assert EvidencePhoto.objects.count() == 3


def test_a_report_brings_its_photos_and_sent_again_it_is_one(client_as, project):  # noqa: F811
    f.agreed(project)
    item = queries.plan_in_force(project).items.first().pk
    own = {"key": uuid.uuid4(), "period": 2, f"item-{item}": "100"}
    client = client_as("pengawas")
    there = page("new_report", project)
    assert client.post(there, own | {"photos": files(1)}).status_code == 302
    again = client.post(there, own | {"photos": files(1)}, headers={"X-Kept-Draft": "1"})
    found = ProgressReport.objects.get()
    assert (again.status_code, again.headers["Location"]) == (201, page("report", project, pk=found.pk))
    assert found.photos.count() == 1


def closed(answer):
    """Close the file of an answer without ending the request of the test (`close` would close the connection too)."""
    for close in answer._resource_closers:
        close()


def test_a_suspect_photo_is_accepted_with_a_reason_and_then_public(client_as, report, client):  # noqa: F811
    photo = send(report, jpeg(scene(1)))
    client_as("ppk")
    there = page("photo", report.project, pk=photo.pk)
    assert "Foto tidak memuat lokasi" in text(client.get(there))
    assert "Tulis alasannya" in text(client.post(there, {"act": "terima", "reason": ""}))
    client.post(there, {"act": "terima", "reason": "Sesuai kunjungan"})
    own = client.get(picture_at("photo_picture", photo, "320.jpg"))
    assert (own.status_code, bool(b"".join(own.streaming_content))) == (200, True)
    closed(own)
    picture = picture_at("project_picture", photo, "640.webp")
    client.logout()
    assert client.get(picture).status_code == 404
    f.measured(report)
    services.accept_report(report_id=report.pk, actor=SYSTEM, now=DAY)
    shown = client.get(picture)
    assert shown.status_code == 200
    closed(shown)
    for name in ("project", "project_photos"):
        assert picture in text(client.get(page(name, report.project)))


@pytest.mark.parametrize("role", ["staff", "bendahara"])
def test_those_who_do_not_report_send_none_and_those_who_do_not_judge_see_no_buttons(client_as, report, role):  # noqa: F811
    photo = send(report, jpeg(scene(1)))
    client = client_as(role)
    assert client.post(page("add_photos", report.project, pk=report.pk), {}).status_code == 403
    assert "Tolak foto" not in text(client.get(page("photo", report.project, pk=photo.pk)))
    assert client.post(page("photo", report.project, pk=photo.pk), {"act": "terima"}).status_code == 403
