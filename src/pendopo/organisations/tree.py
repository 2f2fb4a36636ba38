"""Where units stand: what every act on them shares. Parts of acts, which ask `require` first."""

from pendopo.organisations.models import Unit
from pendopo.organisations.rules import UnitProblem, UnitValues


class UnitsRefused(Exception):
    """The values of units have problems: nothing was written."""

    def __init__(self, problems: list[UnitProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def locked_units() -> dict[str, Unit]:
    """All units by code, locked: a tree changes as a whole."""
    return {unit.code: unit for unit in Unit.objects.select_for_update().order_by("pk")}


def parents_of(units: dict[str, Unit]) -> dict[str, str]:
    """The code of each unit's parent, by its own code; "" at the root."""
    codes = {unit.pk: unit.code for unit in units.values()}
    return {unit.code: codes.get(unit.parent_id or 0, "") for unit in units.values()}


def parent_pk(row: UnitValues, units: dict[str, Unit]) -> int | None:
    """The key of the parent that the row names."""
    return units[row.parent_code].pk if row.parent_code else None


def put(unit: Unit, row: UnitValues, units: dict[str, Unit]) -> Unit:
    """Save the unit with the values of the row; its path follows by `rewrite_paths`."""
    unit.kind, unit.name, unit.short_name = row.kind, row.name, row.short_name[:60]
    unit.parent_id = parent_pk(row, units)
    unit.save()
    return unit


def rewrite_paths(units: dict[str, Unit]) -> None:
    """Write the path of every unit that stands elsewhere than before."""
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
