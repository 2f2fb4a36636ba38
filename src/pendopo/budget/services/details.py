"""The acts that describe a form: for whom, where, which results, and its cash plan by month."""

import datetime as dt
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.desk import Desk, open_desk, sheet_of, sheet_total
from pendopo.budget.models import SheetDetail, SheetIndicator, SheetPlace
from pendopo.budget.models.lines import STILL
from pendopo.budget.planning import DetailValues, check_cash, check_detail
from pendopo.kernel.access import Actor, require


class DetailChanged(Exception):
    """Somebody else saved the description after it was read."""


def _current(desk: Desk, revision: int | None) -> SheetDetail | None:
    found = SheetDetail.objects.filter(STILL, sheet=desk.sheet).select_for_update().first()
    if revision is not None and (found.revision if found else 0) != revision:
        raise DetailChanged
    return found


def _write(desk: Desk, old: SheetDetail | None, columns: dict[str, Any]) -> SheetDetail:
    """The description of this stage with new columns; an earlier stage's is closed and copied."""
    kept = {} if old is None else {name: getattr(old, name) for name in COLUMNS}
    fresh = {**kept, **columns, "revision": (old.revision if old else 0) + 1}
    if old is not None and old.stages.lower == desk.stage.seq:
        SheetDetail.objects.filter(pk=old.pk).update(**fresh)
        old.refresh_from_db()
        return old
    if old is not None:
        SheetDetail.objects.filter(pk=old.pk).update(stages=(old.stages.lower, desk.stage.seq))
    made = SheetDetail.objects.create(sheet=desk.sheet, stages=desk.onwards, **fresh)
    if old is not None:
        rows = old.indicators.values("number", "kind", "text", "target", "measure")
        SheetIndicator.objects.bulk_create(SheetIndicator(detail=made, **row) for row in rows)
        SheetPlace.objects.bulk_create(
            SheetPlace(detail=made, desa_id=code) for code in old.places.values_list("desa_id", flat=True)
        )
    return made


COLUMNS = (
    "beneficiaries",
    "beneficiary_label",
    "periods",
    "first_month",
    "last_month",
    "background",
    "cash",
)


@transaction.atomic
def put_details(
    *,
    stage_id: int,
    sheet_id: int,
    values: DetailValues,
    actor: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> SheetDetail:
    """Write the description of the form as it was read at `revision` (0: there was none).

    Raises DetailProblem, DetailChanged, StageClosed, PermissionDenied.
    """
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    check_detail(values)
    desk = open_desk(stage_id, sheet, actor, now)
    columns = {name: getattr(values, name) for name in COLUMNS if name != "cash"}
    detail = _write(desk, _current(desk, revision), columns)
    detail.indicators.all().delete()
    SheetIndicator.objects.bulk_create(
        SheetIndicator(detail=detail, number=number, **vars(item))
        for number, item in enumerate(values.indicators, start=1)
    )
    detail.places.all().delete()
    SheetPlace.objects.bulk_create(SheetPlace(detail=detail, desa_id=code) for code in dict.fromkeys(values.places))
    desk.check()
    data = {"stage": stage_id, "sheet": sheet_id, "places": len(values.places)}
    record(actor=actor, event="budget.details.put", subject=sheet, unit=sheet.unit, now=now, data=data)
    return detail


@transaction.atomic
def put_cash_plan(
    *, stage_id: int, sheet_id: int, amounts: list[int], actor: Actor, now: dt.datetime, revision: int | None = None
) -> SheetDetail:
    """Write the anggaran kas: twelve amounts that add up to the form's sum.

    Raises DetailProblem, DetailChanged, StageClosed, PermissionDenied.
    """
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    desk = open_desk(stage_id, sheet, actor, now)
    check_cash(amounts, sheet_total(sheet_id))
    detail = _write(desk, _current(desk, revision), {"cash": amounts})
    data = {"stage": stage_id, "sheet": sheet_id}
    record(actor=actor, event="budget.cash_plan.put", subject=sheet, unit=sheet.unit, now=now, data=data)
    return detail
