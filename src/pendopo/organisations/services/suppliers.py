"""The acts on suppliers: one record for each legal person."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Organisation, Supplier
from pendopo.organisations.states import SUPPLIER


class SupplierKnown(Exception):
    """The business number (NIB) belongs to an organisation that is registered already: `supplier_id`."""

    def __init__(self, supplier_id: int | None) -> None:
        super().__init__(str(supplier_id))
        self.supplier_id = supplier_id


class SupplierRefused(Exception):
    """The NIB is not 13 digits, or the name is missing: `field`."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class OrganisationValues:
    """What is known of a legal person. `nib` is empty only where none is needed (community groups)."""

    name: str
    form: str
    nib: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""


@transaction.atomic
def register_supplier(*, values: OrganisationValues, scale: str, actor: Actor, now: dt.datetime) -> Supplier:
    """Register a legal person as supplier, to be verified. Raises SupplierKnown, SupplierRefused, PermissionDenied."""
    require(actor, "organisations.register_supplier")
    if not values.name.strip():
        raise SupplierRefused("name")
    if values.nib and not (values.nib.isdigit() and len(values.nib) == 13):
        raise SupplierRefused("nib")
    known = Organisation.objects.filter(nib=values.nib).exclude(nib="").first()
    if known is not None:
        raise SupplierKnown(Supplier.objects.filter(organisation=known).values_list("pk", flat=True).first())
    organisation = Organisation.objects.create(**asdict(values), created_at=now)
    supplier = Supplier(organisation=organisation, scale=scale, registered_at=now)
    SUPPLIER.move(supplier, "submit")
    supplier.save()
    data = {"name": organisation.name, "nib": organisation.nib}
    record(actor=actor, event="organisations.supplier.registered", subject=supplier, now=now, data=data)
    return supplier


@transaction.atomic
def verify_supplier(*, supplier_id: int, actor: Actor, now: dt.datetime) -> Supplier:
    """Its documents were looked at and stand. Raises MoveRefused, PermissionDenied."""
    require(actor, "organisations.verify_supplier")
    supplier = Supplier.objects.select_for_update(of=("self",), no_key=True).get(pk=supplier_id)
    SUPPLIER.move(supplier, "verify")
    supplier.verified_at = now
    supplier.save(update_fields=["status", "verified_at"])
    data = {"name": supplier.organisation.name}
    record(actor=actor, event="organisations.supplier.verified", subject=supplier, now=now, data=data)
    return supplier


@transaction.atomic
def return_supplier(*, supplier_id: int, reason: str, actor: Actor, now: dt.datetime) -> Supplier:
    """Send the registration back with a reason. Raises SupplierRefused, MoveRefused, PermissionDenied."""
    require(actor, "organisations.verify_supplier")
    if not reason.strip():
        raise SupplierRefused("reason")
    supplier = Supplier.objects.select_for_update(of=("self",), no_key=True).get(pk=supplier_id)
    SUPPLIER.move(supplier, "return")
    supplier.status_note = reason.strip()[:500]
    supplier.save(update_fields=["status", "status_note"])
    data = {"name": supplier.organisation.name, "reason": supplier.status_note}
    record(actor=actor, event="organisations.supplier.returned", subject=supplier, now=now, data=data)
    return supplier
