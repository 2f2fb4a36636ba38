"""Evidence photos: received once with what the checks found, judged by another, kept untouched."""

import io
import uuid
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image, ImageOps

from pendopo.accounts.tests import factories as people
from pendopo.files import storage
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import queries, services
from pendopo.monitoring.models import EvidencePhoto, MonitoringRule
from pendopo.monitoring.photo_checks import Taken
from pendopo.monitoring.services import PhotoRefused, PhotoValues, ReportRefused
from pendopo.monitoring.tests import factories as f
from pendopo.monitoring.tests.test_photo_checks import jpeg, scene

DAY = f.week_end(1)


@pytest.fixture
def report(project):
    """The first week's report of a work that has a place."""
    project.latitude, project.longitude = D("-7.3880"), D("109.3640")
    project.save()
    f.agreed(project)
    return f.report(project, 1, ["50", "0", "0"])


def camera(seed, *, latitude=(7, 23, 20.04), taken="2026:12:07 11:50:00"):
    """A photo whose EXIF says where (-7.3889, 109.3640) and when."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken
    exif.get_ifd(0x8825).update({1: "S", 2: latitude, 3: "E", 4: (109, 21, 50.4)})
    target = io.BytesIO()
    scene(seed).save(target, "JPEG", quality=90, exif=exif)
    return target.getvalue()


def send(report, data, *, key=None, actor=SYSTEM, now=DAY, **more):
    values = PhotoValues(key=key or uuid.uuid4(), data=data, file_name="foto.jpg", **more)
    return services.receive_photo(report_id=report.pk, values=values, actor=actor, now=now)


def test_a_photo_keeps_its_bytes_and_says_how_far_from_the_site_it_was_taken(report):
    data = camera(1, latitude=(7, 23, 18))
    photo = send(report, data)
    assert (photo.status, photo.findings, photo.distance_meters, photo.place_source) == ("RECEIVED", [], 37, "EXIF")
    assert storage.path_of(photo.sha256).read_bytes() == data
    shown = storage.path_of(photo.document.renditions.get(name="320.jpg").sha256).read_bytes()
    assert not dict(Image.open(io.BytesIO(shown)).getexif())
    assert send(report, camera(2)).findings == ["far"]


def test_without_place_or_time_a_photo_is_suspect_not_refused_and_the_phone_can_say_them(report):
    assert (send(report, jpeg(scene(1))).status, EvidencePhoto.objects.get().findings) == (
        "SUSPECT", ["no_place", "no_time"],
    )  # fmt: skip
    photo = send(report, jpeg(scene(2)), taken=Taken(DAY, -7.3889, 109.3640, 12))
    assert (photo.status, photo.findings, photo.distance_meters) == ("RECEIVED", [], 100)


def test_the_same_photo_is_taken_once_and_its_bytes_serve_no_second_time(report):
    key = uuid.uuid4()
    assert send(report, camera(1), key=key) == send(report, camera(1), key=key)
    for data, own, code in ((camera(2), key, "key_taken"), (camera(1), None, "used"), (b"%PDF-1.7", None, "no_photo")):
        with pytest.raises(PhotoRefused) as refused:
            send(report, data, key=own)
        assert refused.value.code == code
    assert EvidencePhoto.objects.count() == 1


def test_a_mirrored_copy_from_another_work_is_suspect_with_its_twin(report, lines, opd):
    first = send(report, camera(1, latitude=(7, 23, 18)))
    f.started(f.contract(opd, lines[1], number="027/2"))
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    other = type(report.project).objects.exclude(pk=report.project_id).get()
    f.agreed(other)
    copied = send(f.report(other, 1, ["50", "0", "0"]), jpeg(ImageOps.mirror(scene(1)), 60))
    assert (copied.status, "reused" in copied.findings, copied.twin) == ("SUSPECT", True, first)
    assert copied.twin_bits <= 4


def test_another_accepts_with_a_reason_where_it_is_suspect_and_nobody_their_own(report, opd):
    sender = people.person("pptk@contoh.id", "Pelaksana", roles=["pptk"], unit=opd)
    judge = people.person("pengawas@contoh.id", "Pengawas", roles=["pengawas"], unit=opd)
    photo = send(report, jpeg(scene(1)), actor=sender)
    for actor, reason, code in ((judge, " ", "reason"), (sender, "Saya lihat", "own_photo")):
        with pytest.raises(PhotoRefused) as refused:
            services.accept_photo(photo_id=photo.pk, actor=actor, now=DAY, reason=reason)
        assert refused.value.code == code
    with pytest.raises(PermissionDenied):
        services.reject_photo(photo_id=photo.pk, actor=people.person("w@contoh.id", "W"), now=DAY, reason="x")
    done = services.accept_photo(photo_id=photo.pk, actor=judge, now=DAY, reason="Saya di lokasi, benar")
    assert (done.status, done.judged_label) == ("ACCEPTED", judge.label)


def test_the_strict_gate_asks_a_photo_of_each_item_that_rose(report):
    MonitoringRule.objects.filter(code="PHOTO_GATE").update(value={"per": "ITEM"})
    f.measured(report)
    f.photographed(report)
    first = report.items.first().item_id
    with pytest.raises(ReportRefused) as refused:
        services.accept_report(report_id=report.pk, actor=SYSTEM, now=DAY)
    assert [(one.code, one.item_id) for one in refused.value.problems] == [("no_photo", first)]
    f.photographed(report, item_id=first)
    services.accept_report(report_id=report.pk, actor=SYSTEM, now=DAY)
    assert len(queries.photos_accepted(report.project)) == 2
    with pytest.raises(PhotoRefused) as closed:
        send(report, camera(5))
    assert closed.value.code == "closed"
