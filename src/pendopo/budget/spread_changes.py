"""What a table of ceilings would change in a stage, what it comes to, and what stops it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pendopo.budget.pool import Place
from pendopo.budget.spread_table import SpreadTable


@dataclass(frozen=True)
class Held:
    """What a stage holds now, whole rupiah: its envelope, each unit's ceiling, their sub kegiatan, what is used."""

    envelope: int
    units: Mapping[int, int]
    places: Mapping[int, Mapping[Place, int]]
    used: Mapping[int, Mapping[Place, int]]


@dataclass(frozen=True)
class SpreadChange:
    """One ceiling before and after, whole rupiah; `mark` is new, changed, unchanged or removed; `row` 0 is no row."""

    row: int
    mark: str
    unit: int
    place: Place | None
    before: int | None
    after: int


@dataclass(frozen=True)
class Fault:
    """What a pool refuses: `code` is below_use, above_unit, above_envelope or below_given; `amount` how much."""

    row: int
    unit: int | None
    place: Place | None
    code: str
    amount: int


@dataclass(frozen=True)
class UnitSum:
    """A unit's ceiling and the sum of its sub kegiatan, before and after; whole rupiah."""

    unit: int
    ceiling_before: int
    ceiling: int
    spread_before: int
    spread: int


@dataclass
class SpreadChanges:
    """Everything that the table would do. `places` also holds what goes: sub kegiatan that it leaves out become 0."""

    changes: list[SpreadChange] = field(default_factory=list)
    sums: list[UnitSum] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    places: dict[int, dict[Place, int]] = field(default_factory=dict)
    total: int = 0


def changes_of(
    table: SpreadTable, held: Held, units: Mapping[str, int], activities: Mapping[str, int]
) -> SpreadChanges:
    """Compare a table with what the stage holds; `units` and `activities` are ids by code.

    A unit that the table gives sub kegiatan gets exactly these; one that it does not name stays as it is.
    """
    rows = _rows_of(table, units, activities)
    found = SpreadChanges(places={unit: dict(places) for unit, places in table.places.items()})
    for unit in sorted({*table.units, *table.places}):
        found.changes += _unit_change(table, held, unit, rows)
        found.changes += _place_changes(found, held, unit, rows)
        found.sums.append(_sum(table, found, held, unit))
        found.faults += _unit_faults(found.sums[-1], found.places.get(unit, {}), held, rows)
    after = dict(held.units) | {one.unit: one.ceiling for one in found.sums}
    found.total = sum(after.values())
    if found.total > held.envelope:
        found.faults.append(Fault(0, None, None, "above_envelope", found.total - held.envelope))
    return found


def _rows_of(
    table: SpreadTable, units: Mapping[str, int], activities: Mapping[str, int]
) -> dict[tuple[int, Place | None], int]:
    """(unit, place or None) -> row of the file; the first row of a unit stands for it where it has none of its own."""
    rows: dict[tuple[int, Place | None], int] = {}
    for row, unit, code, sequence, _amount in table.rows:
        rows[units[unit], (activities[code], sequence) if code else None] = row
    for row, unit, *_rest in table.rows:
        rows.setdefault((units[unit], None), row)
    return rows


def _mark(before: int | None, after: int) -> str:
    if before is None:
        return "new"
    return "unchanged" if before == after else "changed"


def _unit_change(
    table: SpreadTable, held: Held, unit: int, rows: Mapping[tuple[int, Place | None], int]
) -> Iterator[SpreadChange]:
    if unit in table.units:
        before, after = held.units.get(unit), table.units[unit]
        yield SpreadChange(rows[unit, None], _mark(before, after), unit, None, before, after)


def _place_changes(
    found: SpreadChanges, held: Held, unit: int, rows: Mapping[tuple[int, Place | None], int]
) -> Iterator[SpreadChange]:
    own, before = found.places.get(unit, {}), held.places.get(unit, {})
    if not own:
        return
    for place, amount in own.items():
        yield SpreadChange(rows[unit, place], _mark(before.get(place), amount), unit, place, before.get(place), amount)
    for place, amount in before.items():
        if place not in own and amount:
            yield SpreadChange(0, "removed", unit, place, amount, 0)
    own |= dict.fromkeys((place for place, amount in before.items() if place not in own and amount), 0)


def _sum(table: SpreadTable, found: SpreadChanges, held: Held, unit: int) -> UnitSum:
    before = held.places.get(unit, {})
    ceiling = held.units.get(unit, 0)
    after = dict(before) | found.places.get(unit, {})
    return UnitSum(unit, ceiling, table.units.get(unit, ceiling), sum(before.values()), sum(after.values()))


def _unit_faults(
    total: UnitSum, own: Mapping[Place, int], held: Held, rows: Mapping[tuple[int, Place | None], int]
) -> Iterator[Fault]:
    unit, used = total.unit, held.used.get(total.unit, {})
    for place, amount in own.items():
        if amount < used.get(place, 0):
            row = rows.get((unit, place), rows[unit, None])
            yield Fault(row, unit, place, "below_use", used[place])
    if total.spread > total.ceiling:
        yield Fault(rows[unit, None], unit, None, "above_unit", total.spread - total.ceiling)
