"""Dates, times, spans and the five-day market week. Times are aware; dates are dates."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from pendopo.kernel.calendar import WorkingCalendar

NBSP = "\u00a0"
Day = dt.date | dt.datetime
ZONES = {25200: "WIB", 28800: "WITA", 32400: "WIT"}
PASARAN = ("Legi", "Pahing", "Pon", "Wage", "Kliwon")
# 24 November 2026 is a Selasa Kliwon; the ordinal of that day sets the cycle of five.
_KLIWON = dt.date(2026, 11, 24).toordinal()


def _local(day: Day) -> dt.date:
    if isinstance(day, dt.datetime):
        return timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return day


def weekday(day: Day) -> str:
    """`Selasa`, in the active language."""
    return [
        gettext("Monday"),
        gettext("Tuesday"),
        gettext("Wednesday"),
        gettext("Thursday"),
        gettext("Friday"),
        gettext("Saturday"),
        gettext("Sunday"),
    ][_local(day).weekday()]


def _month(day: dt.date) -> str:
    return [
        gettext("January"),
        gettext("February"),
        gettext("March"),
        gettext("April"),
        gettext("May"),
        gettext("June"),
        gettext("July"),
        gettext("August"),
        gettext("September"),
        gettext("October"),
        gettext("November"),
        gettext("December"),
    ][day.month - 1]


def full_date(day: Day) -> str:
    """`24 November 2026`."""
    local = _local(day)
    return f"{local.day}{NBSP}{_month(local)}{NBSP}{local.year}"


def day_and_date(day: Day) -> str:
    """`Selasa, 24 November 2026`."""
    return f"{weekday(day)}, {full_date(day)}"


def table_date(day: Day, *, year: bool = True) -> str:
    """`24 Nov 2026`; without `year` `24 Nov`."""
    local = _local(day)
    short = _month(local)[:3]
    return f"{local.day}{NBSP}{short}{NBSP}{local.year}" if year else f"{local.day}{NBSP}{short}"


def clock_time(moment: dt.datetime) -> str:
    """`08.05 WIB`, in the instance's zone."""
    local = timezone.localtime(moment)
    offset = local.utcoffset() or dt.timedelta()
    zone = ZONES.get(int(offset.total_seconds()), local.tzname() or "")
    return f"{local:%H.%M}{NBSP}{zone}"


def date_and_time(moment: dt.datetime) -> str:
    """`Selasa, 24 November 2026, 08.05 WIB`."""
    return f"{day_and_date(moment)}, {clock_time(moment)}"


def market_day(day: Day) -> str:
    """The day of the Javanese market week: Legi, Pahing, Pon, Wage or Kliwon. 2026-11-24 is Kliwon."""
    return PASARAN[(_local(day).toordinal() - _KLIWON + 4) % 5]


def span_until(due: Day, today: Day) -> str:
    """`hari ini`, `besok`, `3 hari lagi`, `kemarin`, `3 hari lalu`: calendar days, for what is not a duty."""
    days = (_local(due) - _local(today)).days
    named = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if days in named:
        return named[days]
    count = abs(days)
    if days > 0:
        text = ngettext("in %(count)s day", "in %(count)s days", count)
    else:
        text = ngettext("%(count)s day ago", "%(count)s days ago", count)
    return _joined(text % {"count": count})


def deadline(due: Day, today: Day, calendar: WorkingCalendar | None = None) -> str:
    """`3 hari lagi`, `hari ini`, and when past `terlambat 2 hari kerja` (working days of `calendar`)."""
    days = (_local(due) - _local(today)).days
    if days >= 0:
        return span_until(due, today)
    count = (calendar or WorkingCalendar()).between(_local(due), _local(today))
    text = ngettext("late by %(count)s working day", "late by %(count)s working days", count)
    return _joined(text % {"count": count})


def _joined(text: str) -> str:
    return text.replace(" ", NBSP)
