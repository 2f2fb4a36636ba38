"""Payments, handovers and self-managed works as a format of the workspace's imports: look first, then take over."""

import csv
import datetime as dt
import io
import zipfile

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Problem
from pendopo.kernel.access import Actor
from pendopo.kernel.display import money
from pendopo.monitoring import services
from pendopo.monitoring.handover_files import COLUMNS, HANDOVER, PLAN, SPENDING, HandoverFiles, read_handover

LABELS = {
    HANDOVER: _("Payments and handovers of contracts"),
    PLAN: _("Plan of self-managed work"),
    SPENDING: _("Spending of self-managed work"),
}


class HandoverYearForm(forms.Form):
    """What the tables do not say."""

    year = forms.IntegerField(label=_("Budget year"), min_value=2020, max_value=2100)


def check(source: Source, *, actor: Actor) -> Findings:
    """What the tables hold, repeats left out, and the rows whose cells moved. Raises TableRefused."""
    files = read_handover(source.path)
    message = _("The cells of this row have moved: its dates cannot be read.")
    shifted = files.shifted
    defects = [
        Problem(number, "tgl_awal_pelaksanaan_kontrak", row["nama_paket"], message, shifted.label)
        for row, number in zip(shifted.rows, shifted.numbers, strict=True)
    ]
    return Findings(
        counts={"rows": sum(len(table.rows) for table in files.tables.values()), "defects": len(defects)},
        heads=[_("Receipt or package"), _("Date"), _("Amount")],
        rows=_shown(files),
        defects=defects,
        sum_heads=[_("Table"), _("Rows"), _("Sum")],
        sums=_sums(files),
    )


AMOUNTS = {HANDOVER: "besar_pembayaran", PLAN: "pagu", SPENDING: "nilai_realisasi"}
PLACES = {
    HANDOVER: ("kd_paket", "tgl_bap"),
    PLAN: ("nama_paket", "tgl_awal_pelaksanaan_kontrak"),
    SPENDING: ("nama_paket", "tgl_realisasi"),
}


def _shown(files: HandoverFiles) -> list[Shown]:
    return [
        Shown(
            number,
            "new",
            [str(row[title])[:80], str(row[day] or ""), money(row[AMOUNTS[name]], cents=name == HANDOVER)],
        )
        for name, (title, day) in PLACES.items()
        for row, number in [*zip(files.tables[name].rows, files.tables[name].numbers, strict=True)][: MOST_SHOWN // 3]
    ]


def _sums(files: HandoverFiles) -> list[list[str]]:
    return [
        [
            str(LABELS[name]),
            str(len(table.rows)),
            money(sum(row[AMOUNTS[name]] for row in table.rows), cents=name == HANDOVER),
        ]
        for name, table in files.tables.items()
        if table.label
    ]


def apply(source: Source, *, actor: Actor, now: dt.datetime, progress: Progress) -> Findings:
    """Bring works to what the tables say. Raises TableRefused, PermissionDenied."""
    files = read_handover(source.path)
    result = services.import_handovers(files=files, year=source.options["year"], actor=actor, now=now)
    counts = {"rows": sum(len(table.rows) for table in files.tables.values()), "new": result.new}
    return Findings(
        counts={**counts, "changed": result.changed, "defects": len(result.defects)}, defects=result.defects
    )


SAMPLES: dict[str, list[str]] = {
    HANDOVER: ["900001", "nontender", "100", "79470000,50", "2001-02-28", "2001-02-27", "Sekaligus", "Kontrak Selesai"],
    PLAN: [
        "800001", "DINAS CONTOH", "Pemeliharaan Saluran Contoh", "6460000", "1", "1 Kegiatan", "2001-01-01",
        "2001-12-01", "2001-01-23 10:10:27", "Terumumkan",
    ],
    SPENDING: [
        "700001", "800001", "DINAS CONTOH", "Pemeliharaan Saluran Contoh", "6460000", "Kwitansi", "2001-01-29",
        "400000",
    ],
}  # fmt: skip


def _sample() -> bytes:
    """A ZIP with the three tables and one row each, which is no real one."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, values in SAMPLES.items():
            text = io.StringIO()
            csv.writer(text).writerows([[column.name for column in COLUMNS[name]], values])
            archive.writestr(f"{name}.csv", text.getvalue())
    return target.getvalue()


HANDOVERS = ImportFormat(
    key=services.HANDOVERS,
    title=_("Payments, handovers and self-managed works of another system"),
    text=_(
        "A ZIP or a workbook with up to three tables. Import the budget and the contracts (ISB) first. Repeated rows"
        " count once; what is strange is flagged, and the offices explain it."
    ),
    permission="monitoring.import_handovers",
    columns=[
        SampleColumn("bap_bast", _("payments and handovers: number of the package, percent, amount, dates"), []),
        SampleColumn("rup_swakelola", _("plan of self-managed work: number, unit, title, ceiling, type, dates"), []),
        SampleColumn("swakelola_realisasi", _("receipts of self-managed work: number, plan, unit, date, amount"), []),
    ],
    check=check,
    apply=apply,
    accept=(".zip", ".xlsx", ".ods"),
    form=HandoverYearForm,
    sample=("contoh-serah-terima.zip", _sample),
    done_page="monitoring:projects",
    command="pendopo import handover FOLDER",
)
