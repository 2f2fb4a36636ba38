"""The table of holidays: from it every deadline in working days is counted."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction

from pendopo.audit.services import record
from pendopo.instance.models import Holiday
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require


class DayTaken(Exception):
    """That date already stands in the table."""


@dataclass(frozen=True)
class HolidayValues:
    """One day of rest: its date, name, kind (`Holiday.Kind`), source, and whether it is decreed or estimated."""

    day_date: dt.date
    name: str
    kind: str
    source: str
    certain: bool


def _tell(holiday: Holiday) -> dict[str, str | bool]:
    return {"date": holiday.day_date.isoformat(), "name": holiday.name, "certain": holiday.certain}


def _insert(values: HolidayValues) -> Holiday:
    try:
        with transaction.atomic():
            return Holiday.objects.create(**asdict(values))
    except IntegrityError as error:
        raise DayTaken(values.day_date) from error


@transaction.atomic
def add_holiday(*, values: HolidayValues, actor: Actor, now: dt.datetime) -> Holiday:
    """Add a day of rest. Raises DayTaken, PermissionDenied."""
    require(actor, "instance.change_holidays")
    holiday = _insert(values)
    record(actor=actor, event="instance.holiday.added", subject=holiday, now=now, data=_tell(holiday))
    topics.touch("holidays")
    return holiday


@transaction.atomic
def change_holiday(*, day: dt.date, values: HolidayValues, actor: Actor, now: dt.datetime) -> Holiday:
    """Change a day of rest, its date too. Raises DayTaken, Holiday.DoesNotExist, PermissionDenied."""
    require(actor, "instance.change_holidays")
    holiday = Holiday.objects.select_for_update().get(pk=day)
    if all(getattr(holiday, name) == value for name, value in asdict(values).items()):
        return holiday
    holiday.delete()
    holiday = _insert(values)
    data = {**_tell(holiday), "before": day.isoformat()}
    record(actor=actor, event="instance.holiday.changed", subject=holiday, now=now, data=data)
    topics.touch("holidays")
    return holiday


@transaction.atomic
def remove_holiday(*, day: dt.date, actor: Actor, now: dt.datetime) -> None:
    """Make the day a working day again. Raises Holiday.DoesNotExist, PermissionDenied."""
    require(actor, "instance.change_holidays")
    holiday = Holiday.objects.select_for_update().get(pk=day)
    record(actor=actor, event="instance.holiday.removed", subject=holiday, now=now, data=_tell(holiday))
    holiday.delete()
    topics.touch("holidays")
