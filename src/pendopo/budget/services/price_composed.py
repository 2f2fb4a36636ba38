"""The acts that begin composed items: work from parts (HSPK) and fair costs of activities (ASB)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction

from pendopo.budget.models import Asb, PriceItem, PriceRevision
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.price_storing import held_edition, store_items
from pendopo.budget.services.price_items import PriceProblem, put_asb, put_hspk
from pendopo.kernel.access import Actor, require


def _begun(edition_id: int, row: PriceRow) -> PriceItem:
    """The new item of the row, with the edition locked. Raises PricesClosed, PriceProblem."""
    held_edition(edition_id)
    if not row.name.strip():
        raise PriceProblem("name", "required")
    return store_items([row])[0]


@transaction.atomic
def add_hspk(
    *,
    edition_id: int,
    row: PriceRow,
    parts: Mapping[int, Decimal],
    overhead_percent: Decimal,
    actor: Actor,
    now: dt.datetime,
) -> PriceRevision:
    """Add a work item composed of others; `row` says what it is called and measured in. Raises as put_hspk."""
    require(actor, "budget.edit_prices")
    item = _begun(edition_id, row)
    return put_hspk(
        edition_id=edition_id,
        item_id=item.pk,
        parts=parts,
        overhead_percent=overhead_percent,
        measure=row.measure,
        ceiling=row.ceiling,
        actor=actor,
        now=now,
    )


@transaction.atomic
def add_asb(
    *,
    edition_id: int,
    row: PriceRow,
    fixed_amount: int,
    variable_amount: int,
    drivers: Sequence[str],
    actor: Actor,
    now: dt.datetime,
) -> Asb:
    """Add the fair cost of an activity; `row` says what it is called. Raises as put_asb."""
    require(actor, "budget.edit_prices")
    item = _begun(edition_id, row)
    return put_asb(
        edition_id=edition_id,
        item_id=item.pk,
        fixed_amount=fixed_amount,
        variable_amount=variable_amount,
        drivers=drivers,
        actor=actor,
        now=now,
    )
