"""Reads of the instance's settings. Within one request each is read once; outside a request nothing is remembered."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse

from pendopo.instance.models import Holiday, Instance, ModuleName
from pendopo.instance.rules import DEFAULT_COLOURS
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.calendar import WorkingCalendar
from pendopo.kernel.sql import read

BUILT = {ModuleName.PORTAL, ModuleName.BUDGET, ModuleName.PROCUREMENT, ModuleName.MONITORING}
INSTANCE_SQL = "SELECT * FROM instance_instance WHERE id = 1"
SWITCHED_OFF_SQL = "SELECT module FROM instance_moduleswitch WHERE NOT is_on"
CREST = "320.webp"

T = TypeVar("T")
_remembered: ContextVar[dict[str, Any] | None] = ContextVar("instance_settings", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember the settings while one request is answered."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def forget() -> None:
    """Read anew after an act has changed the settings."""
    if (memory := _remembered.get()) is not None:
        memory.clear()


def _once(key: str, read: Callable[[], T]) -> T:
    memory = _remembered.get()
    if memory is None:
        return read()
    if key not in memory:
        memory[key] = read()
    return memory[key]


def current() -> Instance | None:
    """This instance's settings, or None before `pendopo init`."""
    return _once("current", lambda: next(iter(Instance.objects.raw(INSTANCE_SQL)), None))


def _modules_on() -> frozenset[str]:
    off = {row["module"] for row in read(SWITCHED_OFF_SQL)}
    return frozenset(str(name) for name in BUILT if name not in off)


def modules_on() -> frozenset[str]:
    """Names of the modules that exist in this release and are not switched off."""
    return _once("modules", _modules_on)


def modules_visible_to(actor: Actor) -> list[dict[str, Any]]:
    """Every module with its name, label, whether it is on and whether this release holds it; none for others."""
    if not permits(actor, "instance.see_settings"):
        return []
    on = modules_on()
    return [
        {"name": name.value, "label": name.label, "is_on": name.value in on, "is_built": name in BUILT}
        for name in ModuleName
    ]


def working_calendar() -> WorkingCalendar:
    """The calendar of working days by the table of holidays."""
    return WorkingCalendar(frozenset(Holiday.objects.values_list("day_date", flat=True)))


def holidays_of(year: int) -> QuerySet[Holiday]:
    """The days of rest of a year in their order; public."""
    return Holiday.objects.filter(day_date__year=year).order_by("day_date")


def holiday_years() -> list[int]:
    """The years that have at least one holiday, in order."""
    return sorted({day.year for day in Holiday.objects.dates("day_date", "year")})


def holiday_on(text: str) -> Holiday | None:
    """The holiday on a date written as 2026-12-25; None when there is none or the text is no date."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return Holiday.objects.filter(pk=day).first()


def next_holiday(day: dt.date) -> Holiday | None:
    """The first holiday on the day or after it."""
    return Holiday.objects.filter(day_date__gte=day).order_by("day_date").first()


def crest_url(instance: Instance | None) -> str:
    """The address of the crest as WebP; empty without one."""
    return reverse("files:rendition", args=[instance.crest_id, CREST]) if instance and instance.crest_id else ""


def colours(instance: Instance | None) -> dict[str, str]:
    """The three colours by the names of DEFAULT_COLOURS."""
    return {name: getattr(instance, name) if instance else value for name, value in DEFAULT_COLOURS.items()}


def has_own_colours(instance: Instance | None) -> bool:
    """Whether a colour differs from Pendopo's own."""
    return any(value.upper() != DEFAULT_COLOURS[name] for name, value in colours(instance).items())
