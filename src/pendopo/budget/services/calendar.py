"""The acts on the budget's calendar: own days of steps, opening and closing of a stage, reminders."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pendopo.accounts.queries import holders_of
from pendopo.audit.services import record
from pendopo.budget.deadlines import mark_of
from pendopo.budget.models import CalendarDate, CalendarReminder, CalendarStep, Stage, StageWindow
from pendopo.budget.queries.calendar import StepRow, calendar_of
from pendopo.kernel import languages, topics
from pendopo.kernel.access import Actor, require
from pendopo.notices.services import notify

TEAM = ("tapd", "ppkd", "sekda")
OFFICES = ("pa", "kpa", "pptk")


class DayTooLate(Exception):
    """The own day lies after the last day that a confirmed law names: `legal_date`."""

    def __init__(self, legal_date: dt.date) -> None:
        super().__init__(str(legal_date))
        self.legal_date = legal_date


class TimesCrossed(Exception):
    """A stage cannot close before it opens."""


@transaction.atomic
def set_calendar_date(
    *, year: int, step: str, planned_date: dt.date | None, note: str, actor: Actor, now: dt.datetime
) -> CalendarDate | None:
    """Give a step of the year the regency's own last day, or (None) leave it to the law.

    Raises DayTooLate, PermissionDenied.
    """
    require(actor, "budget.keep_calendar")
    row = next(row for row in calendar_of(year, timezone.localdate(now)) if row.step == step)
    if planned_date and row.certain and row.legal_date and planned_date > row.legal_date:
        raise DayTooLate(row.legal_date)
    date = None
    if planned_date is None:
        CalendarDate.objects.filter(year=year, step=step).delete()
    else:
        values = {"planned_date": planned_date, "note": note.strip(), "set_at": now}
        date, _new = CalendarDate.objects.update_or_create(year=year, step=step, defaults=values)
    day = planned_date.isoformat() if planned_date else ""
    data = {"year": year, "step": step, "day": day, "note": note.strip()}
    record(actor=actor, event="budget.calendar_date.set", subject=f"{year}/{step}", now=now, data=data)
    topics.touch("budget")
    return date


@transaction.atomic
def set_stage_window(
    *,
    stage_id: int,
    opens_at: dt.datetime | None,
    closes_at: dt.datetime | None,
    note: str,
    actor: Actor,
    now: dt.datetime,
) -> StageWindow:
    """Say from when until when a stage takes changes of rows and ceilings. Raises TimesCrossed, PermissionDenied."""
    require(actor, "budget.keep_calendar")
    if opens_at and closes_at and opens_at >= closes_at:
        raise TimesCrossed
    # Edits hold the stage for sharing: this waits for them, and they see the new times.
    stage = Stage.objects.select_for_update(of=("self",)).get(pk=stage_id)
    values = {"opens_at": opens_at, "closes_at": closes_at, "note": note.strip()}
    window, _new = StageWindow.objects.update_or_create(stage=stage, defaults=values)
    data = {
        "year": stage.year,
        "kind": stage.kind,
        "opens": opens_at.isoformat() if opens_at else "",
        "closes": closes_at.isoformat() if closes_at else "",
        "note": note.strip(),
    }
    record(actor=actor, event="budget.stage_window.set", subject=stage, now=now, data=data)
    topics.touch("budget")
    return window


@transaction.atomic
def remind_calendar(*, actor: Actor, now: dt.datetime) -> list[CalendarReminder]:
    """Tell the budget team (and the offices, of their Rka) of each step 14, 7 and 1 days ahead, and once it is late.

    Only years with a stage are looked at; each reminder goes out once, a missed day is caught up by the next run.
    """
    require(actor, "budget.remind_calendar")
    today = timezone.localdate(now)
    years = Stage.objects.filter(owner=None, year__gte=today.year).values_list("year", flat=True).distinct()
    sent = [reminder for year in sorted(years) for reminder in _remind_year(year, today, actor, now)]
    # The public page says what is late and what comes next: it is a new day.
    topics.touch("budget")
    return sent


def _remind_year(year: int, today: dt.date, actor: Actor, now: dt.datetime) -> Iterable[CalendarReminder]:
    for row in calendar_of(year, today):
        mark = mark_of(row.due_date, today) if row.due_date and row.state != "done" else None
        if mark is None:
            continue
        key = {"year": year, "step": row.step, "due_date": row.due_date, "mark": mark}
        reminder, new = CalendarReminder.objects.get_or_create(**key, defaults={"sent_at": now})
        if new:
            _tell(reminder, row, today, actor, now)
            yield reminder


def _tell(reminder: CalendarReminder, row: StepRow, today: dt.date, actor: Actor, now: dt.datetime) -> None:
    roles = TEAM + (OFFICES if row.step == CalendarStep.RKA else ())
    people = {person.pk: person for role in roles for person in holders_of(role, today)}
    days = (reminder.due_date - today).days
    with translation.override(languages.DEFAULT):
        label = str(CalendarStep(reminder.step).label)
        subject = (
            _("Late: %(step)s (budget %(year)s)") if days < 0 else _("%(days)s days left: %(step)s (budget %(year)s)")
        )
        title = subject % {"days": days, "step": label, "year": reminder.year}
        url = f"{reverse('budget:calendar')}?tahun={reminder.year}"
    context = {"row": row, "label": label, "year": reminder.year, "days": days, "url": url}
    given: dict[str, Any] = {"actor": actor, "now": now}
    notify(event="budget.calendar.reminded", recipients=people.values(), subject=title, context=context, **given)
    data = {"year": reminder.year, "step": reminder.step, "mark": reminder.mark, "people": len(people)}
    record(event="budget.calendar.reminded", subject=f"{reminder.year}/{reminder.step}", data=data, **given)
