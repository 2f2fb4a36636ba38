"""The acts on a supplier's record beside its values: sent, verified or returned, its capacity, papers that end."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.access import Actor, require
from pendopo.organisations import services as organisations
from pendopo.organisations.models import Supplier
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import CapacityKind, PaperReminder, SupplierCapacity
from pendopo.procurement.queries.suppliers import missing_for, papers_ending
from pendopo.procurement.rules_suppliers import reminder_due
from pendopo.procurement.supplying import held_supplier, people_of, tell_accounts, tell_of, tell_unit

MOST_CAPACITY = 200


class SupplierIncomplete(Exception):
    """What is still missing before the record can be sent, as codes."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True)
class CapacityValues:
    """A machine, a skilled person, a work done or in hand; `amount` rupiah with two places."""

    kind: str
    name: str
    quantity: int = 1
    amount: Decimal | None = None
    client: str = ""
    from_date: dt.date | None = None
    to_date: dt.date | None = None


@transaction.atomic
def send_supplier(*, supplier_id: int, actor: Actor, now: dt.datetime) -> Supplier:
    """Send a complete record for verification; the procurement unit is told.

    Raises SupplierIncomplete, MoveRefused, PermissionDenied.
    """
    supplier = held_supplier(supplier_id)
    require(actor, "procurement.act_for_supplier", supplier)
    if missing := missing_for(supplier, timezone.localdate(now)):
        raise SupplierIncomplete(missing)
    sent = organisations.submit_supplier(supplier_id=supplier_id, actor=actor, now=now)
    subject = _("A supplier waits for verification")
    tell_unit("procurement.supplier.sent", subject, {"supplier": supplier}, now)
    return sent


@transaction.atomic
def verify_supplier(*, supplier_id: int, actor: Actor, now: dt.datetime) -> Supplier:
    """Its documents stand; the supplier is told. Raises MoveRefused, PermissionDenied."""
    require(actor, "organisations.verify_supplier")
    supplier = organisations.verify_supplier(supplier_id=supplier_id, actor=actor, now=now)
    tell_accounts(supplier, "procurement.supplier.verified", _("Your firm is verified"), {}, now)
    return supplier


@transaction.atomic
def return_supplier(*, supplier_id: int, reason: str, actor: Actor, now: dt.datetime) -> Supplier:
    """Send the record back with a reason; the supplier is told.

    Raises organisations.SupplierRefused, MoveRefused, PermissionDenied.
    """
    require(actor, "organisations.verify_supplier")
    supplier = organisations.return_supplier(supplier_id=supplier_id, reason=reason, actor=actor, now=now)
    tell_accounts(supplier, "procurement.supplier.returned", _("Your firm's record was returned"), {}, now)
    return supplier


@transaction.atomic
def add_capacity(*, supplier_id: int, values: CapacityValues, actor: Actor, now: dt.datetime) -> SupplierCapacity:
    """State a part of the supplier's capacity. Raises organisations.SupplierRefused with the field."""
    supplier = held_supplier(supplier_id)
    require(actor, "procurement.act_for_supplier", supplier)
    if values.from_date and values.to_date and values.to_date < values.from_date:
        raise organisations.SupplierRefused("to_date")
    if SupplierCapacity.objects.filter(supplier=supplier).count() >= MOST_CAPACITY:
        raise organisations.SupplierRefused("name")
    own = vars(values) | {"kind": CapacityKind(values.kind), "name": values.name.strip()}
    made = SupplierCapacity.objects.create(supplier=supplier, added_at=now, **own)
    tell_of("supplier_capacity.added", supplier, actor, now, kind=made.kind)
    return made


@transaction.atomic
def remove_capacity(*, supplier_id: int, capacity_id: int, actor: Actor, now: dt.datetime) -> None:
    """Take a part of the capacity out. Raises SupplierCapacity.DoesNotExist, PermissionDenied."""
    supplier = held_supplier(supplier_id)
    require(actor, "procurement.act_for_supplier", supplier)
    found = SupplierCapacity.objects.get(pk=capacity_id, supplier=supplier)
    tell_of("supplier_capacity.removed", supplier, actor, now, kind=found.kind)
    found.delete()


@transaction.atomic
def remind_of_papers(*, actor: Actor, now: dt.datetime) -> int:
    """Tell suppliers of documents that end in 30 and 7 days, and that ended; each mark once, gives how many.

    A missed day is caught up: a document with five days left gets the reminder of seven days.
    """
    require(actor, "procurement.remind_papers")
    today = timezone.localdate(now)
    marks = rule_on("SUPPLIER_PAPERS", today)["reminder_days"]
    rows = papers_ending(today + dt.timedelta(days=max(marks)))
    told = set(
        PaperReminder.objects.filter(document__in=[row for row, _end in rows]).values_list("document_id", "mark")
    )
    listeners = people_of({row.supplier_id for row, _end in rows})
    sent = 0
    for row, end in rows:
        days = (end - today).days
        mark = reminder_due(marks, days)
        if mark is None or (row.pk, mark) in told or row.supplier_id not in listeners:
            continue
        PaperReminder.objects.create(document=row, mark=mark, sent_at=now)
        subject = _("A document of your firm ends soon") if days > 0 else _("A document of your firm has ended")
        tell_accounts(row.supplier, "procurement.supplier_paper.reminded", subject, {"paper": row, "days": days}, now)
        tell_of("supplier_paper.reminded", row.supplier, actor, now, kind=row.kind, days=days)
        sent += 1
    return sent
