"""What the acts of a prequalification share: whether a run has one, its days, who may go on to bid."""

import datetime as dt
from dataclasses import replace
from typing import Any

from pendopo.kernel import clock
from pendopo.kernel.access import Actor
from pendopo.procurement import scheduling
from pendopo.procurement.models import (
    Participant,
    PrequalificationResult,
    QualificationObjection,
    Tender,
    TenderStep,
)
from pendopo.procurement.replanning import follow_deadline
from pendopo.procurement.schedules import shift_steps
from pendopo.procurement.scheduling import Office, Step
from pendopo.procurement.states import SanggahStatus, ShortlistStatus, TenderStatus
from pendopo.procurement.tendering import office_on, plan_of, wake

UPLOAD, WINDOW = scheduling.PREQUALIFICATION, "objection_window_prequalification"


class PrequalificationRefused(Exception):
    """An act on a prequalification breaks a rule; `code` says which one, `about` on what."""

    def __init__(self, code: str, about: Any = None) -> None:
        super().__init__(f"{code} {about}")
        self.code, self.about = code, about


def upload_of(tender: Tender) -> TenderStep | None:
    """The step in which qualifications are handed in; None where a run has no prequalification."""
    return tender.steps.filter(code=UPLOAD).first()


def result_of(tender: Tender) -> PrequalificationResult | None:
    """The result, announced or taken back."""
    return PrequalificationResult.objects.filter(tender=tender).first()


def demand_upload(tender: Tender) -> dt.datetime:
    """The database's time while qualifications are taken. Raises PrequalificationRefused (none, early, late)."""
    step, moment = upload_of(tender), clock.locked_now()
    if step is None or tender.status != TenderStatus.ANNOUNCED:
        raise PrequalificationRefused("none")
    if moment < step.starts_at:
        raise PrequalificationRefused("early")
    if moment >= step.ends_at:
        raise PrequalificationRefused("late")
    return moment


def demand_judging(tender: Tender) -> None:
    """Raise PrequalificationRefused (none, early, announced) unless the committee judges now."""
    step, result = upload_of(tender), result_of(tender)
    if step is None or tender.status != TenderStatus.ANNOUNCED:
        raise PrequalificationRefused("none")
    if clock.locked_now() < step.ends_at:
        raise PrequalificationRefused("not_over")
    if result is not None and result.announced_at is not None:
        raise PrequalificationRefused("announced")


def waits_for(tender: Tender, now: dt.datetime) -> str:
    """What still keeps the run's bidding shut: result, window, objection; nothing when its way is free."""
    if upload_of(tender) is None:
        return ""
    result = result_of(tender)
    if result is None or result.announced_at is None or result.objections_until is None:
        return "result"
    if now < result.objections_until:
        return "window"
    open_ones = QualificationObjection.objects.filter(
        qualification__participant__tender=tender, status=SanggahStatus.FILED
    )
    return "objection" if open_ones.exists() else ""


def may_bid(participant: Participant) -> bool:
    """Whether the participant may hand in a bid: anybody without a prequalification, else who is on its short list."""
    if upload_of(participant.tender) is None:
        return True
    found = getattr(participant, "qualification", None)
    result = result_of(participant.tender)
    announced = result is not None and result.announced_at is not None
    return announced and found is not None and found.status == ShortlistStatus.LISTED


def make_room(tender: Tender, since: dt.datetime, until: dt.datetime, actor: Actor, now: dt.datetime) -> None:
    """Let days for objections lie as they are, and what follows begin after them; deadline and seal plan follow."""
    plan, before = plan_of(tender), tender.deadline_at
    place = next((number for number, one in enumerate(plan) if one.code == WINDOW), None)
    if place is None or before is None:
        return
    plan[place] = replace(plan[place], starts_at=since, ends_at=until)
    plan[place + 1 :] = _later(plan[place + 1 :], until, tender)
    shift_steps(tender, plan)
    if tender.deadline_at != before:
        follow_deadline(tender, before, actor, now)
    wake(tender)


def _later(steps: list[Step], until: dt.datetime, tender: Tender) -> list[Step]:
    by = max(dt.timedelta(), until - steps[0].starts_at) if steps else dt.timedelta()
    office = None if tender.time_factor > 1 else office_on(until.date())
    return [_moved(one, by, office) for one in steps] if by else steps


def _moved(step: Step, by: dt.timedelta, office: Office | None) -> Step:
    starts, ends = step.starts_at + by, step.ends_at + by
    if office is None:
        return replace(step, starts_at=starts, ends_at=ends)
    return replace(step, starts_at=office.into(starts), ends_at=office.into(ends))
