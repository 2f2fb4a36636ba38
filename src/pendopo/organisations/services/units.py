"""Writing one unit."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.organisations.rules import UnitProblem, UnitValues, problems_of
from pendopo.organisations.tree import UnitsRefused, locked_units, parents_of, put, rewrite_paths


class UnitHasParts(Exception):
    """Units below are still open."""


@transaction.atomic
def add_unit(*, values: UnitValues, actor: Actor, now: dt.datetime) -> Unit:
    """Add a unit. Raises UnitsRefused (also for a code that is taken), PermissionDenied."""
    require(actor, "organisations.manage_units")
    units = locked_units()
    problems = problems_of([values], parents_of(units))
    if values.code in units:
        problems.append(UnitProblem(values.number, "code", values.code, _("Another unit has this code.")))
    if problems:
        raise UnitsRefused(problems)
    unit = _place(Unit(code=values.code), values, units)
    return _told("organisations.unit.added", unit, actor, now)


@transaction.atomic
def change_unit(*, values: UnitValues, actor: Actor, now: dt.datetime) -> Unit:
    """Give the unit of that code other values. Raises UnitsRefused, Unit.DoesNotExist, PermissionDenied."""
    require(actor, "organisations.manage_units")
    units = locked_units()
    if values.code not in units:
        raise Unit.DoesNotExist(values.code)
    if problems := problems_of([values], parents_of(units)):
        raise UnitsRefused(problems)
    unit = _place(units[values.code], values, units)
    return _told("organisations.unit.changed", unit, actor, now)


@transaction.atomic
def close_unit(*, unit_id: int, actor: Actor, now: dt.datetime) -> Unit:
    """Close a unit: it stays in what refers to it and is offered no more. Raises UnitHasParts, PermissionDenied."""
    require(actor, "organisations.manage_units")
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    if Unit.objects.filter(parent=unit, is_active=True).exists():
        raise UnitHasParts(unit.code)
    unit.is_active = False
    unit.save(update_fields=["is_active"])
    return _told("organisations.unit.closed", unit, actor, now)


@transaction.atomic
def reopen_unit(*, unit_id: int, actor: Actor, now: dt.datetime) -> Unit:
    """Open a closed unit again. Raises PermissionDenied."""
    require(actor, "organisations.manage_units")
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    unit.is_active = True
    unit.save(update_fields=["is_active"])
    return _told("organisations.unit.reopened", unit, actor, now)


def _place(unit: Unit, values: UnitValues, units: dict[str, Unit]) -> Unit:
    units[values.code] = put(unit, values, units)
    rewrite_paths(units)
    return unit


def _told(event: str, unit: Unit, actor: Actor, now: dt.datetime) -> Unit:
    record(actor=actor, event=event, subject=unit, unit=unit, now=now, data={"code": unit.code, "name": unit.name})
    topics.touch("organisations")
    return unit
