"""Suppliers that another system has verified, taken over with the key it knows them by."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import CompanyForm, Organisation, Supplier
from pendopo.organisations.states import SUPPLIER

NAME_LENGTH = 200
BATCH = 1_000


@dataclass(frozen=True)
class ImportedSupplier:
    """A supplier as the other system has it."""

    key: str
    name: str
    form: str = CompanyForm.OTHER


@transaction.atomic
def import_suppliers(
    *, source: str, rows: Iterable[ImportedSupplier], actor: Actor, now: dt.datetime
) -> dict[str, int]:
    """Add suppliers that are not known by their key yet; gives key -> supplier. Names of known ones stay as they are.

    The number of queries does not grow with the rows. Raises PermissionDenied.
    """
    require(actor, "organisations.import_suppliers")
    wanted = {row.key: row for row in rows}
    found = _known(source, wanted)
    fresh = [wanted[key] for key in wanted if key not in found]
    if fresh:
        _add(source, fresh, now)
        found = _known(source, wanted)
        data = {"source": source, "added": len(fresh)}
        record(actor=actor, event="organisations.suppliers.imported", now=now, data=data)
    return found


def _known(source: str, keys: Iterable[str]) -> dict[str, int]:
    rows = Supplier.objects.filter(organisation__source=source, organisation__source_key__in=list(keys))
    return dict(rows.values_list("organisation__source_key", "pk"))


def _add(source: str, rows: list[ImportedSupplier], now: dt.datetime) -> None:
    names = {row.key: (row.name[:NAME_LENGTH], row.form) for row in rows}
    has = Organisation.objects.filter(source=source, source_key__in=names)
    known = set(has.values_list("source_key", flat=True))
    Organisation.objects.bulk_create(
        [
            Organisation(name=name, form=form, source=source, source_key=key, created_at=now)
            for key, (name, form) in names.items()
            if key not in known
        ],
        batch_size=BATCH,
    )
    suppliers = [Supplier(organisation=one, registered_at=now, verified_at=now) for one in has.all()]
    for supplier in suppliers:
        SUPPLIER.move(supplier, "adopt")
    Supplier.objects.bulk_create(suppliers, batch_size=BATCH)
