"""Fills the catalogue of the demo regency."""

import datetime as dt

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier
from pendopo.organisations.services import register_supplier, verify_supplier
from pendopo.procurement.demo_catalogue import SELLERS, sample_items, sample_seller
from pendopo.procurement.models import CatalogueItem
from pendopo.procurement.services.catalogue import draft_item, list_item, submit_item

WAITING = 2
"""So many of them still wait for their review, so that there is something to do."""


@transaction.atomic
def seed_catalogue(*, kecamatan: list[str], actor: Actor, now: dt.datetime) -> int:
    """List the sample items of sample suppliers; gives how many. Nothing where the catalogue holds any item."""
    require(actor, "procurement.seed_catalogue")
    if CatalogueItem.objects.exists():
        return 0
    sellers = {key: _seller(key, number, actor, now) for number, key in enumerate(SELLERS)}
    samples = sample_items(kecamatan)
    for number, sample in enumerate(samples):
        item = draft_item(supplier_id=sellers[sample.seller].pk, values=sample.values, actor=actor, now=now)
        submit_item(item_id=item.pk, actor=actor, now=now)
        if number < len(samples) - WAITING:
            list_item(item_id=item.pk, actor=actor, now=now)
    CatalogueItem.objects.update(demo=True)
    return len(samples)


def _seller(key: str, number: int, actor: Actor, now: dt.datetime) -> Supplier:
    values, scale = sample_seller(key, number)
    known = Supplier.objects.filter(organisation__nib=values.nib).first()
    if known is not None:
        return known
    made = register_supplier(values=values, scale=scale, actor=actor, now=now)
    return verify_supplier(supplier_id=made.pk, actor=actor, now=now)
