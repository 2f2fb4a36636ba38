"""Taking documents in."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.files import pictures, storage
from pendopo.files.inspection import FileRefused, inspect
from pendopo.files.models import Document, DocumentKind, Rendition
from pendopo.files.naming import new_code, safe_name
from pendopo.files.scan import SCANNERS
from pendopo.kernel.access import Actor, require


@transaction.atomic
def store_document(
    *,
    data: bytes,
    file_name: str,
    label: str,
    actor: Actor,
    now: dt.datetime,
    unit: str = "",
    public: bool = False,
) -> Document:
    """Check, scan and store a file with the renditions of a photo.

    Raises FileRefused (type, size, content, virus), ScannerUnavailable, PermissionDenied. Bytes are on disk before the
    row is; a transaction that fails leaves at most bytes that no row names.
    """
    require(actor, "files.store", unit or None)
    kind, media_type = inspect(data)
    scanner = getattr(settings, "PENDOPO_SCANNER", "NONE")
    if SCANNERS[scanner].found_in(data):
        raise FileRefused(_("The virus scanner refuses this file."))
    photos = pictures.renditions_of(data) if kind == DocumentKind.PHOTO else []
    document = Document.objects.create(
        code=new_code(),
        sha256=storage.put(data),
        size=len(data),
        kind=kind,
        media_type=media_type,
        file_name=safe_name(file_name),
        label=label[:200],
        unit=unit[:200],
        owner_pk=str(actor.pk or ""),
        public=public,
        scanner=scanner,
        evidence=pictures.evidence_of(data) if kind == DocumentKind.PHOTO else {},
        created_at=now,
    )
    Rendition.objects.bulk_create(_rendition(document, photo) for photo in photos)
    record(
        actor=actor,
        event="files.document.stored",
        subject=document.code,
        unit=unit,
        now=now,
        data={"sha256": document.sha256, "size": document.size},
    )
    return document


def _rendition(document: Document, photo: pictures.Picture) -> Rendition:
    return Rendition(
        document=document,
        name=photo.name,
        media_type=photo.media_type,
        width=photo.width,
        height=photo.height,
        sha256=storage.put(photo.data),
        size=len(photo.data),
    )
