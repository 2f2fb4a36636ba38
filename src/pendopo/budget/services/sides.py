"""Beginning the form of a side that has no sub kegiatan: revenue or financing."""

import datetime as dt

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.closing import StageClosed
from pendopo.budget.models import Rka, RkaSheet, Side, Stage
from pendopo.budget.states import EDITABLE, RKA_EDITABLE
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit


@transaction.atomic
def begin_side(*, stage_id: int, unit_id: int, side: str, actor: Actor, now: dt.datetime) -> RkaSheet:
    """Begin the unit's form of revenue or of financing (or give it, where it was begun).

    Raises ValueError for another side, StageClosed, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "budget.compose_rka", unit)
    if side not in (Side.REVENUE, Side.FINANCING):
        raise ValueError(side)
    stage = Stage.objects.select_for_update(of=("self",), no_key=True).get(pk=stage_id)
    if stage.status not in EDITABLE:
        raise StageClosed(stage.status)
    rka = Rka.objects.filter(stage=stage, unit=unit).first()
    if rka is not None and rka.status not in RKA_EDITABLE:
        raise StageClosed(rka.status)
    sheet, new = RkaSheet.objects.get_or_create(
        year=stage.year, unit=unit, side=side, activity=None, sequence=1, defaults={"owner_id": stage.owner_id}
    )
    if new:
        data = {"stage": stage_id, "side": side}
        record(actor=actor, event="budget.sheet.begun", subject=sheet, unit=unit, now=now, data=data)
    return sheet
