"""The acts on a run's schedule: proposed from the template of its method, moved by hand."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from pendopo.kernel.access import Actor, require
from pendopo.procurement import scheduling
from pendopo.procurement.models import Tender, TenderStep
from pendopo.procurement.schedules import proposed, shift_steps, span_of, write_plan
from pendopo.procurement.scheduling import Step
from pendopo.procurement.states import TENDER_ENDED, TenderStatus
from pendopo.procurement.tendering import (
    ScheduleWrong,
    TenderRefused,
    locked,
    objection_days,
    office_on,
    plan_of,
    refuse_announced,
    tell,
)

Times = Mapping[str, tuple[dt.datetime, dt.datetime]]
"""Code of a step -> when it begins and ends."""


@transaction.atomic
def propose_schedule(*, tender_id: int, start: dt.datetime, actor: Actor, now: dt.datetime) -> list[TenderStep]:
    """Write the schedule that the template of the method gives from a moment on.

    Raises TenderRefused (announced, past, template), PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.schedule_tender", tender)
    refuse_announced(tender)
    if start < now:
        raise TenderRefused("past")
    plan = proposed(tender, start)
    write_plan(tender, plan)
    tell(tender, "tender.scheduled", actor, now, deadline=str(tender.deadline_at))
    return list(tender.steps.all())


@transaction.atomic
def move_schedule(
    *, tender_id: int, times: Times, actor: Actor, now: dt.datetime, reason: str = ""
) -> list[TenderStep]:
    """Move steps by hand. Once announced, only steps after the deadline for bids that have not ended, with a reason.

    Raises ScheduleWrong with every wrong step, TenderRefused (fixed, reason, ended), PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.schedule_tender", tender)
    before = {one.code: one for one in tender.steps.all()}
    plan = [_moved(one, times) for one in plan_of(tender)]
    moved = [one.code for one in plan if (one.starts_at, one.ends_at) != span_of(before[one.code])]
    if tender.status != TenderStatus.PREPARED:
        _refuse_fixed(tender, [before[code] for code in moved], reason, now)
    _refuse_wrong(tender, plan, now)
    shift_steps(tender, plan)
    if moved:
        tell(tender, "tender.rescheduled", actor, now, steps=", ".join(moved), reason=reason.strip())
    return list(tender.steps.all())


def _moved(step: Step, times: Times) -> Step:
    starts, ends = times.get(step.code, (step.starts_at, step.ends_at))
    return replace(step, starts_at=starts, ends_at=ends)


def _refuse_fixed(tender: Tender, moved: list[TenderStep], reason: str, now: dt.datetime) -> None:
    if tender.status in TENDER_ENDED:
        raise TenderRefused("ended")
    if moved and not reason.strip():
        raise TenderRefused("reason")
    last = tender.steps.filter(code=scheduling.DEADLINE).values_list("sequence", flat=True).first() or 0
    if any(one.sequence <= last or one.ends_at <= now for one in moved):
        raise TenderRefused("fixed")


def _refuse_wrong(tender: Tender, plan: list[Step], now: dt.datetime) -> None:
    day = timezone.localdate(now)
    office = None if tender.time_factor > 1 else office_on(day)
    if wrongs := scheduling.wrongs_of(plan, office=office, objection_days=objection_days(day)):
        raise ScheduleWrong(wrongs)
