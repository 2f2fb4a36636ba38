"""The acts on what a supplier shows: documents with the day they end, owners and directors."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pendopo.files.services import store_document
from pendopo.kernel.access import Actor, require
from pendopo.organisations.keeping import held_supplier, tell_of_supplier
from pendopo.organisations.models import PersonRole, SupplierDocument, SupplierPerson
from pendopo.organisations.services.suppliers import SupplierRefused

MOST_PARTS = 200
"""Documents, and people, that one record may hold."""


@dataclass(frozen=True)
class PaperValues:
    """A document of a supplier; `file` is (name, bytes)."""

    kind: str
    number: str
    issuer: str = ""
    from_date: dt.date | None = None
    to_date: dt.date | None = None
    file: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class PersonValues:
    """Who owns, leads or works for a supplier; `nik_index` is a keyed hash of the identity number."""

    name: str
    role: str
    share_percent: Decimal | None = None
    nik_index: str = ""
    from_date: dt.date | None = None


@transaction.atomic
def add_supplier_document(*, supplier_id: int, values: PaperValues, actor: Actor, now: dt.datetime) -> SupplierDocument:
    """Keep a document. Raises SupplierRefused with the field, FileRefused, PermissionDenied."""
    supplier = held_supplier(supplier_id)
    require(actor, "organisations.keep_supplier", supplier)
    if values.from_date and values.to_date and values.to_date < values.from_date:
        raise SupplierRefused("to_date")
    if SupplierDocument.objects.filter(supplier=supplier).count() >= MOST_PARTS:
        raise SupplierRefused("kind")
    stored = None
    if values.file:
        label = f"{values.kind} {values.number}: {supplier.organisation.name}"
        name, data = values.file
        stored = store_document(data=data, file_name=name, label=label, actor=actor, now=now)
    made = SupplierDocument.objects.create(
        supplier=supplier, kind=values.kind, number=values.number.strip(), issuer=values.issuer.strip(),
        from_date=values.from_date, to_date=values.to_date, document=stored, added_at=now,
    )  # fmt: skip
    tell_of_supplier("supplier_document.added", supplier, actor, now, kind=values.kind)
    return made


@transaction.atomic
def remove_supplier_document(*, supplier_id: int, document_id: int, actor: Actor, now: dt.datetime) -> None:
    """Take a document out. Raises SupplierDocument.DoesNotExist, PermissionDenied."""
    supplier = held_supplier(supplier_id)
    require(actor, "organisations.keep_supplier", supplier)
    found = SupplierDocument.objects.get(pk=document_id, supplier=supplier)
    tell_of_supplier("supplier_document.removed", supplier, actor, now, kind=found.kind)
    found.delete()


@transaction.atomic
def add_supplier_person(*, supplier_id: int, values: PersonValues, actor: Actor, now: dt.datetime) -> SupplierPerson:
    """Name an owner, director, commissioner or expert. Raises SupplierRefused with the field, PermissionDenied."""
    supplier = held_supplier(supplier_id)
    require(actor, "organisations.keep_supplier", supplier)
    there = SupplierPerson.objects.filter(supplier=supplier, to_date=None)
    shares = sum((one.share_percent or Decimal(0) for one in there if one.role == PersonRole.OWNER), Decimal(0))
    if values.role == PersonRole.OWNER and shares + (values.share_percent or 0) > 100:
        raise SupplierRefused("share_percent")
    if len(there) >= MOST_PARTS:
        raise SupplierRefused("name")
    made = SupplierPerson.objects.create(
        supplier=supplier, name=values.name.strip(), role=values.role, nik_index=values.nik_index,
        share_percent=values.share_percent, from_date=values.from_date,
    )  # fmt: skip
    tell_of_supplier("supplier_person.added", supplier, actor, now, role=values.role)
    return made


@transaction.atomic
def end_supplier_person(*, supplier_id: int, person_id: int, actor: Actor, now: dt.datetime) -> SupplierPerson:
    """The person has no part in the supplier any more; the record of the past stays.

    Raises SupplierPerson.DoesNotExist, PermissionDenied.
    """
    supplier = held_supplier(supplier_id)
    require(actor, "organisations.keep_supplier", supplier)
    person = SupplierPerson.objects.get(pk=person_id, supplier=supplier, to_date=None)
    person.to_date = timezone.localdate(now)
    person.save(update_fields=["to_date"])
    tell_of_supplier("supplier_person.ended", supplier, actor, now, role=person.role)
    return person
