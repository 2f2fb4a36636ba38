"""Files that come in parts: begun, sent part by part, used or given up. Each step asks the purpose's permission."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.files import parts, purposes
from pendopo.files.models import ImportRun, Upload, UploadPart
from pendopo.files.naming import safe_name
from pendopo.files.services.taking import receive_import
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, require

KEPT = dt.timedelta(days=1)
"""How long an upload waits for its next part."""
CHECKSUMS: dict[str, Callable[[bytes], Any]] = {
    "sha256": hashlib.sha256,
    "sha1": partial(hashlib.sha1, usedforsecurity=False),
}
"""tus asks for SHA-1: here it finds damage on the way, and trusts nothing. Parts lie under their SHA-256."""
MOST_AT_ONCE = 5
MOST_BYTES = 600 * 1024 * 1024
"""What one person may have under way."""


class UploadRefused(Exception):
    """The upload may not begin or go on; `status` is the answer's HTTP status, `message` a lazy sentence."""

    def __init__(self, status: int, message: Any) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class UploadUnknown(UploadRefused):
    """There is none of that code, or it is another person's, which is the same to the asker."""

    def __init__(self) -> None:
        super().__init__(404, _("The file has not arrived to its end. Send it again"))


class PartRefused(UploadRefused):
    """A part that does not fit: wrong offset (409), damaged (460), too long (413)."""


@transaction.atomic
def begin_upload(*, purpose: str, file_name: str, size: int, actor: Actor, now: dt.datetime) -> Upload:
    """Open an upload of that many bytes. Raises UploadRefused (kind, size, quota), KeyError, PermissionDenied."""
    wanted = purposes.purpose_of(purpose)
    require(actor, wanted.permission)
    if size > wanted.largest:
        limit = wanted.largest // 1024 // 1024
        raise UploadRefused(413, format_lazy(_("The file is larger than {limit} MB."), limit=limit))
    if size < 1:
        raise UploadRefused(400, _("The file is empty. Choose another one"))
    if not file_name.lower().endswith(wanted.accept):
        raise UploadRefused(415, format_lazy(_("Choose a file of the kind {kinds}"), kinds=", ".join(wanted.accept)))
    _within_quota(actor, size, now)
    upload = Upload.objects.create(
        code=secrets.token_hex(16),
        owner_pk=str(actor.pk),
        purpose=purpose,
        file_name=safe_name(file_name),
        size=size,
        created_at=now,
        expires_at=now + KEPT,
    )
    record(actor=actor, event="files.upload.begun", subject=upload, now=now, data={"size": size})
    return upload


