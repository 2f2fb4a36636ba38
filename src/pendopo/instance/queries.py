"""Reads of the instance's settings."""

from pendopo.instance.models import Holiday, Instance, ModuleName, ModuleSwitch
from pendopo.kernel.calendar import WorkingCalendar

BUILT = {ModuleName.PORTAL, ModuleName.BUDGET}


def current() -> Instance | None:
    """This instance's settings, or None before `pendopo init`."""
    return Instance.objects.filter(pk=1).first()


def modules_on() -> frozenset[str]:
    """Names of the modules that exist in this release and are not switched off."""
    off = set(ModuleSwitch.objects.filter(is_on=False).values_list("module", flat=True))
    return frozenset(str(name) for name in BUILT if name not in off)


def working_calendar() -> WorkingCalendar:
    """The calendar of working days by the table of holidays."""
    return WorkingCalendar(frozenset(Holiday.objects.values_list("day_date", flat=True)))
