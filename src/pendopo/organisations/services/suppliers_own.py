"""The acts of a supplier on its own record: begun, changed, sent for verification; its documents and people.

`organisations.keep_supplier` says who may: the procurement unit, and the accounts that procurement knows.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from pendopo.kernel.access import Actor, require
from pendopo.organisations import npwp as numbers
from pendopo.organisations.choices import Scale
from pendopo.organisations.keeping import held_supplier, tell_of_supplier
from pendopo.organisations.models import Organisation, Supplier
from pendopo.organisations.services.suppliers import SupplierKnown, SupplierRefused
from pendopo.organisations.states import SUPPLIER, SupplierStatus

NIB_DIGITS, KBLI_DIGITS, MOST_KBLI = 13, 5, 30
CONTACT = ("email", "phone")


class TaxNumberKnown(Exception):
    """Another organisation has this tax number (NPWP)."""


@dataclass(frozen=True)
class SupplierValues:
    """What a supplier says of itself. `kbli` are codes of the classification of business fields, five digits each."""

    nib: str
    npwp: str
    name: str
    form: str
    scale: str
    address: str
    kbli: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""


def _checked(values: SupplierValues, *, needs_npwp: bool) -> None:
    wrong = {
        "nib": not (values.nib.isdigit() and len(values.nib) == NIB_DIGITS),
        "npwp": not numbers.is_well_formed(values.npwp) and (needs_npwp or bool(values.npwp)),
        "name": not values.name.strip(),
        "address": not values.address.strip(),
        "scale": values.scale not in Scale.values,
        "kbli": len(values.kbli) > MOST_KBLI
        or not all(code.isdigit() and len(code) == KBLI_DIGITS for code in values.kbli),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise SupplierRefused(field)


def _put(organisation: Organisation, values: SupplierValues) -> None:
    """Write the organisation. Raises SupplierKnown, TaxNumberKnown."""
    others = Organisation.objects.exclude(pk=organisation.pk)
    known = others.filter(nib=values.nib).first()
    if known is not None:
        raise SupplierKnown(Supplier.objects.filter(organisation=known).values_list("pk", flat=True).first())
    if values.npwp:
        organisation.npwp_index = numbers.blind_index(values.npwp)
        organisation.npwp_cipher = numbers.encrypt(values.npwp)
        if others.filter(npwp_index=organisation.npwp_index).exists():
            raise TaxNumberKnown
    for field in ("nib", "form", *CONTACT):
        setattr(organisation, field, getattr(values, field))
    organisation.name, organisation.address = values.name.strip(), values.address.strip()
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        # Somebody registered the same number at this moment.
        raise SupplierKnown(
            Supplier.objects.filter(organisation__nib=values.nib).values_list("pk", flat=True).first()
        ) from None


@transaction.atomic
def register_own_supplier(*, values: SupplierValues, actor: Actor, now: dt.datetime) -> Supplier:
    """Begin the record of a legal person; it is sent for verification when its documents are there.

    Raises SupplierKnown (claim that record instead), TaxNumberKnown, SupplierRefused, PermissionDenied.
    """
    require(actor, "organisations.register_own_supplier")
    _checked(values, needs_npwp=True)
    organisation = Organisation(created_at=now)
    _put(organisation, values)
    supplier = Supplier.objects.create(
        organisation=organisation, scale=values.scale, fields_of_work=list(values.kbli), registered_at=now
    )
    tell_of_supplier("supplier.opened", supplier, actor, now)
    return supplier


@transaction.atomic
def change_supplier(*, supplier_id: int, values: SupplierValues, actor: Actor, now: dt.datetime) -> Supplier:
    """Write the record anew; an empty tax number keeps the one that is there.

    What was verified waits for verification again, unless only the e-mail or the phone changed.
    Raises SupplierKnown, TaxNumberKnown, SupplierRefused, PermissionDenied.
    """
    supplier = held_supplier(supplier_id)
    require(actor, "organisations.keep_supplier", supplier)
    organisation = supplier.organisation
    _checked(values, needs_npwp=not organisation.npwp_index)
    before = _weighty(supplier)
    _put(organisation, values)
    supplier.scale, supplier.fields_of_work = values.scale, list(values.kbli)
    if supplier.status == SupplierStatus.VERIFIED and _weighty(supplier) != before:
        SUPPLIER.move(supplier, "change")
    supplier.save(update_fields=["scale", "fields_of_work", "status"])
    tell_of_supplier("supplier.changed", supplier, actor, now)
    return supplier


def _weighty(supplier: Supplier) -> tuple[Any, ...]:
    """What the procurement unit looked at."""
    one = supplier.organisation
    own = (one.name, one.form, one.nib, one.npwp_index, one.address)
    return (*own, supplier.scale, tuple(supplier.fields_of_work))


@transaction.atomic
def submit_supplier(*, supplier_id: int, actor: Actor, now: dt.datetime) -> Supplier:
    """Send the record for verification. Raises MoveRefused, PermissionDenied."""
    supplier = held_supplier(supplier_id)
    require(actor, "organisations.keep_supplier", supplier)
    SUPPLIER.move(supplier, "submit")
    supplier.status_note = ""
    supplier.save(update_fields=["status", "status_note"])
    tell_of_supplier("supplier.submitted", supplier, actor, now)
    return supplier
