"""The list of units of measure as a format of the workspace's imports: what changed first, then take it over."""

from collections import Counter
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries, services
from pendopo.budget.measure_rows import MeasureChange, MeasureRow, compare, faults_of, spellings_of
from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Column, Problem, TableRefused, refuse
from pendopo.kernel.access import Actor
from pendopo.kernel.display import number

MOST_ROWS = 2_000
COLUMNS = [
    Column("kode", aliases=("satuan",)),
    Column("nama", aliases=("nama satuan",)),
    Column("dasar", required=False, aliases=("satuan dasar",)),
    Column("faktor", kind="decimal", required=False),
    Column("ejaan", required=False, aliases=("ejaan lain", "sinonim")),
]
FAULTS = {
    "twice": _("The same code stands in the table twice."),
    "long": _("This is too long: a code or spelling has at most 30 characters, a name 60."),
    "base": _("The table has no such unit."),
    "own_base": _("This unit is counted in another itself: name that one."),
    "factor": _("Write a number above 0 with at most 6 decimals; without a base it is 1."),
    "spelling": _("Another unit is written like this already."),
}


def _rows(source: Source) -> list[MeasureRow]:
    table = source.table(COLUMNS)
    if not 0 < len(table.rows) <= MOST_ROWS:
        raise refuse(_("Send 1 to 2,000 units."), value=str(len(table.rows)))
    rows = [
        MeasureRow(
            given["kode"],
            given["nama"],
            given["dasar"] or "",
            Decimal(1) if given["faktor"] is None else given["faktor"],
            spellings_of(given["ejaan"] or "", given["kode"]),
            place,
        )
        for place, given in zip(table.numbers, table.rows, strict=True)
    ]
    faults = faults_of(rows)
    if faults:
        raise TableRefused([Problem(one.row, one.column, one.found, FAULTS[one.code]) for one in faults])
    return rows


def holds(row: MeasureRow) -> str:
    """`12 buah`, or nothing where it counts in itself."""
    return f"{number(row.factor, _places(row.factor))} {row.base}" if row.base else ""


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _note(change: MeasureChange) -> str:
    before = change.before
    if change.mark == "closed":
        return now_gettext("no longer offered; what is priced in it stays")
    if change.mark != "changed" or before is None:
        return ""
    gone = ", ".join(sorted(before.spellings - change.row.spellings))
    words = " · ".join(filter(None, [before.name if before.name != change.row.name else "", gone]))
    words = words or holds(before)
    return now_gettext("before: {name}").format(name=words) if words else ""


def _findings(rows: list[MeasureRow]) -> Findings:
    changes = compare(rows, queries.held_measures())
    counted = Counter(change.mark for change in changes)
    moved = [change for change in changes if change.mark != "unchanged"][:MOST_SHOWN]
    shown = [
        Shown(
            0 if one.mark == "closed" else one.row.number,
            one.mark,
            [one.row.code, one.row.name, holds(one.row), ", ".join(sorted(one.row.spellings))],
            _note(one),
        )
        for one in moved
    ]
    counts = {"rows": len(rows)} | {mark: counted[mark] for mark in ("new", "changed", "closed", "unchanged")}
    return Findings(counts=counts, heads=[_("Code"), _("Name"), _("One holds"), _("Other spellings")], rows=shown)


def check(source: Source, *, actor: Actor) -> Findings:
    """What the list changes. Raises TableRefused."""
    return _findings(_rows(source))


def apply(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Take the list over. Raises TableRefused, PermissionDenied."""
    rows = _rows(source)
    found = _findings(rows)
    services.import_measures(rows=rows, actor=actor, now=now)
    return found


MEASURES = ImportFormat(
    key="budget.measures",
    title=_("Units of measure"),
    text=_(
        "The whole list: a unit that it leaves out is no longer offered for new prices; what is priced in it stays."
        " Part other spellings by a bar: lbr|lbar."
    ),
    permission="budget.import_codes",
    columns=[
        SampleColumn("kode", _("as it is written on forms"), ["buah", "lusin"]),
        SampleColumn("nama", _("its name"), ["buah", "lusin"]),
        SampleColumn("dasar", _("the unit that it counts in"), ["", "buah"], required=False),
        SampleColumn("faktor", _("how many of these one holds; empty is 1"), ["", "12"], required=False),
        SampleColumn("ejaan", _("other spellings, parted by bars"), ["bh|pcs", "dosin"], required=False),
    ],
    check=check,
    apply=apply,
    done_page="budget:measures",
)
