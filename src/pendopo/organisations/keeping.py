"""What the acts on a supplier's record share: the record under its lock, and what the log says."""

import datetime as dt
from typing import Any

from pendopo.audit.services import record
from pendopo.kernel.access import Actor
from pendopo.organisations.models import Supplier


def tell_of_supplier(event: str, supplier: Supplier, actor: Actor, now: dt.datetime, **data: Any) -> None:
    """Record an act on a supplier's record."""
    told = {"name": supplier.organisation.name, **data}
    record(actor=actor, event=f"organisations.{event}", subject=supplier, now=now, data=told)


def held_supplier(supplier_id: int) -> Supplier:
    """The supplier under its lock."""
    found = Supplier.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    return found.get(pk=supplier_id)
