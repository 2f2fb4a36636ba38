"""The acts on the government's catalogue: a supplier writes an item, the procurement unit looks at it and lists it."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.cataloguing import ItemRefused, ItemValues
from pendopo.procurement.models import CatalogueItem
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.searching import drop_item, put_item
from pendopo.procurement.states import CATALOGUE_ITEM, ITEM_EDITABLE, ItemStatus

LOOSE = {"stock", "delivery_days"}
"""What may change in a listed item without another review."""


def _locked(item_id: int) -> CatalogueItem:
    found = CatalogueItem.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("supplier__organisation", "kecamatan").get(pk=item_id)


def _tell(item: CatalogueItem, what: str, actor: Actor, now: dt.datetime, **more: Any) -> None:
    data = {"name": item.name, "supplier": str(item.supplier), "price": str(item.price_amount), "measure": item.measure}
    record(actor=actor, event=f"procurement.item.{what}", subject=item, now=now, data=data | more)


def _show(item: CatalogueItem, actor: Actor, *, before: str) -> None:
    """Public pages and the search follow where the item is listed, or was until now."""
    if ItemStatus.LISTED not in (before, item.status):
        return
    topics.touch("katalog")
    if item.status == ItemStatus.LISTED:
        put_item(item, actor)
    else:
        drop_item(item, actor)


def _keep(item: CatalogueItem) -> None:
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:
        if "procurement_item_once" in str(error):
            raise ItemRefused("twice") from error
        raise


@transaction.atomic
def draft_item(*, supplier_id: int, values: ItemValues, actor: Actor, now: dt.datetime) -> CatalogueItem:
    """Write an item that nobody else sees yet. Raises ItemRefused, PermissionDenied."""
    supplier = Supplier.objects.select_related("organisation").get(pk=supplier_id)
    require(actor, "procurement.offer_item", supplier)
    if values.price_amount <= 0:
        raise ItemRefused("price")
    item = CatalogueItem(supplier=supplier, created_at=now, changed_at=now, **asdict(values))
    _keep(item)
    _tell(item, "drafted", actor, now)
    return item


@transaction.atomic
def change_item(*, item_id: int, values: ItemValues, actor: Actor, now: dt.datetime) -> CatalogueItem:
    """Change an item. A listed one is looked at again, unless only its stock or time of delivery changed.

    Raises ItemRefused, MoveRefused, PermissionDenied.
    """
    item = _locked(item_id)
    require(actor, "procurement.offer_item", item.supplier)
    before = item.status
    if before not in ITEM_EDITABLE:
        CATALOGUE_ITEM.next(before, "change")
    if values.price_amount <= 0:
        raise ItemRefused("price")
    given = asdict(values)
    changed = {name for name, value in given.items() if getattr(item, name) != value}
    if before == ItemStatus.LISTED and changed - LOOSE:
        CATALOGUE_ITEM.move(item, "change")
    for name in changed:
        setattr(item, name, given[name])
    item.changed_at = now
    _keep(item)
    _tell(item, "changed", actor, now, fields=sorted(changed))
    _show(item, actor, before=before)
    return item


@transaction.atomic
def submit_item(*, item_id: int, actor: Actor, now: dt.datetime) -> CatalogueItem:
    """Send an item for review. Raises ItemRefused while the supplier is not verified, MoveRefused, PermissionDenied."""
    item = _locked(item_id)
    require(actor, "procurement.offer_item", item.supplier)
    if item.supplier.status != SupplierStatus.VERIFIED:
        raise ItemRefused("supplier")
    return _moved(item, "submit", "submitted", actor, now)


@transaction.atomic
def list_item(*, item_id: int, actor: Actor, now: dt.datetime) -> CatalogueItem:
    """Show a reviewed item to everybody. Raises ItemRefused, MoveRefused, PermissionDenied."""
    item = _locked(item_id)
    require(actor, "procurement.review_item", item.supplier)
    if item.supplier.status != SupplierStatus.VERIFIED:
        raise ItemRefused("supplier")
    item.listed_at = now
    return _moved(item, "list", "listed", actor, now)


@transaction.atomic
def return_item(*, item_id: int, reason: str, actor: Actor, now: dt.datetime) -> CatalogueItem:
    """Send an item back with what is to be mended. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    item = _locked(item_id)
    require(actor, "procurement.review_item", item.supplier)
    return _moved(item, "return", "returned", actor, now, reason=_given(reason))


@transaction.atomic
def withdraw_item(*, item_id: int, actor: Actor, now: dt.datetime) -> CatalogueItem:
    """Take one's own item out of the catalogue. Raises MoveRefused, PermissionDenied."""
    item = _locked(item_id)
    require(actor, "procurement.withdraw_item", item.supplier)
    return _moved(item, "withdraw", "withdrawn", actor, now)


@transaction.atomic
def suspend_item(*, item_id: int, reason: str, actor: Actor, now: dt.datetime) -> CatalogueItem:
    """Hide an item, for a reason that everybody may read. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    item = _locked(item_id)
    require(actor, "procurement.suspend_item", item.supplier)
    return _moved(item, "suspend", "suspended", actor, now, reason=_given(reason))


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()[:500]


def _moved(
    item: CatalogueItem, action: str, told: str, actor: Actor, now: dt.datetime, *, reason: str = ""
) -> CatalogueItem:
    before = item.status
    CATALOGUE_ITEM.move(item, action)
    item.status_note = reason
    item.save(update_fields=["status", "status_note", "listed_at"])
    _tell(item, told, actor, now, **({"reason": reason} if reason else {}))
    _show(item, actor, before=before)
    return item
