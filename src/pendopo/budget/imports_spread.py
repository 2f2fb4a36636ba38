"""A table of ceilings of a stage at work as a format of the workspace's imports."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries, services
from pendopo.budget.forms_pagu import BasisField
from pendopo.budget.spread_changes import SpreadChange, SpreadChanges, changes_of
from pendopo.budget.spread_table import MOST_ROWS, SpreadTable, take_row
from pendopo.budget.spread_words import COLUMN_NAMES, PROBLEMS, fault_words
from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Column, Problem, TableRefused, refuse
from pendopo.kernel.access import Actor
from pendopo.kernel.display import money

COLUMNS = [
    Column("kode_unit", kind="code", required=False, aliases=("kode unit", "kode skpd", "kode perangkat daerah")),
    Column("kode_sub_kegiatan", kind="code", required=False, aliases=("kode sub kegiatan", "sub kegiatan")),
    Column("urutan", kind="int", required=False, aliases=("ke",)),
    Column("pagu", kind="rupiah", aliases=("jumlah", "nilai", "pagu (rp)")),
]
_CLOSED = _("The stage takes no changes now. Your file is kept; send it again when the stage is open.")
_TOO_MANY = _("Send at most 10,000 rows at a time, for example the units in several files.")
_MOVED = _("Somebody changed ceilings after the file was looked at. Send it again to see what it would change now.")


class SpreadForm(forms.Form):
    """The stage that is being spread, and why."""

    stage = forms.TypedChoiceField(
        label=_("Stage whose ceilings are set"),
        choices=queries.draft_stages,
        coerce=int,
        error_messages={"required": _("Choose the stage"), "invalid_choice": _("Choose a stage that is being drafted")},
    )
    reason = BasisField()


def check(source: Source, *, actor: Actor) -> Findings:
    """What the table would change and come to. Raises TableRefused with every cell that cannot be taken."""
    stage, _table, found = _compared(source)
    order = {"removed": 0, "new": 1, "changed": 2}
    moved = [one for one in found.changes if one.mark in order]
    shown = sorted(moved, key=lambda one: (order[one.mark], one.row))[:MOST_SHOWN]
    names = queries.unit_names([one.unit for one in found.sums])
    codes = queries.activity_codes([one.place[0] for one in shown if one.place])
    return Findings(
        counts=_counts(found),
        heads=[_("Unit"), _("Sub-activity"), _("Before, Rp"), _("Ceiling, Rp")],
        rows=[_shown(one, names, codes) for one in shown],
        sum_heads=[_("Unit"), _("Ceiling before"), _("Ceiling"), _("Spread"), _("Still to spread")],
        sums=_sums(stage, found, names),
    )


def apply(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Set the ceilings, all or none. Raises TableRefused, PermissionDenied."""
    stage, table, found = _compared(source)
    given = {"reason": source.options["reason"], "actor": actor, "now": now}
    try:
        services.set_spread(stage_id=stage.pk, units=table.units, places=found.places, **given)
    except services.StageClosed as refusal:
        raise refuse(_CLOSED) from refusal
    except services.POOL_REFUSED as refusal:
        raise refuse(_MOVED) from refusal
    return Findings(counts=_counts(found))


def _compared(source: Source) -> tuple[Any, SpreadTable, SpreadChanges]:
    stage = queries.draft_stage_of(source.options["stage"])
    if stage is None:
        raise refuse(_CLOSED)
    units, activities = queries.unit_ids_by_code(), queries.sub_kegiatan_ids(stage)
    table = _read(source, units, activities)
    held = queries.held_ceilings(stage, {*table.units, *table.places})
    found = changes_of(table, held, units, activities)
    if found.faults:
        names = queries.unit_names([one.unit for one in found.sums])
        codes = queries.activity_codes([one.place[0] for one in found.faults if one.place])
        raise TableRefused([fault_words(fault, names, codes, held.envelope) for fault in found.faults])
    return stage, table, found


def _read(source: Source, units: dict[str, int], activities: dict[str, int]) -> SpreadTable:
    sent, table, unit = source.table(COLUMNS), SpreadTable(), ""
    if len(sent.rows) > MOST_ROWS:
        raise refuse(_TOO_MANY, value=str(len(sent.rows)))
    for number, row in zip(sent.numbers, sent.rows, strict=True):
        unit = row["kode_unit"] or unit
        sequence = "" if row["urutan"] is None else str(row["urutan"])
        given = {"unit": unit, "code": row["kode_sub_kegiatan"] or "", "sequence": sequence, "amount": str(row["pagu"])}
        take_row(table, number, given, units, activities)
    if table.problems:
        raise TableRefused(
            [Problem(one.row, COLUMN_NAMES[one.column], one.found, PROBLEMS[one.code]) for one in table.problems]
        )
    return table


def _counts(found: SpreadChanges) -> dict[str, int]:
    marks = [one.mark for one in found.changes]
    counts = {mark: marks.count(mark) for mark in ("new", "changed", "removed", "unchanged")}
    return {"rows": len(marks) - counts["removed"], **counts}


def _shown(one: SpreadChange, names: dict[int, str], codes: dict[int, str]) -> Shown:
    code = now_gettext("the unit itself") if one.place is None else codes[one.place[0]]
    if one.place and one.place[1] > 1:
        code = f"{code} ({one.place[1]})"
    before = "" if one.before is None else money(one.before)
    return Shown(one.row, one.mark, [names[one.unit], code, before, money(one.after)])


def _sums(stage: Any, found: SpreadChanges, names: dict[int, str]) -> list[list[str]]:
    """The envelope first, then each unit whose sums the table changes."""
    pool = queries.envelope_of(stage)
    whole = [pool.given_amount, found.total, found.total, pool.amount - found.total]
    label = format_lazy(_("Envelope of the stage: {amount}"), amount=money(pool.amount))
    rows = [[str(label), *(money(amount) for amount in whole)]]
    for one in found.sums:
        if (one.ceiling_before, one.spread_before) == (one.ceiling, one.spread):
            continue
        amounts = (one.ceiling_before, one.ceiling, one.spread, one.ceiling - one.spread)
        rows.append([names[one.unit], *(money(amount) for amount in amounts)])
    return rows


SPREAD = ImportFormat(
    key="budget.spread",
    title=_("Ceilings of the stage being spread"),
    text=_(
        "Download the present table on the page of ceilings, change it and send it back. A unit that the file gives"
        " sub-activities gets exactly these: one that is left out becomes 0. Units that it does not name stay as they"
        " are. A row without a sub-activity is the ceiling of the unit itself."
    ),
    permission="budget.set_ceiling",
    columns=[
        SampleColumn("kode_unit", _("code of the unit; empty is the one above"), ["1.03.0.00.0.00.01.0000", ""]),
        SampleColumn(
            "kode_sub_kegiatan", _("code; empty for the unit itself"), ["", "1.03.10.2.01.0034"], required=False
        ),
        SampleColumn("urutan", _("occurrence in the unit; empty is 1"), ["", "1"], required=False),
        SampleColumn("pagu", _("whole rupiah"), ["12500000000", "2.750.000.000"]),
    ],
    check=check,
    apply=apply,
    form=SpreadForm,
    done_page="budget:stages",
)
