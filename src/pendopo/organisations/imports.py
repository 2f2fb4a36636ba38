"""The import of units from a table: what the columns are, what would change, and the act."""

import datetime as dt
from collections import Counter

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Column, Problem, TableRefused
from pendopo.kernel.access import Actor
from pendopo.organisations import queries, services
from pendopo.organisations.forms import FIELDS
from pendopo.organisations.rules import Difference, UnitProblem, UnitValues, differences, problems_of

COLUMNS = [
    Column("kode", kind="code", aliases=("kode unit", "kode opd")),
    Column("nama", aliases=("nama unit", "nama opd", "unit")),
    Column("jenis", required=False, aliases=("jenis unit",)),
    Column("singkatan", required=False, aliases=("nama singkat",)),
    Column("kode_induk", kind="code", required=False, aliases=("kode induk", "induk")),
]
KINDS = {"": "OPD", "DESA": "VILLAGE", "UNIT KERJA": "SATKER", "DINAS": "OPD", "BADAN": "OPD"}
MARKS = ("new", "renamed", "moved", "unchanged")


def _rows(source: Source) -> list[UnitValues]:
    table = source.table(COLUMNS)
    return [
        UnitValues(
            code=row["kode"],
            name=row["nama"],
            kind=KINDS.get(row["jenis"].upper(), row["jenis"].upper()),
            short_name=row["singkatan"],
            parent_code=row["kode_induk"],
            number=number,
        )
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]


def _refused(problems: list[UnitProblem]) -> TableRefused:
    return TableRefused(
        [
            Problem(problem.number, FIELDS[problem.column], problem.value, problem.message, advice=problem.advice)
            for problem in problems
        ]
    )


def _counts(changes: list[Difference]) -> dict[str, int]:
    counted = Counter(change.mark for change in changes)
    return {mark: counted[mark] for mark in MARKS}


def _shown(change: Difference) -> Shown:
    row, before = change.row, change.before
    notes = []
    if before and before.name != row.name:
        notes.append(gettext("before: {name}").format(name=before.name))
    if before and before.parent_code and before.parent_code != row.parent_code:
        notes.append(gettext("below {code} before").format(code=before.parent_code))
    kind = str(queries.kind_label(row.kind))
    return Shown(row.number, change.mark, [row.code, row.name, kind, row.parent_code], "; ".join(notes))


def check(source: Source, *, actor: Actor) -> Findings:
    """What the table would change; rows that change something stand first. Raises TableRefused."""
    rows, known = _rows(source), queries.values_by_code()
    if problems := problems_of(rows, {code: values.parent_code for code, values in known.items()}):
        raise _refused(problems)
    changes = differences(rows, known)
    first = sorted(changes, key=lambda change: change.mark == "unchanged")[:MOST_SHOWN]
    heads = [_("Unit code"), _("Name"), _("Kind of unit"), _("Stands below")]
    return Findings(counts=_counts(changes), heads=heads, rows=[_shown(change) for change in first])


def apply(source: Source, *, actor: Actor, now: dt.datetime, progress: Progress) -> Findings:
    """Take the table over. Raises TableRefused, PermissionDenied."""
    rows = _rows(source)
    counts = _counts(differences(rows, queries.values_by_code()))
    try:
        services.import_units(rows=rows, actor=actor, now=now)
    except services.UnitsRefused as refusal:
        raise _refused(refusal.problems) from refusal
    return Findings(counts=counts)


UNITS = ImportFormat(
    key="organisations.units",
    title=_("Government bodies and their units"),
    text=_("Offices (OPD), their units, kecamatan, kelurahan and villages. Units that the file does not name stay."),
    permission="organisations.import_units",
    columns=[
        SampleColumn("kode", _("The code of the unit, as text"), ["1.03", "1.03.01", "7.01"]),
        SampleColumn(
            "nama",
            _("The full name"),
            ["Dinas Pekerjaan Umum dan Penataan Ruang", "UPTD Pemeliharaan Jalan", "Kecamatan Kemangkon"],
        ),
        SampleColumn(
            "jenis",
            _("OPD, UPTD, Satker, Kecamatan, Kelurahan, Desa or BUMD; OPD when empty"),
            ["OPD", "UPTD", "Kecamatan"],
            required=False,
        ),
        SampleColumn("singkatan", _("The short name"), ["DPUPR", "", ""], required=False),
        SampleColumn("kode_induk", _("The code of the unit above"), ["", "1.03", ""], required=False),
    ],
    check=check,
    apply=apply,
    done_page="organisations:units",
)
