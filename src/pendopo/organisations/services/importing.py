"""Importing units."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.organisations.rules import UnitValues, problems_of
from pendopo.organisations.tree import UnitsRefused, locked_units, parent_pk, parents_of, put, rewrite_paths


@transaction.atomic
def import_units(*, rows: Iterable[UnitValues], actor: Actor, now: dt.datetime) -> tuple[int, int]:
    """Add new units and rename known ones, all or nothing; gives (added, changed).

    Raises UnitsRefused with every problem, PermissionDenied.
    """
    require(actor, "organisations.import_units")
    units = locked_units()
    rows = list(rows)
    if problems := problems_of(rows, parents_of(units)):
        raise UnitsRefused(problems)
    added = changed = 0
    for row in _parents_first(rows, set(units)):
        unit = units.get(row.code)
        added, changed = (added + 1, changed) if unit is None else (added, changed + _differs(unit, row, units))
        units[row.code] = put(unit or Unit(code=row.code), row, units)
    rewrite_paths(units)
    record(actor=actor, event="organisations.units.imported", now=now, data={"added": added, "changed": changed})
    topics.touch("organisations")
    return added, changed


def _parents_first(rows: list[UnitValues], known: set[str]) -> list[UnitValues]:
    ordered: list[UnitValues] = []
    done = known - {row.code for row in rows}
    waiting = rows
    while waiting:
        ready = [row for row in waiting if not row.parent_code or row.parent_code in done]
        ordered += ready
        done |= {row.code for row in ready}
        waiting = [row for row in waiting if row.code not in done]
    return ordered


def _differs(unit: Unit, row: UnitValues, units: dict[str, Unit]) -> bool:
    new = (row.kind, row.name, row.short_name, parent_pk(row, units))
    return (unit.kind, unit.name, unit.short_name, unit.parent_id) != new
