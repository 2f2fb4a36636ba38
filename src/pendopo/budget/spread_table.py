"""A table of ceilings as people paste or send it: unit, sub kegiatan, occurrence, amount. Pure reading."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pendopo.budget.pool import MOST, Place
from pendopo.budget.writing import CellProblem
from pendopo.kernel.money import NotMoney, parse_whole_rupiah

MOST_ROWS = 10_000
COLUMNS = ("unit", "code", "sequence", "amount")
HEADS = {
    "unit": ("kode_unit", "kode unit", "unit", "kode skpd", "kode perangkat daerah"),
    "code": ("kode_sub_kegiatan", "kode sub kegiatan", "sub kegiatan", "kode"),
    "sequence": ("urutan", "ke"),
    "amount": ("pagu", "jumlah", "nilai", "pagu, rp", "pagu (rp)"),
}


@dataclass
class SpreadTable:
    """What could be read: ceilings of units and of their sub kegiatan, the first row of each unit, every fault."""

    units: dict[int, int] = field(default_factory=dict)
    places: dict[int, dict[Place, int]] = field(default_factory=dict)
    rows: list[tuple[int, str, str, int, int]] = field(default_factory=list)
    """(row, code of the unit, code of the sub kegiatan or nothing, occurrence, amount)."""
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def amount(self) -> int:
        """The sum of the sub kegiatan, whole rupiah."""
        return sum(amount for _row, _unit, code, _sequence, amount in self.rows if code)


def read_pasted(text: str, units: Mapping[str, int], activities: Mapping[str, int]) -> SpreadTable:
    """Read cells parted by tabs, with or without a head; `units` and `activities` are ids by code."""
    lines = [line for line in csv.reader(io.StringIO(text.strip("\n")), delimiter="\t") if any(map(str.strip, line))]
    return read_rows(lines, units, activities)


def read_rows(lines: Sequence[Sequence[str]], units: Mapping[str, int], activities: Mapping[str, int]) -> SpreadTable:
    """Read rows of text; a unit is written once for the rows below it; the same place twice is a fault."""
    table = SpreadTable()
    if not lines:
        return table
    columns, headed = _columns(lines[0])
    body = lines[1:] if headed else lines
    if len(body) > MOST_ROWS:
        table.problems.append(CellProblem(MOST_ROWS + 1, "", str(len(body)), "too_many_rows"))
        return table
    unit = ""
    for number, cells in enumerate(body, start=2 if headed else 1):
        given = {key: str(cells[at]).strip() if at < len(cells) else "" for key, at in columns.items()}
        unit = given.get("unit") or unit
        take_row(table, number, given | {"unit": unit}, units, activities)
    return table


def _columns(first: Iterable[str]) -> tuple[dict[str, int], bool]:
    words = [str(cell).strip().lower().rstrip(".") for cell in first]
    named = {key: words.index(name) for key, names in reversed(HEADS.items()) for name in names if name in words}
    if "amount" in named and "unit" in named:
        return named, True
    return {key: place for place, key in enumerate(COLUMNS)}, False


def take_row(
    table: SpreadTable, number: int, given: Mapping[str, str], units: Mapping[str, int], activities: Mapping[str, int]
) -> None:
    """Add one row of text cells (`unit`, `code`, `sequence`, `amount`) to the table, or what is wrong with it."""
    faults = [
        CellProblem(number, column, given.get(column, ""), code) for column, code in _faults(given, units, activities)
    ]
    if faults:
        table.problems += faults
        return
    unit, code = units[given["unit"]], given.get("code", "")
    sequence, amount = int(given.get("sequence") or 1), parse_whole_rupiah(given["amount"])
    place = (activities[code], sequence) if code else None
    if unit in table.units if place is None else place in table.places.get(unit, {}):
        table.problems.append(CellProblem(number, "code", code or given["unit"], "twice"))
        return
    if place is None:
        table.units[unit] = amount
    else:
        table.places.setdefault(unit, {})[place] = amount
    table.rows.append((number, given["unit"], code, sequence, amount))


def _faults(
    given: Mapping[str, str], units: Mapping[str, int], activities: Mapping[str, int]
) -> Iterable[tuple[str, str]]:
    if given["unit"] not in units:
        yield "unit", "unknown_unit"
    if given.get("code") and given["code"] not in activities:
        yield "code", "unknown_code"
    sequence = given.get("sequence") or "1"
    if not sequence.isdecimal() or not 1 <= int(sequence) < 1000:
        yield "sequence", "occurrence"
    try:
        amount = parse_whole_rupiah(given.get("amount", ""))
    except NotMoney:
        yield "amount", "unreadable"
        return
    if amount < 0:
        yield "amount", "negative"
    elif amount > MOST:
        yield "amount", "too_large"
