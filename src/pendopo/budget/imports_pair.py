"""Two stages of a year by account as a format of the workspace's imports: look first, then take over."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget import pair_source, services
from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Problem
from pendopo.kernel.access import Actor
from pendopo.kernel.display import money


class PairForm(forms.Form):
    """What the table does not say."""

    year = forms.IntegerField(label=_("Budget year"), min_value=2000, max_value=2100)
    unit = forms.CharField(
        label=_("Code of the unit that keeps the budget"), max_length=40, help_text=_("Usually that of the PPKD")
    )
    source = forms.CharField(
        label=_("Source of the figures"), max_length=300, help_text=_("It stands below every public table.")
    )


def _defects(rows: list[pair_source.PairRow], name: str) -> list[Problem]:
    words = {
        "ACCOUNT_SUM": _("The account's stated amount is not the sum of the accounts below it"),
        "ACCOUNT_MISSING": _("The account above others is missing from the table"),
    }
    found = [
        *((one, "apbd_murni") for one in pair_source.wrong_parents(rows, 0, name)),
        *((one, "apbd_perubahan") for one in pair_source.wrong_parents(rows, 1, name)),
        *((one, "kode") for one in pair_source.nowhere(rows, name)),
    ]
    return [Problem(one.row_number, column, one.code, words[one.kind], name) for one, column in found]


def check(source: Source, *, actor: Actor) -> Findings:
    """What the table holds: rows that differ, the largest first, stated sums that are wrong. Raises TableRefused."""
    rows = pair_source.pair_rows(source.table(pair_source.COLUMNS))
    differing = [row for row in rows if row.is_leaf and row.amounts[0] != row.amounts[1]]
    differing.sort(key=lambda row: -abs((row.amounts[1] or 0) - (row.amounts[0] or 0)))
    defects = _defects(rows, source.name)
    return Findings(
        counts=pair_source.counts_of(rows) | {"defects": len(defects)},
        heads=[_("Budget account"), _("Name"), _("Before"), _("After")],
        rows=[
            Shown(row.number, "changed", [row.code, row.name, money(row.amounts[0] or 0), money(row.amounts[1] or 0)])
            for row in differing[:MOST_SHOWN]
        ],
        defects=defects,
    )


def apply(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Store both stages. Raises TableRefused, PermissionDenied."""
    rows = pair_source.pair_rows(source.table(pair_source.COLUMNS))
    services.import_stage_pair(
        rows=rows,
        year=source.options["year"],
        unit=source.options["unit"],
        source=source.options["source"],
        file_name=source.name,
        actor=actor,
        now=now,
    )
    progress(len(rows), len(rows))
    defects = _defects(rows, source.name)
    return Findings(counts=pair_source.counts_of(rows) | {"defects": len(defects)}, defects=defects)


PAIR = ImportFormat(
    key=services.PAIR,
    title=_("Two stages of a budget by account"),
    text=_(
        "One table with the APBD and the amended APBD of a year, from akun down to sub rincian objek. Only the lowest"
        " level is taken over; every stated sum above it is checked, and the wrong ones are reported."
    ),
    permission="budget.import_stage_pair",
    columns=[
        SampleColumn("kode", _("account code"), ["4", "4.1", "4.1.01.06.01.0001"]),
        SampleColumn("uraian", _("name"), ["PENDAPATAN DAERAH", "PENDAPATAN ASLI DAERAH", "Pajak Hotel"]),
        SampleColumn("apbd_murni", _("rupiah before the amendment"), ["1000000", "1000000", "1000000"]),
        SampleColumn("apbd_perubahan", _("rupiah after it, empty where the row ends"), ["1200000"] * 3),
    ],
    check=check,
    apply=apply,
    form=PairForm,
    done_page="budget:home",
    command="pendopo import stage-pair FILE --year YEAR --unit CODE",
)
