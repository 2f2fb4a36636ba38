"""Taking an issued paper back, and naming the paper that holds instead. Its bytes and its page stay."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from pendopo.audit.services import record
from pendopo.files.models import Document
from pendopo.kernel.access import Actor, require


class DocumentWithdrawn(Exception):
    """The paper was withdrawn; nothing more is done with it."""


@transaction.atomic
def withdraw_document(*, document_id: int, position: str, reason: str, actor: Actor, now: dt.datetime) -> Document:
    """Say of a paper that it does not hold any more; `position` is the post that withdraws it, shown to everybody.

    Raises DocumentWithdrawn for a second time, PermissionDenied. Other packages ask their own permission before.
    """
    document = Document.objects.select_for_update(no_key=True).get(pk=document_id, issued=True)
    require(actor, "files.withdraw", document.unit or None)
    if document.withdrawn_at is not None:
        raise DocumentWithdrawn
    document.withdrawn_at, document.withdrawn_by, document.withdrawn_reason = now, position[:200], reason[:500]
    document.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    _note(document, "withdrawn", actor, now, position=position, reason=document.withdrawn_reason)
    return document


@transaction.atomic
def replace_document(*, document_id: int, by_id: int, actor: Actor, now: dt.datetime) -> Document:
    """Name the paper that holds instead of a withdrawn one, also on the pages of those that it had replaced itself.

    Raises PermissionDenied.
    """
    document = Document.objects.select_for_update(no_key=True).get(pk=document_id, issued=True)
    require(actor, "files.issue", document.unit or None)
    document.replaced_by = Document.objects.get(pk=by_id, issued=True)
    Document.objects.filter(Q(pk=document.pk) | Q(replaced_by=document)).update(replaced_by=document.replaced_by)
    _note(document, "replaced", actor, now, by=document.replaced_by.code)
    return document


def _note(document: Document, what: str, actor: Actor, now: dt.datetime, **data: str) -> None:
    record(
        actor=actor, event=f"files.document.{what}", subject=document.code, unit=document.unit, now=now, data=dict(data)
    )
