"""The rows of an Rka in the columns of SIPD as a format of the workspace's imports."""

from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries, services
from pendopo.budget.forms_sipd import StageForm
from pendopo.budget.sipd import COLUMNS, FormKey, Known, SentRow, SentTable, read_rows
from pendopo.budget.writing import write_coefficients
from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Problem, TableRefused, refuse
from pendopo.kernel.access import Actor
from pendopo.kernel.display import money, number

_CLOSED = _("The stage takes no changes now. Your file is kept; send it again when the stage is open.")
_STALE = _("Somebody changed this row here after the file was made. Export it again, or empty the cell “revisi”.")


def check(source: Source, *, actor: Actor) -> Findings:
    """What the file would change in the draft. Raises TableRefused with every cell that cannot be taken."""
    stage, known, sent = _read(source, actor)
    changes = queries.changes_by_form(stage, known, sent.forms)
    if stale := [row for one in changes.values() for _item, row in one.stale]:
        raise TableRefused([Problem(row.place, "revisi", str(row.revision), _STALE) for row in stale])
    marked = sorted(
        (shown for key, one in changes.items() for shown in _shown(key, one, known)), key=lambda shown: shown.row
    )
    return Findings(
        counts=_counts(sent, changes.values()),
        heads=[_("Budget account"), _("What is needed"), _("Coefficient"), _("Price, Rp"), _("Amount, Rp")],
        rows=marked[:MOST_SHOWN],
        defects=sent.notes,
    )


def apply(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Make the draft hold these rows. Raises TableRefused, PermissionDenied."""
    stage, _known, sent = _read(source, actor)
    ids = {"stage_id": stage.pk, "forms": sent.forms}
    try:
        done = services.replace_rows(actor=actor, now=now, progress=progress, **ids)
    except services.ItemChanged as refusal:
        raise refuse(_STALE, column="revisi") from refusal
    except services.CeilingExceeded as refusal:
        message = _("The rows come to {excess} more than the ceiling of {ceiling}, which changed a moment ago.")
        values = {"excess": number(refusal.excess_amount), "ceiling": number(refusal.ceiling_amount)}
        raise refuse(format_lazy(message, **values), column="rincian") from refusal
    except (services.StageClosed, services.NoCeiling) as refusal:
        raise refuse(_CLOSED) from refusal
    return Findings(counts=_counts(sent, [done]), defects=sent.notes)


def _read(source: Source, actor: Actor) -> tuple[Any, Known, SentTable]:
    stage = queries.draft_stage_of(source.options["stage"])
    if stage is None:
        raise refuse(_CLOSED)
    table = source.table(COLUMNS)
    known = queries.known_codes(stage, table.rows, actor)
    sent = read_rows(table, known)
    if sent.problems:
        raise TableRefused(sent.problems)
    return stage, known, sent


def _counts(sent: SentTable, changes: Any) -> dict[str, int]:
    found = list(changes)
    rows = [row for rows in sent.forms.values() for row in rows]
    return {
        "rows": len(rows),
        "new": sum(len(one.added) for one in found),
        "changed": sum(len(one.changed) for one in found),
        "removed": sum(len(one.removed) for one in found),
        "unchanged": sum(one.same for one in found),
        "rupiah": sum(row.values.amount for row in rows),
    }


def _shown(key: FormKey, changes: Any, known: Known) -> list[Shown]:
    """The rows of the preview; a row that goes stands before all others, since the file does not hold it."""
    names = {pk: code for code, pk in known.accounts.items()}
    found = [Shown(0, "removed", _item_cells(item, names)) for item in changes.removed]
    found += [Shown(row.place, "new", _cells(row, names)) for row in changes.added]
    found += [
        Shown(row.place, "changed", _cells(row, names), note=" · ".join(_item_cells(item, names)[1:]))
        for item, row in changes.changed
    ]
    return found


def _cells(row: SentRow, names: dict[int, str]) -> list[str]:
    values = row.values
    written = write_coefficients((str(volume), unit) for volume, unit in values.coefficients)
    price = number(values.unit_price_amount)
    return [names[row.account_id], values.component, written, price, money(values.amount)]


def _item_cells(item: Any, names: dict[int, str]) -> list[str]:
    written = write_coefficients(item.coefficients)
    code = names.get(item.line.account_id, "")
    return [code, item.component, written, number(item.unit_price_amount), money(item.amount)]


ROWS = ImportFormat(
    key=services.SIPD,
    title=_("Rows of the Rka in the columns of SIPD"),
    text=_(
        "Work on in a spreadsheet while the central system is down, or bring rows from there. Every form that the file"
        " names gets exactly the rows of the file; forms that it does not name stay as they are."
    ),
    permission="budget.compose_rka",
    columns=[
        SampleColumn("kode_skpd", _("code of the unit"), ["1.03.0.00.0.00.01.0000"] * 2),
        SampleColumn(
            "kode_sub_giat", _("code of the sub-activity; empty for revenue and financing"), ["1.03.10.2.01.0034"] * 2
        ),
        SampleColumn("kode_akun", _("code of the account"), ["5.1.02.01.01.0024", "5.1.02.04.01.0003"]),
        SampleColumn("nama_komponen", _("what is needed"), ["Kertas HVS A4 70 gram", "Perjalanan dinas ke Semarang"]),
        SampleColumn("spek_komponen", _("specification"), ["500 lembar", ""], required=False),
        SampleColumn("volum1", _("number; up to four, volum1 to volum4"), ["120", "3"]),
        SampleColumn("sat1", _("its unit of measure; up to four, sat1 to sat4"), ["rim", "orang"]),
        SampleColumn("volum2", _("second number"), ["", "2"], required=False),
        SampleColumn("sat2", _("second unit of measure"), ["", "hari"], required=False),
        SampleColumn("harga_satuan", _("whole rupiah"), ["54000", "370.000"]),
        SampleColumn("pajak", _("percent"), ["11", "0"], required=False),
        SampleColumn("rincian", _("volume times price, compared with ours"), ["7192800", "2220000"], required=False),
        SampleColumn("subs_bl_teks", _("work package"), ["", ""], required=False),
        SampleColumn("ket_bl_teks", _("note"), ["", ""], required=False),
        SampleColumn("kode_dana", _("code of the funding source"), ["", ""], required=False),
        SampleColumn("no_baris", _("number of the row here, as an export has it"), ["1", "1"], required=False),
        SampleColumn("revisi", _("revision of the row here, as an export has it"), ["", ""], required=False),
        SampleColumn("jenis_baris", _("rincian or sementara"), ["rincian", "rincian"], required=False),
    ],
    check=check,
    apply=apply,
    form=StageForm,
    done_page="budget:stages",
)
