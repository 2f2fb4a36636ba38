"""What the acts on objections share: windows in working days, what still holds a run back, refusals."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from pendopo.instance.queries import working_calendar
from pendopo.procurement import rules
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import EvaluationPlan, Method, Participant, Sanggah, SanggahBanding, Tender
from pendopo.procurement.states import OfferStatus, SanggahStatus, TenderStatus

OBJECTED_METHODS = (Method.TENDER, Method.FAST_TENDER, Method.SELECTION, Method.INTERNATIONAL)
"""Methods whose result is open for objections (Perpres 16/2018 Pasal 50); a negotiated purchase has none."""
BID = (OfferStatus.SUBMITTED, OfferStatus.VALID, OfferStatus.DISQUALIFIED)
"""Statuses of participants that handed in a bid."""


class ObjectionRefused(Exception):
    """The objection or appeal breaks a rule; `code` says which one (see `award_words`), `limit` what would fit."""

    def __init__(self, code: str, limit: Any = None) -> None:
        super().__init__(f"{code} {limit}")
        self.code, self.limit = code, limit


@dataclass(frozen=True)
class Held:
    """One thing that still holds the appointment and the contract back: a code and its last day, where it has one."""

    code: str
    until: dt.date | None = None


def end_of_window(start: dt.datetime, working_days: int, *, factor: int = 1) -> dt.datetime:
    """The last moment of a window of working days: midnight after its last day, by the table of holidays.

    A practice run with a fast clock counts plain days, each as much shorter.
    """
    if factor > 1:
        return start + dt.timedelta(days=working_days) / factor
    last = working_calendar().add(timezone.localdate(start), working_days)
    midnight = dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min)
    return timezone.make_aware(midnight)


def last_day(moment: dt.datetime) -> dt.date:
    """The day that a window's end closes."""
    return timezone.localdate(moment - dt.timedelta(microseconds=1))


def due(tender: Tender, start: dt.datetime, working_days: int) -> tuple[dt.date, dt.datetime | None]:
    """The day so many working days after the moment's day; a practice run's fast clock has a moment of its own too."""
    if tender.time_factor > 1:
        moment = end_of_window(start, working_days, factor=tender.time_factor)
        return last_day(moment), moment
    return working_calendar().add(timezone.localdate(start), working_days), None


def may_be_objected(tender: Tender) -> bool:
    """Whether the run's method gives its participants days for objections."""
    return tender.method in OBJECTED_METHODS


def objection_until(tender: Tender) -> dt.datetime | None:
    """The last moment for objections to the result; None while there is no result, or the method has none.

    The announcement of the winner fixes it; a run without one counts from the decision, and never ends before the step
    of the schedule that says so.
    """
    if tender.decided_at is None or not may_be_objected(tender):
        return None
    plans = EvaluationPlan.objects.filter(tender=tender, standstill_until__gte=tender.decided_at)
    if fixed := plans.values_list("standstill_until", flat=True).first():
        return fixed
    days = int(rule_on("OBJECTION", timezone.localdate(tender.decided_at))["file_working_days"])
    end = end_of_window(tender.decided_at, days, factor=tender.time_factor)
    planned = tender.steps.filter(code="objection_window").values_list("ends_at", flat=True).first()
    return max(end, planned) if planned and tender.time_factor == 1 else end


def appeal_kinds(day: dt.date) -> tuple[str, ...]:
    """The kinds of procurement whose refused objections may be appealed on the day; all where the rule names none."""
    return tuple(rule_on("APPEAL", day).get("kinds", ()))


def may_be_appealed(tender: Tender, day: dt.date) -> bool:
    """Whether refused objections of the run may be appealed."""
    kinds = appeal_kinds(day)
    return not kinds or tender.kind in kinds


def appeal_guarantee(tender: Tender, day: dt.date) -> Decimal:
    """The guarantee that an appeal in the run needs, rupiah; zero where none is due."""
    hps = tender.hps_amount or Decimal(0)
    return rules.appeal_guarantee(rule_on("APPEAL_GUARANTEE", day), kind=tender.kind, hps=hps)


def holds_of(tender: Tender, now: dt.datetime) -> list[Held]:
    """What still keeps the winner of the run from its appointment and contract; nothing when the way is free."""
    until = objection_until(tender)
    found = [Held("window", last_day(until))] if until and now < until else []
    rows = Sanggah.objects.filter(tender=tender).select_related("appeal").order_by("sequence")
    return found + [held for row in rows if (held := _held_by(row, now))]


def _held_by(row: Sanggah, now: dt.datetime) -> Held | None:
    if row.status == SanggahStatus.FILED:
        return Held("sanggah", row.answer_due_date)
    appeal = getattr(row, "appeal", None)
    if appeal is not None:
        return Held("appeal", appeal.answer_due_date) if appeal.status == SanggahStatus.FILED else None
    waiting = row.may_be_appealed_at(now) and _is_latest(row)
    return Held("appeal_window", row.appeal_until_date) if waiting else None


def _is_latest(row: Sanggah) -> bool:
    """An objection to a result that was set aside since cannot be appealed any more."""
    return row.tender.decided_at is None or row.filed_at >= row.tender.decided_at


def check_objection(tender: Tender, participant: Participant, now: dt.datetime) -> None:
    """Raise ObjectionRefused when the participant cannot object now."""
    if not may_be_objected(tender) or tender.status != TenderStatus.STANDSTILL:
        raise ObjectionRefused("not_open")
    until = objection_until(tender)
    if until is None or now >= until:
        raise ObjectionRefused("late", last_day(until) if until else None)
    if participant.tender_id != tender.pk or participant.status not in BID:
        raise ObjectionRefused("no_bid")
    filed = participant.objections.filter(filed_at__gte=tender.decided_at)
    if filed.exists():
        raise ObjectionRefused("once")


def check_appeal(sanggah: Sanggah, amount: Decimal, until: dt.date | None, now: dt.datetime) -> None:
    """Raise ObjectionRefused when the objection cannot be appealed now, or its guarantee is too small or too short."""
    today = timezone.localdate(now)
    if sanggah.status != SanggahStatus.REJECTED or not may_be_appealed(sanggah.tender, today):
        raise ObjectionRefused("no_appeal")
    if SanggahBanding.objects.filter(sanggah=sanggah).exists():
        raise ObjectionRefused("once")
    if not sanggah.may_be_appealed_at(now):
        raise ObjectionRefused("late", sanggah.appeal_until_date)
    least = appeal_guarantee(sanggah.tender, today)
    if amount < least:
        raise ObjectionRefused("guarantee", least)
    last, _moment = due(sanggah.tender, now, int(rule_on("APPEAL", today)["answer_working_days"]))
    if least and (until is None or until < last):
        raise ObjectionRefused("guarantee_days", last)
