"""A list of units of measure as a table: what each row says, what it changes, and what cannot be taken. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pendopo.budget.measuring import spelling_of

LONGEST, LONGEST_NAME = 30, 60
PARTED = "|"


@dataclass(frozen=True)
class MeasureRow:
    """A unit of measure: how many of `base` one holds, where that is certain, and its other spellings."""

    code: str
    name: str
    base: str = ""
    factor: Decimal = Decimal(1)
    spellings: frozenset[str] = frozenset()
    number: int = 0

    @property
    def says(self) -> tuple[str, str, Decimal, frozenset[str]]:
        return self.name, self.base, self.factor, self.spellings


@dataclass(frozen=True)
class MeasureFault:
    """What is wrong with a cell: `code` is twice, long, base, own_base, factor or spelling."""

    row: int
    column: str
    found: str
    code: str


def spellings_of(text: str, code: str) -> frozenset[str]:
    """The spellings in a cell, parted by bars; the code itself is none."""
    return frozenset(spelling for part in text.split(PARTED) if (spelling := spelling_of(part))) - {spelling_of(code)}


def faults_of(rows: list[MeasureRow]) -> list[MeasureFault]:
    """Every fault of the table, by row."""
    by_code = {row.code: row for row in rows}
    owners: dict[str, str] = {spelling_of(row.code): row.code for row in rows}
    codes: set[str] = set()
    found: list[MeasureFault] = []
    for row in rows:
        if spelling_of(row.code) in codes:
            found.append(MeasureFault(row.number, "kode", row.code, "twice"))
        codes.add(spelling_of(row.code))
        found += [*_lengths(row), *_base(row, by_code)]
        for text in sorted(row.spellings):
            if owners.setdefault(text, row.code) != row.code:
                found.append(MeasureFault(row.number, "ejaan", text, "spelling"))
    return found


def _lengths(row: MeasureRow) -> Iterator[MeasureFault]:
    for column, text, most in (("kode", row.code, LONGEST), ("nama", row.name, LONGEST_NAME)):
        if len(text) > most:
            yield MeasureFault(row.number, column, text[:40], "long")
    for text in sorted(row.spellings):
        if len(text) > LONGEST:
            yield MeasureFault(row.number, "ejaan", text[:40], "long")


def _base(row: MeasureRow, by_code: Mapping[str, MeasureRow]) -> Iterator[MeasureFault]:
    if row.base and (row.base not in by_code or row.base == row.code):
        yield MeasureFault(row.number, "dasar", row.base, "base")
    elif row.base and by_code[row.base].base:
        yield MeasureFault(row.number, "dasar", row.base, "own_base")
    fits = 0 < row.factor < Decimal(10**10) and row.factor == round(row.factor, 6)
    if not fits or (not row.base and row.factor != 1):
        yield MeasureFault(row.number, "faktor", str(row.factor), "factor")


@dataclass(frozen=True)
class MeasureChange:
    """A unit before and after; `mark` is new, changed, unchanged or closed."""

    mark: str
    row: MeasureRow
    before: MeasureRow | None = None


def compare(rows: Iterable[MeasureRow], held: Mapping[str, MeasureRow]) -> list[MeasureChange]:
    """What the table changes in the units in use, in the order of the table; then those that it leaves out."""
    given = {row.code: row for row in rows}
    found = [_change(row, held.get(row.code)) for row in given.values()]
    return found + [MeasureChange("closed", held[code], held[code]) for code in held if code not in given]


def _change(row: MeasureRow, before: MeasureRow | None) -> MeasureChange:
    mark = "new" if before is None else "unchanged" if row.says == before.says else "changed"
    return MeasureChange(mark, row, before)
