"""The acts that change the component rows of an Rka."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.desk import check_standards, open_desk, sheet_of
from pendopo.budget.items import ItemValues, check_item
from pendopo.budget.models import ItemEdit, LineItem, Pagu, RkaSheet, Side
from pendopo.budget.undoing import take_back
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit


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

    Raises ItemProblem, AccountRefused, PriceRefused, CeilingExceeded, StageClosed, ItemChanged, PermissionDenied.
    """
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    check_item(values)
    check_standards([values])
    desk = open_desk(stage_id, sheet, actor, now)
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
    check_standards(values for _account, values in rows)
    desk = open_desk(stage_id, sheet, actor, now)
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
    desk = open_desk(stage_id, sheet, actor, now)
    item = desk.current(item_id, revision)
    desk.take_out(item)
    desk.settle([item.line])
    data = {"stage": desk.stage.pk, "sheet": sheet_id, "number": item.number, "amount": item.amount}
    record(actor=actor, event="budget.item.removed", subject=item, unit=sheet.unit, now=now, data=data)
    return item


class NoCeiling(Exception):
    """The sub kegiatan has no ceiling in this stage: the budget team sets one first."""


@transaction.atomic
def begin_sheet(
    *, stage_id: int, unit_id: int, activity_id: int, sequence: int, actor: Actor, now: dt.datetime
) -> RkaSheet:
    """Begin the form of a sub kegiatan that has a ceiling (or give it, where it was begun).

    Raises NoCeiling, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "budget.compose_rka", unit)
    pagu = Pagu.objects.filter(stage_id=stage_id, unit=unit, activity_id=activity_id, sequence=sequence)
    found = pagu.select_related("stage").first()
    if found is None:
        raise NoCeiling
    sheet, new = RkaSheet.objects.get_or_create(
        year=found.stage.year,
        unit=unit,
        side=Side.SPENDING,
        activity_id=activity_id,
        sequence=sequence,
        defaults={"owner_id": found.stage.owner_id, "title": found.stated_name},
    )
    if new:
        record(actor=actor, event="budget.sheet.begun", subject=sheet, unit=unit, now=now, data={"stage": stage_id})
    return sheet


class NothingToUndo(Exception):
    """The person has changed nothing in this form that could be taken back."""


@transaction.atomic
def undo_edit(*, stage_id: int, sheet_id: int, actor: Actor, now: dt.datetime) -> list[ItemEdit]:
    """Take back the actor's latest change of this form in this stage; gives the changes taken back.

    Raises NothingToUndo, ItemChanged (somebody changed a row since), CeilingExceeded, StageClosed, PermissionDenied.
    """
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    desk = open_desk(stage_id, sheet, actor, now)
    own = ItemEdit.objects.filter(
        stage_id=stage_id, sheet_id=sheet_id, actor_pk=str(actor.pk or ""), undone_at__isnull=True
    )
    last = own.order_by("-id").first()
    if last is None:
        raise NothingToUndo
    edits = list(own.filter(batch=last.batch).select_related("line").order_by("-id"))
    for edit in edits:
        take_back(desk, edit)
    desk.edits.clear()
    desk.settle({edit.line for edit in edits})
    own.filter(batch=last.batch).update(undone_at=now)
    data = {"stage": stage_id, "sheet": sheet_id, "rows": len(edits)}
    record(actor=actor, event="budget.edit.undone", subject=sheet, unit=sheet.unit, now=now, data=data)
    return edits
