"""Reads of the instance's settings. Within one request each is read once; outside a request nothing is remembered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from pendopo.instance.models import Holiday, Instance, ModuleName
from pendopo.kernel.calendar import WorkingCalendar
from pendopo.kernel.sql import read

BUILT = {ModuleName.PORTAL, ModuleName.BUDGET}
INSTANCE_SQL = "SELECT * FROM instance_instance WHERE id = 1"
SWITCHED_OFF_SQL = "SELECT module FROM instance_moduleswitch WHERE NOT is_on"

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


def working_calendar() -> WorkingCalendar:
    """The calendar of working days by the table of holidays."""
    return WorkingCalendar(frozenset(Holiday.objects.values_list("day_date", flat=True)))
