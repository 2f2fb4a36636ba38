"""The acts on evidence photos: receive one with its checks, accept it, reject it. Nothing is ever replaced."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.files.models import Document
from pendopo.files.services import store_document
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.monitoring import photo_checks
from pendopo.monitoring.models import EvidencePhoto, ItemProgress, ProgressReport
from pendopo.monitoring.photo_checks import PhotoRule, Taken
from pendopo.monitoring.queries import twin_of
from pendopo.monitoring.ruling import rule_on
from pendopo.monitoring.states import ReportStatus
from pendopo.monitoring.states_photos import PHOTO, PhotoStatus

MOST = 60
"""Photos of one report."""

UNKNOWN = Taken()
"""The phone says neither when nor where."""


class PhotoRefused(Exception):
    """The photo cannot be taken or judged: `code` says why (see `photo_words`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PhotoValues:
    """A photo as a phone sends it. `key` is made there; place and time count where the camera wrote none."""

    key: UUID
    data: bytes
    file_name: str
    item_id: int | None = None
    taken: Taken = UNKNOWN


@transaction.atomic
def receive_photo(*, report_id: int, values: PhotoValues, actor: Actor, now: dt.datetime) -> EvidencePhoto:
    """Store a photo of a report with what the checks found. Sent again by its key, it is the same photo.

    Raises PhotoRefused (the same bytes were used before, the report is closed), FileRefused, PermissionDenied.
    """
    report = ProgressReport.objects.select_for_update(of=("self",)).select_related("project__unit").get(pk=report_id)
    require(actor, "monitoring.report_progress", report.project)
    digest = sha256(values.data).hexdigest()
    if (sent := EvidencePhoto.objects.filter(key=values.key).first()) is not None:
        return _same(sent, report, digest)
    _refuse_closed(report, values, digest)
    document = store_document(
        data=values.data, file_name=values.file_name, label=f"{report.project.title}, {report.period}",
        unit=report.project.unit.name, actor=actor, now=now,
    )  # fmt: skip
    photo = EvidencePhoto(
        key=values.key, report=report, item_id=values.item_id, document=document, sha256=digest, received_at=now,
        author_id=actor.pk, author_label=actor.label,
    )  # fmt: skip
    _check(photo, values, now)
    if any(code in photo_checks.SUSPICIONS for code in photo.findings):
        PHOTO.move(photo, "suspect")
    photo.save()
    _tell(photo, "received", actor, now, findings=photo.findings)
    return photo


def _same(sent: EvidencePhoto, report: ProgressReport, digest: str) -> EvidencePhoto:
    if sent.report_id != report.pk or sent.sha256 != digest:
        raise PhotoRefused("key_taken")
    return sent


def _refuse_closed(report: ProgressReport, values: PhotoValues, digest: str) -> None:
    if report.status not in {ReportStatus.SUBMITTED, ReportStatus.MEASURED}:
        raise PhotoRefused("closed")
    if not _is_photo(values.data):
        raise PhotoRefused("no_photo")
    if values.item_id is not None and not report.items.filter(item_id=values.item_id).exists():
        raise PhotoRefused("unknown_item")
    if EvidencePhoto.objects.filter(sha256=digest).exists():
        raise PhotoRefused("used")
    if report.photos.count() >= MOST:
        raise PhotoRefused("many")


def _is_photo(data: bytes) -> bool:
    return data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[8:12] == b"WEBP"


def _check(photo: EvidencePhoto, values: PhotoValues, now: dt.datetime) -> None:
    report, project = photo.report, photo.report.project
    rule = PhotoRule.of(rule_on("PHOTO", report.ends_date))
    taken = _taken(photo.document, values.taken, photo)
    distance = None
    if taken.latitude is not None and taken.longitude is not None:
        photo.latitude, photo.longitude = (Decimal(str(round(at, 6))) for at in (taken.latitude, taken.longitude))
        if project.latitude is not None and project.longitude is not None:
            place = (float(project.latitude), float(project.longitude))
            distance = photo_checks.distance_meters(taken.latitude, taken.longitude, *place)
    photo.taken_at, photo.accuracy_meters = taken.at, round(taken.accuracy)
    photo.distance_meters = None if distance is None else round(distance)
    day = timezone.localdate(taken.at) if taken.at else None
    period = (report.starts_date, report.ends_date)
    photo.findings = [
        *photo_checks.place_findings(distance, taken, rule),
        *photo_checks.time_findings(day, taken, now, period, rule),
        *_look_alike(photo, values.data, rule),
    ]


def _taken(document: Document, phone: Taken, photo: EvidencePhoto) -> Taken:
    """What the camera wrote counts before what the phone sends beside it."""
    exif = document.evidence
    at = phone.at
    try:
        said = dt.datetime.strptime(exif.get("taken", ""), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - cameras know no zone
        at = timezone.make_aware(said)
    except ValueError:
        pass
    if "latitude" in exif and "longitude" in exif:
        photo.place_source = "EXIF"
        return Taken(at, exif["latitude"], exif["longitude"], 0.0)
    photo.place_source = "PHONE" if phone.latitude is not None else ""
    return Taken(at, phone.latitude, phone.longitude, phone.accuracy)


def _look_alike(photo: EvidencePhoto, data: bytes, rule: PhotoRule) -> list[str]:
    hashes = photo_checks.hashes_of(data)
    photo.phash = hashes[0]
    found = twin_of(hashes, photo.report, photo.item_id, rule.hamming_bits)
    if found is None:
        return []
    photo.twin_id, photo.twin_bits = found
    twin = EvidencePhoto.objects.select_related("report").get(pk=photo.twin_id)
    same_item = twin.report.project_id == photo.report.project_id and twin.item_id == photo.item_id
    risen = _quantity(photo) > _quantity(twin)
    return [photo_checks.reuse_finding(found[1], rule, same_item=same_item, risen=risen)]


def _quantity(photo: EvidencePhoto) -> Decimal:
    """What the report claims of the photo's item; of the whole work, its percent."""
    if photo.item_id is None:
        return photo.report.claimed_percent or Decimal(0)
    row = ItemProgress.objects.filter(report_id=photo.report_id, item_id=photo.item_id).first()
    return row.claimed_quantity if row else Decimal(0)


def _locked(photo_id: int) -> EvidencePhoto:
    found = EvidencePhoto.objects.select_for_update(of=("self",)).select_related("report__project__unit")
    return found.get(pk=photo_id)


@transaction.atomic
def accept_photo(*, photo_id: int, actor: Actor, now: dt.datetime, reason: str = "") -> EvidencePhoto:
    """Take a photo as evidence; a suspect one needs a reason. Raises PhotoRefused, MoveRefused, PermissionDenied."""
    photo = _locked(photo_id)
    require(actor, "monitoring.judge_photo", photo.report.project)
    _refuse_own(photo, actor)
    if photo.status == PhotoStatus.SUSPECT and not reason.strip():
        raise PhotoRefused("reason")
    return _judged(photo, "accept", reason, actor, now)


@transaction.atomic
def reject_photo(*, photo_id: int, reason: str, actor: Actor, now: dt.datetime) -> EvidencePhoto:
    """Refuse a photo as evidence, with a reason; it stays. Raises PhotoRefused, MoveRefused, PermissionDenied."""
    photo = _locked(photo_id)
    require(actor, "monitoring.judge_photo", photo.report.project)
    _refuse_own(photo, actor)
    if not reason.strip():
        raise PhotoRefused("reason")
    return _judged(photo, "reject", reason, actor, now)


def _refuse_own(photo: EvidencePhoto, actor: Actor) -> None:
    if actor.pk is not None and actor.pk in {photo.author_id, photo.report.author_id}:
        raise PhotoRefused("own_photo")


def _judged(photo: EvidencePhoto, act: str, reason: str, actor: Actor, now: dt.datetime) -> EvidencePhoto:
    PHOTO.move(photo, act)
    photo.judged_at, photo.judged_label, photo.judged_reason = now, actor.label, reason.strip()[:500]
    photo.save(update_fields=["status", "judged_at", "judged_label", "judged_reason"])
    _tell(photo, f"{act}ed", actor, now, reason=photo.judged_reason)
    return photo


def _tell(photo: EvidencePhoto, what: str, actor: Actor, now: dt.datetime, **data: Any) -> None:
    project = photo.report.project
    told = {"code": project.code, "title": project.title, "period": photo.report.period, "sha256": photo.sha256}
    event = f"monitoring.photo.{what}"
    record(actor=actor, event=event, subject=project, unit=project.unit, now=now, data=told | data)
    topics.touch("monitoring")
