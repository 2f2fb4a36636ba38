"""Papers that this instance prints itself: issuing, signing, making public."""

import datetime as dt
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.files import signing, storage
from pendopo.files.models import Document, DocumentKind, Signature, Signer
from pendopo.files.naming import safe_name
from pendopo.files.services.revoking import DocumentWithdrawn
from pendopo.files.signing import SigningRequest
from pendopo.kernel.access import Actor, require

LONG_ENOUGH = dt.timedelta(days=1)


@transaction.atomic
def issue_document(
    *,
    code: str,
    data: bytes,
    file_name: str,
    label: str,
    actor: Actor,
    now: dt.datetime,
    unit: str = "",
    public: bool = False,
    media_type: str = "application/pdf",
) -> Document:
    """Store a paper that this instance has printed, under the code (`naming.new_code`) that stands on it.

    Raises PermissionDenied. Other packages ask their own permission before.
    """
    require(actor, "files.issue", unit or None)
    document = Document.objects.create(
        code=code,
        sha256=storage.put(data),
        size=len(data),
        kind=DocumentKind.DOCUMENT if media_type == "application/pdf" else DocumentKind.ARCHIVE,
        media_type=media_type,
        file_name=safe_name(file_name),
        label=label[:200],
        unit=unit[:200],
        owner_pk=str(actor.pk or ""),
        public=public,
        scanner="NONE",
        issued=True,
        created_at=now,
    )
    found = {"sha256": document.sha256, "size": document.size}
    record(actor=actor, event="files.document.issued", subject=code, unit=unit, now=now, data=found)
    return document


@transaction.atomic
def sign_document(
    *, document_id: int, position: str, organisation: str, reason: str, actor: Actor, now: dt.datetime
) -> Signature:
    """Put the actor's electronic signature (PAdES) behind those that the paper has.

    The bytes after each signature are kept, so that a copy made between two signatures is still known. Raises
    SigningUnavailable, DocumentWithdrawn, PermissionDenied.
    """
    document = Document.objects.select_for_update(no_key=True).get(pk=document_id, issued=True)
    require(actor, "files.sign", document.unit or None)
    if document.withdrawn_at is not None:
        raise DocumentWithdrawn
    number = document.signatures.count() + 1
    request = SigningRequest(actor.label, position, organisation, reason, number, now)
    name, provider = signing.current()
    signer = _signer(name, provider, str(actor.pk or ""), request)
    before = document.sha256
    data = provider.sign(storage.path_of(before).read_bytes(), signer.fingerprint, request)
    document.sha256, document.size = storage.put(data), len(data)
    document.save(update_fields=["sha256", "size"])
    signature = Signature.objects.create(
        document=document,
        signer=signer,
        number=number,
        reason=reason[:200],
        before=before,
        sha256=document.sha256,
        signed_at=now,
    )
    found = {"sha256": document.sha256, "position": position, "certificate": signer.fingerprint}
    record(actor=actor, event="files.document.signed", subject=document.code, unit=document.unit, now=now, data=found)
    return signature


def _signer(name: str, provider: Any, actor_pk: str, request: SigningRequest) -> Signer:
    """The person's certificate for the post, a new one when none is good any more."""
    known = Signer.objects.filter(actor_pk=actor_pk, provider=name, name=request.name, position=request.position)
    found = known.filter(valid_from__lte=request.at, valid_to__gt=request.at + LONG_ENOUGH).order_by("-pk").first()
    if found is not None:
        return found
    made = provider.certificate_for(request)
    return Signer.objects.create(
        actor_pk=actor_pk,
        name=request.name,
        position=request.position,
        provider=name,
        certificate=made.pem,
        subject=made.subject[:400],
        fingerprint=made.fingerprint,
        valid_from=made.valid_from,
        valid_to=made.valid_to,
    )


@transaction.atomic
def release_document(*, document_id: int, actor: Actor, now: dt.datetime) -> Document:
    """Make a paper public; nothing happens to one that is, and photos stay what they are. Raises PermissionDenied."""
    document = Document.objects.select_for_update(no_key=True).get(pk=document_id, kind=DocumentKind.DOCUMENT)
    require(actor, "files.release", document.unit or None)
    if not document.public:
        document.public = True
        document.save(update_fields=["public"])
        record(actor=actor, event="files.document.released", subject=document.code, unit=document.unit, now=now)
    return document
