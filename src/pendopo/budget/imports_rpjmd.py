"""A plan of the region (RPJMD) as a format of the workspace's imports: what changed first, then take it over."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries, services
from pendopo.budget.forms_rpjmd import PlanForm
from pendopo.budget.rpjmd_rows import PlanChange, PlanNode, PlanRow, compare, links_of, plan_of
from pendopo.budget.rpjmd_words import FAULTS, LEVELS
from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Column, Problem, TableRefused, refuse
from pendopo.kernel.access import Actor

MOST_ROWS = 5_000
LARGEST, PLACES = Decimal(10**14), 4


def columns_of(year_from: int, year_to: int) -> list[Column]:
    """The columns of a plan for these years; the targets are found by their year or as `tahun_1`."""
    targets = [
        Column(
            str(year), kind="decimal", required=False, aliases=(f"target {year}", f"tahun_{place}", f"tahun {place}")
        )
        for place, year in enumerate(range(year_from, year_to + 1), start=1)
    ]
    return [
        Column("kode", kind="code"),
        Column("uraian", required=False, aliases=("nama", "program", "uraian program")),
        Column("indikator", required=False, aliases=("indikator kinerja",)),
        Column("satuan", required=False),
        Column("awal", kind="decimal", required=False, aliases=("kondisi awal", str(year_from - 1))),
        *targets,
        Column("kode_program", required=False, aliases=("kode program", "program anggaran")),
    ]


def _rows(source: Source) -> Iterator[PlanRow]:
    first, last = source.options["year_from"], source.options["year_to"]
    sent = source.table(columns_of(first, last))
    if len(sent.rows) > MOST_ROWS:
        raise refuse(_("Send at most 5,000 rows."), value=str(len(sent.rows)))
    problems: list[Problem] = []
    for number, row in zip(sent.numbers, sent.rows, strict=True):
        given = {first - 1: row["awal"]} | {year: row[str(year)] for year in range(first, last + 1)}
        values = {year: value for year, value in given.items() if value is not None}
        problems += [_too_fine(number, year, value) for year, value in values.items() if not _fits(value)]
        code, text, indicator, measure = (row[name] or "" for name in ("kode", "uraian", "indikator", "satuan"))
        yield PlanRow(number, code, text, indicator, measure, values, links_of(row["kode_program"] or ""))
    if problems:
        raise TableRefused(problems)


def _fits(value: Decimal) -> bool:
    return abs(value) < LARGEST and value == round(value, PLACES)


def _too_fine(number: int, year: int, value: Decimal) -> Problem:
    return Problem(number, str(year), str(value), _("A target has at most 14 digits and 4 decimals."))


def _read(source: Source) -> dict[str, PlanNode]:
    nodes, faults = plan_of(_rows(source))
    problems = [Problem(one.row, one.column, one.found, FAULTS[one.code]) for one in faults]
    if not nodes and not problems:
        raise refuse(_("The file holds no row."))
    if problems:
        raise TableRefused(problems)
    return nodes


def _changes(source: Source) -> tuple[dict[str, PlanNode], list[PlanChange]]:
    nodes, plan = _read(source), queries.rpjmd_from(source.options["year_from"])
    return nodes, compare(nodes, queries.held_plan(plan) if plan else {})


def _note(change: PlanChange) -> str:
    if change.mark == "renamed":
        return now_gettext("before: {name}").format(name=change.before)
    return now_gettext("ends with this plan") if change.mark == "removed" else ""


def _findings(nodes: dict[str, PlanNode], changes: list[PlanChange]) -> Findings:
    counted = Counter(change.mark for change in changes)
    moved = [change for change in changes if change.mark != "unchanged"]
    rows = [
        Shown(one.node.row, one.mark, [one.node.code, str(LEVELS[one.node.level]), one.node.text], _note(one))
        for one in moved[:MOST_SHOWN]
    ]
    marks = ("new", "renamed", "changed", "removed", "unchanged")
    counts = {"rows": len(nodes)} | {mark: counted[mark] for mark in marks}
    return Findings(counts=counts, heads=[_("Code"), _("Level"), _("Text")], rows=rows)


def check(source: Source, *, actor: Actor) -> Findings:
    """What the table changes in the plan. Raises TableRefused."""
    return _findings(*_changes(source))


def apply(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Take the plan over. Raises TableRefused, PermissionDenied."""
    nodes, changes = _changes(source)
    given: dict[str, Any] = {name: source.options[name] for name in PlanForm.base_fields}
    services.import_rpjmd(head=services.PlanHead(**given), nodes=nodes, actor=actor, now=now)
    return _findings(nodes, changes)


RPJMD = ImportFormat(
    key="budget.rpjmd",
    title=_("Plan of the region (RPJMD)"),
    text=_(
        "The code says what a row is: 1 a mission, 1.1 a goal, 1.1.1 an objective, 1.1.1.1 a programme. A row that"
        " repeats a code adds one more indicator. The file is the whole plan: what it leaves out ends."
    ),
    permission="budget.keep_rpjmd",
    columns=[
        SampleColumn("kode", _("place in the plan"), ["1", "1.1", "1.1.1", "1.1.1.1"]),
        SampleColumn(
            "uraian",
            _("words of the mission, goal, objective or programme"),
            ["Infrastruktur merata", "Jalan yang mantap", "Jalan kabupaten mantap", "Penyelenggaraan jalan"],
        ),
        SampleColumn("indikator", _("what is measured"), ["", "", "Jalan mantap", "Panjang jalan"], required=False),
        SampleColumn("satuan", _("unit of measure"), ["", "", "%", "km"], required=False),
        SampleColumn("awal", _("where it begins"), ["", "", "71,5", "612"], required=False),
        *[
            SampleColumn(
                f"tahun_{n}", _("target of that year"), ["", "", f"{72 + n},5", f"{620 + n * 8}"], required=False
            )
            for n in range(1, 6)
        ],
        SampleColumn("kode_program", _("programmes of the budget"), ["", "", "", "1.03.10"], required=False),
    ],
    check=check,
    apply=apply,
    form=PlanForm,
    done_page="budget:rpjmd_work",
)