def _within_quota(actor: Actor, size: int, now: dt.datetime) -> None:
    """One person's uploads are counted one after the other, so that two at once do not both pass."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files.upload:{actor.pk}"])
    under_way = Upload.objects.filter(owner_pk=str(actor.pk), used_for="", expires_at__gt=now)
    total = under_way.aggregate(total=Sum("size"))["total"] or 0
    if under_way.count() >= MOST_AT_ONCE or total + size > MOST_BYTES:
        raise UploadRefused(429, _("Too many files of yours are under way. Finish one or give one up first."))


@transaction.atomic
def put_part(*, code: str, start: int, data: bytes, checksum: str = "", actor: Actor, now: dt.datetime) -> Upload:
    """Add the part that begins at that byte. The last part sent again changes nothing.

    `checksum` is what the sender says of it ("sha256 <hex>" or "sha1 <hex>"), empty when it says nothing. Raises
    PartRefused, UploadRefused (410 when its time is over), UploadUnknown, PermissionDenied. Nothing of a refused part
    is kept.
    """
    upload = _locked(code, actor, now)
    require(actor, purposes.purpose_of(upload.purpose).permission)
    found = hashlib.sha256(data).hexdigest()
    algorithm, _space, told = checksum.partition(" ")
    if told and told != CHECKSUMS[algorithm](data).hexdigest():
        raise PartRefused(460, _("The part was damaged on its way. Send it again."))
    if not data or _is_last(upload, start, len(data), found):
        return upload
    _require_fit(upload, start, len(data))
    parts.put(upload.code, data)
    UploadPart.objects.create(upload=upload, start=start, size=len(data), sha256=found)
    upload.received += len(data)
    upload.expires_at = now + KEPT
    _complete(upload, actor, now)
    upload.save()
    return upload


def _is_last(upload: Upload, start: int, size: int, sha256: str) -> bool:
    """Whether this very part came just before: its answer was lost, or another tab was quicker."""
    return start + size == upload.received and upload.parts.filter(start=start, sha256=sha256).exists()


def _require_fit(upload: Upload, start: int, size: int) -> None:
    if start != upload.received:
        raise PartRefused(409, _("The part does not begin where the last one ended."))
    if size > parts.PART or start + size > upload.size:
        raise PartRefused(413, _("The part is too long."))


def _complete(upload: Upload, actor: Actor, now: dt.datetime) -> None:
    """Note the moment of the last part by the database's clock: the upload's lock is held, so nobody is before it."""
    if upload.received == upload.size:
        upload.completed_at = clock.locked_now()
        record(actor=actor, event="files.upload.completed", subject=upload, now=now, data={"size": upload.size})


@transaction.atomic
def receive_upload(*, code: str, format: str, options: Mapping[str, Any], actor: Actor, now: dt.datetime) -> ImportRun:
    """Make an import of a whole upload; asked again, the same run is given. Raises as receive_import, UploadRefused."""
    upload = _locked(code, actor, now)
    require(actor, purposes.purpose_of(upload.purpose).permission)
    if upload.used_for:
        return ImportRun.objects.get(pk=int(upload.used_for))
    if upload.purpose != purposes.IMPORT + format or upload.completed_at is None:
        raise UploadRefused(409, _("The file has not arrived to its end. Send it again"))
    run = receive_import(file=parts.WholeFile(upload), format=format, options=options, actor=actor, now=now)
    upload.used_for = str(run.pk)
    upload.save(update_fields=["used_for"])
    transaction.on_commit(lambda: parts.remove(upload.code))
    return run


@transaction.atomic
def cancel_upload(*, code: str, actor: Actor, now: dt.datetime) -> None:
    """Give an upload up and remove its parts. Raises UploadRefused, UploadUnknown, PermissionDenied."""
    upload = _locked(code, actor, now)
    require(actor, purposes.purpose_of(upload.purpose).permission)
    record(actor=actor, event="files.upload.cancelled", subject=upload, now=now)
    upload.delete()
    transaction.on_commit(lambda: parts.remove(code))


@transaction.atomic
def expire_uploads(*, actor: Actor, now: dt.datetime) -> int:
    """Remove uploads whose time is over, and folders that no upload names; gives how many uploads. By the system."""
    require(actor, "files.sweep")
    over = list(Upload.objects.select_for_update(skip_locked=True).filter(expires_at__lte=now).order_by("pk"))
    Upload.objects.filter(pk__in=[upload.pk for upload in over]).delete()
    lost = parts.abandoned(Upload.objects.values_list("code", flat=True), before=(now - KEPT).timestamp())
    gone = {*(upload.code for upload in over), *lost}
    if over:
        record(actor=actor, event="files.upload.expired", now=now, data={"count": len(over)})
    transaction.on_commit(lambda: parts.remove(*gone))
    return len(over)


def _locked(code: str, actor: Actor, now: dt.datetime) -> Upload:
    """The upload, locked, when it is the actor's own and in time."""
    upload = Upload.objects.select_for_update(no_key=True).filter(code=code, owner_pk=str(actor.pk or "")).first()
    if upload is None:
        raise UploadUnknown
    if upload.expires_at <= now:
        raise UploadRefused(410, _("The time for sending this file is over. Begin again."))
    return upload
