"""The acts on the rows of a village's budget: write one, change it, take it out, take a change back.

All forms of a village lie under one lock (its Rka in the stage), so a row may move from one form to another.
"""

import datetime as dt
import uuid
from decimal import Decimal

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.desk import Desk, ItemChanged, open_desk
from pendopo.budget.items import ItemValues, check_item
from pendopo.budget.models import (
    AccountNode,
    ActivityNode,
    ItemEdit,
    LineItem,
    RkaSheet,
    Side,
    Stage,
)
from pendopo.budget.services.items import NothingToUndo
from pendopo.budget.undoing import take_back
from pendopo.budget.village_codes import source_of
from pendopo.kernel.access import Actor, require

SIDES = {"4": Side.REVENUE, "5": Side.SPENDING, "6": Side.FINANCING}


class KegiatanMissing(Exception):
    """Spending belongs to a kegiatan of the village's list; revenue and financing to none."""


def _draft(stage_id: int) -> Stage:
    """The village's stage with its owner and accounts."""
    return Stage.objects.select_related("owner", "account_list").get(pk=stage_id, owner__isnull=False)


def _form(stage: Stage, account: str, activity_id: int | None) -> RkaSheet:
    """The village's form that holds rows of this account. Raises KegiatanMissing."""
    side = SIDES[account[0]]
    leaves = ActivityNode.objects.filter(code_list=stage.code_list_id, children=None)
    kegiatan = leaves.filter(pk=activity_id).first() if activity_id else None
    if (side == Side.SPENDING) != (kegiatan is not None):
        raise KegiatanMissing
    key = {"year": stage.year, "unit_id": stage.owner_id, "side": side, "activity": kegiatan, "sequence": 1}
    sheet, _new = RkaSheet.objects.select_related("unit").get_or_create(**key, defaults={"owner_id": stage.owner_id})
    return sheet


def _held(stage: Stage, item_id: int) -> LineItem:
    """The village's row, whatever its stage. Raises ItemChanged when it is gone."""
    rows = LineItem.objects.select_related("line__sheet__unit", "line__account")
    found = rows.filter(pk=item_id, line__sheet__owner=stage.owner_id, line__sheet__year=stage.year).first()
    if found is None:
        raise ItemChanged(None)
    return found


def _write(held: LineItem | None, revision: int | None, desk: Desk, account_id: int, values: ItemValues) -> LineItem:
    """Add the row, change it in its place, or move it to the line it belongs to now. Raises ItemChanged."""
    line = desk.line(account_id)
    if held is None or revision is None:
        item = desk.put(line, values, None, None)
        desk.settle([line])
        return item
    if held.line_id == line.pk:
        item = desk.change(desk.current(held.pk, revision), values)
        desk.settle([line])
        return item
    leaving = Desk(desk.stage, held.line.sheet, None, desk.actor, desk.now)
    leaving.batch = desk.batch
    leaving.take_out(leaving.current(held.pk, revision))
    leaving.settle([held.line])
    item = desk.put(line, values, None, None)
    desk.settle([line])
    return item


@transaction.atomic
def put_apbdes_row(
    *,
    stage_id: int,
    account_id: int,
    label: str,
    amount: int,
    actor: Actor,
    now: dt.datetime,
    activity_id: int | None = None,
    funding_id: int | None = None,
    item_id: int | None = None,
    revision: int | None = None,
) -> LineItem:
    """Add a row of whole rupiah to a village's draft, or change the row `item_id` as it was read at `revision`.

    Raises ItemProblem, KegiatanMissing, FundingMissing, AccountRefused, ItemChanged, StageClosed, PermissionDenied.
    """
    stage = _draft(stage_id)
    require(actor, "budget.compose_apbdes", stage.owner)
    account = AccountNode.objects.get(pk=account_id, code_list=stage.account_list_id)
    sheet = _form(stage, account.code, activity_id)
    source = source_of(account.code, funding_id)
    values = ItemValues(label.strip(), amount, ((Decimal(1), "paket"),), funding_id=source)
    check_item(values)
    desk = open_desk(stage_id, sheet, actor, now)
    held = _held(stage, item_id) if item_id is not None else None
    item = _write(held, revision, desk, account_id, values)
    data = {"year": stage.year, "amount": item.amount, "number": item.number}
    event = "budget.apbdes_row.put" if held is None else "budget.apbdes_row.changed"
    record(actor=actor, event=event, subject=item, unit=stage.owner, now=now, data=data)
    return item


@transaction.atomic
def remove_apbdes_row(*, stage_id: int, item_id: int, revision: int, actor: Actor, now: dt.datetime) -> LineItem:
    """Take a row, as it was read at `revision`, out of a village's draft.

    Raises ItemChanged, StageClosed, PermissionDenied.
    """
    stage = _draft(stage_id)
    require(actor, "budget.compose_apbdes", stage.owner)
    held = _held(stage, item_id)
    desk = open_desk(stage_id, held.line.sheet, actor, now)
    item = desk.current(item_id, revision)
    desk.take_out(item)
    desk.settle([item.line])
    data = {"year": stage.year, "amount": item.amount}
    record(actor=actor, event="budget.apbdes_row.removed", subject=item, unit=stage.owner, now=now, data=data)
    return item


@transaction.atomic
def undo_apbdes_edit(*, stage_id: int, batch: uuid.UUID, actor: Actor, now: dt.datetime) -> list[ItemEdit]:
    """Take back one change of the village's draft; the taking back is itself a change in the history.

    Raises NothingToUndo, ItemChanged (the row changed since), StageClosed, PermissionDenied.
    """
    stage = _draft(stage_id)
    require(actor, "budget.compose_apbdes", stage.owner)
    edits = ItemEdit.objects.filter(stage=stage, batch=batch, undone_at=None).select_related("line", "sheet__unit")
    found = list(edits.order_by("-id"))
    if not found:
        raise NothingToUndo
    one = open_desk(stage_id, found[0].sheet, actor, now)
    # Under the lock again: whoever waited finds it taken back already.
    if not edits.exists():
        raise NothingToUndo
    for edit in found:
        desk = Desk(one.stage, edit.sheet, None, actor, now)
        desk.batch = one.batch
        take_back(desk, edit)
        desk.settle([edit.line])
    ItemEdit.objects.filter(stage=stage, batch=batch).update(undone_at=now)
    data = {"year": stage.year, "rows": len(found)}
    record(actor=actor, event="budget.apbdes_edit.undone", subject=stage, unit=stage.owner, now=now, data=data)
    return found
