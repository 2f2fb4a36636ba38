"""The act that opens the next numbered stage of a year's budget."""

import datetime as dt

from django.db import connection, transaction

from pendopo.audit.services import record
from pendopo.budget.models import Pagu, Rka, Stage, StageKind
from pendopo.budget.pool import continue_pools
from pendopo.budget.states import RkaStatus, StageStatus
from pendopo.kernel.access import Actor, require

CARRIED_ON = (StageKind.RAPBD, StageKind.EVALUATION_FIX, StageKind.APBD)
"""These take over what was verified; a shift and an amended budget are drafted anew."""

UNSETTLED = (StageStatus.DRAFT, StageStatus.SUBMITTED, StageStatus.REVIEWED, StageStatus.RETURNED)


class StageStillOpen(Exception):
    """The stage before is not agreed or set yet; only one stage of a budget is worked on at a time."""


class NothingToContinue(Exception):
    """There is no stage to continue and no code lists were named."""


@transaction.atomic
def open_stage(
    *,
    year: int,
    kind: str,
    actor: Actor,
    now: dt.datetime,
    owner_id: int | None = None,
    code_list_id: int | None = None,
    account_list_id: int | None = None,
) -> Stage:
    """Open the next stage, continuing the one before it: lines are shared, ceilings and totals are copied.

    Raises StageStillOpen, NothingToContinue, PermissionDenied.
    """
    require(actor, "budget.open_stage")
    stages = Stage.objects.filter(year=year, owner_id=owner_id).select_for_update()
    base = stages.order_by("-seq").first()
    if base is not None and base.status in UNSETTLED:
        raise StageStillOpen(base)
    code_list_id = code_list_id or (base.code_list_id if base else None)
    if code_list_id is None:
        raise NothingToContinue(year)
    stage = Stage.objects.create(
        owner_id=owner_id,
        year=year,
        seq=base.seq + 1 if base else 1,
        kind=kind,
        base=base,
        code_list_id=code_list_id,
        account_list_id=account_list_id or (base.account_list_id if base else None),
        demo=base.demo if base else False,
        source=base.source if base else "",
        opened_at=now,
    )
    if base is not None:
        _continue(base, stage, now)
    record(actor=actor, event="budget.stage.opened", subject=stage, now=now, data={"year": year, "kind": kind})
    return stage


def _continue(base: Stage, stage: Stage, now: dt.datetime) -> None:
    if stage.kind in CARRIED_ON:
        units = Rka.objects.filter(stage=base, status=RkaStatus.VERIFIED).values_list("unit_id", flat=True)
        Rka.objects.bulk_create(Rka(stage=stage, unit_id=pk, status=RkaStatus.VERIFIED, changed_at=now) for pk in units)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO budget_nodetotal (stage_id, unit_id, activity_id, account_id, amount)"
            " SELECT %s, unit_id, activity_id, account_id, amount FROM budget_nodetotal WHERE stage_id = %s",
            [stage.pk, base.pk],
        )
    continue_pools(base, stage)
    Pagu.objects.bulk_create(
        (
            Pagu(**{**values, "stage": stage})
            for values in Pagu.objects.filter(stage=base).values(
                "unit_id", "activity_id", "sequence", "source_id", "stated_name", "amount"
            )
        ),
        batch_size=2_000,
    )
