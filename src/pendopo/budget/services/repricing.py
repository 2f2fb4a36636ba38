"""The act that lets rows of a form follow their price standards into the edition in force."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.desk import Desk, ItemChanged, PriceRefused, open_desk, sheet_of
from pendopo.budget.items import kept_columns
from pendopo.budget.models import LineItem, PriceEdition
from pendopo.budget.queries.repricing import rows_to_reprice
from pendopo.budget.repricing import CAN_FOLLOW, amount_at
from pendopo.budget.states import PriceStatus
from pendopo.kernel.access import Actor, require


class NothingChosen(Exception):
    """No row was chosen."""


@transaction.atomic
def reprice_items(
    *, stage_id: int, sheet_id: int, edition_id: int, rows: Mapping[int, int], actor: Actor, now: dt.datetime
) -> list[LineItem]:
    """Give the rows (id -> revision as it was read) the price of their standard in the edition in force; one undo.

    Raises NothingChosen, PriceRefused (not in force), ItemChanged, CeilingExceeded, StageClosed, PermissionDenied.
    """
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    if not rows:
        raise NothingChosen
    edition = PriceEdition.objects.filter(pk=edition_id, status=PriceStatus.EFFECTIVE).first()
    if edition is None:
        raise PriceRefused(edition_id)
    desk = open_desk(stage_id, sheet, actor, now)
    known = {item.pk: item for item in _held(desk, edition, rows)}
    before = sum(item.amount for item in known.values())
    made = [_followed(desk, known.get(pk), revision) for pk, revision in sorted(rows.items())]
    desk.settle({item.line for item in made})
    data = {"stage": stage_id, "sheet": sheet_id, "rows": len(made), "edition": edition.title}
    data["difference"] = sum(item.amount for item in made) - before
    record(actor=actor, event="budget.items.repriced", subject=sheet, unit=sheet.unit, now=now, data=data)
    return made


def _held(desk: Desk, edition: PriceEdition, rows: Mapping[int, int]) -> list[LineItem]:
    """The rows of the form that can follow, locked."""
    found = rows_to_reprice(desk.stage, edition).filter(line__sheet=desk.sheet, pk__in=rows, fate__in=CAN_FOLLOW)
    return list(found.order_by("pk").select_for_update(of=("self",)))


def _followed(desk: Desk, item: Any, revision: int) -> LineItem:
    """The row at its standard's new price. Raises ItemChanged."""
    if item is None or item.revision != revision:
        raise ItemChanged(item)
    price, standard = item.new_price, item.new_id
    columns = {name: getattr(item, name) for name in kept_columns()}
    amount = amount_at(item.volume, price, item.tax_percent)
    return desk.rewrite(item, columns | {"unit_price_amount": price, "price_id": standard, "amount": amount})
