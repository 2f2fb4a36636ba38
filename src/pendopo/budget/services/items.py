"""The acts that change the component rows of an Rka."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.desk import open_desk, sheet_of
from pendopo.budget.items import ItemValues, check_item
from pendopo.budget.models import LineItem
from pendopo.kernel.access import Actor, require


@transaction.atomic
def put_item(
    *,
    stage_id: int,
    sheet_id: int,
    account_id: int,
    values: ItemValues,
    actor: Actor,
    now: dt.datetime,
    number: int | None = None,
    revision: int | None = None,
) -> LineItem:
    """Add a row (no `number`) or change the row of that line and number as it was read at `revision`.

    Raises ItemProblem, AccountRefused, CeilingExceeded, StageClosed, ItemChanged, PermissionDenied.
    """
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    check_item(values)
    desk = open_desk(stage_id, sheet, now)
    line = desk.line(account_id)
    item = desk.put(line, values, number, revision)
    desk.settle([line])
    record(
        actor=actor,
        event="budget.item.put",
        subject=item,
        unit=sheet.unit,
        now=now,
        data={"stage": desk.stage.pk, "sheet": sheet_id, "number": item.number, "amount": item.amount},
    )
    return item


@transaction.atomic
def put_items(
    *,
    stage_id: int,
    sheet_id: int,
    rows: Iterable[tuple[int, ItemValues]],
    actor: Actor,
    now: dt.datetime,
) -> list[LineItem]:
    """Add many rows (account id, values) at once, as pasted or imported: all or nothing. Raises as put_item."""
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    rows = list(rows)
    for _account, values in rows:
        check_item(values)
    desk = open_desk(stage_id, sheet, now)
    items = desk.add_all(rows)
    data = {"stage": desk.stage.pk, "sheet": sheet_id, "rows": len(items), "amount": sum(i.amount for i in items)}
    record(actor=actor, event="budget.items.pasted", subject=sheet, unit=sheet.unit, now=now, data=data)
    return items


@transaction.atomic
def remove_item(
    *, stage_id: int, sheet_id: int, item_id: int, revision: int, actor: Actor, now: dt.datetime
) -> LineItem:
    """Take the row out of this stage and of those after it; earlier stages keep it. Raises as put_item."""
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    desk = open_desk(stage_id, sheet, now)
    item = desk.current(item_id, revision)
    desk.take_out(item)
    desk.settle([item.line])
    data = {"stage": desk.stage.pk, "sheet": sheet_id, "number": item.number, "amount": item.amount}
    record(actor=actor, event="budget.item.removed", subject=item, unit=sheet.unit, now=now, data=data)
    return item
