"""The acts of a village's budget (APBDes): begin it, write and take out rows, publish it by its Perdes."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.agreeing import (
    DutiesMixed,
    PaperMissing,
    StageUnfinished,
    balance_of,
    checksum_of,
    lock_stage,
    note_stage,
)
from pendopo.budget.desk import open_desk
from pendopo.budget.items import ItemValues, check_item
from pendopo.budget.models import ActivityNode, ItemEdit, LineItem, RkaSheet, Side, Stage, StageKind
from pendopo.budget.states import STAGE
from pendopo.budget.village_codes import village_lists
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit, UnitKind

SIDES = {"4": Side.REVENUE, "5": Side.SPENDING, "6": Side.FINANCING}


class ApbdesBegun(Exception):
    """The village has a budget of this year already."""


class KegiatanMissing(Exception):
    """Spending belongs to a kegiatan of the village's list; revenue and financing to none."""


@transaction.atomic
def begin_apbdes(*, village_id: int, year: int, actor: Actor, now: dt.datetime) -> Stage:
    """Begin a village's budget of a year. Raises ApbdesBegun, PermissionDenied."""
    village = Unit.objects.select_for_update(no_key=True).get(pk=village_id, kind=UnitKind.VILLAGE)
    require(actor, "budget.compose_apbdes", village)
    if Stage.objects.filter(owner=village, year=year).exists():
        raise ApbdesBegun(year)
    activities, accounts = village_lists()
    lists = {"code_list": activities, "account_list": accounts}
    stage = Stage.objects.create(owner=village, year=year, seq=1, kind=StageKind.APBDES, opened_at=now, **lists)
    record(actor=actor, event="budget.apbdes.begun", subject=stage, unit=village, now=now, data={"year": year})
    return stage


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
) -> LineItem:
    """Add a row of whole rupiah to a village's draft: an account, what it is, and for spending its kegiatan.

    Raises ItemProblem, KegiatanMissing, AccountRefused, StageClosed, PermissionDenied.
    """
    stage = Stage.objects.select_related("owner", "account_list").get(pk=stage_id, owner__isnull=False)
    require(actor, "budget.compose_apbdes", stage.owner)
    values = ItemValues(component=label.strip(), unit_price_amount=amount, coefficients=((Decimal(1), "paket"),))
    check_item(values)
    account = stage.account_list.accounts.get(pk=account_id) if stage.account_list else None
    sheet = _form(stage, account.code if account else "", activity_id)
    desk = open_desk(stage_id, sheet, actor, now)
    line = desk.line(account_id)
    item = desk.put(line, values, None, None)
    desk.settle([line])
    data = {"year": stage.year, "amount": item.amount, "number": item.number}
    record(actor=actor, event="budget.apbdes_row.put", subject=item, unit=stage.owner, now=now, data=data)
    return item


@transaction.atomic
def remove_apbdes_row(*, stage_id: int, item_id: int, actor: Actor, now: dt.datetime) -> LineItem:
    """Take a row out of a village's draft. Raises ItemChanged (it is gone), StageClosed, PermissionDenied."""
    stage = Stage.objects.select_related("owner").get(pk=stage_id, owner__isnull=False)
    require(actor, "budget.compose_apbdes", stage.owner)
    found = LineItem.objects.select_related("line__sheet__unit").get(pk=item_id, line__sheet__owner=stage.owner_id)
    desk = open_desk(stage_id, found.line.sheet, actor, now)
    item = desk.current(item_id, found.revision)
    desk.take_out(item)
    desk.settle([item.line])
    data = {"year": stage.year, "amount": item.amount}
    record(actor=actor, event="budget.apbdes_row.removed", subject=item, unit=stage.owner, now=now, data=data)
    return item


@transaction.atomic
def publish_apbdes(
    *, stage_id: int, instrument: str, instrument_date: dt.date | None, actor: Actor, now: dt.datetime
) -> Stage:
    """Publish a village's budget by its Perdes: it balances to the rupiah, and another person wrote its rows.

    Raises PaperMissing, StageUnfinished, DutiesMixed, MoveRefused, PermissionDenied.
    """
    stage = lock_stage(stage_id)
    require(actor, "budget.publish_apbdes", stage.owner)
    if not instrument.strip() or instrument_date is None:
        raise PaperMissing
    if actor.pk is not None and ItemEdit.objects.filter(stage=stage, actor_pk=str(actor.pk)).exists():
        raise DutiesMixed("operator_desa", "kades")
    if balance := balance_of(stage):
        raise StageUnfinished([], balance)
    STAGE.move(stage, "adopt")
    stage.legal_instrument, stage.effective_from_date = instrument.strip(), instrument_date
    stage.save(update_fields=["status", "legal_instrument", "effective_from_date"])
    note_stage(stage, "publish", actor, now, instrument=instrument.strip(), instrument_date=instrument_date)
    data = {"year": stage.year, "instrument": instrument.strip(), "checksum": checksum_of(stage)}
    record(actor=actor, event="budget.apbdes.published", subject=stage, unit=stage.owner, now=now, data=data)
    topics.touch("budget", f"budget:{stage.year}")
    return stage
