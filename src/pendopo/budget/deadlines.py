"""When the steps of a budget year are due, and how far a year has come: pure functions."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from pendopo.kernel.calendar import WorkingCalendar

Values = Mapping[str, Mapping[str, Any]]
"""Step -> the value of its rule (see BudgetDeadline)."""

MARKS = ((1, "H1"), (7, "H7"), (14, "H14"))
"""Days before the last day, nearest first, and the mark of the reminder."""

KINDS = ("RENJA", "RKPD", "KUA_PPAS", "RKA", "RAPBD", "EVALUATION_FIX", "APBD", "SHIFT", "APBD_P")
STATUSES = {"DRAFT": 0, "RETURNED": 0, "SUBMITTED": 1, "REVIEWED": 2, "AGREED": 3}
FULL = 4
DONE_AT = {
    "RKPD": ("RKPD", 3),
    "KUA_TO_HEAD": ("KUA_PPAS", 1),
    "KUA_TO_DPRD": ("KUA_PPAS", 2),
    "KUA_AGREED": ("KUA_PPAS", 3),
    "RKA": ("RKA", 3),
    "RAPBD_TO_DPRD": ("RAPBD", 1),
    "RAPBD_AGREED": ("RAPBD", 3),
    "EVALUATION": ("EVALUATION_FIX", 3),
    "APBD_SET": ("APBD", FULL),
    "APBD_P": ("APBD_P", 3),
}
"""Step -> kind of stage and rank of its status at which the step is done; any later kind means the same."""


def day_of(value: Mapping[str, Any], year: int) -> dt.date:
    """The day of a rule `{year, month, day}` in the budget year."""
    return dt.date(year + value["year"], value["month"], value["day"])


def due_date(step: str, values: Values, year: int, calendar: WorkingCalendar) -> dt.date | None:
    """The last day of the step, None where the law names none; working days are counted by `calendar`."""
    value = values.get(step, {})
    if "month" in value:
        return day_of(value, year)
    other = value.get("before") or value.get("after")
    start = due_date(other, values, year, calendar) if other else None
    if start is None:
        return None
    return calendar.add(start, -value["working_days"] if "before" in value else value["working_days"])


def begin_date(step: str, values: Values, year: int) -> dt.date | None:
    """The first day of the step, where the law names one."""
    value = values.get(step, {}).get("begin")
    return day_of(value, year) if value else None


def rank(kind: str, status: str) -> tuple[int, int]:
    """How far a stage has come, comparable between all stages of a year."""
    return KINDS.index(kind), STATUSES.get(status, FULL)


def is_done(step: str, stages: Iterable[tuple[str, str]]) -> bool:
    """Whether stages (kind, status) of the year show that the step is behind us; shifts are never done."""
    if step not in DONE_AT:
        return False
    kind, status = DONE_AT[step]
    return any(rank(*stage) >= (KINDS.index(kind), status) for stage in stages)


def mark_of(due: dt.date, today: dt.date) -> str | None:
    """The reminder that is due: H14, H7, H1 or LATE; None while there is time."""
    days = (due - today).days
    if days < 0:
        return "LATE"
    return next((mark for most, mark in MARKS if days <= most), None)
