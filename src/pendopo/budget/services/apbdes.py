"""The acts that begin a village's budget (APBDes), amend it within the year, and publish it by its Perdes."""

import datetime as dt

from django.db import connection, transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.budget.agreeing import (
    DutiesMixed,
    PaperMissing,
    ReasonMissing,
    StageUnfinished,
    balance_of,
    checksum_of,
    lock_stage,
    note_stage,
)
from pendopo.budget.models import ItemEdit, Stage, StageKind
from pendopo.budget.queries.apbdes_evaluation import evaluation_due, village_rule
from pendopo.budget.states import EFFECTIVE, VILLAGE, StageStatus
from pendopo.budget.village_codes import village_fundings, village_lists
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit, UnitKind


class ApbdesBegun(Exception):
    """The village has a budget of this year already, or one that is still on its way."""


class NotPublished(Exception):
    """Only a published budget can be amended."""


class AmendedBefore(Exception):
    """A budget is amended once a year; again only in extraordinary circumstances, said so expressly."""


@transaction.atomic
def begin_apbdes(*, village_id: int, year: int, actor: Actor, now: dt.datetime) -> Stage:
    """Begin a village's budget of a year. Raises ApbdesBegun, PermissionDenied."""
    village = Unit.objects.select_for_update(no_key=True).get(pk=village_id, kind=UnitKind.VILLAGE)
    require(actor, "budget.compose_apbdes", village)
    if Stage.objects.filter(owner=village, year=year).exists():
        raise ApbdesBegun(year)
    activities, accounts = village_lists()
    village_fundings()
    lists = {"code_list": activities, "account_list": accounts}
    stage = Stage.objects.create(owner=village, year=year, seq=1, kind=StageKind.APBDES, opened_at=now, **lists)
    record(actor=actor, event="budget.apbdes.begun", subject=stage, unit=village, now=now, data={"year": year})
    return stage


@transaction.atomic
def amend_apbdes(
    *,
    stage_id: int,
    reason: str,
    reason_date: dt.date | None,
    actor: Actor,
    now: dt.datetime,
    extraordinary: bool = False,
) -> Stage:
    """Begin the amendment of a published budget: the next numbered stage, which shares all rows of the one in force.

    Raises ReasonMissing, NotPublished, ApbdesBegun (an amendment is on its way), AmendedBefore, PermissionDenied.
    """
    base = lock_stage(stage_id)
    require(actor, "budget.compose_apbdes", base.owner)
    if not reason.strip() or reason_date is None:
        raise ReasonMissing
    if base.status != StageStatus.PUBLISHED:
        raise NotPublished(base.status)
    if Stage.objects.filter(owner=base.owner_id, year=base.year, seq__gt=base.seq).exists():
        raise ApbdesBegun(base.year)
    rule = village_rule("VILLAGE_AMENDMENTS", reason_date)
    if rule and base.seq > rule.value["most"] and not extraordinary:
        raise AmendedBefore(base.seq - 1)
    stage = _next_stage(base, now)
    note_stage(stage, "amend", actor, now, reason=reason.strip(), instrument_date=reason_date)
    data = {"year": stage.year, "seq": stage.seq, "reason": reason.strip(), "extraordinary": extraordinary}
    record(actor=actor, event="budget.apbdes.amended", subject=stage, unit=stage.owner, now=now, data=data)
    return stage


def _next_stage(base: Stage, now: dt.datetime) -> Stage:
    """The stage after the base. Rows are valid from their first stage on, so only the totals are copied."""
    lists = {"code_list_id": base.code_list_id, "account_list_id": base.account_list_id}
    stage = Stage.objects.create(
        owner_id=base.owner_id,
        year=base.year,
        seq=base.seq + 1,
        kind=StageKind.APBDES_P,
        base=base,
        demo=base.demo,
        opened_at=now,
        **lists,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO budget_nodetotal (stage_id, unit_id, activity_id, account_id, amount)"
            " SELECT %s, unit_id, activity_id, account_id, amount FROM budget_nodetotal WHERE stage_id = %s",
            [stage.pk, base.pk],
        )
    return stage


@transaction.atomic
def publish_apbdes(
    *, stage_id: int, instrument: str, instrument_date: dt.date | None, actor: Actor, now: dt.datetime
) -> Stage:
    """Set a village's budget by its Perdes and open it to everybody; the one before is superseded.

    The camat has evaluated it, or has let the days for it pass; another person wrote its rows.
    Raises PaperMissing, StageUnfinished, DutiesMixed, MoveRefused, PermissionDenied.
    """
    stage = lock_stage(stage_id)
    require(actor, "budget.publish_apbdes", stage.owner)
    if not instrument.strip() or instrument_date is None:
        raise PaperMissing
    if actor.pk is not None and ItemEdit.objects.filter(stage=stage, actor_pk=str(actor.pk)).exists():
        raise DutiesMixed("kaur_keuangan", "kades")
    if balance := balance_of(stage):
        raise StageUnfinished([], balance)
    if stage.status == StageStatus.SUBMITTED:
        _lapse(stage, actor, now)
    VILLAGE.move(stage, "set")
    _supersede(stage, actor, now)
    VILLAGE.move(stage, "publish")
    stage.legal_instrument, stage.effective_from_date = instrument.strip(), instrument_date
    stage.save(update_fields=["status", "legal_instrument", "effective_from_date"])
    note_stage(stage, "publish", actor, now, instrument=instrument.strip(), instrument_date=instrument_date)
    data = {"year": stage.year, "instrument": instrument.strip(), "checksum": checksum_of(stage)}
    record(actor=actor, event="budget.apbdes.published", subject=stage, unit=stage.owner, now=now, data=data)
    topics.touch("budget", f"budget:{stage.year}")
    return stage


def _lapse(stage: Stage, actor: Actor, now: dt.datetime) -> None:
    """Without an evaluation the draft stands once its days have passed. Raises MoveRefused before."""
    due = evaluation_due(stage)
    if due is None or timezone.localdate(now) <= due:
        VILLAGE.next(stage.status, "set")
    VILLAGE.move(stage, "lapse")
    note_stage(stage, "lapse", actor, now)


def _supersede(stage: Stage, actor: Actor, now: dt.datetime) -> None:
    """The budget in force until now gives way, before the new one takes its place."""
    before = Stage.objects.filter(owner=stage.owner_id, year=stage.year, status__in=EFFECTIVE)
    for old in before.select_for_update(of=("self",)):
        VILLAGE.move(old, "supersede")
        old.save(update_fields=["status"])
        note_stage(old, "supersede", actor, now)
