"""Writing units."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.organisations.rules import UnitProblem, UnitValues, problems_of


class UnitsRefused(Exception):
    """The table of units has problems: nothing was imported."""

    def __init__(self, problems: list[UnitProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@transaction.atomic
def import_units(*, rows: Iterable[UnitValues], actor: Actor, now: dt.datetime) -> tuple[int, int]:
    """Add new units and rename known ones, all or nothing; gives (added, changed).

    Raises UnitsRefused with every problem, PermissionDenied.
    """
    require(actor, "organisations.import_units")
    units = {unit.code: unit for unit in Unit.objects.select_for_update().order_by("pk")}
    rows = list(rows)
    if problems := problems_of(rows, set(units)):
        raise UnitsRefused(problems)
    added = changed = 0
    for row in _parents_first(rows, set(units)):
        unit = units.get(row.code)
        added, changed = (added + 1, changed) if unit is None else (added, changed + _differs(unit, row, units))
        units[row.code] = _put(unit or Unit(code=row.code), row, units)
    _rewrite_paths(units)
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


def _parent_pk(row: UnitValues, units: dict[str, Unit]) -> int | None:
    return units[row.parent_code].pk if row.parent_code else None


def _differs(unit: Unit, row: UnitValues, units: dict[str, Unit]) -> bool:
    new = (row.kind, row.name, row.short_name, _parent_pk(row, units))
    return (unit.kind, unit.name, unit.short_name, unit.parent_id) != new


def _put(unit: Unit, row: UnitValues, units: dict[str, Unit]) -> Unit:
    unit.kind, unit.name, unit.short_name = row.kind, row.name, row.short_name[:60]
    unit.parent_id = _parent_pk(row, units)
    unit.save()
    return unit


def _rewrite_paths(units: dict[str, Unit]) -> None:
    by_pk = {unit.pk: unit for unit in units.values()}
    changed = []
    for unit in units.values():
        path = _path(unit, by_pk)
        if path != unit.path:
            unit.path = path
            changed.append(unit)
    Unit.objects.bulk_update(changed, ["path"], batch_size=500)


def _path(unit: Unit, by_pk: dict[int, Unit]) -> str:
    parts = [f"{unit.pk}/"]
    while unit.parent_id:
        unit = by_pk[unit.parent_id]
        parts.insert(0, f"{unit.pk}/")
    return "".join(parts)
