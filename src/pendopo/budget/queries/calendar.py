"""The calendar of a budget year as people see it: each step with its days, its law, and where it stands."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from pendopo.budget.deadlines import begin_date, due_date, is_done
from pendopo.budget.models import BudgetDeadline, CalendarDate, CalendarStep, Stage, StageWindow
from pendopo.instance.queries import working_calendar
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.rules import Certainty


@dataclass(frozen=True)
class StepRow:
    """One step of a budget year. `state` is done, late, now, next (the first that is to come) or later."""

    step: str
    label: str
    begin_date: dt.date | None
    legal_date: dt.date | None
    planned_date: dt.date | None
    note: str
    source: str
    certain: bool
    state: str

    @property
    def due_date(self) -> dt.date | None:
        """The day that counts: the regency's own, else that of the law."""
        return self.planned_date or self.legal_date


def deadlines_on(day: dt.date) -> dict[str, BudgetDeadline]:
    """Step -> the rule in force on that day. One query."""
    rows = BudgetDeadline.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    return {row.code: row for row in rows.order_by("valid_from")}


def calendar_of(year: int, today: dt.date) -> list[StepRow]:
    """All steps of a budget year in their order; public, as the moves of stages are in the log. Four queries."""
    rules = deadlines_on(min(today, dt.date(year, 12, 31)))
    values = {code: rule.value for code, rule in rules.items()}
    own = {date.step: date for date in CalendarDate.objects.filter(year=year)}
    stages = list(Stage.objects.filter(year=year, owner=None).values_list("kind", "status"))
    calendar = working_calendar()
    rows, waiting = [], True
    for step in CalendarStep:
        date = own.get(step)
        legal = due_date(step, values, year, calendar)
        due = date.planned_date if date else legal
        begin = begin_date(step, values, year)
        under_way = due is None and begin is not None and begin <= today
        state = _state(is_done(step, stages), bool(due and due < today), under_way)
        if state == "later" and due and waiting:
            state, waiting = "next", False
        rule = rules.get(step)
        rows.append(
            StepRow(
                step,
                str(step.label),
                begin,
                legal,
                date.planned_date if date else None,
                date.note if date else "",
                rule.source if rule else "",
                rule is not None and rule.certainty == Certainty.CONFIRMED,
                state,
            )
        )
    return rows


def _state(done: bool, late: bool, under_way: bool) -> str:
    if done:
        return "done"
    return "late" if late else "now" if under_way else "later"


def calendar_years(today: dt.date) -> list[int]:
    """The years whose calendar makes sense: those with a stage, this year and the next; newest first. One query."""
    begun = set(Stage.objects.filter(owner=None).values_list("year", flat=True))
    return sorted(begun | {today.year, today.year + 1}, reverse=True)


def window_of(stage: Stage) -> StageWindow | None:
    """The own opening and closing of the stage, if it has any. One query."""
    return StageWindow.objects.filter(stage=stage).first()


def windows_visible_to(actor: Actor, year: int) -> list[tuple[Stage, StageWindow | None]]:
    """The stages of the year with their own times, by number. One query."""
    if not permits(actor, "budget.see_rka"):
        return []
    stages = Stage.objects.filter(owner=None, year=year).select_related("window").order_by("seq")
    return [(stage, getattr(stage, "window", None)) for stage in stages]


def is_open_at(stage: Stage, now: dt.datetime) -> bool:
    """Whether the stage's own times let changes in; its status is another question. One query."""
    window = window_of(stage)
    if window is None:
        return True
    return (window.opens_at is None or window.opens_at <= now) and (window.closes_at is None or now < window.closes_at)
